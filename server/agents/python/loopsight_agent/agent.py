"""Joins what is measured: samples of all threads, the turns of each thread's loop, and the ways in which a process ends."""
from .alarm import Alarm
from .endings import exit_code_so_far, watch_endings
from .garbage_collection import watch_collections
from .loop_turns import trace_runs
from .marked_streams import offer_streams
from .memory_growth import table_of_memory, watch_memory
from .other_threads import OtherThreads
from .own_failures import guarded
from .pool_workers import is_pool_worker
from .process import described
from .requests_served import watch_requests
from .samples import Samples
from .sampling_thread import SamplingThread, before_first_thread
from .signals import HeldSignals
from .system import OWN_THREADS, System, start_own_thread
from .task_sites import TaskSites
from .thread_trace import ThreadTrace
from .waiting import WaitingClock

# How often progress is told, and so how often a watcher of the folder learns of it.
TICK_NS = 500_000_000
# While the main thread is held so long where no signal reaches it, other threads are sampled from beside it.
UNREACHED_NS = 20_000_000


class Agent:
    def __init__(self, settings):
        self._settings = settings
        self._is_active = self._is_ending = False
        self._ends_after = []

    @guarded
    def start(self):
        """To be called on the main thread."""
        self._signals = signals = HeldSignals()
        self._alarm = Alarm(signals, self._settings.interval_ns, self._sample, self._set_interval, self._sample_from_thread)
        self._begin()
        watch_endings(self, signals)
        before_first_thread(self._watch_threads)
        self._task_sites = TaskSites()
        trace_runs(self)
        watch_requests(self._on_request)
        offer_streams(self._on_stream)
        self._stop_watching_collections = watch_collections(self._on_collection)
        if self._settings.wants_memory:
            watch_memory()
        if not self._alarm.start():
            self._sample_from_thread()
        if is_pool_worker():
            start_own_thread(self._let_signals_in)

    def _begin(self, turns=None):
        """`turns` are those of a loop that runs already."""
        now = System.clock()
        self._pid = System.pid()
        self._main_thread = System.thread_id()
        self._ticked_at = self._sampled_at = now
        self._sampling_thread = None
        self._main = ThreadTrace(self._settings, 0, now, described(), Samples(now, self._settings.interval_ns, turns))
        self._main.waiting = WaitingClock(self._main_thread)
        self._loops = {self._main_thread: self._main}
        self._others, self._others_trace = OtherThreads(now), None
        self._is_active = True

    @guarded
    def restart_in_child(self, is_worker):
        """What was measured so far is the parent's."""
        if self._is_active:
            self._task_sites.forget()
            running = self._loops.get(System.thread_id())
            self._begin(running and running.turns)
            before_first_thread(self._watch_threads)
            if not self._alarm.start_in_child():
                self._sample_from_thread()
            if is_worker:
                start_own_thread(self._let_signals_in)

    @guarded
    def go_on_in_parent(self):
        if self._is_active:
            self._alarm.find_again()

    def abandon(self):
        """This process is about to become another program, or has no business measuring."""
        self._is_active = False
        self._alarm.is_ticking = False

    def leave(self):
        """Writes what there is before the process becomes another program; what is returned goes on when it did not."""
        if not self._is_active:
            return lambda: None
        self._alarm.pause()
        self._write_so_far()
        return self._alarm.resume

    @guarded
    def _write_so_far(self):
        now = System.clock()
        for trace in self._traces():
            trace.write_chunk(now, is_last=True)
            trace.finish_writing()

    @guarded
    def end(self, code=None, signal=None):
        if not self._is_active or self._pid != System.pid():
            return
        self._is_active = False
        self._is_ending = True
        try:
            with self._signals.without_interrupts():
                self._write_end(code, signal)
        finally:
            self._is_ending = False
            for end in self._ends_after:
                end()

    def when_ended(self, end):
        """`end` ends the process: after what is being written, if anything is."""
        if self._is_ending:
            self._ends_after.append(end)
        else:
            end()

    def _write_end(self, code, signal):
        # One that comes just now is handled between the two.
        if self._alarm.is_lost() and self._alarm.is_lost():
            seconds = (System.clock() - self._sampled_at) / 1e9
            self._main.log.append('failure', message='No samples of the last %.1f s: the program was probably at the limit of its recursion when the next one was due.' % seconds)
        self._alarm.stop()
        self._stop_watching_collections()
        if self._sampling_thread is not None:
            self._sampling_thread.stop()
        self._add_others()
        self._main.tell_created(self._task_sites.table(), is_last=True)
        if self._settings.wants_memory:
            self._main.tell_memory(table_of_memory())
        now = System.clock()
        if code is None and signal is None:
            code = exit_code_so_far()
        for trace in self._traces():
            trace.end(now, code, signal)

    def fail(self, error):
        """The agent is wrong somewhere: it stops."""
        if self._is_active:
            self._is_active = False
            self._main.log.append('failure', message='The agent failed, and measured nothing from then on: %r' % (error,))
            self._main.log.flush()
            self._alarm.stop()

    # What loops tell, on their own threads.

    @guarded
    def loop_begins(self, now, loop, frame):
        if not self._is_active:
            return
        thread = System.thread_id()
        trace = self._loops.get(thread)
        if trace is None:
            trace = self._loops[thread] = ThreadTrace(self._settings, len(self._loops), now, described(), Samples(now, self._settings.interval_ns))
        trace.loop_begins(now, loop, frame, self)
        self._task_sites.look(now, loop)

    @guarded
    def loop_waits(self, now, loop):
        trace = self._loops.get(System.thread_id())
        if trace is not None and self._is_active:
            trace.loop_waits(now, loop)
            self._task_sites.look(now, loop)

    @guarded
    def loop_wakes(self, now):
        trace = self._loops.get(System.thread_id())
        if trace is not None and self._is_active:
            trace.loop_wakes(now)
            if trace is self._main:
                self._alarm.resume()

    @guarded
    def loop_beats(self):
        """A loop that takes signals in a way of its own may lose one, and with it all that would follow."""
        if self._is_active and System.thread_id() == self._main_thread:
            self._alarm.find_again()

    @guarded
    def loop_ends(self, now):
        trace = self._loops.get(System.thread_id())
        if trace is not None and self._is_active:
            trace.loop_ends(now)

    @guarded
    def _on_request(self, began, ended):
        trace = self._loops.get(System.thread_id())
        if trace is not None and self._is_active:
            trace.served(began, ended)

    @guarded
    def _on_stream(self, *stream):
        trace = self._loops.get(System.thread_id())
        if trace is not None and self._is_active:
            trace.streamed(*stream)

    @guarded
    def _on_collection(self, since, now, frame):
        trace = self._loops.get(System.thread_id())
        if trace is not None and self._is_active and not trace.samples.is_locked:
            trace.samples.take_collection(since, now, frame)
            if self._alarm.is_ticking and trace is self._main:
                self._alarm.resume()

    # Samples.

    @guarded
    def _sample(self, now, frame):
        """Whether the main thread ran, and did not wait."""
        if not self._is_active:
            return False
        self._sampled_at = now
        main, others = self._main, self._frames_of_others() if System.count_threads() > len(OWN_THREADS) else None
        if others:
            self._watch_threads()
        runs = main.take_sample(now, frame, self._sample_others(now, others) if others else 0)
        if now - self._ticked_at >= TICK_NS:
            self._tell_progress(now)
        if not others and main.turns.waits and main.loop is not None:
            # Nothing can happen until the loop wakes up.
            self._alarm.pause()
            main.turns.tells_next = True
        return runs

    def _set_interval(self, interval_ns):
        for trace in self._loops.values():
            trace.samples.interval_ns = interval_ns

    def _sample_others(self, now, frames):
        for thread in [thread for thread in frames if thread in self._loops]:
            self._loops[thread].take_sample(now, frames.pop(thread))
        return self._others.sample(frames) if frames else 0

    def _frames_of_others(self):
        frames = System.frames_of_threads()
        frames.pop(self._main_thread, None)
        for thread in tuple(OWN_THREADS):
            frames.pop(thread, None)
        return frames

    @guarded
    def _watch_threads(self):
        if self._is_active and self._sampling_thread is None:
            self._sampling_thread = SamplingThread(UNREACHED_NS, self._sample_unreached)

    @guarded
    def _sample_unreached(self, now):
        if self._is_active and now - self._sampled_at >= UNREACHED_NS:
            self._sample_others(now, self._frames_of_others())

    @guarded
    def _sample_from_thread(self):
        """Where the main thread cannot be sampled by a signal."""
        if self._sampling_thread is not None:
            self._sampling_thread.stop()
        self._sampling_thread = SamplingThread(self._settings.interval_ns, self._sample_main)

    @guarded
    def _sample_main(self, now):
        frame = System.frames_of_threads().get(self._main_thread)
        if frame is not None:
            self._sample(now, frame)

    def _let_signals_in(self):
        """
        A worker waits in a semaphore, where a signal is forgotten that came just before, or together with the alarm: and it is by a signal that it is ended. So
        each of its waits is interrupted once, which Python's own code is made for.
        """
        interrupted_at = 0
        while self._is_active:
            System.sleep(UNREACHED_NS * 5 / 1e9)
            if self._alarm.is_ticking and System.clock() - self._sampled_at >= UNREACHED_NS * 5 and interrupted_at != self._sampled_at:
                interrupted_at = self._sampled_at
                self._alarm.interrupt(self._main_thread)

    def _tell_progress(self, now):
        self._ticked_at = now
        self._main.tell_created(self._task_sites.table())
        self._add_others()
        for trace in self._traces():
            trace.tell_progress(now)

    def _add_others(self):
        if self._others_trace is None and self._others.are_worth_telling:
            self._others_trace = ThreadTrace(self._settings, OTHERS, self._others.began_at, described(), self._others.samples)
            self._others_trace.runs_no_loop()

    def _traces(self):
        return [*self._loops.values(), *([self._others_trace] if self._others_trace else [])]


# The number of all threads without a loop together.
OTHERS = 9999
