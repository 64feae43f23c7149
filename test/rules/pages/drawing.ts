import type {Report} from '../../../rules/src/engine.ts';

/** Draws the problems of a file under its lines, and takes such drawings away again. See notation.ts. */
export function draw(file: DrawnFile, reports: readonly Report[]): string {
  const sign = signOf(file.name);
  const lines = file.code.split('\n');
  let offset = 0;
  return lines
    .flatMap((line, index) => {
      const start = offset;
      offset += line.length + 1;
      const here = reports.filter(report => report.span.start >= start && report.span.start <= start + line.length);
      return [line, ...here.toSorted(byPlace).flatMap(report => rows(file, {line, index, start}, report, sign))];
    })
    .join('\n');
}

export function erase(body: string, name: string): string {
  const sign = signOf(name);
  const drawing = new RegExp(`^\\s*${sign}\\s*(\\^+…? |↳ )`);
  return body
    .split('\n')
    .filter(line => !drawing.test(line))
    .join('\n');
}

export interface DrawnFile {
  readonly name: string;
  readonly code: string;
  readonly isStrict: boolean;
  /** Absolute path → the name that the page gives the file. */
  readonly nameOf: (path: string) => string;
}

function rows(file: DrawnFile, {line, start}: {line: string; index: number; start: number}, report: Report, sign: string): readonly string[] {
  const indentation = /^\s*/.exec(line)?.[0] ?? '';
  // The comment sign may cover the first columns of the range.
  const lead = `${indentation}${sign}`.padEnd(report.span.start - start);
  const lastColumn = Math.min(report.span.end - start, line.length);
  const carets = '^'.repeat(Math.max(1, lastColumn - lead.length));
  const goesOn = report.span.end - start > line.length ? '…' : '';
  const sureness = file.isStrict && report.confidence !== 'definite' ? `(${report.confidence}) ` : '';
  const related = report.related.map(place => {
    const name = file.nameOf(place.path);
    const where = name === file.name ? `${place.line}` : `${name}:${place.line}`;
    return `${indentation}${sign} ↳ ${where}: ${place.message}`;
  });
  return [`${lead}${carets}${goesOn} ${sureness}${report.message}`, ...related];
}

function byPlace(a: Report, b: Report): number {
  return a.span.start - b.span.start || a.span.end - b.span.end || a.message.localeCompare(b.message);
}

function signOf(name: string): string {
  return /\.pyi?$/.test(name) ? '#' : '//';
}
