import {words} from './knowledge.ts';

/** Modules that Node itself brings and that may be imported without `node:`; without submodules. From `module.builtinModules` of Node 24. */
export const NODE_MODULES: readonly string[] = words(
  `assert async_hooks buffer child_process cluster console constants crypto dgram diagnostics_channel dns domain events fs http http2 https
  inspector module net os path perf_hooks process punycode querystring readline repl stream string_decoder sys timers tls trace_events tty url util v8 vm wasi worker_threads zlib`,
);
