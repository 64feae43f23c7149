import type {BlockingApi} from '../catalogue/types.ts';
import type {Call, ImportedName, Rewrite, Suggestion} from '../facts/index.ts';
import type {FileAnalysis} from '../project/analysis.ts';
import {THREADS} from './blocking-words.ts';

/** What the catalogue offers instead, and in Python a thread; an offer that the language refuses at this place is left out. */
export function suggestionsFor(analysis: FileAnalysis, call: Call, api: BlockingApi): readonly Suggestion[] {
  if (!call.canAwait) return [];
  return [twin(analysis, call, api), offLoop(analysis, call, api)].flatMap(offer => (offer?.rewrite.ok ? [{title: offer.title, edits: offer.rewrite.edits}] : []));
}

interface Offer {
  readonly title: string;
  readonly rewrite: Rewrite;
}

function twin({file, edits}: FileAnalysis, call: Call, {rewrite}: BlockingApi): Offer | null {
  switch (rewrite.kind) {
    case 'await twin': {
      const name = rewrite.twins[file.library];
      return name ? {title: `Await \`${nameOf(name)}\` instead.`, rewrite: edits.awaitTwin(call, name)} : null;
    }
    case 'await method':
      return {title: rewrite.method === '' ? 'Await the call.' : `Await \`${rewrite.method}\` instead.`, rewrite: edits.awaitMethod(call, rewrite.method)};
    case 'iterate':
      return {title: `Iterate over \`${rewrite.method}\` with \`async for\` instead.`, rewrite: edits.iterateAsync(call, rewrite.method)};
    case 'promisify':
      return {title: `Await the promisified \`${nameOf(rewrite.callbackApi)}\` instead.`, rewrite: edits.promisify(call, rewrite.callbackApi)};
    case 'move off loop':
    case 'message only':
      return null;
  }
}

/** A thread does not help with a sleep, breaks a lock that knows its thread, and cannot enter a `with` or run a generator's turns. */
function offLoop({file, edits}: FileAnalysis, call: Call, {kind, rewrite}: BlockingApi): Offer | null {
  if (file.language !== 'python' || kind === 'wait' || kind === 'lock' || rewrite.kind === 'iterate' || rewrite.kind === 'message only') return null;
  if (call.use.kind === 'entered' || call.use.kind === 'iterated') return null;
  return {title: `Run it in a thread with \`${THREADS[file.library]}\`.`, rewrite: edits.moveOffLoop(call)};
}

function nameOf({module, name}: ImportedName): string {
  if (name === null) return module;
  return /^(node:|[^.]*\/)/.test(module) ? name : `${module}.${name}`;
}
