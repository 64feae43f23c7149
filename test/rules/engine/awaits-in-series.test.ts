import {describe, expect, test} from 'vitest';
import {diskFiles, frontEnds} from '../../../rules/src/disk/index.ts';
import {createEngine} from '../../../rules/src/engine.ts';
import type {Language} from '../../../rules/src/facts/index.ts';

const engine = createEngine({
  frontEnds, files: diskFiles, cache: null, roots: [],
  reportBug({error}) {
    throw error;
  },
});

function found(language: Language, lines: readonly string[]): string[] {
  const text = lines.join('\n');
  return engine.awaitsInSeries({path: language === 'python' ? '/app/main.py' : '/app/main.ts', text, language}).map(({start, end}) => text.slice(start, end));
}
const js = (...body: string[]) => found('javascript', ['async function run(urls) {', ...body, '}']);
const py = (...body: string[]) => found('python', ['async def run(urls):', ...body.map(line => `    ${line}`)]);

describe('awaits in series are those of a loop about its own elements', () => {
  test.each([
    [js('for (const url of urls) await fetch(url);'), ['await fetch(url)']],
    [js('const all = [];', 'for (const url of urls) {', '  const response = await fetch(`${base}/${url}`);', '  all.push(await response.json());', '}'), ['await fetch(`${base}/${url}`)']],
    [js('for (let i = 0; i < urls.length; i++) results[i] = await load(i);'), ['await load(i)']],
    [js('for (const url of urls) { if (seen.has(url)) continue; await fetch(url); }'), ['await fetch(url)']],
    [py('for url in urls:', '    results[url] = await get(url)'), ['await get(url)']],
    [py('for url in urls:', '    found.append(await client.get(url))'), ['await client.get(url)']],
  ])('%#', (spans, expected) => expect(spans).toEqual(expected));
});

describe('a loop is left alone', () => {
  test.each([
    ['that is none', js('await fetch(urls[0]);')],
    ['that asks again and again', js('while (await next()) await step();'), py('while True:', '    await queue.get()')],
    ['over what comes by itself', js('for await (const url of urls) await fetch(url);'), py('async for url in urls:', '    await get(url)')],
    ['whose await is not about the element', js('for (const url of urls) await flush();')],
    ['that hands a result on', js('let cursor;', 'for (const url of urls) cursor = await fetch(url, cursor);'), py('state = None', 'for url in urls:', '    state = await get(url, state)')],
    ['that stops at the first result', js('for (const url of urls) { const answer = await fetch(url); if (answer.ok) return answer; }'), py('for url in urls:', '    if await works(url):', '        break')],
    ['that pauses between turns', js('for (const url of urls) { await fetch(url); await sleep(100); }')],
    ['that writes in order', js('for (const chunk of urls) await stream.write(chunk);'), py('for chunk in urls:', '    await queue.put(chunk)')],
    ['that changes what it belongs to', js('for (const url of urls) this.last = await fetch(url);')],
  ] as readonly (readonly [string, ...string[][]])[])('%s', (_, ...spans) => {
    for (const each of spans) expect(each).toEqual([]);
  });
});

test('what nobody wrote is not read', () => {
  expect(found('javascript', [`for (const a of b) await f(a);${'x'.repeat(3_000_000)}`])).toEqual([]);
});
