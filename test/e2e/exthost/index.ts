import {writeFile} from 'node:fs/promises';
import Mocha from 'mocha';
import {recordOf} from '../record.mjs';

/**
 * What the extension host calls when it is asked to run tests. Resolves when all ran; the record goes to a file, because of the
 * outcome itself the workbench passes on a number only.
 */
export async function run(): Promise<void> {
  const mocha = new Mocha({timeout: 60_000, retries: 1, reporter: Mocha.reporters.Base});
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  await import('./diagnostics.test.ts');
  await import('./code-actions.test.ts');
  await import('./cross-file.test.ts');
  await import('./settings.test.ts');
  await import('./commands.test.ts');
  await import('./profiling.test.ts');
  await import('./restart.test.ts');
  const record = await recordOf(mocha);
  await writeFile(process.env['LOOPSIGHT_RECORD'] ?? 'record.json', JSON.stringify(record));
}
