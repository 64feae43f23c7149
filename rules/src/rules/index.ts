import type {Rule} from '../define-rule.ts';
import {noBlockingCall} from './no-blocking-call/index.ts';
import {noBlockingStat} from './no-blocking-stat/index.ts';
import {noBusyWait} from './no-busy-wait/index.ts';
import {noCpuBoundWork} from './no-cpu-bound-work/index.ts';
import {noHotLoopYield} from './no-hot-loop-yield/index.ts';
import {noLockAcrossAwait} from './no-lock-across-await/index.ts';
import {noNestedEventLoop} from './no-nested-event-loop/index.ts';
import {noPerItemWrite} from './no-per-item-write/index.ts';
import {noSwallowedCancellation} from './no-swallowed-cancellation/index.ts';
import {noTransitiveBlockingCall} from './no-transitive-blocking-call/index.ts';
import {noUnboundedFanOut} from './no-unbounded-fan-out/index.ts';
import {requireCleanupOnCancellation} from './require-cleanup-on-cancellation/index.ts';
import {requireRunnableAfunc} from './require-runnable-afunc/index.ts';

/** Every rule, in alphabetical order. */
export const rules: readonly Rule[] = [
  noBlockingCall,
  noBlockingStat,
  noBusyWait,
  noCpuBoundWork,
  noHotLoopYield,
  noLockAcrossAwait,
  noNestedEventLoop,
  noPerItemWrite,
  noSwallowedCancellation,
  noTransitiveBlockingCall,
  noUnboundedFanOut,
  requireCleanupOnCancellation,
  requireRunnableAfunc,
];
