"""A thread that samples the others, and when it is time to have one."""
import threading

from .system import System, start_own_thread

# What `threading` starts a thread with, in different versions.
STARTERS = ('_start_new_thread', '_start_joinable_thread')


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


def before_first_thread(callback):
    """Called once, just before `threading` starts a thread; nothing of the agent is left there then."""
    originals = {name: getattr(threading, name) for name in STARTERS if hasattr(threading, name)}

    def start_with(name):
        def start(*arguments, **named):
            for each, original in originals.items():
                setattr(threading, each, original)
            callback()
            return originals[name](*arguments, **named)

        return start

    for name in originals:
        setattr(threading, name, start_with(name))
