"""The samples of one thread, with what its loop says of the time between them, and how they are written: as V8 writes its own."""
from .cpu_profile import cpu_profile
from .system import OWN_FOLDER

ROOT, IDLE, COLLECTING = 0, 1, 2
# What stands for code where none of the program's ran.
ROOT_NAME, IDLE_NAME, COLLECTING_NAME, WAITING = '(root)', '(idle)', '(garbage collector)', '(waiting)'

# Deeper stacks are cut at their outer end: what they cost to walk would be the program's time.
DEEPEST = 400


class Samples:
    """A sample stands for the time before it, up to the one before. Times are nanoseconds."""

    def __init__(self, now):
        self.waits = False
        # Set while the thread's own code changes what is here: a sampler that comes in between leaves it alone.
        self.is_locked = False
        self.turns = self.idle_ns = 0
        self.woke_at = now
        self._sampled_turn = -1
        # Busy time that no sample has fallen into: short turns of a loop. The next busy sample speaks for it, or it would be lost.
        self._unspoken = 0
        self._unsure = False
        self._begin_chunk(now)

    def _begin_chunk(self, now):
        self._nodes = {}
        self._parents, self._codes, self._lines = [-1, ROOT, ROOT], [ROOT_NAME, IDLE_NAME, COLLECTING_NAME], [0] * 3
        self._sampled, self._times = [], []
        self._started_at = self.last_at = now
        self._running = ROOT

    def take_idle(self, now):
        self.idle_ns += max(0, now - self.last_at)
        self._add(IDLE, now)

    def take_busy(self, now, frame, waited=False):
        """`waited` is None where nobody knows: then it did if it did before, or does after, in the same place."""
        node = self._node_of(frame)
        if waited is not False:
            waiting = self._waiting_at(node)
            if waited and self._unsure and self._running == node and self._sampled[-1:] == [node]:
                self._sampled[-1] = waiting
            if waited or self._running == waiting:
                node = waiting
        self._unsure = waited is None
        if self.woke_at > self.last_at:
            own = now - self.woke_at
            spoken = min(now - self.last_at, own + self._unspoken)
            self._unspoken -= max(0, spoken - own)
            self._add(IDLE, now - spoken)
        self._add(node, now)
        self._running = node
        self._sampled_turn = self.turns

    def take_collection(self, since, now, frame):
        """Garbage collection, which has interrupted a frame."""
        self.take_busy(max(since, self.last_at), frame)
        self._add(COLLECTING, now)

    def end_turn(self, now):
        """What is left of the turn belongs to what was last seen in it."""
        if self._sampled_turn == self.turns:
            self._add(self._running, now)
        else:
            self._unspoken += now - max(self.woke_at, self.last_at)

    def begin_turn(self, now):
        self.woke_at = now
        self.turns += 1
        self.waits = False

    def _add(self, node, now):
        if now > self.last_at:
            self._sampled.append(node)
            self._times.append(now)
            self.last_at = now

    def _node_of(self, frame):
        stack = []
        while frame is not None:
            stack.append(frame)
            frame = frame.f_back
        node, nodes = ROOT, self._nodes
        for frame in reversed(stack[:DEEPEST]):
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
        self._begin_chunk(max(now, self.last_at))
        return (lambda: cpu_profile(nodes, sampled, times, started_at)) if sampled else None
