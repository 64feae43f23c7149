import {calleeName, lastName, originsOf, type Value} from '../facts/index.ts';

/** Collections of things that people set up by hand, so there are few of them. */
const FEW = /(^|_|(?<=[a-z])(?=[A-Z]))(tool_?calls?|tools|providers?|plugins?|handlers?|callbacks?|hooks?|listeners?|subscribers?|observers?|backends?|clients?|workers?|agents?|services?|servers?|shards?|replicas?|stages?|steps?|platforms?|extensions?|middlewares?|modules?|checks?|adapters?|drivers?|environments?|regions?|modes?|configs?|connections?|peers?|nodes?|channels?|base_?urls?|endpoints?|formats?|languages?|locales?|coordinators?|devices?|entities|targets?|domains?|integrations?|locations?|roles?|types?|kinds?|params?|options|settings|schemas?|labels?|layers?|connectors?|roots?|rewrites|vars|apps?|specs?)(_?(ids?|names?|keys?|list|map))?$/i;

/** A list that is read from settings is as long as somebody wrote it. */
const SETTINGS = /config|settings|registry|^env|preferences|manifest|ya?ml|toml|package_?json/i;

/** Whether there are few of what a value holds: somebody set each of them up, or wrote it into settings. */
export function isOfFew(over: Value): boolean {
  return originsOf(over).some(origin => FEW.test(lastName(origin)) || isFromSettings(origin));
}

/** `readConfig()`, `config.get('apps')`, `settings.hosts`. */
function isFromSettings(origin: Value): boolean {
  if (origin.kind === 'call') return SETTINGS.test(`${calleeName(origin.call)} ${origin.call.receiver ? lastName(origin.call.receiver) : ''}`);
  return origin.kind === 'member' && SETTINGS.test(lastName(origin.object));
}
