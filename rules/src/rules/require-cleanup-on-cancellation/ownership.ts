import {calleeName, isSamePlace, memberName, mentions, placesOf, placesOfKind, withoutAwait, type Call, type FunctionFacts, type Holding, type Value} from '../../facts/index.ts';
import type {FileAnalysis} from '../../project/analysis.ts';
import {textOf} from '../source-text.ts';
import type {Acquisition} from './acquisitions.ts';

/** How one sees that the acquisition is let go. */
export function holdingOf(analysis: FileAnalysis, acquisition: Acquisition): Holding {
  const isHolder = (value: Value) => isHeldBy(acquisition, value);
  return {
    isReleasedBy: call => isReleasedBy(analysis, acquisition, call),
    isLeftTo: awaited => acquisition.acquirer.isTask === true && mentions(awaited, isHolder),
    concerns: value => mentions(value, part => isHolder(part) || (part.kind === 'call' && part.call === acquisition.call)),
    endsWithIteration: over => acquisition.acquirer.endsWithIteration === true && isHolder(over),
    endsWith: resource => isHolder(withoutAwait(resource)) || (resource.kind === 'call' && resource.call.args.some(argument => isHolder(argument.value))),
  };
}

/** The releases that the function itself does, nested functions left out. */
export function releasesIn(analysis: FileAnalysis, acquisition: Acquisition, fn: FunctionFacts): readonly Call[] {
  return fn.calls.filter(call => call.span.start > acquisition.call.span.start && isReleasedBy(analysis, acquisition, call));
}

/** Whether somebody else answers for the resource: it is given back to the caller, stored, handed on, or released by a callback. */
export function isOwnedElsewhere(analysis: FileAnalysis, acquisition: Acquisition, fn: FunctionFacts): boolean {
  if (fn.nested.some(nested => isReleasedInside(analysis, acquisition, nested, 0))) return true;
  const isReleasedHere = releasesIn(analysis, acquisition, fn).length > 0;
  // A lock that is released elsewhere is handed over, and a class may be a lock itself. Not everything called `acquire` has a release.
  const {acquirer, bindings} = acquisition;
  if (!isReleasedHere && (bindings.length === 0 || acquirer.isTask === true || acquirer.name.startsWith('*.'))) return true;
  if (bindings.length === 0 && isPassedOn(acquisition, fn)) return true;
  return isKept(acquisition, fn) || (!isReleasedHere && isPassedOn(acquisition, fn));
}

function isReleasedInside(analysis: FileAnalysis, acquisition: Acquisition, nested: FunctionFacts, depth: number): boolean {
  return nested.calls.some(call => isReleasedBy(analysis, acquisition, call)) || (depth < 5 && nested.nested.some(inner => isReleasedInside(analysis, acquisition, inner, depth + 1)));
}

function isHeldBy({holders}: Acquisition, value: Value): boolean {
  return holders.some(holder => isSamePlace(holder, value));
}

function isReleasedBy(analysis: FileAnalysis, acquisition: Acquisition, call: Call): boolean {
  return acquisition.acquirer.releases.some(({on, name}) => {
    if (on === 'argument') return call.args.some(argument => isHeldBy(acquisition, argument.value)) && isNamed(analysis, call, name);
    if (name === '()' || name === '[]') return isReleaserCalled(analysis, acquisition, call);
    const member = name.slice(name.lastIndexOf('.') + 1);
    // `release()` of `const {client, release} = …` is called by its own name.
    if (!call.receiver) return acquisition.bindings.some(binding => binding.name === member) && isReleaserCalled(analysis, acquisition, call);
    return memberName(call.callee) === member && (isHeldBy(acquisition, call.receiver) || isHeldBy(acquisition, objectOf(call.receiver)));
  });
}

/** `response` of `response.content`: what a part of it does, it does. */
function objectOf(value: Value): Value {
  return value.kind === 'member' && value.object.kind === 'name' && value.object.binding.kind === 'local' ? value.object : value;
}

function isNamed(analysis: FileAnalysis, call: Call, name: string): boolean {
  const meaning = analysis.target(call);
  if (meaning.kind === 'api') return meaning.name === name;
  return meaning.kind === 'unknown' && name.startsWith('*.') && memberName(call.callee) === name.slice(2);
}

/** `release()` after `const release = await mutex.acquire()`. */
function isReleaserCalled(analysis: FileAnalysis, {bindings}: Acquisition, call: Call): boolean {
  const written = textOf(analysis, call.calleeSpan);
  return call.receiver === null && bindings.some(binding => binding.name === written);
}

/** Returned, stored outside of the function, put into a collection, or wrapped into another object. */
function isKept(acquisition: Acquisition, fn: FunctionFacts): boolean {
  const isHolder = (value: Value) => isHeldBy(acquisition, value);
  return fn.returned.some(value => isHandedOver(value, isHolder)) || placesOf(fn).some(({step}) => {
    switch (step.kind) {
      case 'exit':
        return (step.how === 'return' || step.how === 'yield') && step.value !== null && isHandedOver(step.value, isHolder);
      case 'bind':
        return !isHolder(step.target) && isHandedOver(step.value, isHolder);
      case 'grow':
        return isHandedOver(step.element, isHolder);
      case 'call':
        return isWrapping(step) && step.args.some(argument => isHandedOver(argument.value, isHolder));
      default:
        return false;
    }
  });
}

/** The value is the thing, or holds it; what a call makes of it is something else, unless the call wraps it. `await conn.fetch()` only uses it. */
function isHandedOver(value: Value, isHolder: (value: Value) => boolean): boolean {
  const inner = withoutAwait(value);
  if (isHolder(inner)) return true;
  switch (inner.kind) {
    case 'collection':
      return inner.elements.some(element => isHandedOver(element.value, isHolder));
    case 'operation':
      return inner.operator !== 'not' && /^([?]:|or|and|[?][?])$/.test(inner.operator) && inner.operands.some(operand => isHandedOver(operand, isHolder));
    case 'call':
      return isWrapping(inner.call) && inner.call.args.some(argument => isHandedOver(argument.value, isHolder));
    case 'unknown':
      return inner.reads.some(isHolder);
    default:
      return false;
  }
}

/** `new Client(socket)`, `Wrapper(conn)`: an object that keeps what it is given. */
function isWrapping(call: Call): boolean {
  return call.isNew || call.callee.root.kind === 'class' || /^[A-Z]\w*[a-z]/.test(calleeName(call));
}

/** Given to a call, as itself or as its release (`stack.callback(conn.close)`), yielded to a borrower, or used by a function made here. */
function isPassedOn(acquisition: Acquisition, fn: FunctionFacts): boolean {
  const isHolder = (value: Value) => isHeldBy(acquisition, value);
  const isGiven = (value: Value) => mentions(value, isHolder);
  return acquisition.bindings.some(binding => binding.capturedBy.length > 0)
    || fn.calls.some(call => call !== acquisition.call && call.args.some(argument => isGiven(argument.value)))
    || placesOfKind(fn, 'suspend').some(({step}) => step.how === 'yield' && step.value !== null && isGiven(step.value));
}
