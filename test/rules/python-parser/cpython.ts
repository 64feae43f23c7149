import {execFileSync, spawnSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {parsePython} from '../../../rules/src/python/parse.ts';
import {type CanonicalTree, canonicalTree} from './canonical-tree.ts';

const python = process.platform === 'win32' ? 'python' : 'python3';
const script = fileURLToPath(new URL('cpython-ast.py', import.meta.url));

/** The folder of the machine's standard library; null without a Python. */
export function standardLibrary(): string | null {
  const {status, stdout} = spawnSync(python, [script, '--library'], {encoding: 'utf8'});
  return status === 0 ? stdout.trim() : null;
}

/** All Python files in a folder, in a stable order; what is installed beside the library is not of it. */
export function pythonFiles(folder: string): string[] {
  return readdirSync(folder, {withFileTypes: true})
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(entry => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return entry.name === 'site-packages' || entry.name === '__pycache__' ? [] : pythonFiles(path);
      return entry.isFile() && entry.name.endsWith('.py') ? [path] : [];
    });
}

export interface Comparison {
  /** Files that CPython accepts. */
  readonly accepted: number;
  readonly identical: number;
  /** Files where every node starts and ends where CPython's does, too. */
  readonly identicalInPlace: number;
  /** The first twenty files that are not, with the first difference. */
  readonly different: readonly string[];
  readonly differentInPlace: readonly string[];
  /** Files that CPython accepts and we find an error in, with the error. */
  readonly refused: readonly string[];
}

/** Reads each file with CPython and with our parser. Files that CPython refuses (newer syntax, broken test data) are left out. */
export function compareWithCpython(files: readonly string[]): Comparison {
  const answers = execFileSync(python, [script], {input: files.join('\n'), encoding: 'utf8', maxBuffer: 1 << 28}).trim().split('\n').map(line => JSON.parse(line));
  const accepted = files.flatMap((path, index) => (answers[index].error === undefined ? [{path, theirs: answers[index]}] : []));
  const compared = accepted.map(({path, theirs}) => {
    const text = read(path);
    const {tree, errors} = parsePython(text);
    const ours = canonicalTree(tree, text);
    return {path, isSame: digest(ours.structure) === theirs.structure, isInPlace: digest(ours.places) === theirs.places, error: errors[0]?.message};
  });
  return {
    accepted: accepted.length,
    identical: compared.filter(({isSame}) => isSame).length,
    identicalInPlace: compared.filter(({isSame, isInPlace}) => isSame && isInPlace).length,
    different: compared.filter(({isSame}) => !isSame).slice(0, 20).map(({path}) => `${path}: ${firstDifference(path, 'structure')}`),
    differentInPlace: compared.filter(({isSame, isInPlace}) => isSame && !isInPlace).map(({path}) => path),
    refused: compared.flatMap(({path, error}) => (error === undefined ? [] : [`${path}: ${error}`])),
  };
}

/** Where the two trees of a file part, with what stands before. */
export function firstDifference(path: string, aspect: keyof CanonicalTree): string {
  const theirs: CanonicalTree = JSON.parse(execFileSync(python, [script, '--dump', path], {encoding: 'utf8', maxBuffer: 1 << 28}));
  const text = read(path);
  const ours = canonicalTree(parsePython(text).tree, text);
  const at = theirs[aspect].findIndex((line, index) => line !== ours[aspect][index]);
  const around = (tree: CanonicalTree) => tree[aspect].slice(Math.max(0, at - 4), at + 2).join(' ').slice(0, 300);
  return `CPython: ${around(theirs)} ours: ${around(ours)}`;
}

export function read(path: string): string {
  return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
}

function digest(lines: readonly string[]): string {
  return createHash('md5').update(lines.join('\n')).digest('hex');
}
