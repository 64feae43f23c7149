import {describe, expect, test} from 'vitest';
import {compareWithCpython, pythonFiles, standardLibrary} from './cpython.ts';

/**
 * Whether our trees are CPython's, node for node and value for value.
 *
 *     PYTHON_CORPUS=all npx vitest run test/rules/python-parser/cpython         the whole standard library, instead of a sample
 *     PYTHON_CORPUS=<folder> npx vitest run test/rules/python-parser/cpython    the Python files of a folder
 */
const corpus = process.env.PYTHON_CORPUS;
const library = standardLibrary();
const SAMPLE = 150;

describe.skipIf(!library)(`trees are those of CPython${library ? '' : ': no python3 to compare with'}`, () => {
  test(corpus ? `in ${corpus}` : 'in a sample of its standard library', {timeout: 1_200_000}, () => {
    const files = pythonFiles(corpus && corpus !== 'all' ? corpus : (library ?? ''));
    const every = corpus ? 1 : Math.ceil(files.length / SAMPLE);
    const {accepted, identical, identicalInPlace, different, refused, differentInPlace} = compareWithCpython(files.filter((_, index) => index % every === 0));
    console.log(`${accepted} files: ${percent(identical, accepted)} identical, ${percent(identicalInPlace, accepted)} in place too, ${refused.length} with errors that CPython does not see`);
    for (const line of [...different, ...refused, ...(corpus ? differentInPlace.slice(0, 10) : [])]) console.log(line);
    expect(accepted).toBeGreaterThan(0);
    expect(identical / accepted).toBeGreaterThanOrEqual(0.99);
    expect(identicalInPlace / accepted).toBeGreaterThanOrEqual(0.97);
  });
});

function percent(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(2)} %`;
}
