"""A thread that samples the others."""
from .system import System, start_own_thread


class SamplingThread:
    """
    The interpreter's lock comes to this thread where others let it go, most of all where they wait: short callbacks look idle to it. What a loop says of its
    turns makes up for that.
    """

    def __init__(self, interval_ns, on_tick):
        self._interval = interval_ns / 1e9
        self._on_tick = on_tick
        self._is_running = True
        start_own_thread(self._run)

    def stop(self):
        self._is_running = False

    def _run(self):
        while self._is_running:
            System.sleep(self._interval)
            if self._is_running:
                self._on_tick(System.clock())
