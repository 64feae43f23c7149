import {member} from './class-members.ts';
import type {ClassEntity, FunctionEntity, SignatureEntity} from './entity.ts';
import {memberNameOf} from './getters.ts';
import type {Names} from './names.ts';
import type {Run} from './runs.ts';
import {subclassesIn, type Subclasses} from './subclasses.ts';
import type {FunctionSummary} from './summary.ts';

/** A hierarchy of more classes is generated. */
const MOST_CLASSES = 200;

/** The methods that the subclasses of a class have where it only declares one. */
export function implementationsOf(names: Names, subclasses: Subclasses, {file, id, name}: SignatureEntity): readonly FunctionEntity[] {
  return methodsBelow(names, {kind: 'class', file, id}, name, of => subclasses.of(of));
}

/**
 * The methods that override a method: those of its own file, and of a method that is there for its subclasses those of other files too. Others are not
 * looked for beyond the file, as nearly every method would be.
 */
export function overridesOf(names: Names, subclasses: Subclasses, fn: FunctionEntity): readonly FunctionEntity[] {
  const {file, id} = fn;
  const summary = file.summary.functions[id];
  if (!summary || summary.class === null || summary.kind !== 'method') return [];
  const of: ClassEntity = {kind: 'class', file, id: summary.class};
  const name = memberNameOf(summary);
  if (isAbstract(summary)) return methodsBelow(names, of, name, base => subclasses.of(base)).filter(other => !isSame(other, fn));
  const {classes} = file.summary;
  if (classes.length < 2 || classes.length > MOST_CLASSES || ownSubclasses(names, of).length === 0) return [];
  return methodsBelow(names, of, name, base => ownSubclasses(names, base)).filter(other => !isSame(other, fn));
}

/**
 * What a method's call of `self.load()` runs, without the overrides of classes that override the method itself, too: in their objects it never makes the call.
 * Null where only those are left to run.
 */
export function runFromMethod(names: Names, run: Run, method: FunctionEntity): Run | null {
  const {others, isOpen} = run;
  const summary = method.file.summary.functions[method.id];
  if (!others || !summary || summary.class === null) return run;
  const name = memberNameOf(summary);
  const reached = others.filter(({file, id}) => {
    const of = file.summary.functions[id]?.class ?? null;
    const runs = of === null ? null : member(names, {kind: 'class', file, id: of}, name, 'instance');
    return runs?.kind !== 'function' || isSame(runs, method);
  });
  return reached.length === 0 && isOpen ? null : {...run, others: reached};
}

/** A method that calls nothing is there for its subclasses: abstract, or one that raises `NotImplementedError`. */
export function isLeftOpen({file, id}: FunctionEntity): boolean {
  const summary = file.summary.functions[id];
  return summary !== undefined && !summary.returnsValue && summary.calls.every(({callee}) => NOT_IMPLEMENTED.test(callee));
}

/** A method that says so. */
function isAbstract({calls, decorators, returnsValue}: FunctionSummary): boolean {
  if (returnsValue) return false;
  if (decorators.some(({reference}) => /\babstractmethod$/.test(reference))) return true;
  return calls.length > 0 && calls.every(({callee}) => NOT_IMPLEMENTED.test(callee));
}

const NOT_IMPLEMENTED = /NotImplementedError|\bglobal:Error\b/;

/** What a call of the method runs on an instance of each class below. */
function methodsBelow(names: Names, of: ClassEntity, name: string, below: (of: ClassEntity) => readonly ClassEntity[]): readonly FunctionEntity[] {
  const classes: ClassEntity[] = [of];
  const found: FunctionEntity[] = [];
  for (const at of classes) {
    for (const subclass of below(at)) {
      if (classes.length > MOST_CLASSES || classes.some(one => isSame(one, subclass))) continue;
      classes.push(subclass);
      const method = member(names, subclass, name, 'instance');
      if (method.kind === 'function' && !found.some(one => isSame(one, method))) found.push(method);
    }
  }
  return found;
}

function ownSubclasses(names: Names, of: ClassEntity): readonly ClassEntity[] {
  const {subclasses} = of.file;
  let found = subclasses.get(of.id);
  if (found) return found;
  found = subclassesIn(names, of.file, of);
  if (names.isWhole) subclasses.set(of.id, found);
  return found;
}

function isSame(a: ClassEntity | FunctionEntity, b: ClassEntity | FunctionEntity): boolean {
  return a.id === b.id && a.file === b.file;
}
