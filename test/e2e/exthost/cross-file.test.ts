import {closeAll, noProblem, problem, replace, show} from './editor.ts';

describe('Across files, while typing', () => {
  afterEach(closeAll);

  it('a helper that no longer blocks clears its callers, in TypeScript', async () => {
    const caller = await show('typescript/no-transitive-blocking-call.ts');
    await problem(caller, 'no-transitive-blocking-call');
    const helper = await show('typescript/settings/read-text.ts');
    await replace(helper, "return readFileSync(path, 'utf8');", 'return path;');
    await noProblem(caller, 'no-transitive-blocking-call');
    await replace(helper, 'return path;', "return readFileSync(path, 'utf8');");
    await problem(caller, 'no-transitive-blocking-call');
  });

  it('a helper that no longer blocks clears its callers, in Python', async () => {
    const caller = await show('python/no_transitive_blocking_call.py');
    await problem(caller, 'no-transitive-blocking-call');
    const helper = await show('python/settings/files.py');
    await replace(helper, 'Path(path).read_text()', 'path');
    await noProblem(caller, 'no-transitive-blocking-call');
  });

  it('an unsaved helper that is closed counts as it is on disk again', async () => {
    const caller = await show('typescript/no-transitive-blocking-call.ts');
    const helper = await show('typescript/settings/read-text.ts');
    await replace(helper, "return readFileSync(path, 'utf8');", 'return path;');
    await noProblem(caller, 'no-transitive-blocking-call');
    await closeAll();
    await problem(await show('typescript/no-transitive-blocking-call.ts'), 'no-transitive-blocking-call');
  });
});
