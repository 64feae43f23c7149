// A fixed amount of work of one kind; prints the processor time that its thread took for it.
const fs = require('node:fs');
const http = require('node:http');
const {isMainThread, parentPort, Worker, workerData} = require('node:worker_threads');

const kinds = {
  cpu() {
    let sum = 0;
    for (let round = 0; round < 60; round++) {
      const words = Array.from({length: 6000}, (_, i) => `word ${(i * 7919) % 6007} of ${round}`);
      words.sort();
      sum += words.filter(word => /9.*1$/.test(word)).length + JSON.stringify(words).length;
      for (let i = 0; i < 400_000; i++) sum += Math.sqrt(i ^ round);
    }
    return sum;
  },
  async promises() {
    const step = async value => value + 1;
    let sum = 0;
    for (let i = 0; i < 1_200_000; i++) sum = await step(sum);
    for (let i = 0; i < 300; i++) await Promise.all(Array.from({length: 300}, (_, each) => step(each)));
    return sum;
  },
  async http() {
    const server = http.createServer((request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({path: request.url, items: Array.from({length: 40}, (_, id) => ({id, name: `item ${id}`}))}));
    });
    await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
    // The clients are in a thread of their own: what is measured is the server's.
    const clients = new Worker(__filename, {workerData: server.address().port});
    await new Promise(resolve => clients.once('message', resolve));
    server.close();
    server.closeAllConnections();
  },
};

async function ask(port) {
  const agent = new http.Agent({keepAlive: true, maxSockets: 20});
  const get = path => new Promise((resolve, reject) => http.get({port, host: '127.0.0.1', path, agent}, response => response.resume().on('end', resolve)).on('error', reject));
  for (let i = 0; i < 500; i++) await Promise.all(Array.from({length: 20}, (_, each) => get(`/${i}/${each}`)));
  agent.destroy();
  parentPort.postMessage('done');
}

/** Of this thread alone, where the system tells; a profiler's own thread is another. */
function cpuMs() {
  if (process.threadCpuUsage) {
    const {user, system} = process.threadCpuUsage();
    return (user + system) / 1000;
  }
  try {
    return Number(fs.readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[0]) / 1e6;
  } catch {
    const {user, system} = process.cpuUsage();
    return (user + system) / 1000;
  }
}

async function main() {
  const work = kinds[process.argv[2]];
  // Compiled code is what long programs run.
  await work();
  const before = {cpu: cpuMs(), wall: performance.now()};
  await work();
  console.log(JSON.stringify({cpuMs: cpuMs() - before.cpu, wallMs: performance.now() - before.wall}));
}
void (isMainThread ? main() : ask(workerData));
