import {describe, expect, test} from 'vitest';
import {edited} from './edited.ts';

describe('Releasing on every way out', () => {
  test('wraps what stands between in finally', () => {
    const text = `async function f(p) {
  const h = await open(p);
  // Reads.
  const text = await h.read();
  await save(text, \`a
  b\`);
  await h.close();
  done();
}`;
    expect(edited(text, (edits, file) => edits.wrapInFinally(file.bind('h'), file.call('close'), []), '/project/file.js')).toMatchInlineSnapshot(`
      "async function f(p) {
        const h = await open(p);
        // Reads.
        try {
          const text = await h.read();
          await save(text, \`a
        b\`);
        } finally {
          await h.close();
        }
        done();
      }"
    `);
  });

  test('takes the returned result in', () => {
    const text = `async function f(p) {
  const h = await open(p);
  const text = await h.read();
  await h.close();
  return text;
}`;
    expect(edited(text, (edits, file) => edits.wrapInFinally(file.bind('h'), file.call('close'), []), '/project/file.js')).toMatchInlineSnapshot(`
      "async function f(p) {
        const h = await open(p);
        try {
          const text = await h.read();
          return text;
        } finally {
          await h.close();
        }
      }"
    `);
  });

  test('refuses where what is declared is used later', () => {
    const text = `async function f(p) {
  const h = await open(p);
  const text = await h.read();
  await h.close();
  log(text);
  return text;
}`;
    expect(edited(text, (edits, file) => edits.wrapInFinally(file.bind('h'), file.call('close'), []), '/project/file.js')).toMatchInlineSnapshot(`"refused: What stands between is used after the release."`);
  });

  test('refuses where nothing stands between', () => {
    const text = `async function f(p) {
  const h = await open(p);
  await h.close();
}`;
    expect(edited(text, (edits, file) => edits.wrapInFinally(file.bind('h'), file.call('close'), []), '/project/file.js')).toMatchInlineSnapshot(`"refused: Nothing stands between the acquisition and the release."`);
  });

  test('refuses a release in another block', () => {
    const text = `async function f(p) {
  const h = await open(p);
  if (p) { await g(); await h.close(); }
}`;
    expect(edited(text, (edits, file) => edits.wrapInFinally(file.bind('h'), file.call('close'), []), '/project/file.js')).toMatchInlineSnapshot(`"refused: The release is not in the block of the acquisition."`);
  });

  test('wraps on one line', () => {
    const text = `async function f(p) { const h = await open(p); await g(h); await h.close(); }`;
    expect(edited(text, (edits, file) => edits.wrapInFinally(file.bind('h'), file.call('close'), []), '/project/file.js')).toMatchInlineSnapshot(`"async function f(p) { const h = await open(p); try { await g(h); } finally { await h.close(); } }"`);
  });

  test('enters a scope', () => {
    const text = `async function f(p) {
  const h = await open(p);
  await g(h);
  await h.close();
}`;
    expect(edited(text, (edits, file) => edits.enterScope(file.bind('h'), file.call('close'), [], 'await using'))).toMatchInlineSnapshot(`
      "async function f(p) {
        await using h = await open(p);
        await g(h);
      }"
    `);
  });

  test('enters a scope without a release', () => {
    const text = `function f(p) {
  const h = open(p);
  g(h);
}`;
    expect(edited(text, (edits, file) => edits.enterScope(file.bind('h'), null, [], 'using'))).toMatchInlineSnapshot(`
      "function f(p) {
        using h = open(p);
        g(h);
      }"
    `);
  });

  test('refuses a name that is assigned again', () => {
    const text = `async function f(p) {
  let h = await open(p);
  h = await open(p);
  await h.close();
}`;
    expect(edited(text, (edits, file) => edits.enterScope(file.bind('h'), file.call('close'), [], 'await using'))).toMatchInlineSnapshot(`"refused: The name is assigned again."`);
  });

  test('removes a statement with its line', () => {
    const text = `function f() {
  a();
  g(); // gone
  b();
}`;
    expect(edited(text, (edits, file) => edits.removeStatement(file.call('g').span), '/project/file.js')).toMatchInlineSnapshot(`
      "function f() {
        a();
        b();
      }"
    `);
  });

  test('removes a statement that stands alone', () => {
    const text = `function f() {
  if (a) g();
  b(); c();
}`;
    expect(edited(text, (edits, file) => edits.removeStatement(file.call('g').span), '/project/file.js')).toMatchInlineSnapshot(`
      "function f() {
        if (a) {}
        b(); c();
      }"
    `);
  });

  test('removes a statement from a line', () => {
    const text = `function f() { a(); g(); b(); }`;
    expect(edited(text, (edits, file) => edits.removeStatement(file.call('g').span), '/project/file.js')).toMatchInlineSnapshot(`"function f() { a(); b(); }"`);
  });
});
