import {members, MESSAGE_ONLY, type BlockingGroup} from '../knowledge.ts';

export const sockets: readonly BlockingGroup[] = [
  {
    names: [...members('dgram.Socket()', 'bindSync connectSync'), ...members('dgram.createSocket()', 'bindSync connectSync')],
    kind: 'network',
    confidence: 'probable',
    rewrite: MESSAGE_ONLY,
    instead: name => (name.endsWith('bindSync') ? '`bind`, and `await once(socket, "listening")`' : '`connect`, and `await once(socket, "connect")`'),
    reason: 'The host name is resolved while the thread waits.',
    source: 'introspected Node 24.21',
  },
];
