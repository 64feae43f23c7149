import {UNKNOWN} from '../../facts/index.ts';
import {ClassDraft} from '../drafts.ts';
import type {Node} from '../estree.ts';
import {keyName, nodeSpan} from '../estree.ts';
import {entityOf, instanceOf} from '../types.ts';
import type {StatementLowering, Walk} from '../walk.ts';
import {declareSignature} from './classes.ts';

/** What TypeScript declares to be the type of values: interfaces, and names of types. */
export const typeDeclarations: Readonly<Record<string, StatementLowering>> = {
  TSInterfaceDeclaration: interfaceDeclaration,
  TSTypeAliasDeclaration: typeAlias,
};

/** An interface says what its members hold, like the fields of a class. */
function interfaceDeclaration(walk: Walk, node: Node): void {
  const draft = declareClass(walk, node, node['body']?.body ?? []);
  for (const base of (draft && node['extends']) ?? []) {
    const named = entityOf(walk, base?.expression);
    if (named !== null) draft!.extended.push(named);
  }
}

/** `type Store = Db` names what Db names; `type Store = {db: Db}` is as good as an interface. */
function typeAlias(walk: Walk, node: Node): void {
  const type: Node | undefined = node['typeAnnotation'];
  if (type?.type === 'TSTypeLiteral') return void declareClass(walk, node, type['members'] ?? []);
  const name = node['id'] ? walk.scope.own(node['id'].name) : undefined;
  if (name === undefined || name.declared !== null) return;
  const instance = instanceOf(walk, type);
  name.declared = () => {
    const reference = instance?.() ?? null;
    return reference?.path.at(-1) === '()' ? {root: reference.root, path: reference.path.slice(0, -1)} : UNKNOWN;
  };
}

/** Null where the name is declared by something else too, which says more. */
function declareClass(walk: Walk, node: Node, members: readonly Node[]): ClassDraft | null {
  const name = node['id'] ? walk.scope.own(node['id'].name) : undefined;
  if (name === undefined || name.declared !== null) return null;
  const draft = new ClassDraft(walk.classes.length, node['id'].name, nodeSpan(node), walk.header(node, node['body'] ?? node['typeAnnotation']));
  walk.classes.push(draft);
  name.declared = {root: {kind: 'class', class: draft}, path: []};
  for (const member of members) {
    const key = keyName(member?.key, member?.computed === true);
    const annotation = member?.type === 'TSPropertySignature' ? instanceOf(walk, member.typeAnnotation) : null;
    if (key !== null && annotation !== null) draft.field(key).annotation = annotation;
    else if (member && isMethod(member)) declareSignature(draft, member);
  }
  return draft;
}

/** `read(path: string): string`, or `read: (path: string) => string`. */
function isMethod(member: Node): boolean {
  return member.type === 'TSMethodSignature' || (member.type === 'TSPropertySignature' && member['typeAnnotation']?.typeAnnotation?.type === 'TSFunctionType');
}
