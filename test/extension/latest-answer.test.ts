import {describe, expect, test} from 'vitest';
import {LatestAnswer} from '../../extension/latest-answer.ts';

/** A question whose answer the test gives. */
function question() {
  let answer: (text: string) => void = () => {};
  let fail: () => void = () => {};
  const asked = new Promise<string>((resolve, reject) => {
    answer = resolve;
    fail = () => reject(new Error('The server is gone.'));
  });
  return {ask: () => asked, answer: (text: string) => answer(text), fail: () => fail()};
}

describe('of several answers about one document', () => {
  const document = {};

  test('the one that was asked for last counts, in whatever order they come', async () => {
    const latest = new LatestAnswer<object>();
    const [old, next] = [question(), question()];
    const answers = [latest.to(document, old.ask), latest.to(document, next.ask)];
    next.answer('the run that is shown');
    expect(await answers[1]).toBe('the run that is shown');
    old.answer('the run before');
    expect(await answers[0]).toBeUndefined();
  });

  test('none counts once nothing is wanted any more, and one that fails is none', async () => {
    const latest = new LatestAnswer<object>();
    const [old, failing] = [question(), question()];
    const answer = latest.to(document, old.ask);
    latest.forget(document);
    old.answer('the run before');
    expect(await answer).toBeUndefined();
    const failed = latest.to(document, failing.ask);
    failing.fail();
    expect(await failed).toBeNull();
  });

  test('other documents have answers of their own', async () => {
    const latest = new LatestAnswer<object>();
    const answers = [latest.to(document, async () => 'one'), latest.to({}, async () => 'another')];
    expect(await Promise.all(answers)).toEqual(['one', 'another']);
  });
});
