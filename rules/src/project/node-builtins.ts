/** Modules that Node itself brings and that may be imported without `node:`; without submodules. From `module.builtinModules` of Node 24. */
const BUILTIN_MODULES: ReadonlySet<string> = new Set(
  `assert async_hooks buffer child_process cluster console constants crypto dgram diagnostics_channel dns domain events fs http http2 https
  inspector module net os path perf_hooks process punycode querystring readline repl stream string_decoder sys timers tls trace_events tty url util v8 vm wasi worker_threads zlib`.split(/\s+/),
);

/** `fs`, `node:fs`, `fs/promises`. */
export function isNodeBuiltin(module: string): boolean {
  if (module.startsWith('node:')) return true;
  const slash = module.indexOf('/');
  return BUILTIN_MODULES.has(slash < 0 ? module : module.slice(0, slash));
}
