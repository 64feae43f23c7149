import type {FunctionEntity} from './entity.ts';

interface Visit {
  readonly node: FunctionEntity;
  readonly index: number;
  low: number;
  isOpen: boolean;
  readonly next: Iterator<FunctionEntity>;
}

/**
 * Tarjan's algorithm, from one function on: groups of functions that call each other, each after all the groups that it calls.
 * With a stack of its own, so that no chain of calls is too long.
 */
export function* stronglyConnected(start: FunctionEntity, callees: (fn: FunctionEntity) => readonly FunctionEntity[]): Generator<readonly FunctionEntity[]> {
  const visits = new Map<string, Visit>();
  const open: Visit[] = [];
  const path: Visit[] = [];
  const enter = (node: FunctionEntity): void => {
    const visit = {node, index: visits.size, low: visits.size, isOpen: true, next: callees(node)[Symbol.iterator]()};
    visits.set(keyOf(node), visit);
    open.push(visit);
    path.push(visit);
  };
  enter(start);
  for (let visit = path.at(-1); visit; visit = path.at(-1)) {
    const {value: callee, done} = visit.next.next();
    if (!done) {
      const seen = visits.get(keyOf(callee));
      if (!seen) enter(callee);
      else if (seen.isOpen) visit.low = Math.min(visit.low, seen.index);
      continue;
    }
    path.pop();
    const caller = path.at(-1);
    if (caller) caller.low = Math.min(caller.low, visit.low);
    if (visit.low === visit.index) yield close(open, visit);
  }
}

/** Takes the group off the stack, in the order in which its functions were met. */
function close(open: Visit[], root: Visit): FunctionEntity[] {
  const group = open.splice(open.indexOf(root));
  for (const visit of group) visit.isOpen = false;
  return group.map(visit => visit.node);
}

function keyOf({file, id}: FunctionEntity): string {
  return `${id}:${file.path}`;
}
