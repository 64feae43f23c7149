import assert from 'node:assert/strict';
import {type TextDocument, workspace} from 'vscode';
import {closeAll, eventually, problem, problemsOf, quickFix, show} from './editor.ts';

describe('Code actions', () => {
  afterEach(closeAll);

  it('rewrite a blocking call to its asynchronous twin, with the import, in TypeScript', async () => {
    const document = await show('typescript/no-blocking-call.ts');
    const diagnostic = await problem(document, 'no-blocking-call');
    const before = problemsOf(document).length;
    const {edit} = await quickFix(document, diagnostic, /await/i);
    assert.ok(edit);
    assert.ok(await workspace.applyEdit(edit));
    assert.match(document.getText(), /JSON\.parse\(await (\w+\.)?readFile\(`users\/\$\{id\}\.json`, 'utf8'\)\)/);
    await eventuallyFewer(document, before);
  });

  it('rewrite a blocking call to its asynchronous twin, in Python', async () => {
    const document = await show('python/no_blocking_call.py');
    const diagnostic = await problem(document, 'no-blocking-call');
    const {edit} = await quickFix(document, diagnostic, /asyncio\.sleep/);
    assert.ok(edit);
    assert.ok(await workspace.applyEdit(edit));
    assert.match(document.getText(), /await asyncio\.sleep\(1\)/);
  });

  for (const [path, comment] of [
    ['typescript/no-swallowed-cancellation.ts', /eslint-disable-next-line loopsight\/no-swallowed-cancellation/],
    ['python/no_swallowed_cancellation.py', /loopsight\/no-swallowed-cancellation/],
  ] as const) {
    it(`disable a problem for the line, in the language's own form: ${path}`, async () => {
      const document = await show(path);
      const diagnostic = await problem(document, 'no-swallowed-cancellation');
      const before = problemsOf(document).length;
      const {edit} = await quickFix(document, diagnostic, /disable.*line/i);
      assert.ok(edit);
      assert.ok(await workspace.applyEdit(edit));
      assert.match(document.getText(), comment);
      await eventuallyFewer(document, before);
    });
  }
});

async function eventuallyFewer(document: TextDocument, before: number): Promise<void> {
  await eventually(`fewer than ${before} problems`, () => problemsOf(document).length === before - 1 || undefined);
}
