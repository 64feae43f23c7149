import type {Language, TextEdit} from '../../rules/src/facts/index.ts';
import {spanOf} from '../../rules/src/facts/index.ts';

const COMMENT_SIGNS: Readonly<Record<Language, string>> = {javascript: '//', python: '#'};

/** A comment above the line that silences one rule on it, indented as the line is. */
export function disableOnLine(text: string, language: Language, offset: number, ruleId: string): TextEdit {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const indentation = /^[ \t]*/.exec(text.slice(start))?.[0] ?? '';
  return {span: spanOf(start, start), text: `${indentation}${COMMENT_SIGNS[language]} eslint-disable-next-line loopsight/${ruleId}${lineEnd(text)}`};
}

/** A comment at the head of the file that silences one rule in all of it: after a hashbang and an encoding declaration, which must stay first. */
export function disableInFile(text: string, language: Language, ruleId: string): TextEdit {
  const head = language === 'python' ? /^(?:#!.*\r?\n)?(?:#.*coding[:=].*\r?\n)?/ : /^(?:#!.*\r?\n)?/;
  const start = head.exec(text)?.[0].length ?? 0;
  const comment = language === 'python' ? `# eslint-disable loopsight/${ruleId}` : `/* eslint-disable loopsight/${ruleId} */`;
  return {span: spanOf(start, start), text: `${comment}${lineEnd(text)}`};
}

function lineEnd(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}
