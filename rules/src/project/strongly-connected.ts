import type {FunctionEntity} from './entity.ts';
import type {FileRecord} from './file-records.ts';

interface Visit {
  readonly node: FunctionEntity;
  readonly index: number;
  low: number;
  isOpen: boolean;
  readonly callees: readonly FunctionEntity[];
  /** Index of the callee to visit next. */
  next: number;
}

/**
 * Tarjan's algorithm, from one function on: groups of functions that call each other, each after all the groups that it calls.
 * With a stack of its own, so that no chain of calls is too long.
 */
export function* stronglyConnected(start: FunctionEntity, callees: (fn: FunctionEntity) => readonly FunctionEntity[]): Generator<readonly FunctionEntity[]> {
  const visits = new Map<FileRecord, Map<number, Visit>>();
  let met = 0;
  const open: Visit[] = [];
  const path: Visit[] = [];
  const enter = (node: FunctionEntity): void => {
    const visit = {node, index: met, low: met, isOpen: true, callees: callees(node), next: 0};
    met += 1;
    const ofFile = visits.get(node.file);
    if (ofFile) ofFile.set(node.id, visit);
    else visits.set(node.file, new Map([[node.id, visit]]));
    open.push(visit);
    path.push(visit);
  };
  enter(start);
  for (let visit = path.at(-1); visit; visit = path.at(-1)) {
    const callee = visit.callees[visit.next++];
    if (callee) {
      const seen = visits.get(callee.file)?.get(callee.id);
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
