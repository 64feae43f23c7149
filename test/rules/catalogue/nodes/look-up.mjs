import {builtinModules, createRequire} from 'node:module';

/**
 * What one version of Node has, as JSON: its version, the functions of its modules whose names end in `Sync`, and of which type each of the names in the
 * argument (JSON: `{"fs.readFileSync": ["fs", "readFileSync"], …}`, modules as they are required) is.
 */
const require = createRequire(import.meta.url);

const modules = builtinModules.filter(module => !module.startsWith('_') && !module.includes('test') && !module.startsWith('node:'));
const types = Object.entries(JSON.parse(process.argv[2])).map(([name, [module, ...path]]) => [name, typeof path.reduce((value, member) => value?.[member], load(module))]);
console.log(JSON.stringify({
  version: process.versions.node,
  synchronous: modules.flatMap(module => Object.keys(load(module) ?? {}).filter(member => member.endsWith('Sync')).map(member => `${module}.${member}`)),
  types: Object.fromEntries(types),
}));

function load(module) {
  try {
    return require(module);
  } catch {
    return undefined;
  }
}
