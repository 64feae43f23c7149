import {execFileSync, spawnSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

const rules = fileURLToPath(new URL('../../rules/', import.meta.url));
const isWindows = process.platform === 'win32';

/** A report of ESLint or oxlint, by what a reader sees. */
export interface Finding {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly rule: string | null;
  readonly message: string;
}

/** A project that is not ours, into which the packed plugin is installed as a user does it. */
export class ForeignProject {
  readonly folder = mkdtempSync(join(tmpdir(), 'loopsight-foreign-'));

  /** Packs the plugin and installs it beside the named packages. */
  install(packages: readonly string[]): this {
    this.write('package.json', JSON.stringify({name: 'foreign', private: true}));
    execFileSync('npm', ['pack', '--silent', '--pack-destination', this.folder], {cwd: rules, shell: isWindows});
    const archive = readdirSync(this.folder).find(file => file.endsWith('.tgz'));
    execFileSync('npm', ['install', '--silent', '--no-audit', '--no-fund', `./${archive}`, ...packages], {cwd: this.folder, shell: isWindows});
    return this;
  }

  write(name: string, text: string): this {
    const path = join(this.folder, name);
    mkdirSync(dirname(path), {recursive: true});
    writeFileSync(path, text);
    return this;
  }

  delete(name: string): this {
    rmSync(join(this.folder, name), {force: true});
    return this;
  }

  /** `npx eslint .`, with its exit code and what it printed. */
  eslint(...args: readonly string[]): {readonly code: number | null; readonly findings: readonly Finding[]; readonly stderr: string} {
    const {status, stdout, stderr} = spawnSync('npx', ['eslint', '--format', 'json', ...(args.length > 0 ? args : ['.'])], {cwd: this.folder, encoding: 'utf8', shell: isWindows});
    if (!stdout.startsWith('[')) throw new Error(`ESLint did not finish (${status}): ${stdout}\n${stderr}`);
    const results = JSON.parse(stdout) as {filePath: string; messages: {ruleId: string | null; line: number; column: number; message: string}[]}[];
    const findings = results.flatMap(({filePath, messages}) => messages.map(({ruleId, line, column, message}) => ({file: this.#name(filePath), line, column, rule: ruleId, message})));
    return {code: status, findings, stderr};
  }

  /** `npx oxlint`, with only our rules. */
  oxlint(): readonly Finding[] {
    const {stdout, stderr, status} = spawnSync('npx', ['oxlint', '--format', 'json', '.'], {cwd: this.folder, encoding: 'utf8', shell: isWindows});
    if (!stdout.trimStart().startsWith('{')) throw new Error(`oxlint did not finish (${status}): ${stdout}\n${stderr}`);
    const {diagnostics} = JSON.parse(stdout) as {diagnostics: {code: string; filename: string; message: string; labels: {span: {line: number; column: number}}[]}[]};
    return diagnostics.map(({code, filename, message, labels}) => ({
      file: this.#name(filename),
      line: labels[0]?.span.line ?? 0,
      column: labels[0]?.span.column ?? 0,
      rule: code.replace(/^(\S+)\((\S+)\)$/, '$1/$2'),
      message,
    }));
  }

  remove(): void {
    rmSync(this.folder, {recursive: true, force: true});
  }

  #name(path: string): string {
    return path.replace(this.folder, '').replaceAll('\\', '/').replace(/^\//, '');
  }
}
