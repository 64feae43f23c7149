/**
 * Runs a mocha suite and tells what came of each test. A test that failed and then passed is told apart: a workbench has more
 * clocks than a test can hold still, but whoever reads the output must know.
 */
export function recordOf(mocha) {
  const record = {tests: [], repeated: []};
  return new Promise(resolve => {
    const runner = mocha.run(() => resolve(record));
    runner.on('pass', test => record.tests.push({title: test.fullTitle(), ok: true, ms: test.duration}));
    runner.on('fail', (test, error) => record.tests.push({title: test.fullTitle(), ok: false, ms: test.duration, error: plain(error.stack ?? String(error))}));
    runner.on('retry', (test, error) => record.repeated.push({title: test.fullTitle(), error: plain(error.message)}));
  });
}

/** Without the colours that a browser's driver puts into its messages. */
function plain(text) {
  // eslint-disable-next-line no-control-regex -- it is the control characters that go
  return text.replaceAll(/\u001b\[\d+m/g, '');
}

/** Prints the record of a suite and returns its sums. */
export function print(suite, {tests, repeated}) {
  console.log(`\n${suite}`);
  for (const {title, ok, ms, error} of tests) {
    console.log(`  ${ok ? '✓' : '✗'} ${title}${ms ? ` (${ms} ms)` : ''}`);
    if (!ok) console.log(error.replaceAll(/^/gm, '      '));
  }
  for (const {title, error} of repeated) console.log(`  ↻ repeated once, because it failed at first: ${title}\n      ${error}`);
  const failed = tests.filter(({ok}) => !ok).length;
  return {passed: tests.length - failed, failed};
}
