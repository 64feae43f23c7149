import {relativePath} from '../profile/file-paths.ts';
import type {ComparisonRow, ComparisonTable} from '../report/comparison-view.ts';
import type {Comparison} from './compare-runs.ts';
import {comparisonTables} from './comparison-tables.ts';

/** A comparison for people: the text of a pull request's comment, readable in a terminal too. Files below `folder` are named from there. */
export function markdownOf(comparison: Comparison, folder: string): string {
  const {verdict, tables: [whole, ...changed], note} = comparisonTables(comparison);
  const rows = (table: ComparisonTable | undefined) => tableOf(table?.rows ?? [], row => nameOf(row, folder));
  return [
    `**${verdict}**`,
    '',
    ...rows(whole),
    ...changed.flatMap(table => [`### ${table.title}`, '', ...rows(table)]),
    note,
    '',
  ].join('\n');
}

function nameOf({name, place, function: inFunction, api}: ComparisonRow, folder: string): string {
  if (!place) return name ?? '';
  const at = `\`${relativePath(place.file, folder)}:${place.line}\``;
  const state = place.state === 'kept' ? '' : ` (${place.state})`;
  return `${at}${api === null ? '' : ` \`${api}\``}${inFunction === null ? '' : ` in \`${inFunction}\``}${state}`;
}

function tableOf(rows: readonly ComparisonRow[], nameOfRow: (row: ComparisonRow) => string): string[] {
  return [
    '| | before | after | difference | noise |',
    '|---|---:|---:|---:|---:|',
    ...rows.map(row => `| ${nameOfRow(row)} | ${row.before} | ${row.after} | ${row.difference} | ${row.noise} |`),
    '',
  ];
}
