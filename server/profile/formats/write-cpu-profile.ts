import type {CpuProfile} from './cpu-profile.ts';

/** A `.cpuprofile` as the Chrome DevTools protocol describes it (`Profiler.Profile`), which Chrome, VS Code and speedscope open. */
export function writeCpuProfile({nodes, samples, times, startTime}: CpuProfile): string {
  const children = nodes.map((): number[] => []);
  nodes.forEach(({parent}, index) => children[parent]?.push(index + 1));
  const hits = nodes.map(() => 0);
  for (const node of samples) if (hits[node] !== undefined) hits[node]++;
  let last = startTime;
  const timeDeltas = Array.from(times, time => {
    const delta = Math.max(0, Math.round(time - last));
    last += delta;
    return delta;
  });
  return JSON.stringify({
    nodes: nodes.map((node, index) => ({
      id: index + 1,
      callFrame: {functionName: node.functionName, scriptId: node.scriptId, url: urlOf(node.url), lineNumber: node.line - 1, columnNumber: node.column - 1},
      hitCount: hits[index],
      ...(children[index]?.length && {children: children[index]}),
      ...(node.ticks.length > 0 && {positionTicks: node.ticks}),
    })),
    startTime: Math.round(startTime),
    endTime: Math.round(last),
    samples: Array.from(samples, node => node + 1),
    timeDeltas,
  });
}

/** Viewers link URLs, and take a path for a word. */
export function urlOf(path: string): string {
  if (path.startsWith('/')) return `file://${encodeURI(path).replaceAll('?', '%3F').replaceAll('#', '%23')}`;
  return /^[A-Za-z]:[\\/]/.test(path) ? `file:///${encodeURI(path.replaceAll('\\', '/')).replaceAll('?', '%3F').replaceAll('#', '%23')}` : path;
}
