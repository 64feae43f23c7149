import type {FileSummary} from './summary.ts';

/** Part of every cache key: raise it with every change of what a summary says or how front ends make it. */
export const SUMMARY_VERSION = 27;

/** Reads a stored summary; null for anything that is not one, so that a broken or foreign cache is a miss and never a fault. */
export function parseSummary(stored: string): FileSummary | null {
  try {
    const value: unknown = JSON.parse(stored);
    return isSummary(value) ? (value as unknown as FileSummary) : null;
  } catch {
    return null;
  }
}

type Check = (value: unknown) => boolean;

const text: Check = value => typeof value === 'string';
const number: Check = value => Number.isInteger(value);
const finite: Check = value => Number.isFinite(value);
const flag: Check = value => typeof value === 'boolean';
const literal: Check = value => value === undefined || value === null || ['string', 'number', 'boolean'].includes(typeof value);
const optional = (check: Check): Check => value => value === undefined || check(value);
const nullable = (check: Check): Check => value => value === null || check(value);
const oneOf = (...values: readonly unknown[]): Check => value => values.includes(value);
const list = (check: Check): Check => value => Array.isArray(value) && value.every(check);

const record = (check: Check): Check => value => isObject(value) && Object.values(value).every(check);

function shape(checks: Readonly<Record<string, Check>>): Check {
  const entries = Object.entries(checks);
  return value => isObject(value) && entries.every(([name, check]) => check(value[name]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const argumentPosition = shape({position: number, name: text});

const isSummary = shape({
  language: oneOf('javascript', 'python'),
  functions: list(
    shape({
      id: number,
      name: text,
      kind: text,
      isAsync: flag,
      isGenerator: flag,
      class: nullable(number),
      namespace: optional(number),
      isInline: flag,
      start: number,
      end: number,
      line: number,
      column: number,
      calls: list(
        shape({
          callee: text,
          conditions: number,
          start: number,
          end: number,
          line: number,
          column: number,
          use: text,
          handedTo: nullable(text),
          args: list(shape({name: nullable(text), isSpread: optional(flag), literal, beginning: optional(text), isFunction: optional(flag), isInMemory: optional(flag), isManifest: optional(flag), flags: optional(list(text)), reference: optional(text)})),
          refusesToWait: optional(flag),
          isKept: optional(flag),
          needs: optional(list(shape({position: number, name: text, isTrue: flag, isOfFile: optional(flag), whenLeftOut: nullable(flag)}))),
        }),
      ),
      gates: list(shape({kind: oneOf('scope', 'call'), reference: text, isOwn: flag, name: nullable(text)})),
      suspends: flag,
      callsArguments: optional(list(argumentPosition)),
      handsOn: optional(list(shape({position: number, name: text, callee: text, to: argumentPosition}))),
      computes: optional(
        list(
          shape({
            turns: nullable(finite),
            parameters: list(argumentPosition),
            mayEndEarly: flag,
            conditions: number,
            start: number,
            end: number,
            line: number,
            column: number,
          }),
        ),
      ),
      returns: nullable(text),
      returnsAwaitable: optional(flag),
      returned: nullable(text),
      returnsValue: flag,
      decorators: list(shape({reference: text, functions: list(text)})),
    }),
  ),
  classes: list(shape({id: number, name: text, bases: list(text), interfaces: optional(list(text)), signatures: optional(list(text)), methods: record(number), fields: record(text)})),
  exports: record(text),
  constants: optional(record(text)),
  reexports: list(text),
  imports: list(text),
  asks: optional(record(list(text))),
  drivesCoroutines: optional(flag),
});
