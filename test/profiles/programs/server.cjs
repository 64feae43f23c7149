// Runs until it is interrupted, and ends in an orderly way.
process.once('SIGINT', () => {
  console.log('interrupted');
  clearInterval(running);
  process.exitCode = 5;
});
const running = setInterval(() => {}, 1000);
console.log('ready');
