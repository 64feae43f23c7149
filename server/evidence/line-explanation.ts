import {counted} from '../profile/counted.ts';
import {duration} from '../profile/durations.ts';
import {LEAST_HELD_BYTES, memorySize} from '../profile/memory-sizes.ts';
import type {Precision} from '../profile/run.ts';
import {STALL_KINDS} from '../profile/stall-words.ts';
import {type DocumentEvidence, type PlacedLine, placedLines} from './document-evidence.ts';
import type {LineEvidence, StallPart} from './file-evidence.ts';
import {lineComparison} from './line-comparison.ts';
import {plain} from './markup.ts';

/** Samples are taken so far apart; of Python, further where taking them is dear, so this is more than most of them are. */
const SAMPLE_MS = {node: 2, python: 10};

/** Less than this on a line is not worth a word. */
const LEAST_MS = 0.5;

/** Where a place of a file can be opened. Lines count from 1. */
export type LinkTo = (file: string, line: number) => string;

/** All that the run knows of a line of the document (from 0), as Markdown; null where that is nothing. `trend` is what the last runs say of it. */
export function lineExplanation(document: DocumentEvidence, line: number, linkTo: LinkTo, trend: string | null = null): string | null {
  const here = placedLines(document).filter(placed => placed.line === line && isTold(placed.cost));
  const history = [...lineComparison(document, line), ...(trend === null ? [] : [trend])];
  if (here.length === 0 && history.length === 0) return null;
  const {label, time} = document.run;
  const isEdited = document.fates.some(fate => fate.kind === 'edited' && fate.line === line);
  const heading = `**Loopsight** · \`${plain(label)}\` of ${time}${isEdited ? ' · this line was edited since' : ''}`;
  return [heading, ...here.map(placed => told(placed, document, linkTo)), ...(history.length > 0 ? [history.join('\n')] : [])].join('\n\n');
}

function isTold({blockedMs, selfMs, totalMs, awaitMs = 0, heldBytes = 0, stalls}: LineEvidence): boolean {
  return Math.max(blockedMs, selfMs, totalMs, awaitMs) >= LEAST_MS || heldBytes >= LEAST_HELD_BYTES || stalls.count > 0;
}

function told({cost}: PlacedLine, {evidence, fates}: DocumentEvidence, linkTo: LinkTo): string {
  const linkHere: LinkTo = (file, line) => {
    const fate = file === evidence.file ? fates[line - 1] : undefined;
    return linkTo(file, fate && fate.kind !== 'deleted' ? fate.line + 1 : line);
  };
  return [...facts(cost, isPython(evidence.file) ? SAMPLE_MS.python : SAMPLE_MS.node), ...cost.stalls.worst.map(part => `- ${stallTold(part, linkHere)}`), ...moreStalls(cost)].join('\n');
}

function facts({blockedMs, blockCalls, mayBeMoreCalls, blockMaxMs, reached, selfMs, totalMs, gcMs, awaitMs = 0, awaitCount = 0, awaitPeak = 0, heldBytes = 0, precision}: LineEvidence, sampleMs: number): string[] {
  const atMost = (longestMs: number | undefined, calls: number) => (longestMs !== undefined && calls > 1 ? `, at most ${duration(longestMs)} at once` : '');
  const calls = (count: number, mayBeMore: boolean | undefined) => `${mayBeMore ? 'at least ' : ''}${counted(count, 'call')}`;
  return [
    ...(blockedMs > 0 ? [`- Held the event loop **${duration(blockedMs)}** in ${calls(blockCalls, mayBeMoreCalls)}${atMost(blockMaxMs, blockCalls)}, by ${precision === 'measured' ? 'the clock' : 'samples'}`] : []),
    ...(reached ? [`- What it calls held the event loop **${duration(reached.blockedMs)}** in ${calls(reached.blockCalls, reached.mayBeMoreCalls)}${atMost(reached.blockMaxMs, reached.blockCalls)}`] : []),
    ...(totalMs >= LEAST_MS ? [`- ${duration(totalMs)} with what it calls, ${duration(selfMs)} of its own${gcMs >= LEAST_MS ? ` (${duration(gcMs)} of it garbage collection)` : ''}: ${known(precision, totalMs, sampleMs)}`] : []),
    ...(awaitMs > 0 ? [`- Awaited ${duration(awaitMs)} in ${counted(awaitCount, 'wait')}${awaitPeak > 1 ? `, ${awaitPeak} at once` : ''}`] : []),
    ...(heldBytes >= LEAST_HELD_BYTES ? [`- Allocated **${memorySize(heldBytes)}** that were still held at the end`] : []),
  ];
}

function isPython(file: string): boolean {
  return /\.pyw?$/i.test(file);
}

/** How well a time is known. The number of samples varies as the root of itself, so twice that is seldom passed. */
function known(precision: Precision, ms: number, sampleMs: number): string {
  const error = `± ${duration(2 * Math.sqrt(ms * sampleMs))}`;
  switch (precision) {
    case 'measured':
      return 'measured by the clock';
    case 'sampled':
      return `sampled, ${error}`;
    case 'inferred':
      return `inferred from what the line calls, ${error}`;
    case 'ambiguous':
      return 'somewhere in this function, on a line that is not known';
  }
}

function stallTold({ms, calls, stall}: StallPart, linkTo: LinkTo): string {
  const others = stall.culprits.map(culprit => `[${fileName(culprit.file)}:${culprit.line}](${linkTo(culprit.file, culprit.line)}) \`${plain(culprit.api ?? culprit.function)}\` ${duration(culprit.ms)}`);
  return `Stall of **${duration(stall.durationMs)}** at ${duration(stall.startMs)} (${STALL_KINDS[stall.kind]}), ${duration(ms)} of it here${calls.length === 0 ? '' : ` in ${calls.map(({api}) => `\`${plain(api)}\``).join(' and ')}`}: ${others.join(', ')}`;
}

function moreStalls({stalls: {count, worst}}: LineEvidence): string[] {
  const more = count - worst.length;
  return more > 0 ? [`- … and ${counted(more, 'stall')} more`] : [];
}

function fileName(path: string): string {
  return (path.split(/[\\/]/).at(-1) ?? path).replaceAll(/[[\]*_`<]/g, '\\$&');
}
