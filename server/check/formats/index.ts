import type {CheckedFile} from '../found.ts';
import {github} from './github.ts';
import {json} from './json.ts';
import {sarif} from './sarif.ts';
import {text} from './text.ts';

export interface FormatContext {
  readonly directory: string;
  readonly version: string;
}

/** Checked files as text for a reader or a machine. */
export type Format = (files: readonly CheckedFile[], context: FormatContext) => string;

export const formats = {text, json, sarif, github} satisfies Record<string, Format>;

export type FormatName = keyof typeof formats;
