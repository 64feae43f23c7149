import type {AgentEvent, BlockEvent, TurnEvent} from '../profile/agent-events.ts';

export interface LiveStall {
  readonly durationMs: number;
  /** On the agents' clock, in microseconds. */
  readonly t0: number;
  /** The call that held most of it. */
  readonly api: string | null;
}

/** So much of a stall makes a call its reason. */
const MOST = 0.6;

/**
 * Tells stalls while the program runs. A runtime that is sampled takes some of its waiting for work, which only the samples show; so a turn counts here for as
 * long as its thread has computed or was held by a measured call, and a stall may be told too short, but none is invented.
 */
export class LiveStalls {
  readonly #thresholdUs: number;
  readonly #threads = new Map<string, {isStarting: boolean; blocks: BlockEvent[]}>();

  constructor(thresholdMs: number) {
    this.#thresholdUs = thresholdMs * 1000;
  }

  /** The next event of a thread; the stall that it tells of, if it does. */
  next(thread: string, event: AgentEvent): LiveStall | null {
    let state = this.#threads.get(thread);
    if (!state) this.#threads.set(thread, (state = {isStarting: true, blocks: []}));
    if (event.kind === 'block') state.blocks.push(event);
    if (event.kind === 'startup') state.isStarting = false;
    if (event.kind !== 'turn' || event.isUnderWay) return null;
    const blocks = state.blocks.filter(({t1}) => t1 > event.t0);
    const {isStarting} = state;
    state.isStarting = false;
    state.blocks = [];
    // A long turn that comes before the start-up is said to be over is the start-up.
    return isStarting ? null : this.#stallOf(event, blocks);
  }

  #stallOf({t0, activeUs, cpuUs}: TurnEvent, blocks: readonly BlockEvent[]): LiveStall | null {
    const blockedUs = blocks.reduce((sum, block) => sum + block.t1 - block.t0, 0);
    const heldUs = cpuUs === undefined ? activeUs : Math.min(activeUs, cpuUs + blockedUs);
    if (heldUs < this.#thresholdUs) return null;
    const longest = blocks.reduce<BlockEvent | null>((most, block) => (most && most.t1 - most.t0 >= block.t1 - block.t0 ? most : block), null);
    return {durationMs: heldUs / 1000, t0, api: longest && longest.t1 - longest.t0 >= heldUs * MOST ? longest.api : null};
  }
}
