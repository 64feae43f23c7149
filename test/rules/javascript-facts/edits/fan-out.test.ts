import {describe, expect, test} from 'vitest';
import type {Call, EachValue} from '../../../../rules/src/facts/index.ts';
import {edited} from './edited.ts';

describe('Bounding a fan-out', () => {
  test('takes slices', () => {
    const text = `async function f(urls) {
  const pages = await Promise.all(urls.map((url) => fetch(url)));
  return pages;
}`;
    expect(edited(text, (edits, file) => edits.boundFanOut(file.call('all'), eachOf(file.call('map')), 10), '/project/file.js')).toMatchInlineSnapshot(`
      "async function f(urls) {
        const pages = [];
        for (let start = 0; start < urls.length; start += 10) {
          pages.push(...await Promise.all(urls.slice(start, start + 10).map((url) => fetch(url))));
        }
        return pages;
      }"
    `);
  });

  test('takes slices of what is only awaited', () => {
    const text = `async function f(this: A) {
  await Promise.allSettled(this.urls.map(load));
}`;
    expect(edited(text, (edits, file) => edits.boundFanOut(file.call('allSettled'), eachOf(file.call('map')), 10))).toMatchInlineSnapshot(`
      "async function f(this: A) {
        for (let start = 0; start < this.urls.length; start += 10) {
          await Promise.allSettled(this.urls.slice(start, start + 10).map(load));
        }
      }"
    `);
  });

  test('returns what the slices gave', () => {
    const text = `async function f(urls) {
  return Promise.all(urls.map(async (url) => {
    await fetch(url);
  }));
}`;
    expect(edited(text, (edits, file) => edits.boundFanOut(file.call('all'), eachOf(file.call('map')), 10), '/project/file.js')).toMatchInlineSnapshot(`
      "async function f(urls) {
        const results = [];
        for (let start = 0; start < urls.length; start += 10) {
          results.push(...await Promise.all(urls.slice(start, start + 10).map(async (url) => {
            await fetch(url);
          })));
        }
        return results;
      }"
    `);
  });

  test('names what it runs over', () => {
    const text = `async function f(db, items) {
  const pages: Page[] = await Promise.all(db.rows().map((row) => load(row)));
}`;
    expect(edited(text, (edits, file) => edits.boundFanOut(file.call('all'), eachOf(file.call('map')), 10))).toMatchInlineSnapshot(`
      "async function f(db, items) {
        const elements = db.rows();
        const pages: Page[] = [];
        for (let start = 0; start < elements.length; start += 10) {
          pages.push(...await Promise.all(elements.slice(start, start + 10).map((row) => load(row))));
        }
      }"
    `);
  });

  test('reads Array.from', () => {
    const text = `async function f(urls) {
  await Promise.all(Array.from(urls, load));
}`;
    expect(edited(text, (edits, file) => edits.boundFanOut(file.call('all'), eachOf(file.call('from')), 10), '/project/file.js')).toMatchInlineSnapshot(`
      "async function f(urls) {
        const items = Array.from(urls);
        for (let start = 0; start < items.length; start += 10) {
          await Promise.all(items.slice(start, start + 10).map(load));
        }
      }"
    `);
  });

  test('refuses a mapper with an index', () => {
    const text = `async function f(urls) {
  await Promise.all(urls.map((url, index) => load(url, index)));
}`;
    expect(edited(text, (edits, file) => edits.boundFanOut(file.call('all'), eachOf(file.call('map')), 10), '/project/file.js')).toMatchInlineSnapshot(`"refused: The function that is mapped takes the index."`);
  });

  test('refuses in a function that is not async', () => {
    const text = `function f(urls) {
  return Promise.all(urls.map((url) => load(url)));
}`;
    expect(edited(text, (edits, file) => edits.boundFanOut(file.call('all'), eachOf(file.call('map')), 10), '/project/file.js')).toMatchInlineSnapshot(`"refused: The function around it is not async."`);
  });

  test('refuses inside another expression', () => {
    const text = `async function f(urls) {
  use(await Promise.all(urls.map((url) => load(url))));
}`;
    expect(edited(text, (edits, file) => edits.boundFanOut(file.call('all'), eachOf(file.call('map')), 10), '/project/file.js')).toMatchInlineSnapshot(`"refused: The results are used where a loop cannot stand."`);
  });

  test('refuses a race', () => {
    const text = `async function f(urls) {
  await Promise.race(urls.map((url) => load(url)));
}`;
    expect(edited(text, (edits, file) => edits.boundFanOut(file.call('race'), eachOf(file.call('map')), 10), '/project/file.js')).toMatchInlineSnapshot(`"refused: Only \`Promise.all\` and \`Promise.allSettled\` wait for everything."`);
  });

  test('uses the limiter of the file', () => {
    const text = `import pLimit from 'p-limit';
const limit = pLimit(5);
export const f = (urls) => Promise.all(urls.map((url) => load(url)));`;
    expect(edited(text, (edits, file) => edits.boundFanOut(file.call('all'), eachOf(file.call('map')), 10), '/project/file.js')).toMatchInlineSnapshot(`
      "import pLimit from 'p-limit';
      const limit = pLimit(5);
      export const f = (urls) => Promise.all(urls.map((url) => limit(() => load(url))));"
    `);
  });

  test('uses the limiter around a block', () => {
    const text = `import pLimit from 'p-limit';
const limit = pLimit(5);
export const f = (urls) => Promise.all(urls.map(async (url) => {
  await load(url);
}));`;
    expect(edited(text, (edits, file) => edits.boundFanOut(file.call('all'), eachOf(file.call('map')), 10), '/project/file.js')).toMatchInlineSnapshot(`
      "import pLimit from 'p-limit';
      const limit = pLimit(5);
      export const f = (urls) => Promise.all(urls.map(async (url) => limit(async () => {
        await load(url);
      })));"
    `);
  });

  test('waits in the loop that starts', () => {
    const text = `async function f(urls) {
  const tasks = [];
  for (const url of urls) {
    tasks.push(load(url));
  }
  await Promise.all(tasks);
}`;
    expect(edited(text, (edits, file) => edits.boundFanOut(file.call('all'), file.loop(), 10), '/project/file.js')).toMatchInlineSnapshot(`
      "async function f(urls) {
        const tasks = [];
        for (const url of urls) {
          tasks.push(load(url));
          if (tasks.length >= 10) await Promise.all(tasks.splice(0));
        }
        await Promise.all(tasks);
      }"
    `);
  });

  test('refuses a loop whose results are used', () => {
    const text = `async function f(urls) {
  const tasks = [];
  for (const url of urls) {
    tasks.push(load(url));
  }
  return await Promise.all(tasks);
}`;
    expect(edited(text, (edits, file) => edits.boundFanOut(file.call('all'), file.loop(), 10), '/project/file.js')).toMatchInlineSnapshot(`"refused: The results are used."`);
  });
});
/** The mapping that a call makes. */
function eachOf(call: Call): EachValue {
  const given = call.use.kind === 'argument' ? call.use.of.args[0]?.value : undefined;
  if (given?.kind !== 'each') throw new Error('The call maps nothing.');
  return given;
}
