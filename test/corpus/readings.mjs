import {existsSync, readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

/**
 * Compares what people said of reports on real packages (`readings/<language>.json`: right, false alarm or debatable, and why) with what
 * the rules report today (`npm run corpus` writes it), and prints the precision of each rule: of the readings still reported in
 * `recommended` (of a rule of `strict`: there, and not as merely possible), how many are right. A right one that is no longer reported
 * is lost, a false alarm that is no longer reported is mended.
 */
const here = dirname(fileURLToPath(import.meta.url));
const languages = ['python', 'javascript'];
const HEADINGS = 'read\tright\tfalse alarm\tdebatable\tright of those that are not debatable\tright of all';

const reported = new Map(readJson(join(here, '.cache', 'reports.json')).map(report => [keyOf({...report, rule: report.ruleId}), report]));
/** What any report of a rule says of the rule. */
const ruleIsRecommended = new Set([...reported.values()].filter(report => report.isRecommended).map(({ruleId}) => ruleId));

for (const language of languages) {
  const path = join(here, 'readings', `${language}.json`);
  if (existsSync(path)) print(language, readJson(path));
}

function print(language, readings) {
  console.log(`\n${language}\nrule\t${HEADINGS}\tmended\tlost`);
  for (const rule of [...new Set(readings.map(reading => reading.rule))].sort()) {
    const ofRule = readings.filter(reading => reading.rule === rule);
    const standing = ofRule.filter(isStanding);
    const gone = ofRule.filter(reading => !isStanding(reading) && reading.confidence !== 'possible');
    console.log([rule, ...rates(standing), count(gone, 'false alarm'), count(gone, 'right')].join('\t'));
    printDepths(standing);
    for (const lost of gone.filter(({verdict}) => verdict === 'right')) console.log(`  lost: ${lost.package} ${lost.path}:${lost.line}`);
  }
  printSum(`all of recommended`, readings.filter(isRecommended));
  printSum(`  as possible problems`, readings.filter(reading => reported.get(keyOf(reading))?.confidence === 'possible'));
  const atFirstSight = readings.filter(reading => reading.atFirstSight === true && ruleIsRecommended.has(reading.rule));
  printSum(`at first sight, as they were read`, atFirstSight);
  printSum(`at first sight, as the rules are now`, atFirstSight.filter(isRecommended));
  for (const draw of ['first', 'second']) {
    const drawn = readings.filter(reading => reading.drawnAtRandom === draw);
    printSum(`drawn at random, the ${draw} time, as they were read`, drawn);
    printSum(`drawn at random, the ${draw} time, as the rules are now`, drawn.filter(isRecommended));
  }
}

function printSum(title, readings) {
  console.log([title, ...rates(readings)].join('\t'));
}

function rates(readings) {
  const [right, wrong, debatable] = ['right', 'false alarm', 'debatable'].map(verdict => count(readings, verdict));
  const share = of => (of === 0 ? '–' : `${Math.round((100 * right) / of)} %`);
  return [readings.length, right, wrong, debatable, share(right + wrong), share(readings.length)];
}

function count(readings, verdict) {
  return readings.filter(reading => reading.verdict === verdict).length;
}

/** Chains by their number of calls: longer ones must not be surer than they deserve. */
function printDepths(readings) {
  const depths = [...new Set(readings.flatMap(({depth}) => depth ?? []))].sort((a, b) => a - b);
  const of = (depth, verdict) => count(readings.filter(reading => reading.depth === depth), verdict);
  if (depths.length > 0) console.log(`  by calls in the chain: ${depths.map(depth => `${depth}: ${of(depth, 'right')} right, ${of(depth, 'false alarm')} false, ${of(depth, 'debatable')} debatable`).join('; ')}`);
}

function isStanding(reading) {
  const report = reported.get(keyOf(reading));
  return report !== undefined && report.confidence !== 'possible';
}

function isRecommended(reading) {
  return reported.get(keyOf(reading))?.isRecommended === true;
}

function keyOf({package: name, path, line, rule}) {
  return [name, path.replaceAll('\\', '/'), line, rule].join('\n');
}

function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}
