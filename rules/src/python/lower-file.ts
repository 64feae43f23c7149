import {spanOf, type Binding, type FileFacts, type Import, type Reference, type Source} from '../facts/index.ts';
import type {Expr, Module} from './ast.ts';
import {declareBoundNames} from './bound-names.ts';
import {FunctionDraft} from './drafts.ts';
import {libraryOf} from './library.ts';
import {lowerings} from './lowering/index.ts';
import {parsePython} from './parse.ts';
import {Scope} from './scope.ts';
import {spanOfNode, Walk, type WalkedFile} from './walk.ts';

const cache = new WeakMap<Module, PythonFacts>();

/** The facts of a parsed file; asking twice costs nothing. */
export function factsOf(tree: Module, source: Source): PythonFacts {
  let facts = cache.get(tree);
  if (!facts) cache.set(tree, (facts = new PythonFacts(tree, source)));
  return facts;
}

/** What rules know of a Python file, with the tree for the rewrites of this front end. */
export class PythonFacts implements FileFacts {
  readonly path: string;
  readonly text: string;
  readonly language = 'python';
  readonly library: FileFacts['library'];
  readonly functions: FileFacts['functions'];
  readonly classes: FileFacts['classes'];
  readonly imports: readonly Import[];
  readonly reexports: readonly string[];
  readonly moduleBindings: ReadonlyMap<string, Binding>;
  readonly comments: FileFacts['comments'];
  readonly syntaxErrors: FileFacts['syntaxErrors'];
  readonly tree: Module;
  /** Every scope of the file, for rewrites that need a name of their own. */
  readonly scopes: readonly Scope[];
  #exports: ReadonlyMap<string, Reference> | null = null;

  constructor(tree: Module, {path, text}: Source) {
    const {file, scope} = walkFile(tree, text);
    this.path = path;
    this.text = text;
    this.tree = tree;
    this.functions = file.functions;
    this.classes = file.classes;
    this.imports = file.imports;
    this.reexports = file.reexports;
    this.moduleBindings = scope.names;
    this.scopes = file.scopes;
    this.library = libraryOf(file.imports);
    this.comments = tree.comments.map(comment => ({text: comment.value, span: spanOfNode(comment)}));
    this.syntaxErrors = [...tree.errors.map(error => ({message: error.message, span: spanOfNode(error)})), ...file.errors];
  }

  /** Python exports every name of its module. */
  get exports(): ReadonlyMap<string, Reference> {
    this.#exports ??= new Map(Array.from(this.moduleBindings, ([name, {reference}]) => [name, reference]));
    return this.#exports;
  }
}

function walkFile(tree: Module, text: string): {file: WalkedFile; scope: Scope} {
  const file: WalkedFile = {text, functions: [], classes: [], imports: [], reexports: [], errors: [], scopes: []};
  const span = spanOfNode(tree);
  const start = spanOf(tree.start, tree.start);
  const module = new FunctionDraft(0, {name: 'module', kind: 'module', isAsync: false, isStatic: true, class: null, span, header: start, nameSpan: start, node: tree}, null);
  file.functions.push(module);
  const scope = new Scope('module', null, module);
  module.scope = scope;
  file.scopes.push(scope);
  const walk = new Walk(file, lowerings, readExpression, module, scope);
  declareBoundNames(tree.body, scope, walk.hasWalrus);
  module.body = walk.blockOf(() => walk.statements(tree.body));
  return {file, scope};
}

/** A string annotation's expression. Most are one name, for which no parser is needed. */
function readExpression(text: string): Expr | null {
  if (/^[^\W\d]\w*$/u.test(text)) return {type: 'Name', id: text, start: 0, end: 0, parent: null};
  if (text.length > LONGEST_ANNOTATION) return null;
  const {tree, errors} = parsePython(text.trim());
  const [statement] = tree.body;
  return errors.length === 0 && tree.body.length === 1 && statement?.type === 'Expr' ? statement.value : null;
}

const LONGEST_ANNOTATION = 500;
