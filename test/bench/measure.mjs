import {spawnSync} from 'node:child_process';
import {fileURLToPath} from 'node:url';

/** Milliseconds of CPU that this process has used, in all its threads. */
export function cpuMs() {
  const {user, system} = process.cpuUsage();
  return (user + system) / 1000;
}

/** The middle value; of an even number, what lies between the two in the middle. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** As clients start the server (`SERVER_NODE_OPTIONS` of its protocol); everything that is compared runs with them. */
const NODE_OPTIONS = ['--max-semi-space-size=32'];

/** Runs a script of this folder in a fresh process and gives what it prints, as JSON. */
export function inProcess(script, ...args) {
  const {status, stdout, stderr} = spawnSync(process.execPath, [...NODE_OPTIONS, fileURLToPath(new URL(script, import.meta.url)), ...args], {encoding: 'utf8', maxBuffer: 1 << 28});
  if (status !== 0) throw new Error(`${script} ${args.join(' ')} failed: ${stderr}`);
  return JSON.parse(stdout.slice(stdout.lastIndexOf('\n', stdout.trimEnd().length - 1) + 1));
}
