import {expect, test} from 'vitest';
import {fromProcessList, fromTaskList, nodeProcesses} from '../../../extension/runs/node-processes.ts';

test('what ps prints: Node processes, by number', () => {
  const text = '    1 sh              sh -c node x\n  812 node            node /app/server.js --port 1\n 9001 MainThread      /usr/bin/node a b.mjs\n  813 /opt/node/bin/node /opt/node/bin/node x.js\n  77 nodemon         nodemon a\n\nnonsense';
  expect(fromProcessList(text)).toEqual([
    {pid: 812, command: 'node /app/server.js --port 1'},
    {pid: 9001, command: '/usr/bin/node a b.mjs'},
    {pid: 813, command: '/opt/node/bin/node x.js'},
  ]);
});

test('what tasklist prints', () => {
  expect(fromTaskList('"node.exe","1234","Console","1","40,000 K"\r\n"node.exe","99","Console","1","1 K"\r\n')).toEqual([{pid: 1234, command: 'node.exe'}, {pid: 99, command: 'node.exe'}]);
  expect(fromTaskList('INFO: No tasks are running which match the specified criteria.\r\n')).toEqual([]);
});

test('this very process is none of those that are offered', async () => {
  expect((await nodeProcesses()).map(({pid}) => pid)).not.toContain(process.pid);
});
