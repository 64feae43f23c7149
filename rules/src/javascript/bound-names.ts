import type {Node} from './estree.ts';

const DEEPEST_PATTERN = 400;

/** The identifiers that a pattern binds. */
export function collectNames(pattern: Node | null | undefined, names: Node[], depth = 0): void {
  if (!pattern || depth > DEEPEST_PATTERN) return;
  switch (pattern.type) {
    case 'Identifier':
      names.push(pattern);
      break;
    case 'ObjectPattern':
      for (const property of pattern['properties'] ?? []) collectNames(property?.value ?? property?.argument, names, depth + 1);
      break;
    case 'ArrayPattern':
      for (const element of pattern['elements'] ?? []) collectNames(element, names, depth + 1);
      break;
    case 'AssignmentPattern':
      collectNames(pattern['left'], names, depth + 1);
      break;
    case 'RestElement':
      collectNames(pattern['argument'], names, depth + 1);
      break;
    case 'TSParameterProperty':
      collectNames(pattern['parameter'], names, depth + 1);
      break;
  }
}
