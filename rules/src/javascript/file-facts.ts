import type {Binding, Comment, FileFacts, Reference, Source, Span, Value} from '../facts/index.ts';
import {spanOf} from '../facts/index.ts';
import {FunctionDraft} from './drafts.ts';
import type {Node} from './estree.ts';
import {endOf, startOf} from './estree.ts';
import {hoistVariables} from './hoisting.ts';
import {callExpressions} from './lowering/calls.ts';
import {classExpressions, classStatements, makeClass} from './lowering/classes.ts';
import {plainExpressions, unknownExpression} from './lowering/expressions.ts';
import {functionExpressions, makeFunction} from './lowering/functions.ts';
import {loopStatements} from './lowering/loops.ts';
import {hoistImports, moduleStatements} from './lowering/modules.ts';
import {writingExpressions} from './lowering/writes.ts';
import {plainStatements, statementList, unknownStatement} from './lowering/statements.ts';
import {switchStatements} from './lowering/switches.ts';
import {constantOf, referenceOf} from './references.ts';
import type {Lowerings} from './walk.ts';
import {Walk} from './walk.ts';

const lowerings: Lowerings = {
  expressions: new Map(Object.entries({...plainExpressions, ...callExpressions, ...writingExpressions, ...functionExpressions, ...classExpressions})),
  statements: new Map(Object.entries({...plainStatements, ...loopStatements, ...switchStatements, ...classStatements, ...moduleStatements})),
  unknownExpression,
  unknownStatement,
  makeFunction,
  makeClass,
  statementList,
};

/** All that the rules know of a file, from one walk over its tree. */
export function fileFacts(program: Node, source: Source, syntaxErrors: readonly {readonly message: string; readonly span: Span}[]): FileFacts {
  const body = statementsOf(program);
  const walk = new Walk(source.text, isModule(body, source), lowerings);
  const whole = spanOf(0, source.text.length);
  const head = spanOf(0, 0);
  const identity = {node: program, name: 'module', kind: 'module', isStatic: false, class: null, span: whole, header: head, nameSpan: head} as const;
  const module = new FunctionDraft(0, identity, null);
  walk.functions.push(module);
  walk.function = module;
  walk.canAwait = walk.isModule;
  hoistImports(walk, body);
  hoistVariables(walk, body, walk.scope);
  module.body = walk.block(() => statementList(walk, body));
  let comments: readonly Comment[] | undefined;
  return {
    path: source.path,
    text: source.text,
    language: 'javascript',
    library: 'promise',
    functions: walk.functions,
    classes: walk.classes,
    imports: walk.imports,
    exports: exportsOf(walk),
    constants: constantsOf(walk),
    reexports: walk.reexports,
    moduleBindings: walk.scope.names as ReadonlyMap<string, Binding>,
    get comments() {
      return (comments ??= commentsOf(program));
    },
    syntaxErrors: [...syntaxErrors, ...walk.errors],
  };
}

/** The statements of the program; parsers of components (Svelte) have them in a node for the script. */
function statementsOf(program: Node): Node[] {
  const body: Node[] = program['body'] ?? [];
  return body.some(isScript) ? body.flatMap((node) => (isScript(node) ? node['body'] : [node])) : body;
}

function isScript(node: Node | null): boolean {
  return node !== null && node.type.endsWith('ScriptElement') && Array.isArray(node['body']);
}

/** Whether `await` may stand at the top level: the file has module syntax, or a name that says so. */
function isModule(body: readonly Node[], {path}: Source): boolean {
  if (/\.[cm][jt]s$/.test(path)) return /\.m[jt]s$/.test(path);
  return body.some((node) => /^(?:Import|Export)/.test(node?.type ?? ''));
}

function exportsOf(walk: Walk): ReadonlyMap<string, Reference> {
  const exports = new Map<string, Reference>();
  for (const {name, reference} of walk.exportedNames) exports.set(name, reference());
  for (const {name, value} of walk.exportedValues) {
    if (name === 'export=' && value.kind === 'collection' && value.form === 'record') exportRecord(exports, value.elements);
    else exports.set(name, referenceOf(value));
  }
  for (const {root, path} of exports.values()) {
    const exported = root.kind === 'class' && path.length === 0 ? walk.classes.find((one) => one === root.class) : undefined;
    if (exported) exported.isExported = true;
  }
  return exports;
}

/** Something by which one may ask for a member. */
const NAME = /^[\w$]{1,80}$/;

/** What is exported by a name and is one string. */
function constantsOf(walk: Walk): ReadonlyMap<string, string> {
  const constants = new Map<string, string>();
  const add = (name: string | null, value: Value): void => {
    const text = value.kind === 'literal' ? value.value : value.kind === 'name' ? constantOf(value.binding) : null;
    if (name !== null && typeof text === 'string' && NAME.test(text)) constants.set(name, text);
  };
  for (const {name, binding} of walk.exportedNames) {
    const text = binding ? constantOf(binding) : null;
    if (text !== null && NAME.test(text)) constants.set(name, text);
  }
  for (const {name, value} of walk.exportedValues) {
    if (value.kind === 'collection' && value.form === 'record') for (const element of value.elements) add(element.name, element.value);
    else add(name, value);
  }
  return constants;
}

/** `module.exports = {a, b}` exports a and b. */
function exportRecord(exports: Map<string, Reference>, elements: readonly {readonly name: string | null; readonly value: Value}[]): void {
  for (const {name, value} of elements) if (name !== null) exports.set(name, referenceOf(value));
}

function commentsOf(program: Node): Comment[] {
  return (program['comments'] ?? []).map((comment: Node) => ({text: String(comment['value'] ?? ''), span: spanOf(startOf(comment), endOf(comment))}));
}
