import {counted} from './counted.ts';
import {duration} from './durations.ts';
import {isUserFile, relativePath} from './file-paths.ts';
import type {Culprit, Run, Stall} from './run.ts';
import {serviceLines} from './service-summary.ts';
import {STALL_KINDS} from './stall-words.ts';
import {reasonUnmeasured} from './unmeasured.ts';

/** As many of a kind as a person reads. */
const MOST_STALLS = 10;
const MOST_CULPRITS = 3;
const MOST_LINES = 10;

/** A run in words, for a terminal: of lines and functions, those of the user's own files. Files below `folder` are named from there. */
export function summarise(run: Run, folder: string): string {
  const place = (file: string, line: number) => `${relativePath(file, folder)}:${line}`;
  return [headline(run), ...stallLines(run.stalls, place), ...lineLines(run, place), ...awaitLines(run, place), ...functionLines(run, place), ...serviceLines(run, place)].map(line => `${line}\n`).join('');
}

type Place = (file: string, line: number) => string;

function headline({command, wallMs, processes, metrics}: Run): string {
  const measured = processes.filter(({role}) => role === 'user').length;
  const stalls = metrics.stalls === 0 ? 'no stalls' : `${counted(metrics.stalls, 'stall')} (${duration(metrics.stallMs)}), the longest ${duration(metrics.longestStallMs)}`;
  const none = processes.length > 0 ? 'nothing of your own files was seen to run' : `no Node or Python process was measured${reasonUnmeasured(command)}`;
  return `Loopsight: ${duration(wallMs)}, ${measured === 0 ? none : `${counted(measured, 'process', 'processes')}, ${stalls}`}.`;
}

/** What held a loop before there was anybody to serve is told apart, and is no stall of the headline's. */
function stallLines(all: readonly Stall[], place: Place): string[] {
  const stalls = all.filter(({kind}) => kind !== 'startup');
  return [...linesOf('Stalls', stalls, place), ...linesOf('Start-up', all.filter(stall => !stalls.includes(stall)), place)];
}

function linesOf(heading: string, stalls: readonly Stall[], place: Place): string[] {
  if (stalls.length === 0) return [];
  const longest = stalls.toSorted((a, b) => b.durationMs - a.durationMs).slice(0, MOST_STALLS);
  return [
    '',
    longest.length < stalls.length ? `${heading}, the longest ${longest.length} of ${stalls.length}:` : `${heading}:`,
    ...longest.flatMap(({durationMs, startMs, kind, culprits, unattributedMs}) => [
      `  ${duration(durationMs).padStart(8)}  at ${duration(startMs)}${kind === 'startup' ? '' : `: ${STALL_KINDS[kind]}`}`,
      ...culprits.slice(0, MOST_CULPRITS).map(culprit => `  ${' '.repeat(8)}  ${duration(culprit.ms).padStart(8)}  ${place(culprit.file, culprit.line)}  ${doing(culprit)}`),
      ...(unattributedMs >= durationMs / 10 ? [`  ${' '.repeat(8)}  ${duration(unattributedMs).padStart(8)}  in no line that is known`] : []),
    ]),
  ];
}

function doing({function: name, api}: Culprit): string {
  return api ? `${api} in ${name}` : name;
}

function lineLines({lines}: Run, place: Place): string[] {
  const hot = lines.filter(({file, selfMs, blockedMs}) => isUserFile(file) && selfMs + blockedMs >= 1).slice(0, MOST_LINES);
  if (hot.length === 0) return [];
  const rows = hot.map(({file, line, selfMs, blockedMs, blockCalls, mayBeMoreCalls, precision}) => {
    const parts = [selfMs >= 1 ? `${duration(selfMs)} of its own` : '', blockedMs >= 1 ? `${duration(blockedMs)} blocked in ${mayBeMoreCalls ? 'at least ' : ''}${counted(blockCalls, 'call')}` : ''].filter(part => part !== '');
    return `  ${duration(selfMs + blockedMs).padStart(8)}  ${place(file, line)}  ${parts.join(', ')}${precision === 'ambiguous' ? ' (somewhere in this function)' : ''}`;
  });
  return ['', 'Hot lines:', ...rows];
}

/** Waiting blocks nobody: these lines are told apart from those that cost. */
function awaitLines({lines}: Run, place: Place): string[] {
  const waiting = lines.filter(({file, awaitMs = 0}) => isUserFile(file) && awaitMs >= 1).toSorted((a, b) => (b.awaitMs ?? 0) - (a.awaitMs ?? 0)).slice(0, MOST_LINES);
  if (waiting.length === 0) return [];
  return ['', 'Awaited lines:', ...waiting.map(({file, line, awaitMs = 0, awaitCount = 0, awaitPeak = 0}) => `  ${duration(awaitMs).padStart(8)}  ${place(file, line)}  ${counted(awaitCount, 'wait')}, at most ${awaitPeak} at once`)];
}

function functionLines({functions}: Run, place: Place): string[] {
  const hot = functions.filter(({file, totalMs}) => isUserFile(file) && totalMs >= 1).toSorted((a, b) => b.totalMs - a.totalMs).slice(0, MOST_LINES);
  if (hot.length === 0) return [];
  return ['', 'Hot functions:', ...hot.map(({file, line, name, selfMs, totalMs}) => `  ${duration(totalMs).padStart(8)}  ${name}  ${place(file, line)}  ${duration(selfMs)} of its own`)];
}
