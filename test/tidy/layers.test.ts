import {execFileSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {ESLint} from 'eslint';
import {expect, test} from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const eslint = new ESLint({cwd: root});

/** An import that a floor must not have, in a file that need not exist. */
const arrowsUpwards: readonly [file: string, module: string][] = [
  ['rules/src/facts/new.ts', '../catalogue/index.ts'],
  ['rules/src/facts/new.ts', 'node:fs'],
  ['rules/src/javascript/new.ts', '../python/front-end.ts'],
  ['rules/src/python/new.ts', '../javascript/front-end.ts'],
  ['rules/src/python/new.ts', '../project/project.ts'],
  ['rules/src/catalogue/new.ts', '../project/project.ts'],
  ['rules/src/catalogue/node/new.ts', '../../javascript/front-end.ts'],
  ['rules/src/project/new.ts', '../javascript/front-end.ts'],
  ['rules/src/project/new.ts', '../rules/index.ts'],
  ['rules/src/rules/no-blocking-call/new.ts', '../no-unbounded-fan-out/index.ts'],
  ['rules/src/rules/no-blocking-call/new.ts', '../../python/front-end.ts'],
  ['rules/src/rules/no-blocking-call/new.ts', 'node:path'],
  ['rules/src/new.ts', 'vscode'],
  ['rules/src/new.ts', 'vscode-languageserver/node'],
  ['rules/src/new.ts', '../../server/main.ts'],
  ['server/new.ts', 'vscode'],
  ['server/new.ts', '../extension/main.ts'],
  ['server/lint/new.ts', 'vscode-languageserver/node'],
  ['server/lint/new.ts', '../protocol.ts'],
  ['server/lint/new.ts', '../handlers/hover.ts'],
  ['server/profile/new.ts', 'node:fs'],
  ['server/profile/formats/new.ts', '../../host/node-host.ts'],
  ['server/agents/node/new.ts', '../../host/node-host.ts'],
  ['server/evidence/new.ts', 'node:fs'],
  ['server/evidence/new.ts', '../protocol.ts'],
  ['extension/new.ts', 'eslint'],
  ['extension/new.ts', '../server/main.ts'],
  ['extension/commands/new.ts', '../../server/lint/documents.ts'],
  ['extension/new.ts', '../rules/src/engine.ts'],
];

test.each(arrowsUpwards)('%s must not import %s', async (file, module) => {
  expect(await forbiddenImports(file, module)).toEqual(['no-restricted-imports']);
});

const arrowsDownwards: readonly [file: string, module: string][] = [
  ['rules/src/rules/no-blocking-call/new.ts', '../../define-rule.ts'],
  ['rules/src/rules/no-blocking-call/new.ts', '../../facts/index.ts'],
  ['rules/src/rules/no-blocking-call/new.ts', './messages.ts'],
  ['rules/src/engine.ts', './rules/index.ts'],
  ['rules/src/catalogue/new.ts', './python/standard-library.ts'],
  ['rules/src/eslint/new.ts', '../engine.ts'],
  ['rules/src/disk/new.ts', 'node:fs'],
  ['server/lint/new.ts', '../../rules/src/engine.ts'],
  ['server/agents/node/new.ts', '../../profile/agent-events.ts'],
  ['extension/client.ts', '../server/protocol.ts'],
];

test.each(arrowsDownwards)('%s may import %s', async (file, module) => {
  expect(await forbiddenImports(file, module)).toEqual([]);
});

async function forbiddenImports(file: string, module: string): Promise<(string | null)[]> {
  const [result] = await eslint.lintText(`import '${module}';\n`, {filePath: join(root, file)});
  return (result?.messages ?? []).map(({ruleId}) => ruleId).filter(id => id === 'no-restricted-imports');
}

test('TypeScript refuses an arrow from one package up to another', () => {
  mkdirSync(join(root, 'out'), {recursive: true});
  const folder = mkdtempSync(join(root, 'out', 'references-'));
  try {
    const project = join(folder, 'tsconfig.json');
    writeFileSync(join(folder, 'arrow.ts'), "import '../../server/settings.ts';\n");
    writeFileSync(project, JSON.stringify({extends: join(root, 'rules/tsconfig.json'), files: ['arrow.ts'], include: []}));
    const {status, output} = compile(project);
    expect(status).not.toBe(0);
    expect(output).toMatch(/TS6059|TS6307/);
  } finally {
    rmSync(folder, {recursive: true});
  }
});

function compile(project: string): {status: number; output: string} {
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  try {
    return {status: 0, output: execFileSync(process.execPath, [tsc, '--noEmit', '-p', project], {encoding: 'utf8'})};
  } catch (error) {
    const {status, stdout} = error as {status: number; stdout: string};
    return {status, output: stdout};
  }
}
