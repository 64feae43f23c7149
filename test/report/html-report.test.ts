import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {report} from '../../server/report/command.ts';
import {htmlReport} from '../../server/report/html-report.ts';
import type {ViewData} from '../../server/report/view-data.ts';
import {createRunFolder} from '../../server/runs/run-folder.ts';

const DATA: ViewData = {version: 1, title: 'a run', wallUs: 1000, processes: [], stalls: [], awaits: []};

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'loopsight-report-'));
  await writeFile(join(directory, 'view.js'), 'show("</script>")');
  await writeFile(join(directory, 'view.css'), 'body {}');
});
afterAll(() => rm(directory, {recursive: true, force: true}));

async function reported(...args: readonly string[]) {
  let [stdout, stderr] = ['', ''];
  const code = await report(args, {stdout: text => (stdout += text), stderr: text => (stderr += text), directory, scriptFile: join(directory, 'view.js'), styleFile: join(directory, 'view.css')});
  return {code, stdout, stderr};
}

test('names in a run cannot become markup', () => {
  const html = htmlReport({...DATA, title: '</script><script>alert(1)</script><!--'}, {script: 'x', style: 'y'});
  expect(html).not.toContain('<script>alert');
  expect(html).not.toContain('<!--');
  const json = /type="application\/json">(.*?)<\/script>/s.exec(html)?.[1] ?? '';
  expect((JSON.parse(json) as ViewData).title).toBe('</script><script>alert(1)</script><!--');
});

test('only the script that is in the page may run, and nothing is fetched', () => {
  const html = htmlReport(DATA, {script: 'x()', style: ''});
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1];
  expect(policy).toMatch(/^default-src 'none'; script-src 'sha256-[\w+/=]{44}'; style-src 'sha256-[\w+/=]{44}'$/);
  expect(html.match(/https?:\/\//g)).toBeNull();
});

test('a kept run becomes a file of its own', async () => {
  const folder = await createRunFolder(join(directory, 'kept'));
  await writeFile(folder.view, JSON.stringify(DATA));
  const {code, stdout, stderr} = await reported('kept', '--out', 'page.html');
  expect([code, stdout.trim(), stderr]).toEqual([0, join(directory, 'page.html'), '']);
  expect(await readFile(join(directory, 'page.html'), 'utf8')).toContain('"title":"a run"');
});

test.each([
  ['no run', [], 'A report is of one run: name its folder.'],
  ['a folder that is none', ['nowhere'], 'nowhere cannot be shown. Name the folder of a run that has ended'],
  ['an unknown option', ['--x'], "Unknown option '--x'"],
])('%s is refused with the reason', async (_, args, reason) => {
  const {code, stderr} = await reported(...args);
  expect([code, stderr.includes(reason)], stderr).toEqual([2, true]);
});

test('views of another version are refused', async () => {
  const folder = await createRunFolder(join(directory, 'old'));
  await writeFile(folder.view, JSON.stringify({...DATA, version: 2}));
  expect(await reported('old')).toMatchObject({code: 2, stderr: expect.stringContaining('another version')});
});
