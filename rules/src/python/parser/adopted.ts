import type {Node} from '../ast.ts';
import {visitorKeys} from '../visitor-keys.ts';

/**
 * The node, with its children's way up laid. Every node passes through here as it is made: one walk at the end would cost as much as
 * the parser itself, because the older the objects are, the more the garbage collector pays for a pointer between them.
 */
export function adopted<Adopted extends Node>(node: Adopted): Adopted {
  const fields = node as unknown as Readonly<Record<string, Node | readonly (Node | null)[] | null>>;
  for (const key of visitorKeys[node.type]) {
    const child = fields[key];
    if (!child) continue;
    if ('type' in child) {
      adopt(child, node);
      continue;
    }
    for (const one of child) if (one) adopt(one, node);
  }
  return node;
}

function adopt(child: Node, parent: Node): void {
  (child as Mutable).parent = parent;
  // `x = 1,`: the last comma of a tuple belongs to all that ends with the tuple, and pyright leaves it out.
  if (child.end > parent.end) (parent as Mutable).end = child.end;
}

type Mutable = {parent: Node | null; end: number};
