import {members, membersOfEach, MESSAGE_ONLY, type BlockingGroup} from '../knowledge.ts';

const NO_ASYNC_FORM = 'The driver has no asynchronous form; every call runs on the thread that makes it.';

/** Drivers that are synchronous by design. */
export const sqlite: readonly BlockingGroup[] = [
  {
    names: ['sqlite.DatabaseSync', ...members('sqlite.DatabaseSync()', 'open exec loadExtension applyChangeset')],
    kind: 'database',
    confidence: 'definite',
    unless: [{test: 'position equals', position: 0, value: ':memory:'}],
    rewrite: MESSAGE_ONLY,
    instead: 'a worker thread that owns the database',
    reason: NO_ASYNC_FORM,
    source: 'introspected Node 24.21',
  },
  {
    names: members('sqlite.StatementSync()', 'run all get iterate'),
    kind: 'database',
    confidence: 'definite',
    rewrite: MESSAGE_ONLY,
    instead: 'a worker thread that owns the database',
    reason: NO_ASYNC_FORM,
    source: 'introspected Node 24.21',
  },
  {
    names: members('sqlite.DatabaseSync()', 'prepare close'),
    kind: 'database',
    confidence: 'possible',
    rewrite: MESSAGE_ONLY,
    instead: 'a worker thread that owns the database',
    reason: NO_ASYNC_FORM,
    source: 'introspected Node 24.21',
  },
  {
    names: [
      'better-sqlite3',
      // The package's types call the class `Database.Database`.
      ...membersOfEach(['better-sqlite3()', 'better-sqlite3.Database()'], 'exec pragma loadExtension serialize transaction()'),
      ...membersOfEach(['better-sqlite3().prepare()', 'better-sqlite3.Database().prepare()', 'better-sqlite3.Statement()'], 'run all get iterate'),
    ],
    kind: 'database',
    confidence: 'probable',
    unless: [{test: 'position equals', position: 0, value: ':memory:'}],
    rewrite: MESSAGE_ONLY,
    instead: 'a worker thread that owns the database',
    reason: NO_ASYNC_FORM,
    source: 'better-sqlite3 documentation',
  },
];
