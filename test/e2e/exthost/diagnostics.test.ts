import assert from 'node:assert/strict';
import {DiagnosticSeverity} from 'vscode';
import {closeAll, problem, problemsOf, show} from './editor.ts';

describe('Diagnostics', () => {
  afterEach(closeAll);

  it('name the rule and its page, in TypeScript', async () => {
    const document = await show('typescript/no-blocking-call.ts');
    const diagnostic = await problem(document, 'no-blocking-call');
    assert.equal(diagnostic.severity, DiagnosticSeverity.Warning);
    assert.match(diagnostic.message, /readFileSync/);
    assert.ok(typeof diagnostic.code === 'object');
    assert.match(diagnostic.code.target.toString(), /no-blocking-call/);
  });

  it('name the rule and its page, in Python', async () => {
    const document = await show('python/no_blocking_call.py');
    const diagnostic = await problem(document, 'no-blocking-call');
    assert.match(diagnostic.message, /time\.sleep/);
    assert.equal(document.getText(diagnostic.range).startsWith('time.sleep'), true);
  });

  for (const [path, helper, sink] of [
    ['typescript/no-transitive-blocking-call.ts', 'load-settings.ts', 'read-text.ts'],
    ['python/no_transitive_blocking_call.py', '__init__.py', 'files.py'],
  ] as const) {
    it(`lead along the whole chain, over files: ${path}`, async () => {
      const document = await show(path);
      const diagnostic = await problem(document, 'no-transitive-blocking-call');
      const files = (diagnostic.relatedInformation ?? []).map(({location}) => location.uri.path.split('/').at(-1));
      assert.ok(files.includes(helper), `${helper} in ${files.join(', ')}`);
      assert.equal(files.at(-1), sink);
    });
  }

  for (const rule of ['no-unbounded-fan-out', 'no-swallowed-cancellation', 'require-cleanup-on-cancellation']) {
    for (const path of [`typescript/${rule}.ts`, `python/${rule.replaceAll('-', '_')}.py`]) {
      it(`stand where the playground planted them: ${path}`, async () => {
        const document = await show(path);
        await problem(document, rule);
        const planted = document.getText().match(/(\/\/|#) Planted/g)?.length;
        assert.equal(problemsOf(document).filter(line => line.endsWith(rule)).length, planted, problemsOf(document).join(', '));
      });
    }
  }
});
