// One loop that is optimised while it runs, called again and again, in several chunks of samples.
const {setTimeout: pause} = require('node:timers/promises');

function compute() {
  let sum = 0;
  for (let row = 0; row < 3000; row++) {
    for (let column = 0; column < 6000; column++) {
      sum = (sum * 31 + row * column) % 1000003; // @compute
    }
  }
  return sum;
}

function caller() {
  const one = 1;
  return compute() + one; // @call
}

async function main() {
  for (let time = 0; time < 6; time++) {
    caller();
    await pause(150);
  }
}

main();
