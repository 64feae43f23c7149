// A child process and a worker thread, each of which works on a message.
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

if (!isMainThread) {
  parentPort.once('message', workInThread);
} else if (process.argv[2] === 'child') {
  process.once('message', () => {
    workInChild();
    process.disconnect();
  });
} else {
  setTimeout(() => fork(__filename, ['child']).send('work'), 50);
  setTimeout(() => new Worker(__filename).postMessage('work'), 50);
}
