declare const utf16Base0: unique symbol;

/** An offset into a file's text: UTF-16 code units, base 0. */
export type Offset = number & {readonly [utf16Base0]: true};

/** A half-open range of a file's text. */
export interface Span {
  readonly start: Offset;
  readonly end: Offset;
}

/** The one door through which plain numbers become positions. */
export function spanOf(start: number, end: number): Span {
  return {start: start as Offset, end: end as Offset};
}

export function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
