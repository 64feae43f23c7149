"""Samples the main thread by SIGALRM: its handler runs on that thread at its next instruction, without a bias for where the interpreter's lock is let go."""
import signal

from .system import System

# A sample may take so much of the time between two at most.
MOST_OF_THE_TIME = 1 / 50


class Alarm:
    """Gives way when the program wants the signal, or its timer, for itself: then `on_lost` is told, once."""

    def __init__(self, interval_ns, on_tick, on_lost):
        self._interval_ns = interval_ns
        self._on_tick, self._on_lost = on_tick, on_lost
        self._in_handler = False
        self._is_held = False
        self.is_ticking = False
        self._phase = 0.5

    def start(self):
        """False where there is no such signal, or somebody has it."""
        if not hasattr(signal, 'setitimer') or signal.getsignal(signal.SIGALRM) is not signal.SIG_DFL or signal.getitimer(signal.ITIMER_REAL)[0]:
            return False
        self._set_signal, self._set_timer = signal.signal, signal.setitimer
        self._set_signal(signal.SIGALRM, self._handle)
        signal.siginterrupt(signal.SIGALRM, False)
        self._is_held = True
        self._give_way_to_program()
        self.resume()
        return True

    def pause(self):
        """No signal comes until `resume`."""
        if self._is_held and self.is_ticking:
            self.is_ticking = False
            self._set_timer(signal.ITIMER_REAL, 0)

    def resume(self):
        """The first comes at any time within an interval: the program's own rhythm must not decide what is seen of it."""
        if self._is_held and not self.is_ticking:
            self.is_ticking = True
            self._phase = (self._phase + 0.6180339887) % 1
            interval = self._interval_ns / 1e9
            self._set_timer(signal.ITIMER_REAL, max(interval * self._phase, 1e-6), interval)

    def stop(self):
        if self._is_held:
            self.pause()
            self._is_held = False
            # One that is on its way must not end the program.
            self._set_signal(signal.SIGALRM, signal.SIG_IGN)

    def _handle(self, _, frame):
        if self._in_handler or not self.is_ticking:
            return
        self._in_handler = True
        try:
            started = System.clock()
            self._on_tick(started, frame)
            took = System.clock() - started
            if took > self._interval_ns * MOST_OF_THE_TIME:
                self._slow_down(took)
        finally:
            self._in_handler = False

    def _slow_down(self, took):
        pass

    def _lose(self):
        if self._is_held:
            self.pause()
            self._is_held = False
            self._set_signal(signal.SIGALRM, signal.SIG_DFL)
            self._on_lost()

    def _give_way_to_program(self):
        set_signal, set_timer, get_signal, get_timer, alarm, pause = signal.signal, signal.setitimer, signal.getsignal, signal.getitimer, signal.alarm, signal.pause

        def give_way_for(number):
            if number == signal.SIGALRM:
                self._lose()

        @_like(set_signal)
        def new_signal(signalnum, handler):
            give_way_for(signalnum)
            return set_signal(signalnum, handler)

        @_like(get_signal)
        def new_getsignal(signalnum):
            return signal.SIG_DFL if self._is_held and signalnum == signal.SIGALRM else get_signal(signalnum)

        @_like(set_timer)
        def new_setitimer(which, *times, **named):
            if which == signal.ITIMER_REAL:
                self._lose()
            return set_timer(which, *times, **named)

        @_like(get_timer)
        def new_getitimer(which):
            return (0.0, 0.0) if self._is_held and which == signal.ITIMER_REAL else get_timer(which)

        @_like(alarm)
        def new_alarm(seconds):
            self._lose()
            return alarm(seconds)

        @_like(pause)
        def new_pause():
            # Any signal ends it, so none of the agent's may come.
            self.pause()
            try:
                return pause()
            finally:
                self.resume()

        for replacement in (new_signal, new_getsignal, new_setitimer, new_getitimer, new_alarm, new_pause):
            setattr(signal, replacement.__name__, replacement)


def _like(original):
    def named_like(replacement):
        for attribute in ('__name__', '__qualname__', '__module__', '__doc__', '__text_signature__'):
            try:
                setattr(replacement, attribute, getattr(original, attribute))
            except AttributeError:
                pass
        return replacement

    return named_like
