import {existsSync, mkdtempSync, readFileSync, realpathSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, relative} from 'node:path';
import {fileURLToPath} from 'node:url';
import {ensureInstalled} from '../install.mjs';
import {datasette} from './apps/datasette.mjs';
import {drive} from './apps/driving.mjs';
import {insightsOf, languageOf} from './apps/insights.mjs';
import {nodeVersions} from './profile/node-versions.mjs';
import {environmentOf, usualInterpreter} from './profile/python/interpreters.mjs';
import {ms} from './table.mjs';

/** Stalls that last so long must be told. */
const SURE_MS = 60;
const MOST_OFF = 0.15;
const MOST_OFF_MS = 12;
/** What stands above planted code belongs to it: what it works on, and its clock. */
const SETUP_LINES = 4;
const here = fileURLToPath(new URL('./apps/', import.meta.url));

/**
 * Stalls planted in applications that others have written: each that lasts 60 ms or more is told in the editor, on its line, for as long as it lasted, and no other line is blamed.
 * `LOOPSIGHT_BENCH` names some of the applications only.
 */
export async function appsBench() {
  ensureInstalled(here, '--ignore-scripts');
  ensureInstalled(fileURLToPath(new URL('./profile/', import.meta.url)), '--ignore-scripts');
  const {verdaccio} = await import('./apps/verdaccio.mjs');
  const interpreter = usualInterpreter();
  const python = interpreter && environmentOf(interpreter, here);
  const wanted = process.env.LOOPSIGHT_BENCH?.split(/[ ,]+/) ?? ['verdaccio', 'datasette'];
  const applications = [...(wanted.includes('verdaccio') ? nodeVersions().map(verdaccio) : []), ...(python && wanted.includes('datasette') ? [datasette({...interpreter, python})] : [])];
  const rows = [];
  for (const application of applications) rows.push(...(await tried(application)));
  return rows;
}

async function tried(application) {
  const {title} = application;
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'loopsight-apps-')));
  const runs = mkdtempSync(join(tmpdir(), 'loopsight-runs-'));
  try {
    const planted = application.prepare(folder);
    const runFolder = join(runs, 'planted');
    const {clock, machineHeldMs} = await drive(application, planted, folder, runFolder);
    const run = JSON.parse(readFileSync(join(runFolder, 'run.json'), 'utf8'));
    const files = new Set([...run.files, ...run.lines.map(({file}) => file), ...planted.map(({path}) => path)]);
    const insights = await insightsOf(folder, runFolder, [...files].filter(file => file.startsWith(folder) && languageOf(file) && existsSync(file)));
    return [...planted.map(stall => foundRow(title, stall, clock.get(stall.name), insights)), elsewhereRow(title, planted, {insights, machineHeldMs, folder})];
  } finally {
    for (const each of [folder, runs]) rmSync(each, {recursive: true, force: true});
  }
}

/** What is told on a line of the stall's own code, or at a call whose problem names that line. */
function isAbout(stall, insight) {
  return [insight, ...insight.names].some(place => isWithin(stall, place));
}

function isWithin({path, firstLine, line}, place) {
  return place.path === path && place.line >= firstLine && place.line <= line;
}

function foundRow(title, stall, held, insights) {
  const row = {measure: `${title}: ${stall.name}, line ${stall.line}`, beside: held ? `clock ${ms(held.sumMs)}, at most ${ms(held.mostMs)}` : 'never came by', ratio: ''};
  const about = insights.filter(insight => isAbout(stall, insight));
  // What stands there tells before what only leads there.
  const best = about.find(insight => isWithin(stall, insight)) ?? about[0];
  if (!best) return {...row, ours: 'nothing', goal: held?.mostMs < SURE_MS ? 'too short to be sure' : 'told', met: held ? held.mostMs < SURE_MS : false};
  const offMs = Math.abs(best.ms - held.sumMs);
  return {
    ...row,
    ours: `${best.code} ${ms(best.ms)}${best.line === stall.line ? '' : `, from line ${best.line}`}`,
    ratio: `${((100 * offMs) / held.sumMs).toFixed(0)} % off`,
    goal: `≤ ${MOST_OFF * 100} % or ${MOST_OFF_MS} ms each`,
    met: offMs <= Math.max(held.sumMs * MOST_OFF, held.count * MOST_OFF_MS),
  };
}

/** Lines that are blamed for so much, and were not planted. */
function elsewhereRow(title, planted, {insights, machineHeldMs, folder}) {
  const elsewhere = insights.filter(insight => insight.ms >= SURE_MS && !planted.some(stall => isAbout({...stall, firstLine: stall.firstLine - SETUP_LINES}, insight)));
  return {
    measure: `${title}: on other lines`,
    ours: elsewhere.length === 0 ? 'nothing' : elsewhere.map(({path, line, code, ms: time}) => `${relative(folder, path)}:${line} ${code} ${ms(time)}`).join(', '),
    beside: `an idle loop was held for up to ${ms(machineHeldMs)}`,
    ratio: '',
    goal: 'nothing',
    met: elsewhere.length === 0,
  };
}
