"""How long coroutines stand at an `await`, how often, and how many at once, for every line on the way from a task to what it waits for.

The tasks of a loop are looked at when it is about to wait: then none of them runs. A task that waits for the same future as before has not moved.
"""
import sys
from types import AsyncGeneratorType, CoroutineType, GeneratorType
from weakref import ref

from .code_places import is_library, name_of, url_of
from .system import System

# Looking at the tasks may take one part in so many of the thread's processor time; and of the time in which it waits, where that is ten times as long or more:
# then nobody is kept waiting. What was not used is saved, up to a limit.
PARTS_OF_RUNNING, PARTS_OF_WAITING = 250, 50
MOSTLY_WAITING = 10
MOST_SAVED_NS = 1_000_000
# While the loop has no time to wait, they are looked at so often.
BUSY_LOOK_NS = 20_000_000
DEEPEST = 100


class Site:
    __slots__ = ('code', 'line', 'total', 'count', 'waiting', 'peak')

    def __init__(self, code, line):
        self.code, self.line = code, line
        self.total = self.count = self.waiting = self.peak = 0


class Level:
    """One coroutine of a chain that waits, at one of its lines. `site` is None where the line is the library's, or stands further out in the chain already."""
    __slots__ = ('coroutine', 'instruction', 'site', 'since')

    def __init__(self, coroutine, instruction, site):
        self.coroutine, self.instruction, self.site = coroutine, instruction, site


class Seen:
    """A task at the last look: which it was, what it waited for, and the coroutines from the task to that, the outermost first."""
    __slots__ = ('identity', 'waiter', 'chain', 'look')

    def __init__(self, identity, waiter, chain, look):
        self.identity, self.waiter, self.chain, self.look = identity, waiter, chain, look


class Awaits:
    """To be made on the loop's thread."""

    def __init__(self):
        self._sites, self._sites_by_instruction = {}, {}
        self._seen = {}
        self._looked_at = self._woke_first = self._looks = 0
        self._is_looking = False
        self._thread = System.thread_id()
        self._saved, self._saved_at, self._spent = MOST_SAVED_NS, 0, 0
        self._alive = self._most_alive = 0
        # Since the last look, by identity: from when to when tasks ran that samples came upon in long turns.
        self._ran, self._running, self._ran_until = {}, None, 0

    def loop_begins(self, now):
        """What has passed without a loop is no time in which it waited."""
        self._saved_at = now

    def runs(self, now, woke_at, loop):
        """A sample of a long turn, which began at `woke_at`."""
        try:
            task = sys.modules['asyncio.tasks'].current_task(loop)
        except Exception:  # Another kind of task or loop may answer in its own way.
            return
        if task is None:
            return
        # Of two samples of one turn that came upon different tasks, the change was in between.
        identity, last_at = id(task), self._ran_until
        since = woke_at if last_at < woke_at else (last_at + now) // 2
        if self._running is not None and identity != self._running:
            self._ran[self._running] = (self._ran[self._running][0], since)
        self._ran[identity] = (self._ran.get(identity, (since,))[0], now)
        self._running, self._ran_until = identity, now

    def turn_ends(self, now):
        if self._running is not None:
            self._ran[self._running] = (self._ran[self._running][0], now)
            self._running, self._ran_until = None, now

    def wakes(self, now):
        if not self._woke_first:
            self._woke_first = now

    @property
    def has_looked(self):
        return self._looked_at > 0

    @property
    def has_missed(self):
        """Whether the loop has woken up since the last look."""
        return self._woke_first > 0

    def may_look(self, now, loop):
        """A sampler may ask while it interrupts a look, and from beside the loop's thread, which waits then."""
        if self._is_looking:
            return False
        if getattr(loop, '_ready', None) and now - self._looked_at < BUSY_LOOK_NS:
            return False
        spent = System.thread_time() if System.thread_id() == self._thread else self._spent
        running, passed = spent - self._spent, now - self._saved_at
        earned = running // PARTS_OF_RUNNING + max(0, passed - MOSTLY_WAITING * running) // PARTS_OF_WAITING
        self._saved, self._saved_at, self._spent = min(MOST_SAVED_NS, self._saved + earned), now, spent
        return self._saved > 0

    @property
    def may_look_again(self):
        """Whether it can be at the next wait already. Otherwise it is tried again after a turn that a sample fell into, or in a wait that one did."""
        return self._saved > 0

    def look(self, now, loop, waited=0):
        """The loop has been waiting since `now`, or is about to. `waited` is how long it did since it was told to have woken up, nobody knows when."""
        self._is_looking = True
        began = System.thread_time()
        try:
            self._look(now, loop, waited)
        except BaseException:
            # An interrupt, say: of what is half seen nothing is known.
            self._seen = {}
            for site in self._sites.values():
                site.waiting = 0
            raise
        finally:
            self._is_looking = False
            self._saved -= System.thread_time() - began

    def _look(self, now, loop, waited):
        moved, seen = [], self._seen
        self._looks = look = self._looks + 1
        alive = 0
        for reference in _references_to_tasks(loop):
            task = reference()
            # Also of those that are done, or run, it is None.
            waiter = getattr(task, '_fut_waiter', None)
            known = seen.get(reference)
            if waiter is None or known is None or known.waiter() is not waiter:
                if task is None or task.done() or task.get_loop() is not loop:
                    continue
                new = seen[reference] = Seen(id(task), _reference(waiter), self._chain_of(task), look)
                moved.append((known, new))
            else:
                known.look = look
            alive += 1
        if alive < len(seen):
            for reference in [reference for reference, known in seen.items() if known.look != look]:
                moved.append((seen.pop(reference), None))
        self._alive = alive
        self._most_alive = max(self._most_alive, alive)
        self._move(moved, (self._woke_first or now) + waited // 2, now - waited // 2)
        self._looked_at, self._woke_first = now, 0
        self._ran, self._running = {}, None

    def _move(self, moved, began, ended):
        """Of tasks that moved, each ran for a part of the time: where samples came upon some, those had it; where in it the others did nobody knows, so in its middle."""
        if not moved:
            return
        part = 0 if self._ran else max(0, ended - began) // len(moved)
        resumed = began + (ended - began - part) // 2
        kept = [_common_length(before, after) for before, after in moved]
        spans = [self._span_of(before, after, (resumed, resumed + part)) for before, after in moved]
        for (before, _), length, (since, _) in zip(moved, kept, spans):
            if before:
                _close(before.chain[length:], since)
        # Opened after all others are closed: what follows each other in one turn is not at once.
        for (before, after), length, (_, until) in zip(moved, kept, spans):
            if after:
                if length:
                    after.chain[:length] = before.chain[:length]
                _open(after.chain[length:], until)

    def _span_of(self, before, after, otherwise):
        """From when to when a task ran. One that is new was made by one that ran, and had its turn after that."""
        span = self._ran.get((before or after).identity)
        if span is None and self._ran and before is None:
            return otherwise[0], max(otherwise[0], self._ran_until)
        return span or otherwise

    def _chain_of(self, task):
        chain, coroutine, sites = [], task.get_coro(), set()
        while coroutine is not None and len(chain) < DEEPEST:
            if isinstance(coroutine, CoroutineType):
                frame, awaited = coroutine.cr_frame, coroutine.cr_await
            elif isinstance(coroutine, GeneratorType):
                frame, awaited = coroutine.gi_frame, coroutine.gi_yieldfrom
            elif isinstance(coroutine, AsyncGeneratorType):
                frame, awaited = coroutine.ag_frame, coroutine.ag_await
            else:
                break
            if frame is None or not getattr(coroutine, 'cr_suspended', True):
                break
            site = self._site_of(frame)
            chain.append(Level(ref(coroutine), frame.f_lasti, None if site in sites else site))
            sites.add(site)
            coroutine = awaited
        return chain

    def _site_of(self, frame):
        code = frame.f_code
        key = (id(code), frame.f_lasti)
        known = self._sites_by_instruction.get(key)
        if known is None or known[0] is not code:
            site = None
            # One that has not begun stands nowhere yet.
            if frame.f_lasti >= 0 and not is_library(code):
                line = frame.f_lineno or code.co_firstlineno
                site = self._sites.setdefault((url_of(code), code.co_firstlineno, line), Site(code, line))
            known = self._sites_by_instruction[key] = (code, site)
        return known[1]

    def take_most_alive(self):
        """How many tasks there were at once, at most, since it was last asked."""
        most, self._most_alive = self._most_alive, self._alive
        return most

    def table(self, now):
        """[file, line, name of the function, its first line, microseconds, count, peak] of every line so far."""
        standing = {}
        for seen in list(self._seen.values()):
            for level in seen.chain:
                if level.site is not None:
                    standing[level.site] = standing.get(level.site, 0) + max(0, now - level.since)
        return [
            [url_of(site.code), site.line, name_of(site.code), site.code.co_firstlineno, (site.total + standing.get(site, 0)) // 1000, site.count, site.peak]
            for site in self._sites.values()
            if site.count
        ]


def _common_length(before, after):
    """How many coroutines of two chains, from the outside, stand where they stood and wait for the same one."""
    length = 0
    if before is None or after is None:
        return length
    for index, (old, new) in enumerate(zip(before.chain, after.chain)):
        if old.coroutine() is None or old.coroutine() is not new.coroutine() or old.instruction != new.instruction:
            break
        # It waits for the same as before only where what it waits for is known to be the same.
        inner_old, inner_new = before.chain[index + 1:index + 2], after.chain[index + 1:index + 2]
        if not inner_old or not inner_new or inner_old[0].coroutine() is None or inner_old[0].coroutine() is not inner_new[0].coroutine():
            break
        length += 1
    return length


def _close(levels, now):
    for level in levels:
        if level.site is not None:
            level.site.total += max(0, now - level.since)
            level.site.waiting -= 1


def _open(levels, now):
    for level in levels:
        level.since = now
        site = level.site
        if site is not None:
            site.count += 1
            site.waiting += 1
            if site.waiting > site.peak:
                site.peak = site.waiting


def _nothing():
    """A reference to nothing."""
    return None


def _reference(value):
    try:
        return _nothing if value is None else ref(value)
    except TypeError:
        return _nothing


def _references_to_tasks(loop):
    """To those of the loop, and perhaps of others, done ones among them; for a task it is the same each time."""
    tasks = sys.modules.get('asyncio.tasks')
    if tasks is None:
        return ()
    if sys.version_info >= (3, 14):
        # They are kept by the interpreter itself.
        return map(ref, tasks.all_tasks(loop))
    return (tasks._scheduled_tasks if sys.version_info >= (3, 12) else tasks._all_tasks).data.copy()
