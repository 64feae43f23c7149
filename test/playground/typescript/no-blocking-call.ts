// While one of these calls waits, the process serves nothing else: no request, no timer, no other user.
import {execSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import {gzipSync} from 'node:zlib';

// Planted: the file is read on the event loop. The light bulb offers `await readFile(…)`.
export async function loadUser(id: string) {
  return JSON.parse(readFileSync(`users/${id}.json`, 'utf8'));
}

// Planted: waits for a whole process.
export async function currentCommit(): Promise<string> {
  return execSync('git rev-parse HEAD').toString().trim();
}

// Planted: compresses on the event loop, though Node has a thread pool for it.
export async function archive(report: string): Promise<Buffer> {
  return gzipSync(report);
}

// Well done: the loop turns while the disk answers.
export async function loadUserWell(id: string) {
  return JSON.parse(await readFile(`users/${id}.json`, 'utf8'));
}

// Well done: before the server listens there is nobody to keep waiting.
const banner = readFileSync('banner.txt', 'utf8');
console.log(banner);
