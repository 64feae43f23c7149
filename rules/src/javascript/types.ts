import type {Reference} from '../facts/index.ts';
import {isUnknown, select} from '../facts/index.ts';
import {ClassDraft, type Later} from './drafts.ts';
import type {Node} from './estree.ts';
import {keyName, nodeSpan, stringOf} from './estree.ts';
import type {Walk} from './walk.ts';

/**
 * What a value of the annotated type stands for: `Db ()` for `db: Db`, null when the type says nothing that one can call.
 * `Promise<Db>` is read as `Db`: awaiting it gives one, and nobody calls anything else on it.
 */
export function instanceOf(walk: Walk, annotation: Node | null | undefined): Later<Reference | null> | null {
  let type = annotation;
  for (let depth = 0; type && depth < DEEPEST_TYPE; depth += 1) {
    switch (type.type) {
      case 'TSTypeAnnotation':
      case 'TSParenthesizedType':
      case 'TSOptionalType':
        type = type['typeAnnotation'];
        break;
      case 'TSTypeOperator':
        if (type['operator'] !== 'readonly') return null;
        type = type['typeAnnotation'];
        break;
      case 'TSUnionType': {
        const present: Node[] = (type['types'] ?? []).filter((member: Node) => !ABSENT_TYPES.has(member.type));
        if (present.length !== 1) return null;
        type = present[0];
        break;
      }
      case 'TSTypeReference': {
        const inner = wrappedType(walk, type);
        if (inner === null) return ofTypeName(walk, type['typeName']);
        type = inner;
        break;
      }
      case 'TSTypeLiteral':
        return ofMembers(walk, type);
      case 'TSThisType':
        return ofThis(walk);
      case 'TSImportType':
        return ofImportType(type);
      case 'TSTypeQuery':
        return ofQuery(walk, type['exprName']);
      default:
        return null;
    }
  }
  return null;
}

/** Whether a value of the type is a promise, whatever else: `Promise<T>`. */
export function isPromise(walk: Walk, annotation: Node | null | undefined): boolean {
  const name: Node | undefined = annotation?.['typeAnnotation']?.['typeName'];
  return name?.type === 'Identifier' && (name['name'] === 'Promise' || name['name'] === 'PromiseLike') && !walk.scope.find(name['name']);
}

/** Whether a value of the type is surely no function: `string`, `string[]`, `{path: string}`. */
export function isData(annotation: Node | null | undefined): boolean {
  const type: Node | undefined = annotation?.['typeAnnotation'];
  return type !== undefined && DATA_TYPES.has(type.type);
}

const DATA_TYPES = new Set(['TSStringKeyword', 'TSNumberKeyword', 'TSBooleanKeyword', 'TSBigIntKeyword', 'TSSymbolKeyword', 'TSArrayType', 'TSTupleType', 'TSLiteralType', 'TSTypeLiteral', 'TSTemplateLiteralType', 'TSTypeOperator']);

/** The number of elements of `[A, B]`; null for every other type, and for tuples with optional or rest elements. */
export function tupleLength(annotation: Node | null | undefined): number | null {
  let type = annotation;
  for (let depth = 0; type && depth < DEEPEST_TYPE; depth += 1) {
    if (type.type === 'TSTupleType') {
      const elements: Node[] = type['elementTypes'] ?? [];
      return elements.some(element => OPEN_ELEMENTS.has(element.type) || element['optional'] === true) ? null : elements.length;
    }
    if (type.type !== 'TSTypeAnnotation' && type.type !== 'TSParenthesizedType' && !(type.type === 'TSTypeOperator' && type['operator'] === 'readonly')) return null;
    type = type['typeAnnotation'];
  }
  return null;
}

const OPEN_ELEMENTS = new Set(['TSRestType', 'TSOptionalType']);

const DEEPEST_TYPE = 20;

const ABSENT_TYPES = new Set(['TSNullKeyword', 'TSUndefinedKeyword', 'TSVoidKeyword']);

/** Types of the standard library whose values are as good as those of their argument. */
const WRAPPERS = new Set(['Promise', 'PromiseLike', 'Readonly', 'Required', 'Partial', 'NonNullable', 'Awaited', 'DeepReadonly']);

function wrappedType(walk: Walk, reference: Node): Node | null {
  const name = reference['typeName'];
  const parameters: Node[] | undefined = (reference['typeArguments'] ?? reference['typeParameters'])?.params;
  if (name?.type !== 'Identifier' || parameters?.length !== 1 || walk.scope.find(name['name'])) return null;
  return WRAPPERS.has(name['name']) ? parameters[0]! : null;
}

function ofTypeName(walk: Walk, name: Node | undefined): Later<Reference | null> | null {
  // A value of type `Function` is whatever it is; its type says nothing of what it calls.
  if (name?.type === 'Identifier' && name['name'] === 'Function') return null;
  const named = entityOf(walk, name);
  return named === null ? null : () => {
    const reference = named();
    return isUnknown(reference) ? null : select(reference, '()');
  };
}

/** What a name or a dotted name in a type stands for. */
export function entityOf(walk: Walk, name: Node | undefined): Later<Reference> | null {
  if (!name) return null;
  if (name.type === 'Identifier') {
    const found = walk.scope.find(name['name']);
    return found === undefined ? () => ({root: {kind: 'global', name: name['name']}, path: []}) : () => found.reference;
  }
  if (name.type === 'TSQualifiedName' || name.type === 'MemberExpression') {
    const left = entityOf(walk, name['left'] ?? name['object']);
    const right: string = (name['right'] ?? name['property'])?.name ?? '';
    return left && (() => select(left(), `.${right}`));
  }
  return null;
}

/** `{db: Db}`, where a type is written in place: an object of a class that nobody names. Null when its members say nothing. */
function ofMembers(walk: Walk, literal: Node): Later<Reference | null> | null {
  const fields: [string, Later<Reference | null>][] = [];
  for (const member of literal['members'] ?? []) {
    const name = member?.type === 'TSPropertySignature' ? keyName(member.key, member.computed === true) : null;
    const annotation = name === null ? null : instanceOf(walk, member.typeAnnotation);
    if (name !== null && annotation !== null) fields.push([name, annotation]);
  }
  if (fields.length === 0) return null;
  const draft = new ClassDraft(walk.classes.length, '', nodeSpan(literal), nodeSpan(literal));
  walk.classes.push(draft);
  for (const [name, annotation] of fields) draft.field(name).annotation = annotation;
  return () => ({root: {kind: 'class', class: draft}, path: ['()']});
}

function ofThis(walk: Walk): Later<Reference | null> | null {
  const of = walk.self.class;
  return of && (() => ({root: {kind: 'self', class: of}, path: []}));
}

function ofImportType(type: Node): Later<Reference | null> | null {
  const module = stringOf(type['source'] ?? type['argument']?.literal ?? type['argument']);
  if (module === null) return null;
  const path = qualifierPath(type['qualifier']);
  return () => ({root: {kind: 'import', module}, path: [...path, '()']});
}

function qualifierPath(qualifier: Node | null | undefined): `.${string}`[] {
  if (!qualifier) return [];
  if (qualifier.type === 'Identifier') return [`.${qualifier['name']}`];
  return [...qualifierPath(qualifier['left']), `.${qualifier['right']?.name}`];
}

/** `typeof x`: a value of that type stands for what x stands for. */
function ofQuery(walk: Walk, name: Node | undefined): Later<Reference | null> | null {
  if (name?.type === 'TSImportType') {
    const instance = ofImportType(name)?.() ?? null;
    return instance && (() => ({root: instance.root, path: instance.path.slice(0, -1)}));
  }
  const named = entityOf(walk, name);
  return named && (() => {
    const reference = named();
    return isUnknown(reference) ? null : reference;
  });
}
