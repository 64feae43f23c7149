// Serves itself a known number of requests, a known part of them slowly, and prints how many and how long the slow ones took. More that are answered at once may come first.
const http = require('node:http');

const QUICK = 90;
const SLOW = 10;
const AT_ONCE = Number(process.argv[2] ?? 0);
const agent = new http.Agent({keepAlive: true});
const server = http.createServer((request, response) => request.url === '/at-once' ? response.end('done') : setTimeout(() => response.end('done'), request.url === '/slow' ? 60 : 1));
server.listen(0, '127.0.0.1', async () => {
  const {port} = server.address();
  const ask = path => new Promise(resolve => http.get({port, path, host: '127.0.0.1', agent}, response => response.resume().on('end', resolve)));
  for (let i = 0; i < AT_ONCE; i++) await ask('/at-once');
  for (let i = 0; i < QUICK; i++) await ask('/quick');
  const began = performance.now();
  for (let i = 0; i < SLOW; i++) await ask('/slow');
  console.log(JSON.stringify({count: AT_ONCE + QUICK + SLOW, slowMs: (performance.now() - began) / SLOW}));
  agent.destroy();
  server.close();
});
