"""Joins what is measured: the main thread's samples, the turns of each thread's loop, and the ways in which a process ends."""
import atexit
import os
import sys

from .alarm import Alarm
from .loop_turns import trace_turns
from .system import System
from .thread_trace import ThreadTrace

# How often progress is told, and so how often a watcher of the folder learns of it.
TICK_NS = 500_000_000


class Agent:
    def __init__(self, settings):
        self._settings = settings
        self._main_thread = System.thread_id()
        self._is_ended = False
        self._ticked_at = 0

    def start(self):
        self._begin_traces()
        self._alarm = Alarm(self._settings.interval_ns, self._on_tick, self._on_alarm_lost)
        self._alarm.start()
        trace_turns(self)
        atexit.register(self.end)

    def _begin_traces(self):
        now = System.clock()
        self._main = ThreadTrace(self._settings, 0, now, _runtime())
        self._traces = {self._main_thread: self._main}
        self._ticked_at = now

    def _trace_of_thread(self):
        thread = System.thread_id()
        trace = self._traces.get(thread)
        if trace is None:
            trace = self._traces[thread] = ThreadTrace(self._settings, len(self._traces), System.clock(), _runtime())
        return trace

    def loop_begins(self, now, loop):
        self._trace_of_thread().loop_begins(now, loop)

    def loop_waits(self, now, loop):
        self._trace_of_thread().loop_waits(now)

    def loop_wakes(self, now):
        self._trace_of_thread().loop_wakes(now)
        if not self._alarm.is_ticking:
            self._alarm.resume()

    def loop_ends(self, now):
        self._trace_of_thread().loop_ends(now)

    def _on_tick(self, now, frame):
        samples = self._main.samples
        if samples.waits:
            samples.take_idle(now)
        elif not samples.is_locked:
            samples.take_busy(now, frame)
        if now - self._ticked_at >= TICK_NS:
            self._ticked_at = now
            for trace in list(self._traces.values()):
                trace.tick(now)

    def _on_alarm_lost(self):
        pass

    def end(self, code=None, signal=None):
        if self._is_ended:
            return
        self._is_ended = True
        self._alarm.stop()
        for trace in list(self._traces.values()):
            trace.end(System.clock(), code, signal)


def _runtime():
    return {'version': 1, 'pid': System.pid(), 'ppid': os.getppid(), 'runtime': 'python', 'runtimeVersion': '.'.join(map(str, sys.version_info[:3])), 'main': _main_file(), 'cwd': os.getcwd()}


def _main_file():
    """None for code that is no file: a module by its name, or text on the command line."""
    name = (getattr(sys, 'argv', None) or [''])[0]
    return os.path.realpath(name) if name and os.path.isfile(name) else None
