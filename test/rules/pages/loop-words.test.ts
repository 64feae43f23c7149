import {expect, test} from 'vitest';
import {functionTakers as inJavascript} from '../../../rules/src/catalogue/javascript/function-takers.ts';
import {functionTakers as inPython} from '../../../rules/src/catalogue/python/function-takers.ts';
import {LOOP_WORDS} from '../../../rules/src/rules/blocking-site.ts';

/** A file without one of the words is never parsed, so a forgotten word is a missed alarm that no other test sees. */
test.each([
  ['javascript', inJavascript],
  ['python', inPython],
] as const)('the words of the blocking rules include those of every callback of the loop in %s', (language, takers) => {
  const onLoop = takers.filter(({runs}) => runs === 'on loop').map(({name}) => name);

  expect(onLoop.length).toBeGreaterThan(10);
  expect(onLoop.filter(name => !LOOP_WORDS[language].test(name))).toEqual([]);
});
