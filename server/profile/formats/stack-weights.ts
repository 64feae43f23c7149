import type {CpuProfile, CpuProfileNode} from './cpu-profile.ts';

/** How long each node of a profile ran itself, without waiting. */
export function selfTimes({nodes, samples, times, startTime}: CpuProfile): Float64Array {
  const self = new Float64Array(nodes.length);
  let last = startTime;
  samples.forEach((node, index) => {
    const time = Math.max(last, times[index] ?? last);
    if (nodes[node] && nodes[node].functionName !== '(idle)') self[node] = (self[node] ?? 0) + time - last;
    last = time;
  });
  return self;
}

/** From the outermost frame to the node itself, without the root. */
export function pathTo(nodes: readonly CpuProfileNode[], node: number): number[] {
  const path: number[] = [];
  for (let at = node, parent = nodes[at]?.parent ?? -1; parent >= 0; at = parent, parent = nodes[at]?.parent ?? -1) path.push(at);
  return path.reverse();
}

/** What a viewer shows of a frame. */
export function frameName({functionName}: CpuProfileNode): string {
  return functionName === '' ? '(anonymous)' : functionName;
}
