import {setFlagsFromString} from 'node:v8';

/**
 * How V8 is told to optimise a function four times as late as it does by itself, by the first number of its version; what is left out is as it should be.
 * An index of 1,500 files is made in two seconds, a third of which the compiler's threads spent on functions that were hardly run again.
 */
const FLAGS: Readonly<Record<string, {readonly later: string; readonly asByDefault: string}>> = {
  // Node 20: counted in bytes of bytecode.
  11: {later: '--interrupt-budget=264000', asByDefault: '--interrupt-budget=67584'},
  // Node 22: counted in calls.
  12: {later: '--invocation-count-for-turbofan=12000', asByDefault: '--invocation-count-for-turbofan=3000'},
};

let pending = 0;

/** For work that reads many files once, in the whole process with all its threads. Not for longer: the first edits of a file would take longer for it. */
export async function whileOptimisingLate<Result>(work: () => Promise<Result>): Promise<Result> {
  const flags = FLAGS[process.versions.v8.split('.')[0] ?? ''];
  if (!flags) return work();
  if (pending === 0) setFlagsFromString(flags.later);
  pending += 1;
  try {
    return await work();
  } finally {
    pending -= 1;
    if (pending === 0) setFlagsFromString(flags.asByDefault);
  }
}
