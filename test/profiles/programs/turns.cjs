// Long turns of the loop and what only looks like one.
const now = () => performance.now();

function spin(ms) {
  const until = now() + ms;
  while (now() < until);
}

function manyImmediates(left) {
  spin(1);
  if (left > 1) setImmediate(manyImmediates, left - 1);
  else setTimeout(oneTask, 100);
}

function oneTask() {
  spin(300);
  setTimeout(manyContinuations, 100);
}

async function manyContinuations() {
  for (let i = 0; i < 200; i++) {
    await null;
    spin(1);
  }
  setTimeout(() => {
    for (let i = 0; i < 200; i++) setTimeout(spin, 20, 1);
    // By the end of this all of them are due, so that they run in one turn on a busy machine too.
    spin(60);
  }, 100);
}

setTimeout(manyImmediates, 100, 200);
