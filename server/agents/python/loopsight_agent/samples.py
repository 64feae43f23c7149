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
        self._running = ROOT
        self._begin_chunk(now)

    def _begin_chunk(self, now):
        self._nodes = {}
        self._parents, self._codes, self._instructions = [-1, ROOT, ROOT], [ROOT_NAME, IDLE_NAME, COLLECTING_NAME], [0] * 3
        self._sampled, self._times = [], []
        self._started_at = self.last_at = now
        self._running = ROOT

    def take_idle(self, now):
        self.idle_ns += max(0, now - self.last_at)
        self._add(IDLE, now)

    def take_busy(self, now, frame, waited=False):
        node = self._node_of(frame)
        if waited:
            node = self._child_of(node, WAITING, 0)
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
            code = frame.f_code
            if not code.co_filename.startswith(OWN_FOLDER):
                stack.append((code, frame.f_lasti))
            frame = frame.f_back
        node, nodes = ROOT, self._nodes
        for code, instruction in reversed(stack[:DEEPEST]):
            # Equal code objects are compared by all that is in them: their identity is quicker, and holds while the code is kept.
            child = nodes.get((node, id(code), instruction))
            node = self._child_of(node, code, instruction) if child is None else child
        return node

    def _child_of(self, node, code, instruction):
        key = (node, id(code), instruction)
        child = self._nodes.get(key)
        if child is None:
            child = self._nodes[key] = len(self._codes)
            self._parents.append(node)
            self._codes.append(code)
            self._instructions.append(instruction)
        return child

    def take_chunk(self):
        """The samples so far as a profile; None where there are none."""
        if not self._sampled:
            return None
        return cpu_profile(list(zip(self._parents, self._codes, self._instructions)), self._sampled, self._times, self._started_at)

    def resume(self, now):
        """Begins a new chunk. What the agent itself did since the last one is nobody's time."""
        self._begin_chunk(now)
        if not self.waits and now > self.woke_at:
            self.woke_at = now
