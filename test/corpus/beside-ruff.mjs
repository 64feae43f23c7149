import {spawnSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {join, relative} from 'node:path';
import {fileURLToPath} from 'node:url';
import {linterOf, readSource} from './engine.mjs';
import {fetchCorpus} from './fetch.mjs';
import {compareWithReadings} from './peer-readings.mjs';

/**
 * What ruff says of blocking calls, and whether a rule of ours says something at the same place. Each report that we do not make has
 * been read: either ours was mended, or `readings/beside-ruff.json` says why it is a false alarm. One that nobody has read fails the run.
 */
const VERSION = '0.17.6';
const CODES = ['ASYNC210', 'ASYNC212', 'ASYNC220', 'ASYNC221', 'ASYNC222', 'ASYNC230', 'ASYNC240', 'ASYNC250', 'ASYNC251'];

const wanted = process.argv.slice(2);
const ruff = installedRuff();
const packages = fetchCorpus(wanted).filter(({registry}) => registry === 'pypi');
compareWithReadings({peer: 'ruff', reports: packages.flatMap(reportsIn), isWhole: wanted.length === 0});

function reportsIn({name, folder}) {
  const {lint} = linterOf(folder);
  const files = new Map();
  return ruffReports(folder).map(({filename, code, location, end_location: end}) => {
    const path = relative(folder, filename).replaceAll('\\', '/');
    let file = files.get(path);
    if (!file) {
      const text = readSource(filename);
      files.set(path, (file = {text, offset: offsetsIn(text), ours: lint(filename, text).reports}));
    }
    const {text, offset, ours} = file;
    const span = {start: offset(location), end: offset(end)};
    const isOurs = ours.some(report => report.span.start === span.start && report.span.end >= span.end);
    return {package: name, path, line: location.row, code, text: text.slice(span.start, span.end), isOurs};
  });
}

/** Unpacked into the ignored cache by pip; nothing of it is imported. */
function installedRuff() {
  const folder = fileURLToPath(new URL(`.cache/ruff-${VERSION}`, import.meta.url));
  const program = join(folder, 'bin', process.platform === 'win32' ? 'ruff.exe' : 'ruff');
  if (existsSync(program)) return program;
  const python = process.platform === 'win32' ? 'python' : 'python3';
  const {status, stderr} = spawnSync(python, ['-m', 'pip', 'install', '--quiet', '--no-deps', '--only-binary=:all:', '--target', folder, `ruff==${VERSION}`], {encoding: 'utf8'});
  if (status !== 0) throw new Error(`ruff could not be installed: ${stderr}`);
  return program;
}

/** Whatever the package's own configuration and comments say. */
function ruffReports(folder) {
  const {status, stdout, stderr} = spawnSync(ruff, ['check', '--isolated', '--no-cache', '--preview', '--ignore-noqa', '--no-respect-gitignore', '--select', CODES.join(','), '--output-format', 'json', '.'], {cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28});
  if (status !== 0 && status !== 1) throw new Error(`ruff failed on ${folder}: ${stderr}`);
  return JSON.parse(stdout).filter(({code}) => CODES.includes(code));
}

/** ruff counts characters, from 1; we count UTF-16 code units. */
function offsetsIn(text) {
  const lines = text.split('\n');
  const starts = [0];
  for (const line of lines) starts.push(starts.at(-1) + line.length + 1);
  return ({row, column}) => starts[row - 1] + [...lines[row - 1]].slice(0, column - 1).join('').length;
}
