import {describe, expect, test} from 'vitest';
import {canonicalName} from '../../../rules/src/catalogue/canonical-name.ts';
import {createCatalogue, type BlockingApi} from '../../../rules/src/catalogue/index.ts';
import {javascript} from '../../../rules/src/catalogue/javascript/index.ts';
import type {Knowledge} from '../../../rules/src/catalogue/knowledge.ts';
import {python} from '../../../rules/src/catalogue/python/index.ts';

const catalogue = createCatalogue({blocking: {}, allow: [], offLoop: [], onLoop: [], limiters: []});

describe.each<['javascript' | 'python', Knowledge]>([['javascript', javascript], ['python', python]])('%s', (language, knowledge) => {
  const blockingNames = knowledge.blocking.flatMap(({names}) => names);
  const apis = blockingNames.map(name => catalogue.in(language).blocking(name));

  test('every blocking name is said once', () => {
    expect(repeated(blockingNames)).toEqual([]);
  });

  test('every acquirer, combinator, limiter and awaitable is said once', () => {
    for (const names of [knowledge.acquirers, knowledge.combinators, knowledge.limiters, knowledge.pauses].map(entries => entries.map(({name}) => name))) {
      expect(repeated(names)).toEqual([]);
    }
    expect(repeated(knowledge.asyncIo)).toEqual([]);
    // An object of options may hold several functions; a keyword is another way to give the same one.
    expect(repeated(knowledge.functionTakers.map(({name, position, keyword}) => `${name} ${position} ${language === 'javascript' ? keyword : ''}`))).toEqual([]);
  });

  test('every name stands in the form that look-ups use', () => {
    const names = [
      ...blockingNames, ...knowledge.harmless, ...knowledge.asyncIo,
      ...[...knowledge.acquirers, ...knowledge.combinators, ...knowledge.limiters, ...knowledge.pauses, ...knowledge.functionTakers].map(({name}) => name),
    ];
    expect(names.filter(name => canonicalName(name, language) !== name)).toEqual([]);
  });

  test('nothing that blocks is said to be awaitable', () => {
    expect(blockingNames.filter(name => catalogue.in(language).isAsyncIo(name))).toEqual([]);
  });

  test('every blocking name is found, with a source', () => {
    expect(apis).not.toContain(undefined);
    expect(apis.filter(api => !api!.source)).toEqual([]);
  });

  test('every reason is one sentence', () => {
    const odd = (apis as BlockingApi[]).filter(({reason}) => !/^[A-Z`][^\n]*[^.]\.$/.test(reason) || /[.!?] [A-Z]/.test(reason));
    expect(odd.map(({name, reason}) => `${name}: ${reason}`)).toEqual([]);
  });

  test('what to use instead reads well after "use"', () => {
    const odd = (apis as BlockingApi[]).filter(({instead}) => instead === '' || /^(use|Use|You|To) |[.]$|^[A-Z](?!laywright)/.test(instead) || countOf(instead, '`') % 2 !== 0);
    expect(odd.map(({name, instead}) => `${name}: ${instead}`)).toEqual([]);
  });

  test('hearsay is never definite and offers no rewrite', () => {
    const hearsay = (apis as BlockingApi[]).filter(({source}) => source.startsWith('general knowledge'));
    expect(hearsay.filter(({rewrite}) => rewrite.kind !== 'message only').map(({name}) => name)).toEqual([]);
    expect(hearsay.filter(({confidence}) => confidence === 'definite').map(({name}) => name)).toEqual([]);
  });
});

function repeated(names: readonly string[]): readonly string[] {
  return names.filter((name, index) => names.indexOf(name) !== index);
}

function countOf(text: string, sign: string): number {
  return text.split(sign).length - 1;
}
