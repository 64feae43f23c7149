"""Samples the main thread by SIGALRM: its handler runs on that thread at its next instruction, without a bias for where the interpreter's lock is let go."""
import signal

from .signals import replace
from .system import System

# Taking samples may take so much of the time at most; of a thread that runs, of the time that it has a processor. It is seen of the sample alone: with the signal's
# way to it, the next alarm, the end of the turn that is told of, and what the program then finds no more in the caches, each costs about twice as much.
MOST_OF_THE_TIME = 1 / 200
# What samples take is seen at one of so many: it is itself not free to know.
ROUND = 8
SLOWEST_NS = 25_000_000
GOLDEN_RATIO = 0.6180339887


class Alarm:
    """
    Gives way when the program wants the signal, or its timer, for itself: then `on_lost` is told. `on_tick` returns whether the thread was running, and not
    waiting; `on_interval` is told the nanoseconds between two samples when they change.
    """

    def __init__(self, signals, interval_ns, on_tick, on_interval, on_lost):
        self._signals = signals
        self._interval_ns = self._shortest_ns = interval_ns
        self._on_tick, self._on_interval, self._on_lost = on_tick, on_interval, on_lost
        self._is_inside = self._is_held = self._interrupts = False
        self.is_ticking = False
        self._phase, self._origin = 0.5, 0
        self._taken = self._running = self._cpu_ns = self._cost_ns = 0

    def start(self):
        """False where there is no such signal, or somebody has it."""
        if not hasattr(signal, 'setitimer') or any(signal.getitimer(signal.ITIMER_REAL)):
            return False
        if not self._signals.hold(signal.SIGALRM, self._handle, self._lose):
            return False
        self._set_timer, self._get_timer = signal.setitimer, signal.getitimer
        # A system call that the signal interrupts goes on, wherever the system can do that.
        signal.siginterrupt(signal.SIGALRM, False)
        self._give_way_to_program()
        self._is_held = True
        self.resume()
        return True

    def start_in_child(self):
        """Timers are not inherited, and the clock of the processor begins anew."""
        self.is_ticking = self._is_inside = False
        self._taken, self._running, self._cpu_ns = 0, 0, System.thread_time()
        self.resume()
        return self._is_held

    def pause(self):
        """No signal comes until `resume`."""
        if self.is_ticking:
            self.is_ticking = False
            self._set_timer(signal.ITIMER_REAL, 0)

    def resume(self):
        """The first one comes at any time within an interval: the program's own rhythm must not decide what is seen of it."""
        if self._is_held and (not self.is_ticking or self.is_lost()):
            self.is_ticking = True
            self._phase = (self._phase + GOLDEN_RATIO) % 1
            self._origin = System.clock() + int(self._interval_ns * self._phase)
            self._await_next()

    def is_lost(self):
        """Whether no signal comes any more: the last one came when the program's recursion left no room for its handler."""
        return self.is_ticking and not self._is_inside and not any(self._get_timer(signal.ITIMER_REAL))

    def find_again(self):
        """Where a signal was lost, as now and then in a process that forks all the time, the next one is asked for."""
        if self.is_lost():
            self._await_next()

    def _await_next(self):
        """
        The next of those that are an interval apart, and no more until it was handled: in a call that is not to be interrupted they would only keep other signals,
        which come at the same time, from ending it.
        """
        until_next = self._interval_ns - (System.clock() - self._origin) % self._interval_ns
        self._set_timer(signal.ITIMER_REAL, max(until_next / 1e9, 1e-5))

    def interrupt(self, thread):
        """Also ends the system call in which the thread is, so that whatever signals have come are handled. To be called from another thread."""
        if self._is_held:
            self._interrupts = True
            signal.siginterrupt(signal.SIGALRM, True)
            signal.pthread_kill(thread, signal.SIGALRM)

    def stop(self):
        if self._is_held:
            self.pause()
            self._is_held = False
            # One that is on its way must not end the program.
            try:
                self._signals.leave(signal.SIGALRM, signal.SIG_IGN)
            except ValueError:  # On another thread. The handler stays where it is, and does nothing.
                pass

    def _handle(self, _, frame):
        if self._is_inside or not self.is_ticking:
            return
        self._is_inside = True
        try:
            self._tick(frame)
        except RecursionError:  # The program leaves no room, perhaps not even for the next alarm.
            pass
        finally:
            self._is_inside = False

    def _tick(self, frame):
        if self._interrupts:
            self._interrupts = False
            signal.siginterrupt(signal.SIGALRM, False)
        try:
            self._taken += 1
            if self._taken < ROUND:
                self._running += self._on_tick(System.clock(), frame)
            else:
                began = System.thread_time()
                self._running += self._on_tick(System.clock(), frame)
                self._keep_cheap(began, System.thread_time())
        finally:
            if self.is_ticking:
                self._await_next()

    def _keep_cheap(self, began, ended):
        # Chunks of samples that are written now and then are no reason to sample less.
        before, self._cost_ns = self._cost_ns or ended, ended - began
        cost = min(before, self._cost_ns)
        available = self._interval_ns
        if self._running > ROUND / 2:
            available = max(1, min(available, (began - self._cpu_ns) // self._running))
        self._taken, self._running, self._cpu_ns = 0, 0, ended
        change = max(0.5, min(2, cost / available / MOST_OF_THE_TIME))
        self._set_interval(int(max(self._shortest_ns, min(SLOWEST_NS, self._interval_ns * change))))

    def _set_interval(self, interval_ns):
        if abs(interval_ns - self._interval_ns) * 5 > self._interval_ns:
            self._interval_ns = interval_ns
            self._on_interval(interval_ns)

    def _lose(self):
        self.pause()
        if self._is_held:
            self._is_held = False
            self._on_lost()

    def _give_way_to_program(self):
        set_timer, get_timer, alarm, pause = signal.setitimer, signal.getitimer, signal.alarm, signal.pause

        def take():
            try:
                self._signals.take(signal.SIGALRM)
            except ValueError:  # On another thread. The handler stays where it is, and does nothing.
                self._lose()

        def new_setitimer(which, *times, **named):
            if which == signal.ITIMER_REAL:
                take()
            return set_timer(which, *times, **named)

        def new_getitimer(which):
            return (0.0, 0.0) if self._is_held and which == signal.ITIMER_REAL else get_timer(which)

        def new_alarm(seconds):
            take()
            return alarm(seconds)

        def new_pause():
            # Any signal ends it, so none of the agent's may come.
            self.pause()
            try:
                return pause()
            finally:
                self.resume()

        replace(signal, 'setitimer', new_setitimer)
        replace(signal, 'getitimer', new_getitimer)
        replace(signal, 'alarm', new_alarm)
        replace(signal, 'pause', new_pause)
