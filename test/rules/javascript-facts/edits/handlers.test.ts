import {describe, expect, test} from 'vitest';
import {edited} from './edited.ts';

describe('Handlers that pass a cancellation on', () => {
  test('tests at the head of the catch', () => {
    const text = `async function f() {
  try {
    await g();
  } catch (error) {
    log(error);
  }
}`;
    expect(edited(text, (edits, file) => edits.passCancellationOn(file.handler()), '/project/file.js')).toMatchInlineSnapshot(`
      "async function f() {
        try {
          await g();
        } catch (error) {
          if (error instanceof Error && error.name === 'AbortError') throw error;
          log(error);
        }
      }"
    `);
  });

  test('names the error', () => {
    const text = `async function f() {
  try {
    await g();
  } catch {
    // ignored
  }
}`;
    expect(edited(text, (edits, file) => edits.passCancellationOn(file.handler()), '/project/file.js')).toMatchInlineSnapshot(`
      "async function f() {
        try {
          await g();
        } catch (error) {
          if (error instanceof Error && error.name === 'AbortError') throw error;
          // ignored
        }
      }"
    `);
  });

  test('fills an empty block', () => {
    const text = `async function f() {
  try { await g(); } catch {}
}`;
    expect(edited(text, (edits, file) => edits.passCancellationOn(file.handler()), '/project/file.js')).toMatchInlineSnapshot(`
      "async function f() {
        try { await g(); } catch (error) {
          if (error instanceof Error && error.name === 'AbortError') throw error;
        }
      }"
    `);
  });

  test('stays on one line', () => {
    const text = `async function f() {
  try { await g(); } catch (e) { log(e); }
}`;
    expect(edited(text, (edits, file) => edits.passCancellationOn(file.handler()), '/project/file.js')).toMatchInlineSnapshot(`
      "async function f() {
        try { await g(); } catch (e) { if (e instanceof Error && e.name === 'AbortError') throw e; log(e); }
      }"
    `);
  });

  test('takes the quotes of the file', () => {
    const text = `import x from "x"
async function f() {
	try {
		await g()
	} catch (e) {
		log(e)
	}
}`;
    expect(edited(text, (edits, file) => edits.passCancellationOn(file.handler()), '/project/file.js')).toMatchInlineSnapshot(`
      "import x from "x"
      async function f() {
      	try {
      		await g()
      	} catch (e) {
      		if (e instanceof Error && e.name === "AbortError") throw e
      		log(e)
      	}
      }"
    `);
  });

  test('avoids a name in use', () => {
    const text = `async function f(error) {
  try {
    await g();
  } catch {
    log(error);
  }
}`;
    expect(edited(text, (edits, file) => edits.passCancellationOn(file.handler()), '/project/file.js')).toMatchInlineSnapshot(`
      "async function f(error) {
        try {
          await g();
        } catch (cause) {
          if (cause instanceof Error && cause.name === 'AbortError') throw cause;
          log(error);
        }
      }"
    `);
  });

  test('refuses a pattern', () => {
    const text = `async function f() {
  try { await g(); } catch ({message}) { log(message); }
}`;
    expect(edited(text, (edits, file) => edits.passCancellationOn(file.handler()), '/project/file.js')).toMatchInlineSnapshot(`"refused: The handler takes the error apart."`);
  });

  test('works on the function of a catch method', () => {
    const text = `async function f() {
  await g().catch(() => {
    log();
  });
}`;
    expect(edited(text, (edits, file) => edits.passCancellationOn(file.handler()), '/project/file.js')).toMatchInlineSnapshot(`
      "async function f() {
        await g().catch((error) => {
          if (error instanceof Error && error.name === 'AbortError') throw error;
          log();
        });
      }"
    `);
  });

  test('refuses an expression', () => {
    const text = `async function f() {
  await g().catch(() => null);
}`;
    expect(edited(text, (edits, file) => edits.passCancellationOn(file.handler()), '/project/file.js')).toMatchInlineSnapshot(`"refused: The handler is an expression, not a block."`);
  });

  test('throws on at the end', () => {
    const text = `async function f() {
  try {
    await g();
  } catch {
    log(); // why
  }
}`;
    expect(edited(text, (edits, file) => edits.rethrow(file.handler()), '/project/file.js')).toMatchInlineSnapshot(`
      "async function f() {
        try {
          await g();
        } catch (error) {
          log(); // why
          throw error;
        }
      }"
    `);
  });

  test('throws on at the end of a line', () => {
    const text = `async function f() {
  try { await g(); } catch (e) { log(e) }
}`;
    expect(edited(text, (edits, file) => edits.rethrow(file.handler()), '/project/file.js')).toMatchInlineSnapshot(`
      "async function f() {
        try { await g(); } catch (e) { log(e); throw e; }
      }"
    `);
  });

  test('refuses to throw after a return', () => {
    const text = `async function f() {
  try { await g(); } catch (e) { return null; }
}`;
    expect(edited(text, (edits, file) => edits.rethrow(file.handler()), '/project/file.js')).toMatchInlineSnapshot(`"refused: The handler leaves at its end already."`);
  });
});
