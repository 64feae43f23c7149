import {describe, expect, test} from 'vitest';
import {edited} from './edited.ts';

describe('Awaiting instead of blocking', () => {
  test('imports the twin in the style of the file', () => {
    const text = `import fs from 'node:fs';

async function load(p) {
  return fs.readFileSync(p, 'utf8');
}`;
    expect(edited(text, (edits, file) => edits.awaitTwin(file.call('readFileSync'), {module: 'node:fs/promises', name: 'readFile'}), '/project/file.js')).toMatchInlineSnapshot(`
      "import fs from 'node:fs';
      import { readFile } from 'node:fs/promises';

      async function load(p) {
        return await readFile(p, 'utf8');
      }"
    `);
  });

  test('extends an import that is there', () => {
    const text = `import { readFileSync } from "fs"
import { writeFile } from "fs/promises"

async function load(p) {
  const text = readFileSync(p /* here */, "utf8")
  await writeFile(p, text)
}`;
    expect(edited(text, (edits, file) => edits.awaitTwin(file.call('readFileSync'), {module: 'node:fs/promises', name: 'readFile'}), '/project/file.js')).toMatchInlineSnapshot(`
      "import { readFileSync } from "fs"
      import { writeFile, readFile } from "fs/promises"

      async function load(p) {
        const text = await readFile(p /* here */, "utf8")
        await writeFile(p, text)
      }"
    `);
  });

  test('extends an import of one name a line', () => {
    const text = `import {readFileSync} from 'fs';
import {
  stat,
  writeFile,
} from 'fs/promises';
export const load = async (p: string) => readFileSync(p);`;
    expect(edited(text, (edits, file) => edits.awaitTwin(file.call('readFileSync'), {module: 'node:fs/promises', name: 'readFile'}))).toMatchInlineSnapshot(`
      "import {readFileSync} from 'fs';
      import {
        stat,
        writeFile,
        readFile,
      } from 'fs/promises';
      export const load = async (p: string) => await readFile(p);"
    `);
  });

  test('extends an import of a default only', () => {
    const text = `import {readFileSync} from 'node:fs';
import fsp from 'node:fs/promises';
import other from 'x';
async function load() { return readFileSync('a'); }`;
    expect(edited(text, (edits, file) => edits.awaitTwin(file.call('readFileSync'), {module: 'node:fs/promises', name: 'readFile'}), '/project/file.js')).toMatchInlineSnapshot(`
      "import {readFileSync} from 'node:fs';
      import fsp from 'node:fs/promises';
      import other from 'x';
      async function load() { return await fsp.readFile('a'); }"
    `);
  });

  test('extends a require', () => {
    const text = `'use strict';
const fs = require('fs');
const {writeFile} = require('fs/promises');

module.exports = async () => fs.readFileSync('a');`;
    expect(edited(text, (edits, file) => edits.awaitTwin(file.call('readFileSync'), {module: 'node:fs/promises', name: 'readFile'}), '/project/file.js')).toMatchInlineSnapshot(`
      "'use strict';
      const fs = require('fs');
      const {writeFile, readFile} = require('fs/promises');

      module.exports = async () => await readFile('a');"
    `);
  });

  test('adds a require after the others', () => {
    const text = `'use strict';
var fs = require('fs');
var path = require('path');

exports.load = async function () {
  return fs.readFileSync(path.join('a'));
};`;
    expect(edited(text, (edits, file) => edits.awaitTwin(file.call('readFileSync'), {module: 'node:fs/promises', name: 'readFile'}), '/project/file.js')).toMatchInlineSnapshot(`
      "'use strict';
      var fs = require('fs');
      var path = require('path');
      var { readFile } = require('fs/promises');

      exports.load = async function () {
        return await readFile(path.join('a'));
      };"
    `);
  });

  test('adds the first import under the head of the file', () => {
    const text = `#!/usr/bin/env node
/* Copyright. */

/** Loads. */
export async function load() {
  return globalThis.readFileSync('a');
}`;
    expect(edited(text, (edits, file) => edits.awaitTwin(file.call('readFileSync'), {module: 'node:fs/promises', name: 'readFile'}), '/project/file.js')).toMatchInlineSnapshot(`
      "#!/usr/bin/env node
      /* Copyright. */

      import { readFile } from 'node:fs/promises';

      /** Loads. */
      export async function load() {
        return await readFile('a');
      }"
    `);
  });

  test('puts parentheses where the value is used at once', () => {
    const text = `import {readFileSync} from 'fs';
async function f() {
  readFileSync('a').toString().trim();
  const x = 1
}`;
    expect(edited(text, (edits, file) => edits.awaitTwin(file.call('readFileSync'), {module: 'node:fs/promises', name: 'readFile'}), '/project/file.js')).toMatchInlineSnapshot(`
      "import {readFileSync} from 'fs';
      import {readFile} from 'fs/promises';
      async function f() {
        (await readFile('a')).toString().trim();
        const x = 1
      }"
    `);
  });

  test('keeps a statement apart from the line before', () => {
    const text = `import {readFileSync} from 'fs'
async function f(p) {
  const x = p
  readFileSync(x).toString()
}`;
    expect(edited(text, (edits, file) => edits.awaitTwin(file.call('readFileSync'), {module: 'node:fs/promises', name: 'readFile'}), '/project/file.js')).toMatchInlineSnapshot(`
      "import {readFileSync} from 'fs'
      import {readFile} from 'fs/promises'
      async function f(p) {
        const x = p
        ;(await readFile(x)).toString()
      }"
    `);
  });

  test('looks through optional chains and assertions', () => {
    const text = `import fs from 'fs';
async function f() {
  return fs?.readFileSync('a')!.length as number;
}`;
    expect(edited(text, (edits, file) => edits.awaitTwin(file.call('readFileSync'), {module: 'node:fs/promises', name: 'readFile'}))).toMatchInlineSnapshot(`
      "import fs from 'fs';
      import { readFile } from 'fs/promises';
      async function f() {
        return (await readFile('a'))!.length as number;
      }"
    `);
  });

  test('replaces a callee in parentheses', () => {
    const text = `import fs from 'fs';
async function f() {
  return (0, fs.readFileSync)('a');
}`;
    expect(edited(text, (edits, file) => edits.awaitTwin(file.call('readFileSync'), {module: 'node:fs/promises', name: 'readFile'}), '/project/file.js')).toMatchInlineSnapshot(`
      "import fs from 'fs';
      import { readFile } from 'fs/promises';
      async function f() {
        return await readFile('a');
      }"
    `);
  });

  test('avoids names that the file uses', () => {
    const text = `import {readFileSync} from 'node:fs';
import {readFile} from './mine.js';
async function f() {
  return readFile(readFileSync('a'));
}`;
    expect(edited(text, (edits, file) => edits.awaitTwin(file.call('readFileSync'), {module: 'node:fs/promises', name: 'readFile'}), '/project/file.js')).toMatchInlineSnapshot(`
      "import {readFileSync} from 'node:fs';
      import {readFile} from './mine.js';
      import {readFile as readFileAsync} from 'node:fs/promises';
      async function f() {
        return readFile(await readFileAsync('a'));
      }"
    `);
  });

  test('keeps Windows line ends', () => {
    const text = `import {readFileSync} from 'node:fs';\r
async function f() {\r
  return readFileSync('a');\r
}\r
`;
    expect(edited(text, (edits, file) => edits.awaitTwin(file.call('readFileSync'), {module: 'node:fs/promises', name: 'readFile'}), '/project/file.js')).toMatchInlineSnapshot(`
      "import {readFileSync} from 'node:fs';
      import {readFile} from 'node:fs/promises';
      async function f() {
        return await readFile('a');
      }
      "
    `);
  });

  test('refuses in a function that is not async', () => {
    const text = `import {readFileSync} from 'fs';
function f() { return readFileSync('a'); }`;
    expect(edited(text, (edits, file) => edits.awaitTwin(file.call('readFileSync'), {module: 'node:fs/promises', name: 'readFile'}), '/project/file.js')).toMatchInlineSnapshot(`"refused: The function around it is not async."`);
  });

  test('refuses in a synchronous callback', () => {
    const text = `import {readFileSync} from 'fs';
async function f(ps) { return ps.map((p) => readFileSync(p)); }`;
    expect(edited(text, (edits, file) => edits.awaitTwin(file.call('readFileSync'), {module: 'node:fs/promises', name: 'readFile'}), '/project/file.js')).toMatchInlineSnapshot(`"refused: The function around it is not async."`);
  });

  test('refuses in a parameter, a field and a static block', () => {
    const text = `import {readFileSync} from 'fs';
async function f(a = readFileSync('a')) {}`;
    expect(edited(text, (edits, file) => edits.awaitTwin(file.call('readFileSync'), {module: 'node:fs/promises', name: 'readFile'}), '/project/file.js')).toMatchInlineSnapshot(`"refused: An \`await\` may not stand in a parameter, a class field or a static block."`);
  });

  test('refuses in a field', () => {
    const text = `import {readFileSync} from 'fs';
class A { text = readFileSync('a'); }`;
    expect(edited(text, (edits, file) => edits.awaitTwin(file.call('readFileSync'), {module: 'node:fs/promises', name: 'readFile'}), '/project/file.js')).toMatchInlineSnapshot(`"refused: The function around it is not async."`);
  });

  test('refuses in a synchronous generator', () => {
    const text = `import {readFileSync} from 'fs';
function* f() { yield readFileSync('a'); }`;
    expect(edited(text, (edits, file) => edits.awaitTwin(file.call('readFileSync'), {module: 'node:fs/promises', name: 'readFile'}), '/project/file.js')).toMatchInlineSnapshot(`"refused: The generator around it is not async."`);
  });

  test('refuses at the top of a script', () => {
    const text = `const {readFileSync} = require('fs');
readFileSync('a');`;
    expect(edited(text, (edits, file) => edits.awaitTwin(file.call('readFileSync'), {module: 'node:fs/promises', name: 'readFile'}), '/project/file.js')).toMatchInlineSnapshot(`"refused: Only a module may await at its top level."`);
  });

  test('awaits at the top of a module', () => {
    const text = `import {readFileSync} from 'fs';
export const text = readFileSync('a');`;
    expect(edited(text, (edits, file) => edits.awaitTwin(file.call('readFileSync'), {module: 'node:fs/promises', name: 'readFile'}), '/project/file.js')).toMatchInlineSnapshot(`
      "import {readFileSync} from 'fs';
      import {readFile} from 'fs/promises';
      export const text = await readFile('a');"
    `);
  });

  test('refuses what is called through call', () => {
    const text = `import fs from 'fs';
async function f() { fs.readFileSync.call(fs, 'a'); }`;
    expect(edited(text, (edits, file) => edits.awaitTwin(file.call('readFileSync'), {module: 'node:fs/promises', name: 'readFile'}), '/project/file.js')).toMatchInlineSnapshot(`"refused: The function is called through \`call\` or \`apply\`."`);
  });

  test('renames a method', () => {
    const text = `async function f(db) {
  return db.all('q').length;
}`;
    expect(edited(text, (edits, file) => edits.awaitMethod(file.call('all'), 'allAsync'), '/project/file.js')).toMatchInlineSnapshot(`
      "async function f(db) {
        return (await db.allAsync('q')).length;
      }"
    `);
  });

  test('awaits a call as it is', () => {
    const text = `async function f(db) {
  db.all('q');
}`;
    expect(edited(text, (edits, file) => edits.awaitMethod(file.call('all'), ''), '/project/file.js')).toMatchInlineSnapshot(`
      "async function f(db) {
        await db.all('q');
      }"
    `);
  });

  test('promisifies', () => {
    const text = `import {gzipSync} from 'node:zlib';
async function f(x) {
  return gzipSync(x, {level: 9});
}`;
    expect(edited(text, (edits, file) => edits.promisify(file.call('gzipSync'), {module: 'node:zlib', name: 'gzip'}), '/project/file.js')).toMatchInlineSnapshot(`
      "import {gzipSync, gzip} from 'node:zlib';
      import {promisify} from 'node:util';
      async function f(x) {
        return await promisify(gzip)(x, {level: 9});
      }"
    `);
  });

  test('promisifies with what is there', () => {
    const text = `const {promisify} = require('util');
const zlib = require('zlib');
module.exports = async (x) => zlib.gzipSync(x).length;`;
    expect(edited(text, (edits, file) => edits.promisify(file.call('gzipSync'), {module: 'node:zlib', name: 'gzip'}), '/project/file.js')).toMatchInlineSnapshot(`
      "const {promisify} = require('util');
      const zlib = require('zlib');
      module.exports = async (x) => (await promisify(zlib.gzip)(x)).length;"
    `);
  });

  test('iterates asynchronously', () => {
    const text = `async function f(db) {
  for (const row of db.iterate('q')) use(row);
}`;
    expect(edited(text, (edits, file) => edits.iterateAsync(file.call('iterate'), 'iterateAsync'), '/project/file.js')).toMatchInlineSnapshot(`
      "async function f(db) {
        for await (const row of db.iterateAsync('q')) use(row);
      }"
    `);
  });

  test('refuses to iterate what is no loop', () => {
    const text = `async function f(db) {
  return [...db.iterate('q')];
}`;
    expect(edited(text, (edits, file) => edits.iterateAsync(file.call('iterate'), 'iterateAsync'), '/project/file.js')).toMatchInlineSnapshot(`"refused: The call is not what a \`for … of\` runs over."`);
  });

  test('makes a loop asynchronous', () => {
    const text = `async function f(xs) {
  for (const x of xs) use(x);
}`;
    expect(edited(text, (edits, file) => edits.makeAsync(file.loop()), '/project/file.js')).toMatchInlineSnapshot(`
      "async function f(xs) {
        for await (const x of xs) use(x);
      }"
    `);
  });

  test('makes using asynchronous', () => {
    const text = `async function f() {
  using x = open();
}`;
    expect(edited(text, (edits, file) => edits.makeAsync(file.scope()))).toMatchInlineSnapshot(`
      "async function f() {
        await using x = open();
      }"
    `);
  });

  test('moves nothing off the loop', () => {
    const text = `f();`;
    expect(edited(text, (edits, file) => edits.moveOffLoop(file.call('f')), '/project/file.js')).toMatchInlineSnapshot(`"refused: JavaScript has no thread to move a call to."`);
  });
});
