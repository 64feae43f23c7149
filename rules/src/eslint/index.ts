import {cacheFolder, diskCache, diskFiles, frontEnds, type RememberedFiles, rememberReads} from '../disk/index.ts';
import {createEngine, type Engine} from '../engine.ts';
import {rules} from '../rules/index.ts';
import {type PresetName, presets} from './presets.ts';
import {pythonLanguage} from './python-language/index.ts';
import {type EslintRule, eslintRule} from './rule-adapter.ts';

/** One engine for the process: every rule and file shares its index. Made when the first file has something to say. */
let shared: {readonly engine: Engine; readonly disk: RememberedFiles} | undefined;

function sharedEngine(): Engine {
  shared ??= startEngine();
  for (const path of shared.disk.changes()) shared.engine.changed(path);
  return shared.engine;
}

function startEngine() {
  const disk = rememberReads(diskFiles, () => performance.now());
  const folder = cacheFolder(process.cwd());
  const engine = createEngine({
    frontEnds,
    files: disk.files,
    cache: folder ? diskCache(folder) : null,
    roots: [process.cwd()],
    reportBug: ({ruleId, path, error}) => process.emitWarning(`Loopsight's rule ${ruleId} failed on ${path}, whose problems it cannot show. Please report this: ${error instanceof Error ? error.stack : String(error)}`),
  });
  return {engine, disk};
}

/** As ESLint and oxlint load it; `configs` are the presets. */
interface Plugin {
  readonly meta: object;
  readonly languages: object;
  readonly rules: Readonly<Record<string, EslintRule>>;
  configs: Readonly<Record<PresetName, object[]>>;
}

const plugin: Plugin = {
  meta: {name: 'eslint-plugin-loopsight', version: VERSION, namespace: 'loopsight'},
  languages: {python: pythonLanguage},
  rules: Object.fromEntries(rules.map(rule => [rule.id, eslintRule(rule, sharedEngine)])),
  configs: {recommended: [], strict: [], all: []},
};
// The presets name the plugin that they belong to.
plugin.configs = presets(plugin, rules);

export default plugin;

/** Put in by the bundler from package.json. */
declare const VERSION: string;
