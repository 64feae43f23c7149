import {loopsAround, mentions, placesOfKind, type FunctionFacts, type Problem} from '../../facts/index.ts';
import type {FileAnalysis} from '../../project/analysis.ts';
import {memberNameOf} from '../../project/getters.ts';
import {shortCalleeText} from '../source-text.ts';
import {isTaskStarter} from './fan-outs.ts';
import {workOf} from './started-work.ts';

/** Methods that a transport or broker calls, once per event, however many there are. */
const PER_EVENT: ReadonlySet<string> = new Set(['datagram_received', 'data_received', 'on_message', 'on_event', 'message_received', 'event_received', 'on_data', 'on_datagram']);

/** A synchronous event callback that starts a task: nothing slows the events down. */
export function* perEventOf(analysis: FileAnalysis, fn: FunctionFacts): Generator<Problem> {
  if (fn.isAsync || !PER_EVENT.has(memberNameOf(fn)) || looksAtItsLoad(fn)) return;
  for (const place of placesOfKind(fn, 'call')) {
    const call = place.step;
    if (loopsAround(place).length > 0 || !isTaskStarter(analysis, call)) continue;
    const work = workOf(analysis, {kind: 'call', call, span: call.span}, fn);
    if (work.kind !== 'work' && work.kind !== 'nothing') continue;
    yield {
      messageId: 'event',
      data: {combinator: shortCalleeText(analysis, call), callback: fn.name},
      span: call.span,
      confidence: 'definite',
      related: [],
      suggestions: [],
    };
  }
}

/** It counts what is under way, and so may refuse. */
function looksAtItsLoad(fn: FunctionFacts): boolean {
  return placesOfKind(fn, 'branch').some(({step}) => mentions(step.test, part => part.kind === 'operation' && /^[<>]=?$/.test(part.operator)));
}
