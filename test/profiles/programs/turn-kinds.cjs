// One kind of busy time, chosen by the argument, after some waiting; prints what its own clock says of it.
const now = () => Number(process.hrtime.bigint()) / 1e6;
const COUNT = 300;
let start = 0;

function spin(ms) {
  const until = now() + ms;
  while (now() < until);
}

function finish() {
  console.log(JSON.stringify({ms: now() - start}));
}

const kinds = {
  immediates(left = COUNT) {
    spin(1);
    if (left > 1) setImmediate(kinds.immediates, left - 1);
    else finish();
  },
  task() {
    spin(300);
    finish();
  },
  async microtasks() {
    for (let i = 0; i < 200; i++) {
      await null;
      spin(1);
    }
    finish();
  },
  timers() {
    let left = COUNT;
    const one = () => {
      if (left === COUNT) start = now();
      spin(1);
      if (--left === 0) finish();
    };
    for (let i = 0; i < COUNT; i++) setTimeout(one, 20);
    // Without giving the loop a turn: by then all of them are due.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 40);
  },
};

setTimeout(() => {
  start = now();
  kinds[process.argv[2]]();
}, 200);
setTimeout(() => {}, 1000);
