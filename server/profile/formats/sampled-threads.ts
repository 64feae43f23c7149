import type {SourcePositions} from '../source-positions.ts';
import type {CpuProfile, CpuProfileNode} from './cpu-profile.ts';

/** The samples of one thread, in the terms of the files that the user wrote: what is exported. */
export interface SampledThread {
  readonly pid: number;
  readonly tid: number;
  readonly profile: CpuProfile;
}

interface Joining {
  /** Of a script that was generated. */
  readonly positions?: SourcePositions;
  /** Whether a frame is nobody's business, such as one of the agent's: its time is its caller's. */
  readonly isHidden?: (url: string) => boolean;
}

interface MergedNode {
  readonly node: CpuProfileNode;
  readonly ticks: Map<number, number>;
}

/** One profile of the pieces in which a thread was recorded, in order of time. What lies between two pieces is nobody's time. */
export function joined(profiles: readonly CpuProfile[], {positions, isHidden = () => false}: Joining = {}): CpuProfile {
  const nodes: MergedNode[] = [];
  const byPath = new Map<string, number>();
  const samples: number[] = [];
  const times: number[] = [];
  const merge = (node: CpuProfileNode): number => {
    const key = `${node.parent}\n${node.line}:${node.column}:${node.at ?? ''}\n${node.functionName}\n${node.url}`;
    let index = byPath.get(key);
    if (index === undefined) {
      index = nodes.push({node, ticks: new Map()}) - 1;
      byPath.set(key, index);
    }
    return index;
  };
  const root = merge({parent: -1, functionName: '(root)', scriptId: '0', url: '', line: 0, column: 0, at: null, ticks: []});
  const between = profiles.length > 1 ? merge({parent: root, functionName: '(program)', scriptId: '0', url: '', line: 0, column: 0, at: null, ticks: []}) : root;
  for (const profile of profiles) {
    if (times.length > 0) {
      samples.push(between);
      times.push(profile.startTime);
    }
    const places: number[] = [];
    profile.nodes.forEach((node, index) => {
      const parent = node.parent < 0 ? root : (places[node.parent] ?? root);
      places[index] = node.functionName === '(root)' ? root : isHidden(node.url) ? parent : merge({...inSource(node, positions), parent});
      const ticks = nodes[places[index] ?? root]?.ticks;
      if (!isHidden(node.url)) for (const {line, ticks: count} of ticksInSource(node, positions)) ticks?.set(line, count + (ticks.get(line) ?? 0));
    });
    profile.samples.forEach((node, index) => {
      samples.push(places[node] ?? root);
      times.push(profile.times[index] ?? 0);
    });
  }
  return {nodes: nodes.map(({node, ticks}) => ({...node, ticks: Array.from(ticks, ([line, count]) => ({line, ticks: count}))})), samples, times, startTime: profiles[0]?.startTime ?? 0};
}

function inSource(node: CpuProfileNode, positions: SourcePositions | undefined): CpuProfileNode {
  const place = positions?.at(node, node.line, node.column);
  return place ? {...node, url: place.file, line: place.line, column: place.file === node.url ? node.column : 1} : node;
}

/** Lines that hold several of the source are left out: nobody knows which of them it was. */
function ticksInSource(node: CpuProfileNode, positions: SourcePositions | undefined): {readonly line: number; readonly ticks: number}[] {
  if (!positions) return [...node.ticks];
  return node.ticks.flatMap(({line, ticks}) => {
    const place = positions.ofLine(node, line);
    return place ? [{line: place.line, ticks}] : [];
  });
}
