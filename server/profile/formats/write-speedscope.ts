import {pathOfUrl} from '../file-paths.ts';
import type {SampledThread} from './sampled-threads.ts';
import {pathTo} from './stack-weights.ts';

interface WrittenFrame {
  readonly name: string;
  readonly file?: string;
  readonly line?: number;
  readonly col?: number;
}

/** speedscope's own format (https://www.speedscope.app/file-format-schema.json): one profile a thread, in order of time, waiting shown as nothing. */
export function writeSpeedscope(threads: readonly SampledThread[], name: string): string {
  const frames: WrittenFrame[] = [];
  const indexes = new Map<string, number>();
  const frameIndex = (frame: WrittenFrame) => {
    const key = `${frame.line ?? ''}:${frame.col ?? ''}\n${frame.name}\n${frame.file ?? ''}`;
    let index = indexes.get(key);
    if (index === undefined) indexes.set(key, (index = frames.push(frame) - 1));
    return index;
  };
  const profiles = threads.map(({pid, tid, profile: {nodes, samples, times, startTime}}) => {
    const stacks = nodes.map((node, index) =>
      node.functionName === '(idle)' ? [] : pathTo(nodes, index).map(each => {
        const {url = '', line = 0, column = 0, functionName = ''} = nodes[each] ?? {};
        const file = pathOfUrl(url);
        return frameIndex({name: functionName || '(anonymous)', ...(file !== null && {file, line, col: column})});
      }),
    );
    let last = startTime;
    const weights = Array.from(times, time => {
      const weight = Math.max(0, time - last);
      last = Math.max(last, time);
      return weight;
    });
    return {type: 'sampled', name: tid === 0 ? `Process ${pid}` : `Thread ${tid} of process ${pid}`, unit: 'microseconds', startValue: 0, endValue: last - startTime, samples: Array.from(samples, node => stacks[node] ?? []), weights};
  });
  return JSON.stringify({$schema: 'https://www.speedscope.app/file-format-schema.json', version: '0.0.1', exporter: 'loopsight', name, activeProfileIndex: 0, shared: {frames}, profiles});
}
