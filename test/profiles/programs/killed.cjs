// Works for a while, waits, and is then killed: what it has saved until then is what is left of it.
function work() {
  const until = performance.now() + 150;
  while (performance.now() < until);
}

setTimeout(work, 100);
setTimeout(() => process.kill(process.pid, 'SIGKILL'), 1500);
