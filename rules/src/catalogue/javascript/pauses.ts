import {words} from '../knowledge.ts';
import type {Pause} from '../types.ts';

/** What waits for nothing but time. Sources: the documentation of Node 24, the Prioritized Task Scheduling specification, the documentation of Bun, and delay 7, its types. */
export const pauses: readonly Pause[] = [
  ...words('timers/promises.setTimeout timers/promises.scheduler.wait global.Bun.sleep delay').map(name => ({name, position: 0})),
  ...words('timers/promises.setImmediate timers/promises.scheduler.yield global.scheduler.yield').map(name => ({name, position: null})),
];
