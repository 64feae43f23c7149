import {existsSync, readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

/**
 * Compares what people said of reports on real packages (`readings/<language>.json`: right, false alarm or debatable, and why) with what
 * the rules report today (`npm run corpus` writes it), and prints the precision of each rule: of the readings still reported in
 * `recommended`, how many are right. A right one that is no longer reported is lost, a false alarm that is no longer reported is mended.
 */
const here = dirname(fileURLToPath(import.meta.url));
const languages = ['python', 'javascript'];

const reported = new Map(readJson(join(here, '.cache', 'reports.json')).map(report => [keyOf({...report, rule: report.ruleId}), report.confidence]));
for (const language of languages) {
  const path = join(here, 'readings', `${language}.json`);
  if (existsSync(path)) print(language, readJson(path));
}

function print(language, readings) {
  console.log(`${language}\nrule\tread\tright\tfalse alarm\tdebatable\tprecision\tmended\tlost`);
  for (const rule of [...new Set(readings.map(reading => reading.rule))].sort()) {
    const ofRule = readings.filter(reading => reading.rule === rule);
    const standing = ofRule.filter(isRecommended);
    const count = (of, verdict) => of.filter(reading => reading.verdict === verdict).length;
    const [right, wrong, debatable] = ['right', 'false alarm', 'debatable'].map(verdict => count(standing, verdict));
    const precision = right + wrong === 0 ? '–' : `${Math.round((100 * right) / (right + wrong))} %`;
    const gone = ofRule.filter(reading => !isRecommended(reading));
    console.log([rule, standing.length, right, wrong, debatable, precision, count(gone, 'false alarm'), count(gone, 'right')].join('\t'));
    printDepths(ofRule);
    for (const lost of gone.filter(({verdict}) => verdict === 'right')) console.log(`  lost: ${lost.package} ${lost.path}:${lost.line}`);
  }
}

/** Chains by their number of calls, as they were read: longer ones must not be surer than they deserve. */
function printDepths(readings) {
  const depths = [...new Set(readings.flatMap(({depth}) => depth ?? []))].sort((a, b) => a - b);
  const count = (depth, verdict) => readings.filter(reading => reading.depth === depth && reading.verdict === verdict).length;
  if (depths.length > 0) console.log(`  by calls in the chain: ${depths.map(depth => `${depth}: ${count(depth, 'right')} right, ${count(depth, 'false alarm')} false, ${count(depth, 'debatable')} debatable`).join('; ')}`);
}

function isRecommended(reading) {
  const confidence = reported.get(keyOf(reading));
  return confidence !== undefined && confidence !== 'possible';
}

function keyOf({package: name, path, line, rule}) {
  return [name, path.replaceAll('\\', '/'), line, rule].join('\n');
}

function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}
