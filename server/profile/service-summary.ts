import {duration} from './durations.ts';
import {isUserFile} from './file-paths.ts';
import {LEAST_HELD_BYTES, memorySize} from './memory-sizes.ts';
import type {Durations, LineCost, Run, TaskMetrics} from './run.ts';

/** As many of a kind as a person reads. */
const MOST_STREAMS = 5;
const MOST_HOLDING = 10;

/** What a run tells of a service, in words: requests, streams, tasks, and where it was asked for, the memory that lines hold. */
export function serviceLines({metrics: {requests, streams = [], tasks}, lines}: Run, place: (file: string, line: number) => string): string[] {
  const told = [
    ...(requests ? [`Requests: ${requests.count}, ${rounded(requests.perSecond)} a second, ${percentiles(requests)}`] : []),
    ...(tasks && tasks.peak > 1 ? [`Tasks: at most ${tasks.peak} alive at once, ${tasks.overTime.at(-1)?.[1] ?? 0} at the end${mostCreated(tasks, place)}`] : []),
    ...streams.slice(0, MOST_STREAMS).map(({file, line, firstChunkMs, totalMs, chunks, chunksPerSecond, bytesPerSecond}) => {
      const first = firstChunkMs === null ? 'nothing came' : `the first chunk after ${duration(firstChunkMs)}`;
      return `Stream at ${place(file, line)}: ${first}, ${duration(totalMs)} in all, ${chunks} chunks (${rounded(chunksPerSecond)} a second, ${rounded(bytesPerSecond)} bytes a second)`;
    }),
    ...(streams.length > MOST_STREAMS ? [`… and ${streams.length - MOST_STREAMS} streams more`] : []),
  ];
  return [...(told.length > 0 ? ['', ...told] : []), ...holdingLines(lines, place)];
}

function holdingLines(lines: readonly LineCost[], place: (file: string, line: number) => string): string[] {
  const holding = lines.filter(({file, heldBytes = 0}) => isUserFile(file) && heldBytes >= LEAST_HELD_BYTES).toSorted((a, b) => (b.heldBytes ?? 0) - (a.heldBytes ?? 0)).slice(0, MOST_HOLDING);
  if (holding.length === 0) return [];
  return ['', 'Memory held at the end:', ...holding.map(({file, line, heldBytes = 0}) => `  ${memorySize(heldBytes).padStart(8)}  ${place(file, line)}`)];
}

function mostCreated({createdAt: [most]}: TaskMetrics, place: (file: string, line: number) => string): string {
  return most ? `; most were created at ${place(most.file, most.line)} (${most.tasks})` : '';
}

function percentiles({p50Ms, p95Ms, p99Ms}: Durations): string {
  return `half of them within ${duration(p50Ms)}, 95 % within ${duration(p95Ms)}, 99 % within ${duration(p99Ms)}`;
}

function rounded(value: number): string {
  return value >= 10 ? String(Math.round(value)) : value.toFixed(1);
}
