import {pbkdf2Sync} from 'node:crypto';
import {createServer} from 'node:http';

/**
 * A service that answers quickly, but for one address. Profile this file (“Loopsight: Profile Current File”), run `node service/load.mjs` beside it, and stop it:
 * the line that holds the event loop says so itself.
 */
const server = createServer((request, response) => {
  response.end(request.url === '/login' ? fingerprint('correct horse battery staple') : 'hello\n');
});

function fingerprint(password) {
  // Planted: nobody else is answered while this runs.
  return `${pbkdf2Sync(password, 'salt', 400_000, 32, 'sha256').toString('hex')}\n`;
}

server.listen(Number(process.env.PORT ?? 47_123), '127.0.0.1');
