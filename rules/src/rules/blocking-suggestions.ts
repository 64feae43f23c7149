import type {BlockingApi} from '../catalogue/types.ts';
import type {Call, ImportedName, Rewrite, Suggestion} from '../facts/index.ts';
import type {FileAnalysis} from '../project/analysis.ts';
import {THREADS} from './blocking-words.ts';

/** What the catalogue offers instead, and in Python a thread; an offer that the language refuses at this place is left out. */
export function suggestionsFor(analysis: FileAnalysis, call: Call, api: BlockingApi): readonly Suggestion[] {
  if (!call.canAwait) return [];
  return [...offered(twin(analysis, call, api)), ...(gainsByThread(api) ? inThread(analysis, call) : [])];
}

/** The call in a thread, where the language has that; what is entered or iterated runs piece by piece, and cannot be moved as a whole. */
export function inThread({file, edits}: FileAnalysis, call: Call): readonly Suggestion[] {
  if (file.language !== 'python' || !call.canAwait || call.use.kind === 'entered' || call.use.kind === 'iterated') return [];
  return offered({title: `Run it in a thread with \`${THREADS[file.library]}\`.`, rewrite: edits.moveOffLoop(call)});
}

interface Offer {
  readonly title: string;
  readonly rewrite: Rewrite;
}

function offered(offer: Offer | null): readonly Suggestion[] {
  return offer?.rewrite.ok ? [{title: offer.title, edits: offer.rewrite.edits}] : [];
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

/** A thread does not help with a sleep, and breaks a lock that knows its thread. */
function gainsByThread({kind, rewrite}: BlockingApi): boolean {
  return kind !== 'wait' && kind !== 'lock' && rewrite.kind !== 'iterate' && rewrite.kind !== 'message only';
}

function nameOf({module, name}: ImportedName): string {
  if (name === null) return module;
  return /^(node:|[^.]*\/)/.test(module) ? name : `${module}.${name}`;
}
