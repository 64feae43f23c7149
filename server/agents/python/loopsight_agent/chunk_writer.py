"""Writes chunks of samples beside the program: what that takes is long enough to hold a loop."""
from collections import deque

from .system import System, start_own_thread

LONGEST_WAIT_S = 10


class ChunkWriter:
    def __init__(self, log):
        self._log = log
        self._chunks = 0
        self._waiting = deque()
        self._writing = System.allocate_lock()

    def write(self, make_profile, now, is_last=False):
        self._waiting.append((self._chunks, make_profile))
        self._log.append('chunk', index=self._chunks, t0=now / 1000, t1=now / 1000)
        self._chunks += 1
        if is_last:
            return
        try:
            start_own_thread(self._write_waiting)
        except RuntimeError:
            # There can be no more threads, or the interpreter is ending: `finish` does it.
            pass

    def finish(self):
        """Returns when all is written, the last one by this thread."""
        self._write_waiting()

    def _write_waiting(self):
        # A signal may end the process while this very thread is writing.
        if not self._writing.acquire(True, LONGEST_WAIT_S):
            return
        try:
            while self._waiting:
                index, make_profile = self._waiting.popleft()
                self._log.write_file('%d.cpuprofile' % index, _in_pieces(make_profile()))
        finally:
            self._writing.release()


def _in_pieces(profile):
    """JSON whose parts are made one by one: one call that makes all of it would keep the interpreter's lock meanwhile."""
    nodes = ','.join([System.encode(node) for node in profile.pop('nodes')])
    return '{"nodes":[%s],%s' % (nodes, System.encode(profile)[1:])
