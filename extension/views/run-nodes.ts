import type {ListedRun, OverviewCulprit, OverviewLine, OverviewProcess, OverviewStall, RunOverview} from '../../server/protocol.ts';
import {duration, stallsText} from '../runs/progress-text.ts';

/** What the tree of runs shows of one thing. */
export interface RunNode {
  readonly label: string;
  readonly description?: string;
  readonly tooltip?: string;
  /** A codicon's name. */
  readonly icon?: string;
  /** Where a click leads; the line counts from 1. */
  readonly place?: {readonly file: string; readonly line: number};
  /** The id of the run that the node tells of. */
  readonly partOf?: string | undefined;
  /** The run that the node stands for, where it does. */
  readonly run?: ListedRun;
  readonly children?: readonly RunNode[];
}

/** A run in the list; its parts are asked for when it is opened. `now` is for the words that say when it was. */
export function runNode(run: ListedRun, {now, isShown}: {readonly now: Date; readonly isShown: boolean}): RunNode {
  const {label, startedAt, command, state, measured, exit, failure, isKept} = run;
  const result = {running: 'running', ended: stallsText(measured), failed: 'could not be run', broken: 'cut off'}[state];
  const end = exit?.signal ? `Ended by ${exit.signal}.` : exit?.code ? `Ended with exit code ${exit.code}.` : '';
  return {
    label,
    description: `${when(new Date(startedAt), now)} · ${result}`,
    tooltip: [command.join(' '), measured ? `${duration(measured.wallMs)} in all.` : '', end, failure ?? '', isKept ? 'Kept until you delete it.' : '', isShown ? 'Its numbers stand beside the code.' : ''].filter(line => line !== '').join('\n\n'),
    icon: state === 'running' ? 'loading~spin' : state === 'ended' ? (isShown ? 'eye' : 'pulse') : 'warning',
    run,
  };
}

/** The parts of a run. `nameOf` says what a person calls a file. */
export function overviewNodes({stalls, lines, functions, processes, counts}: RunOverview, nameOf: (file: string) => string): RunNode[] {
  const atPlace = (file: string, line: number) => ({description: `${nameOf(file)}:${line}`, place: {file, line}});
  return [
    group('Stalls', 'watch', counts.stalls, stalls.filter(({isStartUp}) => !isStartUp).map(stall => stallNode(stall, nameOf)), stalls.filter(({isStartUp}) => isStartUp).map(stall => stallNode(stall, nameOf))),
    group('Hot Lines', 'flame', counts.lines, lines.map(line => ({label: `${nameOf(line.file)}:${line.line}`, description: lineText(line), place: {file: line.file, line: line.line}}))),
    group('Hot Functions', 'symbol-function', counts.functions, functions.map(({name, file, line, selfMs, totalMs}) => ({...atPlace(file, line), label: `${duration(totalMs)} ${name}`, tooltip: `${duration(selfMs)} of its own`}))),
    group('Processes', 'server-process', processes.length, processes.map(processNode)),
  ];
}

/** `uncounted` belong to the group, and not to what it counts. */
function group(label: string, icon: string, count: number, children: readonly RunNode[], uncounted: readonly RunNode[] = []): RunNode {
  const more = count - children.length;
  const rest: readonly RunNode[] = more > 0 ? [{label: `${more.toLocaleString('en')} more`, tooltip: 'Export the run to see all of them.'}] : [];
  return {label, icon, description: count === 0 ? 'none' : count.toLocaleString('en'), children: [...children, ...rest, ...uncounted]};
}

function stallNode({durationMs, startMs, kind, isStartUp, culprits}: OverviewStall, nameOf: (file: string) => string): RunNode {
  const [first] = culprits;
  const children = culprits.map(culprit => culpritNode(culprit, nameOf));
  return {
    label: `${duration(durationMs)} ${isStartUp || !first ? kind : doing(first)}`,
    description: `at ${(startMs / 1000).toFixed(1)} s${first ? ` · ${nameOf(first.file)}:${first.line}` : ''}`,
    tooltip: `From ${(startMs / 1000).toFixed(3)} s on: ${kind}.`,
    ...(first && {place: {file: first.file, line: first.line}}),
    ...(children.length > 1 && {children}),
  };
}

function culpritNode(culprit: OverviewCulprit, nameOf: (file: string) => string): RunNode {
  const {file, line, ms} = culprit;
  return {label: `${duration(ms)} ${doing(culprit)}`, description: `${nameOf(file)}:${line}`, place: {file, line}};
}

function doing({function: name, api}: OverviewCulprit): string {
  return api ? `${api} in ${name}` : name;
}

function lineText({selfMs, blockedMs, blockCalls, mayBeMoreCalls, isExact}: OverviewLine): string {
  const parts = [blockedMs >= 1 ? `${duration(blockedMs)} blocked · ${mayBeMoreCalls ? '≥ ' : ''}${blockCalls}×` : '', selfMs >= 1 ? `${duration(selfMs)} of its own` : '', isExact ? '' : 'somewhere in this function'];
  return parts.filter(part => part !== '').join(' · ');
}

function processNode({pid, tid, runtime, exit}: OverviewProcess): RunNode {
  const end = exit.signal ?? (exit.code === null ? 'ended from outside' : `exit code ${exit.code}`);
  return {label: tid === 0 ? `Process ${pid}` : `Thread ${tid} of process ${pid}`, description: `${runtime} · ${end}`};
}

function when(startedAt: Date, now: Date): string {
  const time = startedAt.toLocaleTimeString(undefined, {hour: '2-digit', minute: '2-digit'});
  return startedAt.toDateString() === now.toDateString() ? time : `${startedAt.toLocaleDateString(undefined, {day: 'numeric', month: 'short'})} ${time}`;
}
