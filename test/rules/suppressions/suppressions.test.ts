import {describe, expect, test} from 'vitest';
import {type Language, spanOf} from '../../../rules/src/facts/index.ts';
import {judge, suppress} from '../../../rules/src/suppressions/index.ts';

const rules = [{id: 'no-blocking-call', codes: ['ASYNC210', 'ASYNC251']}, {id: 'require-timeout', codes: []}];

/** Reports stand on each `call()`, of the rule that the argument names: `call(b)`, `call(t)`. What is left is told by line. */
function kept(text: string, language: Language = 'python') {
  return judged(text, language).kept.map(({line, ruleId}) => `${line} ${ruleId}`);
}

function unused(text: string, language: Language = 'python') {
  return judged(text, language).unused.map(({span, ruleIds}) => `${text.slice(span.start, span.end)} → ${ruleIds.join(', ')}`);
}

function judged(text: string, language: Language, honourDisableComments = true) {
  return judge(reportsIn(text), {text, language, comments: commentsIn(text, language)}, rules, honourDisableComments);
}

function reportsIn(text: string) {
  return [...text.matchAll(/call\((\w)[^)]*\)/g)].map(({index, 0: call, 1: rule}) => ({
    ruleId: rule === 'b' ? 'no-blocking-call' : 'require-timeout',
    span: spanOf(index, index + call.length),
    line: text.slice(0, index).split(/\r\n|\r|\n/).length,
  }));
}

function commentsIn(text: string, language: Language) {
  const signs = language === 'python' ? /#([^\r\n]*)/g : /\/\/([^\r\n]*)|\/\*([^]*?)\*\//g;
  return [...text.matchAll(signs)].map(match => ({text: match[1] ?? match[2] ?? '', span: spanOf(match.index, match.index + match[0].length)}));
}

describe('# noqa', () => {
  test.each([
    ['a bare one silences its line', 'call(b)  # noqa\ncall(b)', ['2 no-blocking-call']],
    ['case does not matter', 'call(b)  # NoQA', []],
    ['a code silences the rules that bear it', 'call(b); call(t)  # noqa: ASYNC251', ['1 require-timeout']],
    ['a code of another rule silences nothing', 'call(b)  # noqa: E501', ['1 no-blocking-call']],
    ['several codes, with commas or blanks', 'call(b)  # noqa: E501,ASYNC210\ncall(b)  #noqa:E501 async210', []],
    ['our own ids are codes', 'call(t)  # noqa: require-timeout\ncall(t)  # noqa: loopsight/require-timeout', []],
    ['a list ends where the explanation begins', 'call(b); call(t)  # noqa: ASYNC251 require the rest', ['1 require-timeout']],
    ['a list without any code is no list of codes, and nothing is silenced', 'call(b)  # noqa: because', ['1 no-blocking-call']],
    ['it may follow another comment', 'call(b)  # type: ignore # noqa: ASYNC210', []],
    ['what only looks like it is none', 'call(b)  # see noqa\ncall(b)  # noqa-ish', ['1 no-blocking-call', '2 no-blocking-call']],
    ['it stands behind a call of several lines, or at its beginning', 'call(b,\n  1,\n)  # noqa\ncall(b,  # noqa\n)', []],
    ['in the middle of a call it is for what stands there', 'call(b,\n  1,  # noqa\n)', ['1 no-blocking-call']],
    ['lines joined by backslashes are one', 'with call(b) as x, \\\n    y:  # noqa\n  pass', []],
    ['carriage returns end lines too', 'call(b)  # noqa\rcall(b)\r\ncall(b)  # noqa', ['2 no-blocking-call']],
    ['for the whole file', 'call(b)\n# ruff: noqa: ASYNC210\ncall(b); call(t)', ['3 require-timeout']],
    ['for the whole file, of every kind', '# flake8: noqa\ncall(b); call(t)', []],
    ['what is for the file must stand alone', 'x = 1  # ruff: noqa\ncall(b)', ['2 no-blocking-call']],
  ])('%s', (_, text, expected) => expect(kept(text)).toEqual(expected));

  test('is not JavaScript', () => expect(kept('call(b) // noqa', 'javascript')).toEqual(['1 no-blocking-call']));
});

describe('eslint-disable', () => {
  test.each([
    ['a block without a list', '# eslint-disable\ncall(b)\n# eslint-enable\ncall(b)', ['4 no-blocking-call']],
    ['a block with a list', '# eslint-disable loopsight/no-blocking-call, no-eval\ncall(b); call(t)\n# eslint-enable loopsight/no-blocking-call\ncall(b)', ['2 require-timeout', '4 no-blocking-call']],
    ['one rule enabled in a block of all', '# eslint-disable\n# eslint-enable loopsight/require-timeout\ncall(b); call(t)', ['3 require-timeout']],
    ['a whole block enabled again', '# eslint-disable loopsight/no-blocking-call\n# eslint-enable\ncall(b)', ['3 no-blocking-call']],
    ['a block begins at its comment', 'call(b)  # eslint-disable\ncall(b)', ['1 no-blocking-call']],
    ['its own line', 'call(b)  # eslint-disable-line\ncall(b)  # eslint-disable-line loopsight/require-timeout\n', ['2 no-blocking-call']],
    ['the next line', '# eslint-disable-next-line loopsight/no-blocking-call -- it is short\ncall(b); call(t)\ncall(b)', ['2 require-timeout', '3 no-blocking-call']],
    ['a reason is no list', '# eslint-disable-next-line -- loopsight/require-timeout\ncall(b)', []],
    ['quoted names', "# eslint-disable-next-line 'loopsight/no-blocking-call'\ncall(b)", []],
    ['rules of others', '# eslint-disable no-blocking-call, other/no-blocking-call\ncall(b)', ['2 no-blocking-call']],
    ['what only looks like it', '# eslint-disabled\n# do eslint-disable\ncall(b)', ['3 no-blocking-call']],
  ])('%s', (_, text, expected) => expect(kept(text)).toEqual(expected));

  test.each([
    ['blocks need a block comment', '// eslint-disable\ncall(b)\n/* eslint-disable */\ncall(b)', ['2 no-blocking-call']],
    ['line comments are for lines', '// eslint-disable-next-line\ncall(b)\ncall(b) // eslint-disable-line', []],
    ['the next line is counted from the end of the comment', '/* eslint-disable-next-line\n   loopsight/no-blocking-call\n   -- a long reason */\ncall(b)', []],
    ['a comment of several lines is not for its own', '/* eslint-disable-line\n*/ call(b)', ['2 no-blocking-call']],
  ])('JavaScript: %s', (_, text, expected) => expect(kept(text, 'javascript')).toEqual(expected));

  test('is left to the host that honours it itself', () => {
    expect(judged('call(b)  # eslint-disable-line', 'python', false).kept).toHaveLength(1);
    expect(suppress(reportsIn('call(b)  # noqa'), {text: 'call(b)  # noqa', language: 'python', comments: commentsIn('call(b)  # noqa', 'python')}, rules, false)).toEqual([]);
  });
});

describe('unused directives', () => {
  test.each([
    ['one that silences nothing', '# eslint-disable-next-line loopsight/no-blocking-call\nother()', ['# eslint-disable-next-line loopsight/no-blocking-call → no-blocking-call']],
    ['the useless part of a list', '# eslint-disable loopsight/no-blocking-call, loopsight/require-timeout\ncall(b)', ['# eslint-disable loopsight/no-blocking-call, loopsight/require-timeout → require-timeout']],
    ['one that a later block makes useless', '# eslint-disable loopsight/no-blocking-call\n# eslint-disable loopsight/no-blocking-call -- again\ncall(b)', ['# eslint-disable loopsight/no-blocking-call → no-blocking-call']],
    ['never without a list, nor for rules of others', '# eslint-disable\n# eslint-disable-next-line no-eval\nother()', []],
    ['used beside a noqa', '# eslint-disable-next-line loopsight/no-blocking-call\ncall(b)  # noqa', []],
  ])('%s', (_, text, expected) => expect(unused(text)).toEqual(expected));
});
