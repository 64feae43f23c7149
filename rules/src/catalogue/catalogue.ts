import type {Language} from '../facts/index.ts';
import {canonicalName, resultOf} from './canonical-name.ts';
import {javascript} from './javascript/index.ts';
import type {BlockingGroup, Knowledge} from './knowledge.ts';
import {NameTable} from './name-table.ts';
import {python} from './python/index.ts';
import type {Acquirer, BlockingApi, Catalogue, CatalogueSettings, Combinator, FunctionTaker, ItemWrite, Limiter, OutdatedLoopAccess, Pause, QualifiedName, ThreadLock} from './types.ts';
import {userKnowledge, type UserKnowledge} from './user-knowledge.ts';

/** What is known of both languages, with the user's settings laid over it. */
export function createCatalogue(settings: CatalogueSettings): Catalogue {
  const user = userKnowledge(settings);
  const ofLanguage = (language: Language): Catalogue => catalogues[language];
  const catalogues: Readonly<Record<Language, Catalogue>> = {
    javascript: languageCatalogue('javascript', user, ofLanguage),
    python: languageCatalogue('python', user, ofLanguage),
  };
  return eitherOf(catalogues.javascript, catalogues.python, ofLanguage);
}

/** For those who have a name and no language: whichever knows it answers. */
function eitherOf(first: Catalogue, second: Catalogue, ofLanguage: Catalogue['in']): Catalogue {
  return {
    in: ofLanguage,
    blocking: name => first.blocking(name) ?? second.blocking(name),
    mayBlock: member => first.mayBlock(member) || second.mayBlock(member),
    functionTakers(name) {
      const takers = first.functionTakers(name);
      return takers.length > 0 ? takers : second.functionTakers(name);
    },
    isLoopMethod: name => first.isLoopMethod(name) || second.isLoopMethod(name),
    combinator: name => first.combinator(name) ?? second.combinator(name),
    limiter: name => first.limiter(name) ?? second.limiter(name),
    acquirer: name => first.acquirer(name) ?? second.acquirer(name),
    threadLock: name => first.threadLock(name) ?? second.threadLock(name),
    outdatedLoopAccess: name => first.outdatedLoopAccess(name) ?? second.outdatedLoopAccess(name),
    itemWrite: name => first.itemWrite(name) ?? second.itemWrite(name),
    returns: name => first.returns(name) ?? second.returns(name),
    isAsyncIo: name => first.isAsyncIo(name) || second.isAsyncIo(name),
    isPooledIo: name => first.isPooledIo(name) || second.isPooledIo(name),
    pause: name => first.pause(name) ?? second.pause(name),
  };
}

function languageCatalogue(language: Language, user: UserKnowledge, ofLanguage: Catalogue['in']): Catalogue {
  const canonical = (name: QualifiedName): QualifiedName => canonicalName(name, language);
  return {
    in: ofLanguage,
    blocking(name) {
      const known = canonical(name);
      if (user.isAllowed(known)) return undefined;
      return user.blocking(known, language) ?? made(tablesOf(language).blocking.get(known) ?? sayingGroup(known, language), known, language);
    },
    mayBlock: member => tablesOf(language).blockingMembers.has(member) || sayingGroup(`*.${member}`, language) !== undefined || user.mayBlock(member),
    functionTakers(name) {
      const known = canonical(name);
      return user.functionTakers(known) ?? tablesOf(language).functionTakers.get(known) ?? NONE;
    },
    isLoopMethod: name => tablesOf(language).loopMethods.get(canonical(name)) ?? false,
    combinator: name => tablesOf(language).combinators.get(canonical(name)),
    limiter(name) {
      const known = canonical(name);
      return user.limiter(known) ?? tablesOf(language).limiters.get(known);
    },
    acquirer(name) {
      const known = canonical(name);
      const {acquirers, threadLocks} = tablesOf(language);
      return threadLocks.get(ownerOf(known)) ? undefined : acquirers.get(known);
    },
    threadLock: name => tablesOf(language).threadLocks.get(canonical(name)),
    outdatedLoopAccess: name => tablesOf(language).outdatedLoopAccess.get(canonical(name)),
    itemWrite: name => tablesOf(language).itemWrites.get(canonical(name)),
    returns: name => resultOf(name, language),
    isAsyncIo: name => tablesOf(language).asyncIo.get(canonical(name)) ?? false,
    isPooledIo: name => tablesOf(language).pooledIo.get(canonical(name)) ?? false,
    pause: name => tablesOf(language).pauses.get(canonical(name)),
  };
}

/** What nobody knows but by its own name. */
function sayingGroup(name: QualifiedName, language: Language): BlockingGroup | undefined {
  const {sayingMember} = KNOWLEDGE[language];
  return name.startsWith('*.') && sayingMember?.name.test(name.slice('*.'.length)) ? sayingMember.group : undefined;
}

/** `threading.Lock()` of `threading.Lock().acquire`. */
function ownerOf(name: QualifiedName): QualifiedName {
  return name.slice(0, Math.max(0, name.lastIndexOf('.')));
}

const NONE: readonly FunctionTaker[] = [];

interface Tables {
  /** Null: known not to block. */
  readonly blocking: NameTable<BlockingGroup | null>;
  /** The last words of their names. */
  readonly blockingMembers: Set<string>;
  readonly functionTakers: NameTable<readonly FunctionTaker[]>;
  readonly loopMethods: NameTable<true>;
  readonly combinators: NameTable<Combinator>;
  readonly limiters: NameTable<Limiter>;
  readonly acquirers: NameTable<Acquirer>;
  readonly threadLocks: NameTable<ThreadLock>;
  readonly outdatedLoopAccess: NameTable<OutdatedLoopAccess>;
  readonly itemWrites: NameTable<ItemWrite>;
  readonly asyncIo: NameTable<true>;
  readonly pooledIo: NameTable<true>;
  readonly pauses: NameTable<Pause>;
}

const KNOWLEDGE: Readonly<Record<Language, Knowledge>> = {javascript, python};

const built: Partial<Record<Language, Tables>> = {};

/** The tables are the same for all settings, so they are built once, when a file of the language first asks. */
function tablesOf(language: Language): Tables {
  return (built[language] ??= build(KNOWLEDGE[language]));
}

function build(knowledge: Knowledge): Tables {
  const tables: Tables = {
    blocking: new NameTable(),
    blockingMembers: new Set(),
    functionTakers: new NameTable(),
    loopMethods: new NameTable(),
    combinators: new NameTable(),
    limiters: new NameTable(),
    acquirers: new NameTable(),
    threadLocks: new NameTable(),
    outdatedLoopAccess: new NameTable(),
    itemWrites: new NameTable(),
    asyncIo: new NameTable(),
    pooledIo: new NameTable(),
    pauses: new NameTable(),
  };
  for (const name of knowledge.harmless) tables.blocking.add(name, null);
  for (const group of knowledge.blocking) {
    for (const name of group.names) {
      tables.blocking.add(name, group);
      tables.blockingMembers.add(name.slice(name.lastIndexOf('.') + 1).replaceAll('()', ''));
    }
  }
  for (const [name, takers] of byName(knowledge.functionTakers)) tables.functionTakers.add(name, takers);
  for (const name of knowledge.loopMethods) tables.loopMethods.add(name, true);
  for (const combinator of knowledge.combinators) tables.combinators.add(combinator.name, combinator);
  for (const limiter of knowledge.limiters) tables.limiters.add(limiter.name, limiter);
  for (const acquirer of knowledge.acquirers) tables.acquirers.add(acquirer.name, acquirer);
  for (const lock of knowledge.threadLocks) tables.threadLocks.add(lock.name, lock);
  for (const access of knowledge.outdatedLoopAccess) tables.outdatedLoopAccess.add(access.name, access);
  for (const write of knowledge.itemWrites) tables.itemWrites.add(write.name, write);
  for (const name of knowledge.asyncIo) tables.asyncIo.add(name, true);
  for (const name of knowledge.pooledIo) tables.pooledIo.add(name, true);
  for (const pause of knowledge.pauses) tables.pauses.add(pause.name, pause);
  return tables;
}

/** `then` takes two functions, a route's `get` as many as it likes. */
function byName(takers: readonly FunctionTaker[]): ReadonlyMap<QualifiedName, readonly FunctionTaker[]> {
  const groups = new Map<QualifiedName, FunctionTaker[]>();
  for (const taker of takers) {
    const group = groups.get(taker.name);
    if (group) group.push(taker);
    else groups.set(taker.name, [taker]);
  }
  return groups;
}

/** Programs use few of the names, so an entry is made when it is first asked for. A member that a wildcard takes in has its own name. */
function made(group: BlockingGroup | null | undefined, name: QualifiedName, language: Language): BlockingApi | undefined {
  if (!group) return undefined;
  const key = `${language} ${name}`;
  let api = apis.get(key);
  if (!api) {
    if (apis.size >= MEMORY_LIMIT) apis.clear();
    apis.set(key, (api = apiOf(group, name, language)));
  }
  return api;
}

const apis = new Map<string, BlockingApi>();

/** Wildcards take in as many names as programs make up; beyond this the memory is emptied rather than grown. */
const MEMORY_LIMIT = 10_000;

function apiOf(group: BlockingGroup, name: QualifiedName, language: Language): BlockingApi {
  const {kind, confidence, growsWithInput = false, raises = null, when = [], unless = [], probableWhen = [], rewrite, instead, reason, source} = group;
  return {
    name,
    language,
    kind,
    confidence,
    growsWithInput,
    raises,
    when,
    unless,
    probableWhen,
    rewrite: typeof rewrite === 'function' ? rewrite(name) : rewrite,
    instead: typeof instead === 'function' ? instead(name) : instead,
    reason,
    source,
  };
}
