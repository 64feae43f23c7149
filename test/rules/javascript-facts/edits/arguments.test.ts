import {describe, expect, test} from 'vitest';
import {edited} from './edited.ts';

describe('Adding an argument', () => {
  test('adds the first', () => {
    const text = `f();`;
    expect(edited(text, (edits, file) => edits.addArgument(file.call('f'), '{ signal }'), '/project/file.js')).toMatchInlineSnapshot(`"f({ signal });"`);
  });

  test('adds another', () => {
    const text = `f(a,
  b,
);`;
    expect(edited(text, (edits, file) => edits.addArgument(file.call('f'), '{ signal }'), '/project/file.js')).toMatchInlineSnapshot(`
      "f(a,
        b, { signal },
      );"
    `);
  });

  test('merges into the options', () => {
    const text = `f(a, {method: 'GET'});`;
    expect(edited(text, (edits, file) => edits.addArgument(file.call('f'), '{ signal }'), '/project/file.js')).toMatchInlineSnapshot(`"f(a, {method: 'GET', signal});"`);
  });

  test('merges after a spread', () => {
    const text = `f(a, {
  ...options,
});`;
    expect(edited(text, (edits, file) => edits.addArgument(file.call('f'), '{ signal }'), '/project/file.js')).toMatchInlineSnapshot(`
      "f(a, {
        ...options,
        signal,
      });"
    `);
  });

  test('fills empty options', () => {
    const text = `f(a, {});`;
    expect(edited(text, (edits, file) => edits.addArgument(file.call('f'), '{ signal }'), '/project/file.js')).toMatchInlineSnapshot(`"f(a, { signal });"`);
  });

  test('refuses options that have it', () => {
    const text = `f(a, {signal: other});`;
    expect(edited(text, (edits, file) => edits.addArgument(file.call('f'), '{ signal }'), '/project/file.js')).toMatchInlineSnapshot(`"refused: The options have \`signal\` already."`);
  });

  test('refuses a spread argument', () => {
    const text = `f(...args);`;
    expect(edited(text, (edits, file) => edits.addArgument(file.call('f'), '{ signal }'), '/project/file.js')).toMatchInlineSnapshot(`"refused: The number of arguments is not known."`);
  });

  test('adds to a construction without parentheses', () => {
    const text = `new F;`;
    expect(edited(text, (edits, file) => edits.addArgument(file.call('F'), '10'), '/project/file.js')).toMatchInlineSnapshot(`"new F(10);"`);
  });
});
