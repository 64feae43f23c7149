import {diskFiles, frontEnds as frontEndsOfMachine} from '../../rules/src/disk/index.ts';
import {createEngine, type Engine, type EngineHost, type LintSettings, NO_CATALOGUE_SETTINGS} from '../../rules/src/engine.ts';
import {rules} from '../../rules/src/rules/index.ts';

export {diskCache, diskFiles, frontEnds} from '../../rules/src/disk/index.ts';

/** An engine over the disk, with every rule; a fault of ours ends the measurement. */
export function engineOfDisk(host: Partial<EngineHost> = {}): Engine {
  return createEngine({
    frontEnds: frontEndsOfMachine,
    files: diskFiles,
    cache: null,
    roots: [],
    reportBug({error}) {
      throw error;
    },
    ...host,
  });
}

/** Every rule with its default options, as in an editor. */
export const allRules: LintSettings = {rules: new Map(rules.map(({id}) => [id, {}])), catalogue: NO_CATALOGUE_SETTINGS, honourDisableComments: true};

export {whileOptimisingLate} from '../../server/host/late-optimisation.ts';
export {resolvedCalls} from './resolved-calls.ts';
