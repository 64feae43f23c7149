import {readFile, stat} from 'node:fs/promises';
import {dirname, join, resolve} from 'node:path';
import type {GitHead} from './manifest.ts';

/** What is checked out around a folder, as git's own files say; null where there is no repository. Git itself is not run: it may not be there, and may run hooks. */
export async function readGitHead(folder: string): Promise<GitHead | null> {
  const repository = await gitFolder(folder);
  if (!repository) return null;
  const head = await textOf(join(repository, 'HEAD'));
  if (head === null) return null;
  if (!head.startsWith('ref: ')) return {branch: null, commit: head};
  const reference = head.slice('ref: '.length);
  const common = (await textOf(join(repository, 'commondir'))) ?? '.';
  const commit = (await textOf(join(repository, reference))) ?? (await textOf(join(repository, common, reference))) ?? (await packed(join(repository, common), reference));
  return {branch: reference.replace(/^refs\/heads\//, ''), commit};
}

/** `.git` is a folder, or in a worktree or submodule a file that names one. */
async function gitFolder(from: string): Promise<string | null> {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    const path = join(folder, '.git');
    const found = await stat(path).catch(() => null);
    if (found?.isDirectory()) return path;
    const named = found ? (await textOf(path))?.match(/^gitdir: (.+)$/m)?.[1] : undefined;
    if (named) return resolve(folder, named);
    if (dirname(folder) === folder) return null;
  }
}

async function packed(repository: string, reference: string): Promise<string | null> {
  const line = (await textOf(join(repository, 'packed-refs')))?.split('\n').find(each => each.endsWith(` ${reference}`));
  return line?.split(' ')[0] ?? null;
}

async function textOf(path: string): Promise<string | null> {
  return readFile(path, 'utf8').then(text => text.trim(), () => null);
}
