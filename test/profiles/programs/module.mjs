// An ES module with a named import of a wrapped function, and waiting at its top level.
import {pbkdf2Sync} from 'node:crypto';
import {setTimeout as sleep} from 'node:timers/promises';

await sleep(200);
pbkdf2Sync('password', 'salt', 400_000, 64, 'sha512'); // @hash
await sleep(100);
