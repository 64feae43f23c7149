import {pathOfUrl} from '../file-paths.ts';
import type {SampledThread} from './sampled-threads.ts';
import {frameName, pathTo, selfTimes} from './stack-weights.ts';

/** Stacks on one line each with their microseconds, `outer (file:line);inner (file:line) 1200`, as flame graph tools read them. */
export function writeCollapsed(threads: readonly SampledThread[]): string {
  const weights = new Map<string, number>();
  for (const {profile} of threads) {
    selfTimes(profile).forEach((us, index) => {
      if (us <= 0) return;
      const stack = pathTo(profile.nodes, index).flatMap(each => {
        const node = profile.nodes[each];
        if (!node) return [];
        const file = pathOfUrl(node.url);
        // A semicolon ends a frame, and a line ends a stack.
        return [`${frameName(node)}${file === null ? '' : ` (${file}:${node.line})`}`.replaceAll(/[;\r\n]/g, ' ')];
      });
      if (stack.length > 0) weights.set(stack.join(';'), us + (weights.get(stack.join(';')) ?? 0));
    });
  }
  return [...weights].filter(([, us]) => us >= 0.5).map(([stack, us]) => `${stack} ${Math.round(us)}\n`).join('');
}
