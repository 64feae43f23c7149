import {eachMapping, originalPositionFor, TraceMap} from '@jridgewell/trace-mapping';
import type {ScriptEvent} from './agent-events.ts';
import {pathOfUrl} from './file-paths.ts';

/** Gives the text of a file, or null; sources and maps may have gone meanwhile. */
export type ReadText = (path: string) => string | null;

export interface SourcePosition {
  readonly file: string;
  readonly line: number;
}

/** Where a position that the runtime sees is in the file that the user wrote. */
export interface SourcePositions {
  /** Of one position; null where it is in no file. */
  at(script: ScriptReference, line: number, column: number): SourcePosition | null;
  /** Of a whole line; null where it holds more than one line of the source, so that nobody can tell. */
  ofLine(script: ScriptReference, line: number): SourcePosition | null;
  /** The files in which the scripts were written, also those of which no position was asked. */
  files(): readonly string[];
}

/** Samples name a script's identity, stacks only its URL. */
export interface ScriptReference {
  readonly scriptId?: string;
  readonly url: string;
}

interface Script {
  readonly path: string;
  readonly map: TraceMap | null;
  /** Original lines by generated line, collected when first asked for. */
  originals: Map<number, Map<string, SourcePosition>> | null;
}

/**
 * What is made into JavaScript in memory has lines of its own, which only the runtime knows: where it described its scripts, one that is not among them (its thread was ended
 * before) has no position.
 */
export function sourcePositions(events: readonly ScriptEvent[], readText: ReadText, {areDescribed = false}: {readonly areDescribed?: boolean} = {}): SourcePositions {
  const byId = new Map(events.map(event => [event.scriptId, event]));
  const byPath = new Map(events.map(event => [pathOfUrl(event.url), event]));
  const scripts = new Map<string, Script | null>();

  function scriptOf({scriptId, url}: ScriptReference): Script | null {
    const path = pathOfUrl(url);
    if (path === null) return null;
    const event = (scriptId === undefined ? undefined : byId.get(scriptId)) ?? byPath.get(path);
    if (!event && areDescribed && TRANSPILED.test(path)) return null;
    const key = event?.scriptId ?? path;
    let script = scripts.get(key);
    if (script === undefined) {
      const sourceMapUrl = event ? event.sourceMapUrl : mapNamedIn(readText(path));
      script = {path, map: readMap(sourceMapUrl, url, path, readText), originals: null};
      scripts.set(key, script);
    }
    return script;
  }

  return {
    at(reference, line, column) {
      const script = scriptOf(reference);
      if (!script) return null;
      if (!script.map || line < 1) return {file: script.path, line};
      const {source, line: original} = originalPositionFor(script.map, {line, column: Math.max(0, column - 1)});
      const file = source === null ? null : pathOfUrl(source);
      return file === null || original === null ? null : {file, line: original};
    },
    ofLine(reference, line) {
      const script = scriptOf(reference);
      if (!script) return null;
      if (!script.map) return {file: script.path, line};
      script.originals ??= originalsByLine(script.map);
      const originals = script.originals.get(line);
      return originals?.size === 1 ? ([...originals.values()][0] ?? null) : null;
    },
    files: () => events.flatMap(event => {
      const script = scriptOf(event);
      return script?.map ? script.map.resolvedSources.map(pathOfUrl) : script ? [script.path] : [];
    }).filter(path => path !== null),
  };
}

const TRANSPILED = /\.([cm]?ts|[jt]sx|vue|svelte)$/;

function originalsByLine(map: TraceMap): Map<number, Map<string, SourcePosition>> {
  const lines = new Map<number, Map<string, SourcePosition>>();
  eachMapping(map, ({generatedLine, source, originalLine}) => {
    const file = source === null ? null : pathOfUrl(source);
    if (file === null || originalLine === null) return;
    let originals = lines.get(generatedLine);
    if (!originals) lines.set(generatedLine, (originals = new Map()));
    originals.set(`${originalLine} ${file}`, {file, line: originalLine});
  });
  return lines;
}

function readMap(sourceMapUrl: string, scriptUrl: string, scriptPath: string, readText: ReadText): TraceMap | null {
  if (sourceMapUrl === '') return null;
  const base = scriptUrl.startsWith('file:') ? scriptUrl : `file://${scriptPath}`;
  try {
    if (sourceMapUrl.startsWith('data:')) return wholeMap(textOfDataUrl(sourceMapUrl), base);
    const mapUrl = new URL(sourceMapUrl, base).href;
    const path = pathOfUrl(mapUrl);
    const text = path === null ? null : readText(path);
    return text === null ? null : wholeMap(text, mapUrl);
  } catch {
    // A map that cannot be read is as good as none: the lines of the script itself are shown.
    return null;
  }
}

/** The library reads other versions, and letters that are none of the format, as some place or other. */
function wholeMap(text: string, url: string): TraceMap | null {
  const map = JSON.parse(text.replace(/^\)\]\}'?/, '')) as {readonly version?: unknown; readonly mappings?: unknown; readonly sections?: unknown};
  const isWhole = Number(map.version) === 3 && (map.sections !== undefined || (typeof map.mappings === 'string' && /^[A-Za-z0-9+/,;]*$/.test(map.mappings)));
  return isWhole ? new TraceMap(map as ConstructorParameters<typeof TraceMap>[0], url) : null;
}

/** What a script that nobody described says about its map in its last lines. */
function mapNamedIn(text: string | null): string {
  return [...(text ?? '').matchAll(/^\/\/[#@] sourceMappingURL=(\S+)\s*$/gm)].at(-1)?.[1] ?? '';
}

function textOfDataUrl(url: string): string {
  const comma = url.indexOf(',');
  const body = url.slice(comma + 1);
  if (!url.slice(0, comma).endsWith(';base64')) return decodeURIComponent(body);
  return new TextDecoder().decode(Uint8Array.from(atob(body), character => character.charCodeAt(0)));
}
