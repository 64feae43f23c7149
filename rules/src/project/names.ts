import {qualifiedName, type Catalogue} from '../catalogue/index.ts';
import type {Selector} from '../facts/index.ts';
import {member, ownMember} from './class-members.ts';
import {decodeReference, type StoredReference} from './encoded-reference.ts';
import {UNKNOWN_ENTITY, type ClassEntity, type Entity, type FunctionEntity} from './entity.ts';
import type {FileRecord, FileRecords} from './file-records.ts';
import type {EncodedReference, FunctionSummary} from './summary.ts';

/** Deeper look-ups are circular, or so long that nobody would follow them. */
const LONGEST_LOOKUP = 60;

/** Follows references through imports, re-exports, classes, fields and results. Whatever cannot be followed is unknown. */
export class Names {
  readonly #records: FileRecords;
  readonly #catalogue: Catalogue;
  #depth = 0;

  constructor(records: FileRecords, catalogue: Catalogue) {
    this.#records = records;
    this.#catalogue = catalogue;
  }

  /** What a reference written in the file stands for; found once. */
  resolve(file: FileRecord, encoded: EncodedReference): Entity {
    const known = file.entities.get(encoded);
    if (known) return known;
    if (this.#records.isMissingFile || this.#depth >= LONGEST_LOOKUP) return UNKNOWN_ENTITY;
    file.entities.set(encoded, UNKNOWN_ENTITY);
    this.#depth++;
    try {
      const entity = this.#follow(file, decodeReference(encoded));
      if (this.isWhole) file.entities.set(encoded, entity);
      else file.entities.delete(encoded);
      return entity;
    } finally {
      this.#depth--;
    }
  }

  /** Whether what is found may be kept: no file was missing (`FileRecords.firstMissing`). */
  get isWhole(): boolean {
    return !this.#records.isMissingFile;
  }

  /** What a call of the reference calls: of a module that is a function, `require('./walk')(…)`, that function. */
  callee(file: FileRecord, encoded: EncodedReference): Entity {
    const entity = this.resolve(file, encoded);
    return entity.kind === 'module' ? this.#called(entity.file) : entity;
  }

  /** The getter that reading a member runs, where the object is of a class of the project that has one; or the getter itself, where the file knows it. */
  getter(file: FileRecord, encoded: EncodedReference): FunctionEntity | null {
    const found = this.#member(file, encoded);
    const fn = found.kind === 'function' ? found.file.summary.functions[found.id] : undefined;
    return found.kind === 'function' && fn && this.#isProperty(found.file, fn) ? found : null;
  }

  /** The method that an operator or a setter runs, where the object is an instance of a class of the project that has it. */
  methodOfInstance(file: FileRecord, encoded: EncodedReference): FunctionEntity | null {
    const end = encoded.lastIndexOf('|.');
    const object = this.resolve(file, encoded.slice(0, end));
    const isInstance = object.kind === 'instance' || object.kind === 'super';
    const found = isInstance ? member(this, classOf(object), encoded.slice(end + '|.'.length), object.kind) : UNKNOWN_ENTITY;
    return found.kind === 'function' ? found : null;
  }

  #member(file: FileRecord, encoded: EncodedReference): Entity {
    const end = encoded.lastIndexOf('|.');
    if (end < 0) return this.resolve(file, encoded);
    const object = this.resolve(file, encoded.slice(0, end));
    const name = encoded.slice(end + '|.'.length);
    if (object.kind === 'instance' || object.kind === 'super') return member(this, classOf(object), name, object.kind);
    // In Python a class gives the property itself.
    return object.kind === 'class' && object.file.summary.language === 'javascript' ? member(this, object, name, 'class') : UNKNOWN_ENTITY;
  }

  /** One selector further. */
  select(entity: Entity, selector: Selector): Entity {
    if (selector === 'await') return entity.kind === 'awaitable' ? entity.of : entity;
    const name = selector.startsWith('.') ? selector.slice(1) : null;
    switch (entity.kind) {
      case 'module':
        return name === null ? this.#ofCallableModule(entity.file, selector) : this.exportOf(entity.file, name);
      case 'namespace':
        return name === null ? UNKNOWN_ENTITY : this.#module(entity.from, entity.module.endsWith('.') ? `${entity.module}${name}` : `${entity.module}.${name}`);
      case 'api':
        return isApplication(entity.name, name) ? entity : {kind: 'api', name: `${entity.name}${selector}`};
      case 'function':
        return selector === '()' ? this.result(entity) : name === null ? UNKNOWN_ENTITY : this.#ofFunction(entity, name);
      case 'class':
        if (selector === '()') return {kind: 'instance', file: entity.file, id: entity.id};
        if (name === null) return UNKNOWN_ENTITY;
        return entity.file.summary.language === 'javascript' ? this.#read(member(this, entity, name, 'class')) : member(this, entity, name, 'class');
      case 'instance':
        return name === null ? this.#ofCallableInstance(entity, selector) : this.#read(member(this, classOf(entity), name, 'instance'));
      case 'super':
        return name === null ? UNKNOWN_ENTITY : this.#read(member(this, classOf(entity), name, 'super'));
      case 'signature':
      case 'awaitable':
      case 'unknown':
        return UNKNOWN_ENTITY;
    }
  }

  /** What a module exports by the name: its own, a submodule, or one of a module all of whose names it exports. */
  exportOf(file: FileRecord, name: string, asked: Set<FileRecord> = new Set()): Entity {
    if (asked.has(file) || this.#depth >= LONGEST_LOOKUP) return UNKNOWN_ENTITY;
    asked.add(file);
    const {exports, language} = file.summary;
    const own = ownMember(exports, name);
    if (own !== undefined) return this.resolve(file, own);
    if (language === 'python') return this.#ofStars(file, name, asked) ?? this.#submodule(file, name);
    const assigned = ownMember(exports, 'export=');
    if (assigned !== undefined) {
      const entity = this.resolve(file, assigned);
      return name === 'default' ? entity : this.select(entity, `.${name}`);
    }
    // A CommonJS module without a default is its own default, whoever imports it.
    if (name === 'default') return {kind: 'module', file};
    return this.#ofStars(file, name, asked) ?? UNKNOWN_ENTITY;
  }

  /** What calling a function of the project gives, by its annotation or its only `return`. */
  result({file, id}: FunctionEntity): Entity {
    const fn = file.summary.functions[id];
    const reference = fn && !fn.isGenerator ? (isWrittenOut(fn.returned) ? fn.returned : (fn.returns ?? fn.returned)) : null;
    if (!fn || reference === null) return UNKNOWN_ENTITY;
    const given = this.resolve(file, reference);
    return fn.isAsync && given.kind !== 'unknown' ? {kind: 'awaitable', of: given} : given;
  }

  /** The function that runs when a class is called, its own or inherited. */
  constructorOf(of: ClassEntity | Extract<Entity, {kind: 'super'}>): FunctionEntity | null {
    const python = of.file.summary.language === 'python';
    const found = member(this, classOf(of), python ? '__init__' : 'constructor', of.kind === 'super' ? 'super' : 'instance');
    return found.kind === 'function' ? found : null;
  }

  #follow(file: FileRecord, {root, path}: StoredReference): Entity {
    let at = 0;
    let entity: Entity;
    switch (root.kind) {
      case 'import':
        entity = this.#module(file, root.module);
        break;
      case 'global':
        entity = this.#global(file, root.name);
        break;
      case 'function':
      case 'class':
        entity = {kind: root.kind, file, id: root.id};
        break;
      case 'self':
        entity = {kind: 'instance', file, id: root.id};
        break;
      case 'super':
        entity = {kind: 'super', file, id: root.id};
        break;
      default:
        return UNKNOWN_ENTITY;
    }
    while (at < path.length && entity.kind !== 'unknown') entity = this.select(entity, this.#named(file, path[at++] ?? '()'));
    return entity;
  }

  /** `.readFileSync` of `[READ from ./names]`. */
  #named(file: FileRecord, selector: Selector): Selector {
    const [, name, module] = selector.startsWith('[') ? (/^\[(\S+) from (.+)\]$/s.exec(selector) ?? []) : [];
    if (name === undefined || module === undefined) return selector;
    const constant = this.#constant(file, module, name);
    return constant === null ? '[]' : `.${constant}`;
  }

  /** The string that a module exports by the name, by itself or from another one. */
  #constant(file: FileRecord, module: string, name: string): string | null {
    let at = file;
    let [from, exported] = [module, name];
    for (let hops = 0; hops < LONGEST_LOOKUP; hops += 1) {
      const resolved = this.#module(at, from);
      if (resolved.kind !== 'module') return null;
      const {constants = {}, exports} = resolved.file.summary;
      const constant = ownMember(constants, exported);
      if (constant !== undefined) return constant;
      const [, nextModule, nextName] = /^import:([^|]+)\|\.([^|]+)$/.exec(ownMember(exports, exported) ?? '') ?? [];
      if (nextModule === undefined || nextName === undefined) return null;
      [at, from, exported] = [resolved.file, nextModule, nextName];
    }
    return null;
  }

  #module(file: FileRecord, module: string): Entity {
    const resolved = this.#records.module(file, module);
    switch (resolved.kind) {
      case 'file': {
        const record = this.#records.of(resolved.path);
        return record ? {kind: 'module', file: record} : UNKNOWN_ENTITY;
      }
      case 'namespace':
        return {kind: 'namespace', directory: resolved.directory, from: file, module};
      case 'external':
        return {kind: 'api', name: resolved.name};
      case 'missing':
        return UNKNOWN_ENTITY;
    }
  }

  /** A name that the file binds nowhere: one of a star import, a builtin, or a module whose import is not typed yet. */
  #global(file: FileRecord, name: string): Entity {
    const {language, reexports} = file.summary;
    const starred = language === 'python' && reexports.length > 0 ? this.#ofStars(file, name, new Set([file])) : null;
    if (starred && this.#isCertain(starred)) return starred;
    const builtin = qualifiedName({root: {kind: 'global', name}, path: []}, language);
    return builtin === null ? UNKNOWN_ENTITY : {kind: 'api', name: builtin};
  }

  /** A star import of an installed module may bring any name, and would hide every builtin; only names that are known count. */
  #isCertain(entity: Entity): boolean {
    if (entity.kind !== 'api') return entity.kind !== 'unknown';
    const {name} = entity;
    const python = this.#catalogue.in('python');
    return python.blocking(name) !== undefined || python.isAsyncIo(name) || python.functionTakers(name).length > 0;
  }

  #ofStars(file: FileRecord, name: string, asked: Set<FileRecord>): Entity | null {
    const external: Entity[] = [];
    for (const module of file.summary.reexports) {
      const from = this.#module(file, module);
      if (from.kind === 'api') external.push(from);
      if (from.kind !== 'module') continue;
      const found = this.exportOf(from.file, name, asked);
      if (found.kind !== 'unknown') return found;
    }
    const [only] = external;
    return only && external.length === 1 ? this.select(only, `.${name}`) : null;
  }

  #submodule(file: FileRecord, name: string): Entity {
    return /__init__\.py$/.test(file.path) ? this.#module(file, `.${name}`) : UNKNOWN_ENTITY;
  }

  #ofCallableModule(file: FileRecord, selector: Selector): Entity {
    return selector === '()' ? this.select(this.#called(file), '()') : UNKNOWN_ENTITY;
  }

  #called(file: FileRecord): Entity {
    const {exports} = file.summary;
    const called = ownMember(exports, 'export=') ?? ownMember(exports, 'default');
    return called === undefined ? UNKNOWN_ENTITY : this.resolve(file, called);
  }

  /** A member that a namespace of the function's name adds, or one that every function has. */
  #ofFunction(entity: FunctionEntity, name: string): Entity {
    const namespace = entity.file.summary.functions[entity.id]?.namespace;
    const own = namespace === undefined ? UNKNOWN_ENTITY : member(this, {kind: 'class', file: entity.file, id: namespace}, name, 'class');
    if (own.kind !== 'unknown') return own;
    return name === 'call' || name === 'apply' || name === 'bind' ? entity : UNKNOWN_ENTITY;
  }

  #ofCallableInstance(entity: Extract<Entity, {kind: 'instance'}>, selector: Selector): Entity {
    if (selector !== '()') return UNKNOWN_ENTITY;
    const call = member(this, classOf(entity), '__call__', 'instance');
    return call.kind === 'function' ? this.result(call) : UNKNOWN_ENTITY;
  }

  /** Reading a property gives what its getter gives. */
  #read(found: Entity): Entity {
    if (found.kind !== 'function') return found;
    const fn = found.file.summary.functions[found.id];
    return fn && this.#isProperty(found.file, fn) ? this.result(found) : found;
  }

  #isProperty(file: FileRecord, fn: FunctionSummary): boolean {
    if (fn.kind === 'getter') return true;
    return fn.decorators.some(({reference}) => {
      const entity = this.resolve(file, reference);
      return entity.kind === 'api' && /^(?:builtins\.property|functools\.cached_property)$/.test(entity.name);
    });
  }
}

/** `readFileSync.call(…)` of what another file exports; a method `call` of a value is its own. */
function isApplication(api: string, member: string | null): boolean {
  return (member === 'call' || member === 'apply') && !api.endsWith(')') && api.includes('.');
}

/** A class, or an object with its functions: that says more than the type of the result. */
function isWrittenOut(returned: EncodedReference | null): boolean {
  return returned !== null && /^class:\d+$/.test(returned);
}

function classOf({file, id}: {readonly file: FileRecord; readonly id: number}): ClassEntity {
  return {kind: 'class', file, id};
}
