import type {Constant, JoinedStr, Module, Node, TemplateStr} from '../../../rules/src/python/ast.ts';

/** Our tree written down as `cpython-ast.py` writes CPython's. */
export interface CanonicalTree {
  readonly structure: readonly string[];
  /** `Name 3 6`, for the kinds of nodes that have a place in CPython. */
  readonly places: readonly string[];
}

export function canonicalTree(module: Module, text: string): CanonicalTree {
  const structure: string[] = [];
  const places: string[] = [];
  write(module, true);
  return {structure, places};

  function write(node: Node, hasPlaces: boolean): void {
    const name = node.type;
    structure.push(`(${name}`);
    if (hasPlaces && !WITHOUT_PLACE.has(name)) places.push(`${name} ${node.start} ${node.end}`);
    if (name === 'JoinedStr' || name === 'TemplateStr') for (const {value} of (node as JoinedStr | TemplateStr).values) write(value, false);
    else if (name === 'Constant') structure.push(hasPlaces && text.slice(node.start, node.end).includes('\\N{') ? 'named' : constant(node as Constant));
    else for (const [field, value] of Object.entries(node).sort(byName)) if (!LEFT_OUT.has(field)) writeField(field, value, hasPlaces);
    structure.push(')');
  }

  function writeField(field: string, value: unknown, hasPlaces: boolean): void {
    if (value === null || (Array.isArray(value) && value.length === 0)) return;
    structure.push(`${field}:`);
    for (const one of Array.isArray(value) ? value : [value]) {
      if (typeof one === 'object' && one !== null) write(one as Node, hasPlaces);
      else structure.push(one === null ? '-' : asPython(one as string | number | boolean));
    }
  }
}

const LEFT_OUT = new Set(['type', 'start', 'end', 'parent', 'nameSpan', 'headerEnd', 'comments', 'errors']);

const WITHOUT_PLACE = new Set(['Module', 'arguments', 'comprehension', 'withitem', 'match_case']);

function byName([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1;
}

function constant(node: Constant): string {
  switch (node.valueType) {
    case 'str':
    case 'bytes':
      return `${node.valueType} ${asciiJson(node.value)}`;
    case 'float':
    case 'complex':
      return `${node.valueType} ${bits(node.value)}`;
    case 'int':
      return `int ${BigInt(node.value)}`;
    case 'bool':
      return asPython(node.value);
    default:
      return node.valueType;
  }
}

function asPython(value: string | number | boolean): string {
  return typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value);
}

/** As Python's `json.dumps` does it. */
function asciiJson(value: string): string {
  return JSON.stringify(value).replace(/[\u007f-\uffff]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function bits(value: number): string {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return view.getBigUint64(0).toString(16).padStart(16, '0');
}
