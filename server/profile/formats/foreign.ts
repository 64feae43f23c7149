import type {ForeignProfile} from '../foreign-run.ts';

/** A file of another tool, or the sentence that says why it is none. */
export type ReadForeign = {readonly ok: true; readonly foreign: ForeignProfile} | {readonly ok: false; readonly reason: string};
