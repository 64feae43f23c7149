import {existsSync, readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

/**
 * Sets the reports of another linter beside ours and beside what was said of those that we do not make: prints the sum by its codes and
 * each one that nobody has read: a false alarm with its reason, or one that we miss, with what it would take. `reports` are `{package, path, line, code, text, isOurs}`; a run of the whole corpus also fails on
 * arguments for which there is no report any more.
 */
export function compareWithReadings({peer, reports, isWhole}) {
  const file = fileURLToPath(new URL(`readings/beside-${peer}.json`, import.meta.url));
  const argued = new Map((existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : []).map(reading => [keyOf(reading), reading]));
  const missing = reports.filter(({isOurs}) => !isOurs);
  const unread = missing.filter(report => !argued.has(keyOf(report)));
  print(peer, reports, argued);
  for (const {package: name, path, line, code, text} of unread) console.log(`  unread: ${name} ${path}:${line} ${code} ${text.replaceAll(/\s+/g, ' ').slice(0, 100)}`);
  const present = new Set(missing.map(keyOf));
  const gone = isWhole ? [...argued.keys()].filter(key => !present.has(key)) : [];
  for (const key of gone) console.log(`  argued, and not reported any more or ours by now: ${key.replaceAll('\n', ' ')}`);
  if (unread.length + gone.length > 0) process.exitCode = 1;
}

function print(peer, reports, argued) {
  console.log([`${peer} says`, 'reports', 'ours too', 'argued to be false alarms', 'missed', 'unread'].join('\t'));
  for (const code of [...new Set(reports.map(report => report.code)), null]) {
    const ofCode = reports.filter(report => code === null || report.code === code);
    const ours = ofCode.filter(({isOurs}) => isOurs).length;
    const verdicts = ofCode.filter(({isOurs}) => !isOurs).map(report => argued.get(keyOf(report))?.verdict);
    const count = verdict => verdicts.filter(one => one === verdict).length;
    console.log([code ?? 'all', ofCode.length, ours, count('false alarm'), count('missed'), count(undefined)].join('\t'));
  }
}

function keyOf({package: name, path, line, code}) {
  return [name, path, line, code].join('\n');
}
