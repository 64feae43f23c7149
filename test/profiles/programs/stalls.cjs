// Holds the loop at random times for random spans, with waiting in between, and prints when and for how long by its own clock.
const spans = Number(process.argv[2] ?? 20);
const truth = [];
const now = () => Number(process.hrtime.bigint()) / 1e6;

function hold(ms) {
  const start = now();
  while (now() - start < ms) Math.sqrt(ms); // @hold
  truth.push({start, ms: now() - start});
}

function next(left) {
  if (left === 0) return console.log(JSON.stringify(truth));
  // Half of them shorter than what counts as a stall.
  const ms = left % 2 ? 20 + Math.random() * 25 : 60 + Math.random() * 440;
  setTimeout(() => {
    hold(ms);
    setTimeout(next, 60, left - 1);
  }, Math.random() * 100);
}
next(spans);
