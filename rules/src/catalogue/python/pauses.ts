import {words} from '../knowledge.ts';
import type {Pause} from '../types.ts';

/** What waits for nothing but time. Sources: the documentation of CPython 3.14, AnyIO 4, Trio 0.33 and Tornado 6. */
export const pauses: readonly Pause[] = [
  ...words('asyncio.sleep anyio.sleep trio.sleep tornado.gen.sleep').map(name => ({name, position: 0})),
  ...words(`
    anyio.lowlevel.checkpoint anyio.lowlevel.cancel_shielded_checkpoint
    trio.lowlevel.checkpoint trio.lowlevel.cancel_shielded_checkpoint
  `).map(name => ({name, position: null})),
];
