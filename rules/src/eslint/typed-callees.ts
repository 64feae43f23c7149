import {dirname, relative} from 'node:path';
import {UNKNOWN, type Call, type FileFacts, type Reference, type Selector} from '../facts/index.ts';
import type {TypedCallees} from '../project/typed-callees.ts';

/**
 * The calls of a file as TypeScript's checker sees them, where the parser of the file has made a program: typescript-eslint with `projectService`.
 * Null under every other parser. Nothing of TypeScript is loaded here: what the parser has is asked, of one call at a time.
 */
export function typedCalleesOf(services: ParserServices | undefined, path: string): TypedCallees | null {
  if (!services?.program || typeof services.getSymbolAtLocation !== 'function') return null;
  let known = made.get(services);
  if (!known) made.set(services, (known = new CheckedCallees(services, path)));
  return known;
}

const made = new WeakMap<ParserServices, TypedCallees>();

class CheckedCallees implements TypedCallees {
  readonly #services: ParserServices;
  readonly #path: string;

  constructor(services: ParserServices, path: string) {
    this.#services = services;
    this.#path = path;
  }

  calleeOf(call: Call, file: FileFacts): Reference | null {
    try {
      const member = propertyOf(call.node as Syntax);
      const symbol = member && this.#services.getSymbolAtLocation?.(member);
      const declarations = symbol?.declarations ?? [];
      const [first, ...others] = declarations.map(declaration => this.#referenceTo(declaration, file));
      // A member of several types is none of them for sure; overloads are declared in one.
      return first && others.every(other => isSame(first, other)) ? first : null;
    } catch {
      // The checker is somebody else's, and half-typed code its hardest case.
      return null;
    }
  }

  #referenceTo(declaration: Declaration, file: FileFacts): Reference {
    const {owners, module, fileName} = placeOf(declaration);
    const member = nameOf(declaration);
    if (member === null || owners === null) return UNKNOWN;
    if (module === null && !isOutside(fileName)) return this.#ownReference(fileName, [...owners, `.${member}`], file);
    // A package's types stand in namespaces that its users do not write: `BetterSqlite3.Database` is `Database.Database`.
    const path: Selector[] = [...(owners.at(-1) === '()' ? owners.slice(-2) : owners), `.${member}`];
    if (module === null && DEFAULT_LIBRARY.test(fileName)) return global(path);
    return {root: {kind: 'import', module: module ?? packageOf(fileName)}, path};
  }

  #ownReference(fileName: string, path: readonly Selector[], file: FileFacts): Reference {
    const [first] = path;
    const isHere = relative(this.#path, fileName) === '';
    const here = isHere ? file.classes.find(({name}) => `.${name}` === first) : undefined;
    if (here) return {root: {kind: 'class', class: here}, path: path.slice(1)};
    const module = relative(dirname(this.#path), fileName).replaceAll('\\', '/');
    return {root: {kind: 'import', module: module.startsWith('.') ? module : `./${module}`}, path};
  }
}

/** The name that is asked for in `receiver.name(…)`. */
function propertyOf(call: Syntax): Syntax | null {
  let callee = call.callee;
  while (callee && (callee.type === 'TSNonNullExpression' || callee.type === 'ChainExpression')) callee = callee.expression;
  return callee?.type === 'MemberExpression' && callee.computed !== true ? (callee.property ?? null) : null;
}

interface Place {
  /** The way to an instance of the type that the member is of, or to the namespace; null where that has no name. */
  readonly owners: readonly Selector[] | null;
  /** Of `declare module 'fs'`. */
  readonly module: string | null;
  readonly fileName: string;
}

function placeOf(declaration: Declaration): Place {
  const owners: Selector[] = [];
  let isNamed = true;
  let module: string | null = null;
  let at = declaration.parent;
  for (; at?.parent; at = at.parent) {
    // The members of a type, or of a class.
    if (at.members) {
      // A type without a name of its own has that of its alias.
      const type = nameOf(at) ?? (at.parent.name && !at.parent.initializer ? nameOf(at.parent) : null);
      if (type === null) isNamed = false;
      else owners.unshift(`.${type}`, '()');
    } else if (at.properties) {
      isNamed = false;
    } else if (at.body?.statements && at.name) {
      if (at.name.escapedText === undefined) module = at.name.text ?? null;
      else owners.unshift(`.${at.name.text ?? ''}`);
    }
  }
  return {owners: isNamed && !isStatic(declaration) ? owners : null, module: module?.replace(/^node:/, '') ?? null, fileName: at?.fileName ?? ''};
}

/** Static members are those of the class itself; no function of a package that blocks is one. */
function isStatic({modifiers}: Declaration): boolean {
  return modifiers?.some(modifier => modifier.getText?.() === 'static') ?? false;
}

function nameOf({name}: Declaration): string | null {
  return typeof name?.text === 'string' && name.text !== '' ? name.text : null;
}

function isOutside(fileName: string): boolean {
  return fileName.includes('/node_modules/') || DEFAULT_LIBRARY.test(fileName);
}

/** The types of the language and of browsers, wherever TypeScript is installed. */
const DEFAULT_LIBRARY = /\/lib\.[\w.]+\.d\.ts$/;

function global(path: readonly Selector[]): Reference {
  const [first = '.unknown', ...rest] = path;
  return {root: {kind: 'global', name: first.slice(1)}, path: rest};
}

/** `@scope/name` of `…/node_modules/@types/scope__name/index.d.ts`. */
function packageOf(fileName: string): string {
  const inside = fileName.slice(fileName.lastIndexOf('/node_modules/') + '/node_modules/'.length);
  const name = /^(?:@[^/]+\/)?[^/]+/.exec(inside)?.[0] ?? '';
  const typed = name.startsWith('@types/') ? name.slice('@types/'.length) : name;
  return typed.includes('__') ? `@${typed.replace('__', '/')}` : typed;
}

function isSame(a: Reference, b: Reference): boolean {
  return JSON.stringify([a.root.kind, 'module' in a.root ? a.root.module : '', a.path]) === JSON.stringify([b.root.kind, 'module' in b.root ? b.root.module : '', b.path]);
}

/** What typescript-eslint's parser gives to rules; `program` is null where it was not asked for types. */
export interface ParserServices {
  readonly program?: object | null;
  readonly getSymbolAtLocation?: (node: object) => {readonly declarations?: readonly Declaration[]} | undefined;
}

/** What we look at of ESTree. */
interface Syntax {
  readonly type?: string;
  readonly callee?: Syntax;
  readonly expression?: Syntax;
  readonly property?: Syntax;
  readonly computed?: boolean;
}

/** What we look at of TypeScript's tree, by its shape, since TypeScript itself is not loaded. */
interface Declaration {
  readonly parent?: Declaration;
  readonly name?: {readonly text?: string; readonly escapedText?: string};
  readonly modifiers?: readonly {getText?(): string}[];
  /** Of classes, interfaces and types that are written out. */
  readonly members?: object;
  /** Of objects that are written out. */
  readonly properties?: object;
  readonly initializer?: object;
  readonly body?: {readonly statements?: object};
  /** Of the file. */
  readonly fileName?: string;
}
