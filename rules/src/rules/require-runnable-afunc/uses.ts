import {isSamePlace, placesOfKind, withinValue, type Call, type FileFacts, type Value} from '../../facts/index.ts';

/**
 * The calls of which a runnable is made that is used asynchronously, each with its first such use: `chain.ainvoke(…)` uses every call
 * in `chain = prompt | RunnableLambda(load) | model`, by whatever names and attributes it got there.
 */
export function asynchronousUses(file: FileFacts): ReadonlyMap<Call, Call> {
  const uses = new Map<Call, Call>();
  const attributes = attributesOf(file);
  for (const {calls} of file.functions) {
    for (const use of calls) {
      if (!use.receiver || !ASYNCHRONOUS.test(use.callee.path.at(-1) ?? '')) continue;
      for (const made of madeOf(use.receiver, attributes)) if (!uses.has(made)) uses.set(made, use);
    }
  }
  return uses;
}

const ASYNCHRONOUS = /^\.(ainvoke|abatch|abatch_as_completed|astream|astream_events|astream_log|atransform)$/;

/** A member of an instance, and what is assigned to it anywhere in the file. */
interface Attribute {
  readonly target: Value;
  readonly value: Value;
}

function attributesOf({functions}: FileFacts): readonly Attribute[] {
  return functions.flatMap(fn => placesOfKind(fn, 'bind').flatMap(({step}) => (step.target.kind === 'member' ? [{target: step.target, value: step.value}] : [])));
}

/** Enough for any chain that a person writes. */
const MOST_VALUES = 2000;

/** The calls within a value, followed through names, attributes, and the results of functions of the file. */
function* madeOf(value: Value, attributes: readonly Attribute[]): Iterable<Call> {
  const seen = new Set<object>();
  const ahead: Value[] = [value];
  for (let at = ahead.pop(); at && seen.size < MOST_VALUES; at = ahead.pop()) {
    for (const part of withinValue(at)) {
      const subject = part.kind === 'name' ? part.binding : part.kind === 'call' ? part.call : part.kind === 'member' ? part : null;
      if (!subject || seen.has(subject)) continue;
      seen.add(subject);
      if (part.kind === 'name') ahead.push(...part.binding.values);
      if (part.kind === 'member') ahead.push(...attributes.filter(({target}) => isSamePlace(target, part)).map(attribute => attribute.value));
      if (part.kind === 'call') {
        yield part.call;
        const {root, path} = part.call.callee;
        if (root.kind === 'function' && path.length === 0) ahead.push(...root.function.returned);
      }
    }
  }
}
