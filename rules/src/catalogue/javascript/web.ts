import {members, membersOfEach, MESSAGE_ONLY, type BlockingGroup} from '../knowledge.ts';

/** Globals of browsers and of the other runtimes. */
export const web: readonly BlockingGroup[] = [
  {
    names: ['global.Atomics.wait'],
    kind: 'wait',
    confidence: 'definite',
    rewrite: MESSAGE_ONLY,
    instead: '`await Atomics.waitAsync(…).value`',
    reason: 'The thread sleeps until another one wakes it; the asynchronous form gives `{async, value}`.',
    source: 'ECMAScript, Atomics.wait',
  },
  {
    names: members('global', 'alert confirm prompt'),
    kind: 'input',
    // The user is the only one who waits, and knows for what.
    confidence: 'possible',
    rewrite: MESSAGE_ONLY,
    instead: 'a `<dialog>` element',
    reason: 'Page and loop stand still until the user answers.',
    source: 'HTML standard, simple dialogs',
  },
  {
    names: ['global.XMLHttpRequest().open'],
    kind: 'network',
    confidence: 'definite',
    when: [{test: 'position equals', position: 2, value: false}],
    rewrite: MESSAGE_ONLY,
    instead: '`await fetch(…)`',
    reason: 'With `false` as its third argument the request holds the thread until the answer is there.',
    source: 'XMLHttpRequest standard',
  },
  {
    names: membersOfEach(['global.WebAssembly'], 'Module Instance'),
    kind: 'computation',
    confidence: 'possible',
    rewrite: MESSAGE_ONLY,
    instead: '`await WebAssembly.compile(…)` or `await WebAssembly.instantiate(…)`',
    reason: 'The module is compiled on this thread.',
    source: 'WebAssembly JavaScript interface',
  },
  {
    names: members('global.Deno', `
      readFileSync readTextFileSync writeFileSync writeTextFileSync readDirSync mkdirSync makeTempDirSync makeTempFileSync removeSync
      renameSync copyFileSync symlinkSync linkSync readLinkSync truncateSync openSync
    `),
    kind: 'file',
    confidence: 'probable',
    rewrite: MESSAGE_ONLY,
    instead: name => `\`await Deno.${name.slice('global.Deno.'.length).replace('Sync', '')}(…)\``,
    reason: 'The disk is read or written while the thread waits.',
    source: 'general knowledge of Deno',
  },
  {
    names: members('global.Deno', 'statSync lstatSync realPathSync'),
    kind: 'metadata',
    confidence: 'probable',
    rewrite: MESSAGE_ONLY,
    instead: name => `\`await Deno.${name.slice('global.Deno.'.length).replace('Sync', '')}(…)\``,
    reason: 'It looks up metadata, which is quick on a local disk and slow on a network one.',
    source: 'general knowledge of Deno',
  },
  {
    names: ['global.Bun.spawnSync', 'bun.spawnSync', 'global.Deno.Command().outputSync'],
    kind: 'process',
    confidence: 'probable',
    rewrite: MESSAGE_ONLY,
    instead: 'the asynchronous form',
    reason: 'The loop stands still until the process ends.',
    source: 'general knowledge of Bun and Deno',
  },
  {
    names: ['global.Bun.sleepSync', 'bun.sleepSync'],
    kind: 'wait',
    confidence: 'probable',
    rewrite: MESSAGE_ONLY,
    instead: '`await Bun.sleep(…)`',
    reason: 'The thread sleeps, and everything else with it.',
    source: 'general knowledge of Bun',
  },
];
