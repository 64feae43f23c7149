"""The samples of one thread, with what its loop says of the time between them, and how they are written: as V8 writes its own."""
from .blocking_computation import calls_growing, calls_slow
from .cpu_profile import cpu_profile
from .loop_turns import Turns
from .own_failures import raise_if_of_program
from .system import OWN_FOLDER

ROOT, IDLE, COLLECTING = 0, 1, 2
# What stands for code where none of the program's ran.
ROOT_NAME, IDLE_NAME, COLLECTING_NAME, WAITING = '(root)', '(idle)', '(garbage collector)', '(waiting)'

LONG_NS = 10_000_000
# Deeper stacks are cut at their outer end: what they cost to walk would be the program's time.
DEEPEST = 400


class Samples:
    """A sample stands for the time before it, up to the one before. Times are nanoseconds."""

    def __init__(self, now, interval_ns=0, turns=None):
        self.turns = turns or Turns()
        self.turns.forget(now)
        # Set while the thread's own code changes what is here: a sampler that comes in between leaves it alone.
        self.is_locked = False
        self.idle_ns = 0
        # When the turn began that the last sample fell into.
        self._sampled_turn = -1
        # Between two samples, as far as it is known.
        self.interval_ns = interval_ns
        # In which a loop runs: it stays where it is, and so do those that called it.
        self._loop_frame = None
        # As much of the time of turns that no sample fell into as sampled ones have spoken for.
        self._spoken_for = 0
        self._unsure = False
        self._begin_chunk(now)

    def _begin_chunk(self, now):
        self._nodes, self._slow, self._growing = {}, {}, {}
        self._parents, self._codes, self._lines = [-1, ROOT, ROOT], [ROOT_NAME, IDLE_NAME, COLLECTING_NAME], [0] * 3
        self._sampled, self._times = [], []
        self._owed = {}
        self._loop_node, self._loop_instruction = ROOT, None
        # Where the turn that is under way began in these.
        self._woken_by = -1
        self._started_at = self.last_at = now
        self._running = ROOT

    def runs_loop(self, frame):
        """`frame` is that of the function that runs it; None where there is none, or no more."""
        self._loop_frame, self._loop_instruction = frame, None

    def take_idle(self, now):
        self.idle_ns += max(0, now - self.last_at)
        self._add(IDLE, now)

    def take_busy(self, now, frame, waited=False, computed=0):
        """
        `waited` is None where nobody knows: then it did if it did before, or does after, in the same place. `computed` is how long the thread ran since the last
        sample, as far as that is known.
        """
        node, interval_ns = self._node_of(frame), self.interval_ns
        if now - self.last_at >= 2 * interval_ns and self._is_left_over(node):
            node = self._running
        elif not waited and (self._slow.get(node, True) or computed >= max(LONG_NS, 2 * interval_ns)):
            if self._blocks_by_computing(node, frame, computed):
                waited = True
        if waited is not False:
            waiting = self._waiting_at(node)
            if waited and self._unsure and self._running == node and self._sampled[-1:] == [node]:
                self._sampled[-1] = waiting
            if waited or self._running == waiting:
                node = waiting
        self._unsure = waited is None
        woke_at = self.turns.woke_at
        if self._sampled_turn != woke_at:
            self._sampled_turn, self._woken_by = woke_at, -1
            self.turns.tell_end()
        if woke_at > self.last_at:
            self._place_owed()
            self._add(IDLE, woke_at)
            self._woken_by = len(self._sampled) - 1
        self._add(node, now)
        self._running = node

    def _blocks_by_computing(self, node, frame, computed):
        slow, growing = self._slow, self._growing
        try:
            if node not in slow:
                slow[node] = calls_slow(frame)
            if slow[node]:
                return True
            # A call that kept samples away for long was long. Shorter ones are the line's own time, like any other computation.
            if computed < max(LONG_NS, 2 * self.interval_ns):
                return False
            if node not in growing:
                growing[node] = calls_growing(frame)
            return growing[node]
        except Exception as error:  # What stands for a name may be anything.
            raise_if_of_program(error)
            return False

    def _is_left_over(self, node):
        """
        Whether a sample that comes late finds the caller of what ran before, with nothing done since: then that took the time, and what it left to be thrown away.
        """
        if self._sampled_turn != self.turns.woke_at:
            return False
        before = self._parents[self._running]
        while before > node:
            before = self._parents[before]
        return before == node != ROOT

    def take_held(self, since, now):
        """
        A loop that does not tell its turns came back late: what was last seen has held it until now. Returns for how long it did not wait since then. What holds a
        loop began somewhere between the sample that shows it first and the one before: half-way, by and large, to when that was due; for a call may keep it away to its end.
        """
        sampled, times = self._sampled, self._times
        if sampled and sampled[-1] != IDLE:
            self._add(self._running, now)
        held, index, until = now - self.last_at, len(sampled), self.last_at
        while index > 0 and until > since:
            index -= 1
            before = max(since, times[index - 1] if index else self._started_at)
            if sampled[index] != IDLE:
                if index and sampled[index - 1] == IDLE:
                    times[index - 1] = before = before + min(until - before, self.interval_ns) // 2
                held += until - before
            until = before
        # What is before this chunk is taken for more of the same.
        return held + max(0, until - since)

    def take_collection(self, since, now, frame):
        """Garbage collection, which has interrupted a frame."""
        self.take_busy(max(since, self.last_at), frame)
        self._add(COLLECTING, now)

    def end_turn(self, now):
        """What is left of the turn belongs to what was last seen in it. False where no sample fell into it."""
        turns = self.turns
        if self._sampled_turn != turns.woke_at:
            return False
        self._add(self._running, now)
        missing, unspoken = self.interval_ns - (now - turns.woke_at), turns.unseen_ns - self._spoken_for
        if missing > 0 and unspoken > 0 and self._woken_by >= 0:
            self._speak_for_others(min(missing, unspoken))
        return True

    def _speak_for_others(self, nanoseconds):
        """
        Of turns shorter than the time between two samples, as many are seen as they are long: each that is stands for that time. It begins as much earlier, or
        where it follows another without waiting, has the rest in the next gap.
        """
        before = self._times[self._woken_by - 1] if self._woken_by else self._started_at
        earlier = min(nanoseconds, max(0, self._times[self._woken_by] - before))
        self._times[self._woken_by] -= earlier
        self._spoken_for += nanoseconds
        if nanoseconds > earlier:
            self._owed[self._running] = self._owed.get(self._running, 0) + nanoseconds - earlier

    def _place_owed(self):
        woke_at = self.turns.woke_at
        while self._owed and woke_at > self.last_at:
            node, nanoseconds = self._owed.popitem()
            placed = min(nanoseconds, woke_at - self.last_at)
            self._add(node, self.last_at + placed)
            if nanoseconds > placed:
                self._owed[node] = nanoseconds - placed

    def _add(self, node, now):
        if now > self.last_at:
            self._sampled.append(node)
            self._times.append(now)
            self.last_at = now

    def _node_of(self, frame):
        stack, loop_frame = [], self._loop_frame
        while frame is not None and frame is not loop_frame:
            stack.append(frame)
            frame = frame.f_back
        if len(stack) > DEEPEST:
            del stack[DEEPEST:]
            frame = None
        return self._node_in(ROOT if frame is None else self._node_of_loop(frame), stack)

    def _node_of_loop(self, frame):
        """Most of a stack is below the loop: it is walked once."""
        instruction = frame.f_lasti
        if instruction != self._loop_instruction:
            stack, outer = [frame], frame.f_back
            while outer is not None and len(stack) < DEEPEST:
                stack.append(outer)
                outer = outer.f_back
            self._loop_node, self._loop_instruction = self._node_in(ROOT, stack), instruction
        return self._loop_node

    def _node_in(self, node, stack):
        nodes = self._nodes
        stack.reverse()
        for frame in stack:
            code = frame.f_code
            # Equal code objects are compared by all that is in them: their identity is quicker, and holds while the code is kept.
            key = (node, id(code), frame.f_lasti)
            child = nodes.get(key)
            if child is None:
                # The line is looked up once for each instruction, which is not cheap in long functions.
                child = nodes[key] = node if code.co_filename.startswith(OWN_FOLDER) else self._new_node(node, code, frame.f_lineno)
            node = child
        return node

    def _waiting_at(self, node):
        if self._codes[node] is WAITING:
            return node
        key = (node, WAITING)
        child = self._nodes.get(key)
        if child is None:
            child = self._nodes[key] = self._new_node(node, WAITING, 0)
        return child

    def _new_node(self, parent, code, line):
        self._parents.append(parent)
        self._codes.append(code)
        self._lines.append(line or 0)
        return len(self._codes) - 1

    def take_chunk(self, now):
        """The samples so far, as what makes a profile of them when it is called; None where there are none. What follows is a chunk of its own."""
        nodes, sampled, times, started_at = list(zip(self._parents, self._codes, self._lines)), self._sampled, self._times, self._started_at
        # The next sample stands for the time from the last one on: between two chunks, too, none is left out.
        self._begin_chunk(self.last_at)
        return (lambda: cpu_profile(nodes, sampled, times, started_at)) if sampled else None
