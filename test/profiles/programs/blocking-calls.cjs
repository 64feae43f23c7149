// Blocks the loop in known lines, one turn each, and prints how long each took by the clock around it.
const childProcess = require('node:child_process');
const crypto = require('node:crypto');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const zlib = require('node:zlib');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'loopsight test-')); // @folder
const file = path.join(folder, 'random');
fs.writeFileSync(file, crypto.randomBytes(96 * 1024 * 1024)); // @setup
const bytes = crypto.randomBytes(4 * 1024 * 1024);
const text = JSON.stringify(Array.from({length: 300_000}, (_, id) => ({id, name: `name ${id}`, tags: ['a', 'b']})));

const blocks = {
  read() {
    // Kept: that it is freed later, after the clock around it has been read, is none of this line's time.
    kept.push(fs.readFileSync(file)); // @read
  },
  hash() {
    crypto.pbkdf2Sync('password', 'salt', 120_000, 64, 'sha512'); // @hash
  },
  derive() {
    crypto.scryptSync('password', 'salt', 64, {N: 2 ** 15, maxmem: 2 ** 27}); // @derive
  },
  run() {
    childProcess.execFileSync(process.execPath, ['-e', 'setTimeout(() => {}, 100)'], {env: {}}); // @run
  },
  lock() {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 120); // @lock
  },
  pack() {
    zlib.gzipSync(bytes); // @pack
  },
  parse() {
    kept.push(JSON.parse(text)); // @parse
  },
  compute() {
    let sum = 0;
    for (let i = 0; i < 3e7; i++) sum += Math.sqrt(i); // @compute
    return sum;
  },
};

const kept = [];
const truth = {};
const labels = Object.keys(blocks);
function next() {
  const label = labels.shift();
  if (label === undefined) return end();
  const start = process.hrtime.bigint();
  blocks[label]();
  truth[label] = Number(process.hrtime.bigint() - start) / 1e6;
  setTimeout(next, 30);
}
function end() {
  fs.rmSync(folder, {recursive: true}); // @cleanup
  console.log(JSON.stringify(truth));
}
setTimeout(next, 30);
