/** One line per measure. `ratio` says how many times as much the other one takes, or what we add to it. */
export function printTable(rows) {
  const header = {measure: 'measure', ours: 'ours', beside: 'beside it', ratio: 'ratio', goal: 'goal', met: ''};
  const lines = [header, ...rows].map(({met, ...row}) => ({...row, met: met === true ? 'met' : met === false ? 'MISSED' : ''}));
  const columns = Object.keys(header);
  const widths = columns.map(column => Math.max(...lines.map(line => line[column].length)));
  for (const line of lines) console.log(columns.map((column, index) => line[column].padEnd(widths[index])).join('  ').trimEnd());
}

export function ms(value) {
  return `${value.toFixed(value < 100 ? 1 : 0)} ms`;
}

export function seconds(value) {
  return `${(value / 1000).toFixed(2)} s`;
}

export function times(value) {
  return `${value.toFixed(1)} ×`;
}
