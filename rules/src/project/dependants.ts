import {exportedShape, type ShapeOptions} from './exported-shape.ts';
import type {FileRecord, FileRecords} from './file-records.ts';
import {baseNameOf, directoryOf} from './source-path.ts';
import type {EncodedReference} from './summary.ts';

/**
 * Takes the change of a file into the index, and says which other files' analysis may differ by it: those that import it, when what they
 * see of it is another, and those that import them, when that changes what they show in turn.
 */
export function takeChange(path: string, records: FileRecords, options: ShapeOptions): readonly string[] {
  // A file that nobody asked for costs nothing; but it may be new, and the one that some import looks for.
  if (!records.has(path)) return isConfiguration(path) || records.hasComeOrGone(path) ? withMovedImports(path, null, null, records, options) : [];
  const before = records.takeReplaced(path) ?? records.known(path);
  const after = records.fresh(path);
  if (isConfiguration(path) || (before === null) !== (after === null)) return withMovedImports(path, before, after, records, options);
  return before?.hash === after?.hash ? [] : dependantsOf(path, before, after, records, options);
}

function dependantsOf(path: string, before: FileRecord | null, after: FileRecord | null, records: FileRecords, options: ShapeOptions): readonly string[] {
  if (records.importersOf(path).length === 0) {
    records.put(path, after);
    return [];
  }
  const shape = (of: string): string | null => {
    const record = records.known(of);
    return record && exportedShape(record, options);
  };
  const shapesWith = (record: FileRecord | null, paths: readonly string[]): ReadonlyMap<string, string | null> => {
    records.put(path, record);
    return new Map(paths.map(of => [of, shape(of)]));
  };
  const shapeBefore = shapesWith(before, [path]).get(path);
  if (shapesWith(after, [path]).get(path) === shapeBefore) return [];

  // Only now are the shapes of the others asked for: an edit that changes what a file exports is rare.
  const others = records.closureOfImporters(path).filter(other => other !== path);
  const othersBefore = shapesWith(before, others);
  const othersAfter = shapesWith(after, others);
  const dependants = new Set<string>();
  const changed = [path];
  for (const at of changed) {
    for (const importer of records.importersOf(at)) {
      if (importer === path || dependants.has(importer)) continue;
      dependants.add(importer);
      if (othersBefore.get(importer) !== othersAfter.get(importer) || passesOn(importer, at, records)) changed.push(importer);
    }
  }
  return [...dependants];
}

/** Whether what the file shows leads into the other: re-exports, base classes, types of fields and results, and what it leaves to the other to implement. */
function passesOn(importer: string, imported: string, records: FileRecords): boolean {
  if (records.restsOnImplementation(importer, imported)) return true;
  const record = records.known(importer);
  if (!record) return false;
  const {exports, reexports, classes, functions} = record.summary;
  const leadsThere = (module: string): boolean => {
    const resolved = records.module(record, module);
    return resolved.kind === 'file' && resolved.path === imported;
  };
  const shown: (EncodedReference | null)[] = [
    ...Object.values(exports),
    ...classes.flatMap(({bases, fields}) => [...bases, ...Object.values(fields)]),
    ...functions.flatMap(({returns, returned}) => [returns, returned]),
  ];
  const modules = shown.flatMap(reference => /^import:([^|]*)\|/.exec(reference ?? '')?.[1] ?? []);
  return reexports.some(leadsThere) || [...new Set(modules)].some(leadsThere);
}

/** Files came or went, or the configuration that imports follow changed: those depend on it whose imports now lead elsewhere. */
function withMovedImports(path: string, before: FileRecord | null, after: FileRecord | null, records: FileRecords, options: ShapeOptions): readonly string[] {
  const wereKnown = records.all();
  const seen = before || after ? dependantsOf(path, before, after, records, options) : [];
  const moved = wereKnown.filter(record => record.path !== path && mayImport(record, path)).map(record => record.path);
  const really = records.resolveAgain(moved);
  const dependants = new Set([...seen, ...really.flatMap(of => records.closureOfImporters(of))]);
  dependants.delete(path);
  return [...dependants];
}

function isConfiguration(path: string): boolean {
  return /^(?:(?:ts|js)config(?:\.[\w.-]+)?\.json|package\.json)$/.test(baseNameOf(path));
}

/** Whether an import of the file may name the path, by the path's last word; a configuration may concern every import. */
function mayImport({summary}: FileRecord, path: string): boolean {
  if (/\.json$/.test(path)) return true;
  const name = baseNameOf(path).replace(/\..*$/, '');
  const word = name === 'index' || name === '__init__' ? baseNameOf(directoryOf(path)) : name;
  return summary.imports.some(module => module.includes(word) || /^\.*$/.test(module) || /(?:^|\/)\.\.?$/.test(module)) || /^(?:index|__init__)$/.test(name);
}
