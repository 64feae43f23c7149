import {contains} from '../facts/index.ts';
import type {BlockingChain, FileAnalysis} from '../project/analysis.ts';

/** A callback that a call runs on the loop, `paths.map(path => readFileSync(path))`, has its own report, inside. */
export function isReportedInside(analysis: FileAnalysis, {hops: [first]}: BlockingChain): boolean {
  if (!first || first.path !== analysis.file.path) return false;
  const innermost = analysis.file.functions.findLast(fn => contains(fn.span, first.span));
  return innermost !== undefined && analysis.place(innermost).kind === 'loop';
}
