import {Buffer} from 'node:buffer';
import inspector from 'node:inspector';
import {findSourceMap} from 'node:module';
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
  /** Writes what is left. Where the program does not end but goes on without the agent, it is to be as fast as before. */
  stop(programEnds?: boolean): void;
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

  function take({isLast = false, programEnds = false}): void {
    const index = chunks++;
    const span = asOwnWork(() => {
      if (!isLast) samples.profile(titleOf(index + 1));
      samples.profileEnd(titleOf(index));
      const profile = finished.get(titleOf(index));
      finished.clear();
      if (profile) {
        // First: a thread may be ended at any time, and samples of scripts that nobody has described would be told on wrong lines.
        describeScripts(session, profile.nodes.map(({callFrame}) => callFrame), {programEnds, known, log});
        log.writeFile(`${index}.cpuprofile`, stringify(profile));
      } else {
        log.appendFailure('Samples lost: V8 did not hand them over.');
      }
    });
    log.append({kind: 'chunk', index, ...span});
  }

  let isStopped = false;
  return {
    writeChunk: () => {
      if (!isStopped) take({});
    },
    stop(programEnds = false) {
      if (isStopped) return;
      isStopped = true;
      try {
        take({isLast: true, programEnds});
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

/** Where scripts have their source maps. While the program goes on, that is asked only of what the disk cannot tell, and of the runtime's own cache of maps first. */
function describeScripts(session: inspector.Session, sampled: readonly inspector.Runtime.CallFrame[], {programEnds, known, log}: {readonly programEnds: boolean; readonly known: Set<string>; readonly log: EventLog}): void {
  const wanted = new Map(sampled.filter(({url, scriptId}) => isFile(url) && !known.has(scriptId) && (programEnds || isTranspiled(url))).map(({scriptId, url}) => [scriptId, url]));
  const tell = (scriptId: string, url: string, sourceMapUrl: string) => {
    known.add(scriptId);
    wanted.delete(scriptId);
    log.append({kind: 'script', scriptId, url, sourceMapUrl});
  };
  for (const [scriptId, url] of wanted) {
    const map = findSourceMap(url);
    if (map) tell(scriptId, url, dataUrl({...map.payload, sourcesContent: []}));
  }
  if (wanted.size > 0) askDebugger(session, ({scriptId, url, sourceMapURL}) => {
    if (wanted.has(scriptId) || (!known.has(scriptId) && isFile(url) && !INSTALLED.test(url))) tell(scriptId, url, sourceMapURL ?? '');
  });
  log.flush();
}

/**
 * The debugger is enabled for an instant: it announces all scripts before `enable` returns, with the identity that samples use and with maps that exist in memory only,
 * whatever compiled them. Of installed packages, those that samples name are enough; of the user's own files all are told, because what cost nothing is news too. From then
 * on V8 no longer compiles what awaits promises into the code that does, for as long as the process runs: such code takes a third longer.
 */
function askDebugger(session: inspector.Session, tell: (script: inspector.Debugger.ScriptParsedEventDataType) => void): void {
  const onScript = ({params}: inspector.InspectorNotification<inspector.Debugger.ScriptParsedEventDataType>) => tell(params);
  session.on('Debugger.scriptParsed', onScript);
  session.post('Debugger.enable');
  session.post('Debugger.disable');
  session.removeListener('Debugger.scriptParsed', onScript);
}

function dataUrl(value: unknown): string {
  return `data:application/json;base64,${Buffer.from(stringify(value)).toString('base64')}`;
}

const INSTALLED = /[\\/]node_modules[\\/]/;

/** Other languages than JavaScript have been made into it in memory; of a JavaScript file the disk tells where its map is. */
function isTranspiled(url: string): boolean {
  return /\.\w+$/.test(url) && !/\.[cm]?js$/.test(url);
}

function isFile(url: string): boolean {
  return url !== '' && !url.startsWith('node:');
}
