import {isOfOtherEngine} from '../catalogue/other-engines.ts';
import type {BlockingApi} from '../catalogue/types.ts';
import type {OptionsSchema} from '../define-rule.ts';
import {outwards, placesIn, placesOfKind, type Call, type Confidence} from '../facts/index.ts';
import type {FileAnalysis} from '../project/analysis.ts';
import {isForDevelopment} from './development-only.ts';
import {matchesGlob} from './path-globs.ts';
import {isEnding, isStarting, type QuietPlace} from './program-stages.ts';

/** Options of the rules that look for calls which block. */
export interface QuietPlaceOptions {
  readonly servingGlobs: readonly string[];
  readonly startupFunctions: readonly string[];
  readonly testGlobs: readonly string[];
}

export const quietPlaceOptions = {
  servingGlobs: {
    description: 'Files whose event loop serves others although they look like a command, or like what runs when the program starts or ends, as globs from the project\'s root.',
    type: 'array',
    items: {type: 'string'},
    default: [],
  },
} satisfies OptionsSchema;

/** How sure a problem is that blocks here: merely possible where it holds up nobody, and in an engine of which we know no API. */
export function unlessQuiet(analysis: FileAnalysis, place: QuietPlace, api: BlockingApi, known: Confidence, options: QuietPlaceOptions): Confidence {
  if (analysis.file.language === 'javascript' && analysis.file.imports.some(({module}) => isOfOtherEngine(module))) return 'possible';
  if (place.call !== null && isOffLoopOtherwise(analysis, place.call)) return 'possible';
  return known !== 'possible' && isQuiet(analysis, place, api, options) && !matchesGlob(analysis.relativePath, options.servingGlobs) ? 'possible' : known;
}

/**
 * Whether a call holds up nobody, as far as the file shows: it belongs to a command that one person waits for, or it runs before the program
 * serves, when it has served, the first time only, or while it is developed.
 *
 * Only files, processes and what a person types are meant. To sleep or to ask the network is why a function is asynchronous at all, so that a call which blocks
 * there was not meant to, wherever it is.
 */
function isQuiet(analysis: FileAnalysis, place: QuietPlace, {kind}: BlockingApi, options: QuietPlaceOptions): boolean {
  if (kind !== 'file' && kind !== 'process' && kind !== 'input') return false;
  if ((place.call !== null && (analysis.isDoneOnce(place.call) || isForDevelopment(place.call))) || isEnding(place.host) || analysis.isOfCommandLine) return true;
  // Other files are asked last, as they have to be read.
  return isStarting(analysis, place, options) || analysis.neighbours.leadFromCommandsOnly(path => matchesGlob(path, options.testGlobs));
}

/** `data = save(data) if len(data) < 10_000 else await to_thread(save, data)`: who does the same off the loop in the other case does it here on purpose. */
function isOffLoopOtherwise({file: {text}}: FileAnalysis, call: Call): boolean {
  const {function: fn, calleeSpan, callee} = call;
  const name = text.slice(calleeSpan.start, calleeSpan.end);
  if (callee.root.kind === 'global' || !fn.calls.some(other => isGiven(other, name, text))) return false;
  const place = placesOfKind(fn, 'call').find(({step}) => step === call);
  return place !== undefined && [...outwards(place)].some(({place: {step}, part}) => {
    if (step.kind !== 'branch') return false;
    return placesIn(part === 'then' ? step.otherwise : step.then).some(({step: other}) => other.kind === 'call' && isGiven(other, name, text));
  });
}

/** Whether a call that is waited for is given the function by its name. */
function isGiven({args, use}: Call, name: string, text: string): boolean {
  if (use.kind !== 'awaited' && use.kind !== 'returned') return false;
  return args.some(({value: {kind, span}}) => (kind === 'name' || kind === 'member') && text.slice(span.start, span.end) === name);
}
