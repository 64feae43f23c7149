// Does a fixed amount of work of one kind each time it is asked to, and answers with the processor time that its own thread took for it.
const {once} = require('node:events');
const fs = require('node:fs');
const http = require('node:http');
const {fork} = require('node:child_process');

/** Of each kind, what makes a function that does the work once. */
const kinds = {
  cpu: () => () => {
    let sum = 0;
    for (let round = 0; round < 2; round++) {
      const words = Array.from({length: 2000}, (_, i) => `word ${(i * 7919) % 2003} of ${round}`);
      words.sort();
      sum += words.filter(word => /9.*1$/.test(word)).length + JSON.stringify(words).length;
      for (let i = 0; i < 130_000; i++) sum += Math.sqrt(i ^ round);
    }
    return sum;
  },
  promises: () => async () => {
    const step = async value => value + 1;
    let sum = 0;
    for (let i = 0; i < 50_000; i++) sum = await step(sum);
    for (let i = 0; i < 13; i++) await Promise.all(Array.from({length: 300}, (_, each) => step(each)));
    return sum;
  },
  async http() {
    const server = http.createServer((request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({path: request.url, items: Array.from({length: 40}, (_, id) => ({id, name: `item ${id}`}))}));
    });
    await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
    // Clients are elsewhere and not measured: were they slower for it, the server would find less to do in each turn.
    const {NODE_OPTIONS, LOOPSIGHT_OUT, ...environment} = process.env;
    const clients = fork(__filename, ['clients', String(server.address().port)], {env: environment, execArgv: []});
    process.once('disconnect', () => clients.kill());
    await once(clients, 'message');
    return () => new Promise(resolve => {
      clients.once('message', resolve);
      clients.send('work');
    });
  },
  clients() {
    const agent = new http.Agent({keepAlive: true, maxSockets: 20});
    const get = path => new Promise((resolve, reject) => http.get({port: process.argv[3], host: '127.0.0.1', path, agent}, response => response.resume().on('end', resolve)).on('error', reject));
    return async () => {
      for (let i = 0; i < 5; i++) await Promise.all(Array.from({length: 20}, (_, each) => get(`/${i}/${each}`)));
    };
  },
};

/** Of this thread alone, where the system tells; a profiler's own thread is another. */
function cpuMs() {
  // Asked for the whole process, Linux counts up to now; for a thread alone it tells what it counted at its last tick, which is up to 4 ms ago.
  process.cpuUsage();
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
  const work = await kinds[process.argv[2]]();
  process.on('message', async () => {
    const before = cpuMs();
    await work();
    process.send(cpuMs() - before);
  });
  process.once('disconnect', () => process.exit());
  process.send('ready');
}
void main();
