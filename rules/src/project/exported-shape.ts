import {argumentsCalledBy} from './callbacks.ts';
import {chainFrom} from './chains.ts';
import {chainOfComputation} from './computation-chains.ts';
import type {Computations} from './computations.ts';
import {isLimited} from './limits.ts';
import type {Catalogue} from '../catalogue/types.ts';
import type {Effects} from './effects.ts';
import type {FileRecord} from './file-records.ts';
import type {Names} from './names.ts';
import type {ClassSummary, EncodedReference, FunctionSummary} from './summary.ts';

export interface ShapeOptions {
  readonly names: Names;
  readonly effects: Effects;
  readonly computations: Computations;
  readonly catalogue: Catalogue;
}

/**
 * All that other files can see of a file, as one text: names, classes, and how each function that can be reached blocks. Positions are
 * left out, and functions and classes go by name, so that an edit inside a body that changes no effect changes no shape.
 */
export function exportedShape(file: FileRecord, options: ShapeOptions): string {
  const {exports, constants, reexports, classes, functions, drivesCoroutines} = file.summary;
  const visible = visibleFunctions(file);
  const name = (reference: EncodedReference | null): string | null => reference && spoken(file, reference);
  return JSON.stringify([
    Object.entries(exports).map(([exported, reference]) => [exported, name(reference)]),
    constants,
    reexports,
    drivesCoroutines,
    classes.map(({name: of, bases, interfaces, signatures, methods, fields}) => [
      of,
      bases.map(name),
      interfaces?.map(name),
      signatures,
      Object.entries(methods).map(([method, id]) => [method, functions[id]?.name]),
      Object.entries(fields).map(([field, reference]) => [field, name(reference)]),
    ]),
    functions.filter(({id}) => visible.has(id)).map(fn => shapeOfFunction(file, fn, name, options)),
  ]);
}

function shapeOfFunction(file: FileRecord, fn: FunctionSummary, name: (reference: EncodedReference | null) => string | null, {names, effects, computations, catalogue}: ShapeOptions): unknown[] {
  const entity = {kind: 'function', file, id: fn.id} as const;
  const run = effects.runs.ofFunction(entity);
  const chain = run && chainFrom(effects, run);
  const computation = run && chainOfComputation(computations, run);
  return [
    fn.name,
    fn.kind,
    fn.isAsync,
    fn.isGenerator,
    fn.suspends,
    fn.returnsValue,
    name(fn.returns),
    fn.returnsAwaitable,
    name(fn.returned),
    fn.decorators.map(({reference, functions}) => [name(reference), functions.map(name)]),
    isLimited(names, catalogue, entity),
    chain && [chain.api.name, chain.confidence, chain.hops.map(({callee, path}) => [path, callee])],
    computation && [computation.confidence, computation.work.kind === 'api' ? computation.work.api.name : computation.work.turns, computation.hops.map(({callee, path}) => [path, callee])],
    argumentsCalledBy(names, catalogue.in(file.summary.language), entity).map(({position, keyword, runs}) => [position, keyword, runs]),
    fn.computes?.map(({turns, parameters, mayEndEarly, conditions}) => [turns, parameters, mayEndEarly, conditions]),
  ];
}

/** Functions that another file can come to: exported, methods, or given back by those. */
function visibleFunctions({summary}: FileRecord): ReadonlySet<number> {
  const visible = new Set<number>();
  const add = (reference: EncodedReference | null): void => {
    const id = reference && /^function:(\d+)/.exec(reference)?.[1];
    if (id) visible.add(Number(id));
  };
  Object.values(summary.exports).forEach(add);
  for (const {methods, fields} of summary.classes) {
    for (const id of Object.values(methods)) visible.add(id);
    Object.values(fields).forEach(add);
  }
  for (const id of visible) {
    add(summary.functions[id]?.returns ?? null);
    add(summary.functions[id]?.returned ?? null);
  }
  return visible;
}

/** Numbers change when a function is written above; names stay. */
function spoken({summary}: FileRecord, reference: EncodedReference): string {
  return reference.replace(/^(function|class|self|super):(\d+)/, (_, kind: string, id: string) => {
    const named: FunctionSummary | ClassSummary | undefined = kind === 'function' ? summary.functions[Number(id)] : summary.classes[Number(id)];
    return `${kind}:${named?.name ?? ''}`;
  });
}
