import http from 'node:http';

/**
 * Asks a server of this machine. `request` is a path, or a method with a path and a body, sent as JSON. Without an `agent` each request has a connection of its own: one
 * that is kept may be closed by the other side just when it is used again.
 */
export function ask(port, request, agent = false) {
  const {method, path, body} = typeof request === 'string' ? {method: 'GET', path: request} : request;
  const sent = body === undefined ? undefined : JSON.stringify(body);
  const headers = sent === undefined ? {} : {'content-type': 'application/json', 'content-length': Buffer.byteLength(sent)};
  return new Promise((resolve, reject) => {
    const asked = http.request({host: '127.0.0.1', port, method, path, agent, headers}, response => {
      let text = '';
      response.on('data', data => (text += data));
      response.on('end', () => resolve({status: response.statusCode, text}));
    });
    asked.on('error', reject);
    asked.end(sent);
  });
}

/** Waits until a server that has just been started answers. */
export async function untilAnswered(port, path) {
  for (let attempt = 0; attempt < 300; attempt++) {
    const isAnswered = await ask(port, path).then(() => true, () => false);
    if (isAnswered) return;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  throw new Error('The server does not answer.');
}

/** A port that nobody listens on. */
export function freePort() {
  return new Promise(resolve => {
    const server = http.createServer().listen(0, '127.0.0.1', () => {
      const {port} = server.address();
      server.close(() => resolve(port));
    });
  });
}
