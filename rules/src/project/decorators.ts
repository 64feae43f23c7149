import type {Catalogue} from '../catalogue/types.ts';
import type {Confidence} from '../facts/index.ts';
import {takersOf} from './callbacks.ts';
import type {Entity, FunctionEntity} from './entity.ts';
import type {FileRecord} from './file-records.ts';
import type {Names} from './names.ts';
import type {DecoratorSummary} from './summary.ts';

/** What becomes of a function's body by its decorators, when the function is called. */
export interface Decorated {
  /** False: off the loop, or in an awaitable. */
  readonly runsHere: boolean;
  readonly isOffLoop: boolean;
  /** A framework calls it on the loop. */
  readonly isHandler: boolean;
  readonly confidence: Confidence;
}

/** A decorated function keeps the effect of its body, unless a decorator is known to run it elsewhere. */
export function decorated(names: Names, catalogue: Catalogue, fn: FunctionEntity): Decorated {
  const decorators = fn.file.summary.functions[fn.id]?.decorators ?? [];
  const effects = decorators.map(decorator => decoratorEffect(names, catalogue.in(fn.file.summary.language), fn.file, decorator));
  if (effects.includes('off loop')) return {runsHere: false, isOffLoop: true, isHandler: false, confidence: 'definite'};
  if (effects.includes('awaitable')) return {runsHere: false, isOffLoop: false, isHandler: false, confidence: 'definite'};
  return {runsHere: true, isOffLoop: effects.includes('registered'), isHandler: effects.includes('handler'), confidence: effects.includes('unknown') ? 'probable' : 'definite'};
}

/** Whether a decorator of the standard library keeps what the function gives, so that the body runs once for each set of arguments. */
export function isMemoised(names: Names, fn: FunctionEntity): boolean {
  const decorators = fn.file.summary.functions[fn.id]?.decorators ?? [];
  return decorators.some(({reference}) => {
    const decorator = names.resolve(fn.file, reference);
    return decorator.kind === 'api' && MEMOISING.has(decorator.name.replace(/\(\)$/, ''));
  });
}

const MEMOISING: ReadonlySet<string> = new Set(['functools.cache', 'functools.cached_property', 'functools.lru_cache']);

/** `registered`: a framework runs the function off the loop, and who calls it by its name runs the function itself. */
type DecoratorEffect = 'none' | 'off loop' | 'registered' | 'handler' | 'awaitable' | 'unknown';

function decoratorEffect(names: Names, catalogue: Catalogue, file: FileRecord, {reference, functions}: DecoratorSummary): DecoratorEffect {
  const decorator = names.resolve(file, reference);
  // `@dispatch(load_async)`: called on a loop, the decorated function is the other one.
  if (functions.some(fn => isAsynchronous(names.resolve(file, fn)))) return 'awaitable';
  switch (decorator.kind) {
    case 'api': {
      const name = decorator.name.replace(/\(\)$/, '');
      const runs = takersOf(names, catalogue, {...decorator, name}, name).map(taker => taker.runs);
      if (runs.includes('off loop')) return REGISTERING.test(name) ? 'registered' : 'off loop';
      if (runs.includes('on loop')) return 'handler';
      return isTransparent(name) ? 'none' : 'unknown';
    }
    case 'function':
      return wrapperEffect(names, catalogue, decorator);
    default:
      return 'unknown';
  }
}

function isAsynchronous(entity: Entity): boolean {
  return entity.kind === 'function' && entity.file.summary.functions[entity.id]?.isAsync === true;
}

/** A decorator of the project is as good as the wrapper that it returns: asynchronous, or one that hands the function off the loop. */
function wrapperEffect(names: Names, catalogue: Catalogue, decorator: FunctionEntity): DecoratorEffect {
  const wrapper = names.result(decorator);
  if (wrapper.kind !== 'function') return 'unknown';
  const summary = wrapper.file.summary.functions[wrapper.id];
  if (!summary) return 'unknown';
  const taken = summary.calls.some(call => {
    const callee = names.resolve(wrapper.file, call.callee);
    return takersOf(names, catalogue, callee, call.callee).some(taker => taker.runs === 'off loop');
  });
  if (taken) return 'off loop';
  return summary.isAsync ? 'awaitable' : 'none';
}

/** What decorators of the project put in a function's place, and what therefore runs when the function is called. */
export function wrappersOf(names: Names, {file, id}: FunctionEntity): readonly FunctionEntity[] {
  const decorators = file.summary.functions[id]?.decorators ?? [];
  return decorators.flatMap(({reference}) => {
    const decorator = names.resolve(file, reference);
    const wrapper = decorator.kind === 'function' ? names.result(decorator) : decorator;
    return wrapper.kind === 'function' && wrapper.id !== id ? [wrapper] : [];
  });
}

/** Decorators of frameworks give back the function as it is. */
const REGISTERING = /^(fastapi|starlette)\./;

/** Decorators that return the function, or one that calls it at once. */
function isTransparent(name: string): boolean {
  return TRANSPARENT.has(name);
}

const TRANSPARENT: ReadonlySet<string> = new Set([
  'abc.abstractmethod',
  'builtins.classmethod',
  'builtins.property',
  'builtins.staticmethod',
  'contextlib.contextmanager',
  'functools.cache',
  'functools.cached_property',
  'functools.lru_cache',
  'functools.wraps',
  'typing.final',
  'typing.override',
  'typing_extensions.override',
]);
