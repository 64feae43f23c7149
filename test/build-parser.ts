import {buildParser} from '../rules/build/pyright-parser.mjs';

/** Bundles the Python parser before the suites run, if it is missing or stale. */
export async function setup(): Promise<void> {
  await buildParser();
}
