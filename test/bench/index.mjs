import {rmSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {inProcess, median} from './measure.mjs';
import {seconds, times} from './table.mjs';

const ROUNDS = 3;
const LARGEST_MB = 250;

/** The index of a whole project, each time in a fresh process. */
export function indexBench() {
  const cache = fileURLToPath(new URL('.cache/summaries', import.meta.url));
  const rounds = Array.from({length: ROUNDS}, () => {
    rmSync(cache, {recursive: true, force: true});
    return {cold: inProcess('index-process.mjs', 'loopsight', cache), warm: inProcess('index-process.mjs', 'loopsight', cache), parse: inProcess('index-process.mjs', 'typescript')};
  });
  const cpu = kind => median(rounds.map(round => round[kind].cpu));
  const peak = kind => Math.max(...rounds.map(round => round[kind].peakMb));
  const parse = cpu('parse');
  const {files, lines, summaries} = rounds[0].cold;
  rmSync(cache, {recursive: true, force: true});
  const {madeLater} = inProcess('index-process.mjs', 'lint', cache);
  const beside = `createSourceFile alone ${seconds(parse)}`;
  return [
    {measure: `index of viem (${files} files, ${lines} lines; ${summaries} summaries, ${madeLater} more to lint them all)`, ours: seconds(cpu('cold')), beside, ratio: times(parse / cpu('cold')), goal: '≤ 2.50 s', met: cpu('cold') <= 2500},
    {measure: 'the same, peak of memory', ours: `${peak('cold')} MB`, beside: `createSourceFile alone ${peak('parse')} MB`, ratio: times(peak('parse') / peak('cold')), goal: `≤ ${LARGEST_MB} MB`, met: peak('cold') <= LARGEST_MB},
    {measure: 'the same, summaries on the disk', ours: seconds(cpu('warm')), beside, ratio: times(parse / cpu('warm')), goal: '', met: null},
  ];
}
