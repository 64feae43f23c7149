import {lastMember, members, MESSAGE_ONLY, type BlockingGroup} from '../knowledge.ts';
import type {QualifiedName, RewriteClass} from '../types.ts';

const SOURCE = 'introspected Django 5.2.19';

const QUERY_SET = 'django.db.models.query.QuerySet()';

/** On the thread of a running loop Django raises this for what would ask the database. */
const REFUSAL = 'SynchronousOnlyOperation';

export const django: readonly BlockingGroup[] = [
  {
    names: [
      ...members(QUERY_SET, `
        get first last latest earliest count exists aggregate create get_or_create update_or_create bulk_create bulk_update update delete
        in_bulk contains explain
      `),
      ...members('django.db.models.Model()', 'save delete refresh_from_db'),
    ],
    kind: 'database',
    confidence: 'definite',
    raises: REFUSAL,
    rewrite: awaitedMethod,
    instead: awaited,
    reason: 'Django asks no database on the thread of a running loop, unless `DJANGO_ALLOW_ASYNC_UNSAFE` is set: then the loop waits for it.',
    source: 'introspected Django 5.2.19, and its documentation, asynchronous support',
  },
  {
    names: members('django.core.cache.cache', 'add clear decr delete get get_many get_or_set incr set set_many touch'),
    kind: 'network',
    confidence: 'probable',
    rewrite: awaitedMethod,
    instead: awaited,
    reason: 'Most cache back ends are on the network or on the disk.',
    source: 'Django 5.2 documentation, asynchronous cache support',
  },
  {
    names: ['django.contrib.auth.authenticate', 'django.contrib.auth.login', 'django.contrib.auth.logout', 'django.shortcuts.get_object_or_404', 'django.shortcuts.get_list_or_404'],
    kind: 'database',
    confidence: 'definite',
    raises: REFUSAL,
    rewrite: name => {
      const module = name.slice(0, name.lastIndexOf('.'));
      return {kind: 'await twin', twins: {asyncio: {module, name: `a${lastMember(name)}`}}};
    },
    instead: awaited,
    reason: 'Django asks no database on the thread of a running loop, unless `DJANGO_ALLOW_ASYNC_UNSAFE` is set: then the loop waits for it.',
    source: 'introspected Django 5.2.19, and its documentation, asynchronous support',
  },
  {
    names: ['django.contrib.auth.hashers.check_password'],
    kind: 'computation',
    confidence: 'definite',
    rewrite: {kind: 'await twin', twins: {asyncio: {module: 'django.contrib.auth.hashers', name: 'acheck_password'}}},
    instead: '`await acheck_password(…)`',
    reason: 'A password hash is slow by design.',
    source: SOURCE,
  },
  {
    names: ['django.contrib.auth.hashers.make_password'],
    kind: 'computation',
    confidence: 'definite',
    rewrite: MESSAGE_ONLY,
    instead: '`await asyncio.to_thread(…)`',
    reason: 'A password hash is slow by design.',
    source: SOURCE,
  },
  {
    names: members('django.core.mail', 'send_mail send_mass_mail'),
    kind: 'network',
    confidence: 'definite',
    rewrite: {kind: 'move off loop'},
    instead: '`await asyncio.to_thread(…)`',
    reason: 'It waits for the mail server.',
    source: SOURCE,
  },
];

function awaitedMethod(name: QualifiedName): RewriteClass {
  return {kind: 'await method', method: `a${lastMember(name)}`};
}

function awaited(name: QualifiedName): string {
  return `\`await a${lastMember(name)}(…)\``;
}

/** A model's manager answers like a set of rows. */
export const djangoSameNames: readonly (readonly [QualifiedName, QualifiedName])[] = [
  ['django.db.models.Model.objects', QUERY_SET],
  ['django.db.models.QuerySet()', QUERY_SET],
  ['django.db.models.Manager()', QUERY_SET],
];

/** These give a set of rows again, without asking the database. */
export const djangoResults: readonly (readonly [QualifiedName, QualifiedName])[] = members(QUERY_SET, `
  all filter exclude order_by annotate select_related prefetch_related distinct values values_list only defer using reverse none
  select_for_update
`).map(name => [name, QUERY_SET] as const);
