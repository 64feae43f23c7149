// A child process and a worker thread, each of which works on a message; or a worker thread that is ended from outside, at any time or as soon as it has told its result.
const {fork} = require('node:child_process');
const crypto = require('node:crypto');
const {Worker, isMainThread, parentPort} = require('node:worker_threads');

function workInChild() {
  const until = performance.now() + 150;
  while (performance.now() < until);
}

function workInThread() {
  const until = performance.now() + 150;
  while (performance.now() < until);
}

function workUntilTerminated() {
  const until = performance.now() + 5;
  while (performance.now() < until);
  setTimeout(workUntilTerminated, 5);
}

function workAndTell() {
  const until = performance.now() + 200;
  while (performance.now() < until);
  parentPort.postMessage(crypto.pbkdf2Sync('a', 'b', 100_000, 32, 'sha512')); // @hash
}

if (!isMainThread) {
  parentPort.once('message', message => ({forever: workUntilTerminated, tell: workAndTell}[message] ?? workInThread)());
} else if (process.argv[2] === 'child') {
  process.once('message', () => {
    workInChild();
    process.disconnect();
  });
} else if (process.argv[2] === 'terminate') {
  const worker = new Worker(__filename);
  worker.postMessage('forever');
  setTimeout(() => worker.terminate(), 2500);
} else if (process.argv[2] === 'terminate-when-told') {
  const worker = new Worker(__filename);
  worker.on('message', () => worker.terminate());
  setTimeout(() => worker.postMessage('tell'), 200);
} else {
  setTimeout(() => fork(__filename, ['child']).send('work'), 50);
  setTimeout(() => new Worker(__filename).postMessage('work'), 50);
}
