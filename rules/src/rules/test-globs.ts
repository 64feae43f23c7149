/** Files of tests and what only tests need, as globs from a project's root. `testing` alone: in the middle of a name it may be what a product is for. */
export const TEST_GLOBS: readonly string[] = [
  '**/{test,tests,*-test,*-tests,*_test,*_tests,__tests__,testing,__testing__,spec,e2e,fixtures,__fixtures__,mocks,__mocks__}/**',
  '**/*.{test,spec,bench}.*',
  '**/test_*.py',
  '**/*_test.py',
  '**/conftest.py',
];

/** Files that one person runs: tests, examples, playgrounds, scripts, command lines. Sources in `build` are programs of the build, as what it makes is JavaScript. */
export const UNSERVING_GLOBS: readonly string[] = [
  ...TEST_GLOBS,
  '**/{example,examples,demo,demos,sample,samples,playground,playgrounds,tutorial,tutorials,script,scripts,bin,cli,bench,benchmark,benchmarks}/**',
  '**/{cli,*-cli,*.cli}.{js,cjs,mjs,ts,cts,mts}',
  '**/{example_*,*_example}.py',
  '**/*.{example,config}.*',
  '**/build/*.{ts,mts,cts}',
];
