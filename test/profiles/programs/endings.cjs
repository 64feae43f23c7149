// Works for a moment and then ends the way it is told to.
const ways = {
  normal: () => clearInterval(running),
  exit: () => process.exit(3),
  throw: () => {
    throw new Error('on purpose');
  },
  reject: () => void Promise.reject(new Error('on purpose')),
  handled: () => process.kill(process.pid, 'SIGINT'),
  signal: name => process.kill(process.pid, name),
};
const [, , way, argument] = process.argv;
if (way === 'handled') process.on('SIGINT', () => process.exit(process.listenerCount('SIGINT') === 1 ? 7 : 8));
console.log('to standard output');
console.error('to standard error');

function work() {
  const until = performance.now() + 60;
  while (performance.now() < until);
}

const running = setInterval(() => {}, 1000);
setTimeout(() => {
  work();
  setTimeout(ways[way], argument === 'SIGKILL' ? 1000 : 20, argument);
}, 20);
