import {ConfigurationTarget, workspace} from 'vscode';
import {closeAll, noProblem, problem, show} from './editor.ts';

describe('Settings', () => {
  afterEach(async () => {
    for (const name of ['rules', 'enable', 'blockingApis']) await workspace.getConfiguration('loopsight').update(name, undefined, ConfigurationTarget.Workspace);
    await closeAll();
  });

  it('switch a rule off and on, at once', async () => {
    const document = await show('python/no_blocking_call.py');
    await problem(document, 'no-blocking-call');
    await set('rules', {'no-blocking-call': 'off'});
    await noProblem(document, 'no-blocking-call');
    await set('rules', {});
    await problem(document, 'no-blocking-call');
  });

  it('switch everything off', async () => {
    const document = await show('typescript/no-blocking-call.ts');
    await problem(document, 'no-blocking-call');
    await set('enable', false);
    await noProblem(document, 'no-blocking-call');
  });

  it('add a blocking call of your own', async () => {
    const document = await show('python/no_transitive_blocking_call.py');
    await problem(document, 'no-transitive-blocking-call');
    await set('blockingApis', {'json.loads': 'orjson'});
    await problem(await show('python/no_transitive_blocking_call.py'), 'no-transitive-blocking-call');
  });
});

async function set(name: string, value: unknown): Promise<void> {
  await workspace.getConfiguration('loopsight').update(name, value, ConfigurationTarget.Workspace);
}
