// Loaded before a program: hooks as tools set them that follow asynchronous work.
const {createHook} = require('node:async_hooks');

let running = 0;
createHook({
  init() {},
  before() {
    running++;
  },
  after() {
    running--;
  },
}).enable();
