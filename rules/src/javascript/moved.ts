import type {Node} from './estree.ts';

/** Text from one offset to another was replaced; what replaces it is longer by so much. */
export interface Change {
  readonly start: number;
  readonly end: number;
  readonly by: number;
}

/** The smallest change that makes one text of the other. */
export function changeBetween(before: string, after: string): Change {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  let same = 0;
  while (same < shorter - start && before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same)) same += 1;
  return {start, end: before.length - same, by: after.length - before.length};
}

/** Moves a node, with all that is in it, by so many characters. Keeps its own stack, as nodes may nest deep. */
export function move(node: Node, by: number): Node {
  const ahead: Record<string, unknown>[] = [node as Record<string, unknown>];
  for (let at = ahead.pop(); at; at = ahead.pop()) {
    if (typeof at['start'] === 'number') {
      at['start'] += by;
      at['end'] = (at['end'] as number) + by;
    }
    for (const field in at) {
      const value = at[field];
      if (typeof value === 'object' && value !== null) ahead.push(value as Record<string, unknown>);
    }
  }
  return node;
}

/** The comments outside of what was replaced, where they are now. */
export function movedComments(comments: readonly Node[], {start, end, by}: Change): readonly Node[] {
  return comments.flatMap(comment => (comment['end'] <= start ? [comment] : comment['start'] >= end ? [move(comment, by)] : []));
}
