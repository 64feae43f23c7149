/**
 * Modules that exist only where a script does not run on Node, by the beginning of their names: it has neither Node's event loop nor the asynchronous
 * forms of its API, though some names are the same.
 */
const MODULES_OF_OTHER_ENGINES: readonly string[] = [
  // GNOME's scripts, which run on GLib's loop: https://gjs.guide/guides/gjs/intro.html
  'gi://',
  'resource:///',
  // A load test of k6, each of whose virtual users waits for itself: https://grafana.com/docs/k6/latest/javascript-api/
  'k6',
  // MeshCentral's agent, Duktape with a `fs` of its own: https://github.com/Ylianst/MeshAgent
  'MeshAgent',
  // The shell of QuickJS: https://bellard.org/quickjs/quickjs.html
  'qjs:',
];

/** Whether a module says that the script which imports it runs in another engine than Node, Bun or Deno. */
export function isOfOtherEngine(module: string): boolean {
  return MODULES_OF_OTHER_ENGINES.some(name => module === name || (module.startsWith(name) && (/[:/]$/.test(name) || module[name.length] === '/')));
}
