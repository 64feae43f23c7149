import assert from 'node:assert/strict';
import {describe, it} from 'node:test';

describe('numbers', () => {
  it('finds the primes', () => {
    assert.equal(primesBelow(60_000).length, 6057);
  });

  it('multiplies', () => {
    assert.equal(factorial(20_000) > 0n, true);
  });
});

function primesBelow(limit) {
  const primes = [];
  for (let number = 2; number < limit; number++) if (primes.every(prime => number % prime !== 0)) primes.push(number);
  return primes;
}

function factorial(number) {
  let product = 1n;
  for (let factor = 2n; factor <= number; factor++) product *= factor;
  return product;
}
