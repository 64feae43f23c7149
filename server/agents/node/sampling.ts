import inspector from 'node:inspector';
import {asOwnWork} from './clock.ts';
import type {EventLog} from './event-log.ts';

/** Taken before it is wrapped. */
const {stringify} = JSON;

/**
 * V8 takes profiles that overlap from its console only. The next chunk begins before the last one ends, so that one sampler takes them all: a new one would not know code that was
 * optimised while its loop ran, and would charge its time to the line that called it.
 */
const samples = inspector.console as unknown as {profile(title: string): void; profileEnd(title: string): void};

export interface Sampling {
  /** Writes the samples so far as a chunk and goes on. */
  writeChunk(): void;
  stop(): void;
}

/** Starts V8's sampling profiler in this thread; a runtime without an inspector has none. */
export function startSampling(log: EventLog, intervalUs: number): Sampling | null {
  const session = new inspector.Session();
  const finished = new Map<string, inspector.Profiler.Profile>();
  try {
    session.connect();
    session.on('Profiler.consoleProfileFinished', ({params: {title = '', profile}}) => void finished.set(title, profile));
    session.post('Profiler.enable');
    session.post('Profiler.setSamplingInterval', {interval: intervalUs});
    samples.profile(titleOf(0));
  } catch (error) {
    log.appendFailure(`No samples: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
  const known = new Set<string>();
  let chunks = 0;

  function take(goesOn: boolean): void {
    const index = chunks++;
    const span = asOwnWork(() => {
      if (goesOn) samples.profile(titleOf(index + 1));
      samples.profileEnd(titleOf(index));
      const profile = finished.get(titleOf(index));
      finished.clear();
      if (profile) {
        log.writeFile(`${index}.cpuprofile`, stringify(profile));
        const scripts = profile.nodes.map(({callFrame}) => callFrame).filter(({url, scriptId}) => isFile(url) && !known.has(scriptId) && (!goesOn || isTranspiled(url)));
        describeScripts(session, new Set(scripts.map(({scriptId}) => scriptId)), known, log);
      } else {
        log.appendFailure('Samples lost: V8 did not hand them over.');
      }
    });
    log.append({kind: 'chunk', index, ...span});
  }

  let isStopped = false;
  return {
    writeChunk: () => {
      if (!isStopped) take(true);
    },
    stop() {
      if (isStopped) return;
      isStopped = true;
      try {
        take(false);
      } finally {
        session.disconnect();
      }
    },
  };
}

/** The program may take such profiles too. */
function titleOf(chunk: number): string {
  return `Loopsight ${chunk}`;
}

/**
 * Where scripts have their source maps. The debugger is enabled for an instant: it announces all scripts before `enable` returns, with the
 * identity that samples use and with maps that exist in memory only, whatever compiled them. Of installed packages, those that samples name are enough; of
 * the user's own files all are told, because what cost nothing is news too. After that, V8 no longer compiles what awaits promises into the code that does (a
 * third slower): while the program goes on, it is asked only for what the disk cannot tell.
 */
function describeScripts(session: inspector.Session, wanted: ReadonlySet<string>, known: Set<string>, log: EventLog): void {
  if (wanted.size === 0) return;
  const onScript = ({params: {scriptId, url, sourceMapURL}}: inspector.InspectorNotification<inspector.Debugger.ScriptParsedEventDataType>) => {
    if (!wanted.has(scriptId) && (known.has(scriptId) || !isFile(url) || INSTALLED.test(url))) return;
    known.add(scriptId);
    log.append({kind: 'script', scriptId, url, sourceMapUrl: sourceMapURL ?? ''});
  };
  session.on('Debugger.scriptParsed', onScript);
  session.post('Debugger.enable');
  session.post('Debugger.disable');
  session.removeListener('Debugger.scriptParsed', onScript);
}

const INSTALLED = /[\\/]node_modules[\\/]/;

/** Other languages than JavaScript have been made into it in memory; of a JavaScript file the disk tells where its map is. */
function isTranspiled(url: string): boolean {
  return !/\.[cm]?js$/.test(url);
}

function isFile(url: string): boolean {
  return url !== '' && !url.startsWith('node:');
}
