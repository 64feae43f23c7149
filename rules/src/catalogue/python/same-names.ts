import type {QualifiedName} from '../types.ts';

/** Other ways to the same thing: a prefix on the left is known as the one on the right. */
export const pythonSameNames: ReadonlyMap<QualifiedName, QualifiedName> = new Map([
  ['requests.api', 'requests'],
  ['requests.session', 'requests.Session'],
  ['requests.sessions.Session', 'requests.Session'],
  ['posixpath', 'os.path'],
  ['ntpath', 'os.path'],
  ['io.open', 'builtins.open'],
  ['pathlib.PosixPath', 'pathlib.Path'],
  ['pathlib.WindowsPath', 'pathlib.Path'],
]);

/** What a call gives, where the result's methods are known by another name. */
export const pythonResults: ReadonlyMap<QualifiedName, QualifiedName> = new Map([
  ['sqlite3.connect', 'sqlite3.Connection()'],
  ['sqlite3.Connection().cursor', 'sqlite3.Cursor()'],
]);
