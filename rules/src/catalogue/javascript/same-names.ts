import type {QualifiedName} from '../types.ts';
import {serverNames, serverResults} from './servers.ts';

/** Other ways to the same thing: a prefix on the left is known as the one on the right. */
export const javascriptSameNames: ReadonlyMap<QualifiedName, QualifiedName> = new Map([
  ['fs.promises', 'fs/promises'],
  ['dns.promises', 'dns/promises'],
  ['stream.promises', 'stream/promises'],
  ['timers.promises', 'timers/promises'],
  ['readline.promises', 'readline/promises'],
  ['global.process', 'process'],
  ['global.globalThis', 'global'],
  ['global.window', 'global'],
  ['global.self', 'global'],
  ['global.global', 'global'],
  ['timers.setTimeout', 'global.setTimeout'],
  ['timers.setInterval', 'global.setInterval'],
  ['timers.setImmediate', 'global.setImmediate'],
  ['graceful-fs', 'fs'],
  ['glob.iterateSync', 'glob.globIterateSync'],
  ['fs-extra.promises', 'fs/promises'],
  ['pg.native', 'pg'],
  ...serverNames,
]);

/** What a call gives, where the result's methods are known by another name. */
export const javascriptResults: ReadonlyMap<QualifiedName, QualifiedName> = new Map([
  ['sqlite.DatabaseSync().prepare', 'sqlite.StatementSync()'],
  ...serverResults,
]);
