// A child process and a worker thread, each of which works on a message; or a worker thread that is ended from outside.
const {fork} = require('node:child_process');
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

if (!isMainThread) {
  parentPort.once('message', message => (message === 'forever' ? workUntilTerminated() : workInThread()));
} else if (process.argv[2] === 'child') {
  process.once('message', () => {
    workInChild();
    process.disconnect();
  });
} else if (process.argv[2] === 'terminate') {
  const worker = new Worker(__filename);
  worker.postMessage('forever');
  setTimeout(() => worker.terminate(), 2500);
} else {
  setTimeout(() => fork(__filename, ['child']).send('work'), 50);
  setTimeout(() => new Worker(__filename).postMessage('work'), 50);
}
