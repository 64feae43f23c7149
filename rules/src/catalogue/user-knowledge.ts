import type {Language} from '../facts/index.ts';
import type {BlockingApi, CatalogueSettings, FunctionTaker, Limiter, QualifiedName} from './types.ts';

/** The user's settings, asked by name. */
export interface UserKnowledge {
  isAllowed(name: QualifiedName): boolean;
  blocking(name: QualifiedName, language: Language): BlockingApi | undefined;
  mayBlock(member: string): boolean;
  functionTakers(name: QualifiedName): readonly FunctionTaker[] | undefined;
  limiter(name: QualifiedName): Limiter | undefined;
}

export function userKnowledge(settings: CatalogueSettings): UserKnowledge {
  const allow = patterns(settings.allow);
  const blocking = patterns(Object.keys(settings.blocking));
  const offLoop = patterns(settings.offLoop);
  const onLoop = patterns(settings.onLoop);
  const limiters = patterns(settings.limiters);
  return {
    isAllowed: name => allow(name) !== undefined,
    blocking(name, language) {
      const pattern = blocking(name);
      return pattern === undefined ? undefined : userApi(name, language, settings.blocking[pattern] ?? '');
    },
    mayBlock: member => Object.keys(settings.blocking).some(pattern => pattern.endsWith('*') || withoutCalls(pattern).endsWith(member)),
    functionTakers(name) {
      if (offLoop(name) !== undefined) return [{name, position: 0, keyword: null, runs: 'off loop'}];
      return onLoop(name) === undefined ? undefined : HANDLER_POSITIONS.map(position => ({name, position, keyword: null, runs: 'on loop'}));
    },
    limiter: name => (limiters(name) === undefined ? undefined : {name, form: 'wrapper'}),
  };
}

/** A handler comes first, or behind the names of what it handles. */
const HANDLER_POSITIONS = [0, 1, 2, 3];

function userApi(name: QualifiedName, language: Language, instead: string): BlockingApi {
  return {
    name,
    language,
    kind: 'wait',
    confidence: 'definite',
    growsWithInput: false,
    raises: null,
    when: [],
    unless: [],
    probableWhen: [],
    rewrite: {kind: 'message only'},
    instead: instead || 'something that does not block',
    reason: 'Your settings say that it blocks.',
    source: 'user settings',
  };
}

/** A matcher over names and patterns with `*`, which gives the one that fits. A user writes `db.Client.query`, with or without `()`. */
function patterns(written: readonly string[]): (name: QualifiedName) => string | undefined {
  if (written.length === 0) return () => undefined;
  const plain = new Map<string, string>();
  const wild: {readonly parts: readonly string[]; readonly pattern: string}[] = [];
  for (const pattern of written) {
    const bare = withoutCalls(pattern.startsWith('node:') ? pattern.slice('node:'.length) : pattern);
    if (bare.includes('*')) wild.push({parts: bare.split('*'), pattern});
    else plain.set(bare, pattern);
  }
  return name => {
    const bare = withoutCalls(name);
    return plain.get(bare) ?? wild.find(({parts}) => fits(bare, parts))?.pattern;
  };
}

function withoutCalls(name: string): string {
  return name.replaceAll('()', '');
}

/** Whether the text is the parts in this order with anything between them. */
function fits(text: string, parts: readonly string[]): boolean {
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= text.length - last.length;
}
