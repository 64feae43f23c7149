import {readFileSync} from 'node:fs';
import {createCatalogue} from '../../rules/src/catalogue/index.ts';
import {diskFiles, frontEnds} from '../../rules/src/disk/index.ts';
import {NO_CATALOGUE_SETTINGS} from '../../rules/src/engine.ts';
import {encodeReference} from '../../rules/src/project/encoded-reference.ts';
import type {Entity, FunctionEntity} from '../../rules/src/project/entity.ts';
import {FileRecords} from '../../rules/src/project/file-records.ts';
import {Names} from '../../rules/src/project/names.ts';
import {createResolver} from '../../rules/src/project/resolver.ts';

/** Where a call ends, and the function of these files that it runs. Offsets are UTF-16 code units. */
export interface ResolvedCall {
  readonly path: string;
  readonly end: number;
  readonly target: {readonly path: string; readonly start: number; readonly end: number};
}

/** Every call of the files whose target the index knows. */
export function resolvedCalls(paths: readonly string[]): ResolvedCall[] {
  const records = new FileRecords({frontEnds, files: diskFiles, cache: null, resolver: createResolver(diskFiles, [])});
  const names = new Names(records, createCatalogue(NO_CATALOGUE_SETTINGS));
  const frontEnd = frontEnds.javascript;
  return paths.flatMap(path => {
    const source = {path, text: readFileSync(path, 'utf8')};
    const facts = frontEnd.facts(frontEnd.parse(source), source);
    const record = records.adopt(facts);
    return facts.functions.flatMap(fn => fn.calls).flatMap(({callee, span}) => {
      const target = functionCalled(names, names.callee(record, encodeReference(callee)));
      const summary = target?.file.summary.functions[target.id];
      return target && summary ? [{path, end: span.end, target: {path: target.file.path, start: summary.start, end: summary.end}}] : [];
    });
  });
}

function functionCalled(names: Names, callee: Entity): FunctionEntity | null {
  switch (callee.kind) {
    case 'function':
      return callee;
    case 'class':
    case 'super':
      return names.constructorOf(callee);
    default:
      return null;
  }
}
