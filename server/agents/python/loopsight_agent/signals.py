"""Signals that the agent handles while the program does not: the program sees them as nobody's, and has them as soon as it wants them."""
import signal
from contextlib import contextmanager


class HeldSignals:
    """Stands between the program and `signal`. Of the functions there only those are replaced that would show, or take away, what is held."""

    def __init__(self):
        self._set, self._get = signal.signal, signal.getsignal
        self._holders = {}
        self._installed = False

    def hold(self, number, handler, on_taken, comes_back=False):
        """False where somebody has the signal. `on_taken` is told when the program takes it; with `comes_back` it is held again once the program lets go of it."""
        if self._get(number) is not signal.SIG_DFL:
            return False
        self._set(number, handler)
        self._holders[number] = (handler, on_taken, comes_back)
        if not self._installed:
            self._installed = True
            self._stand_between()
        return True

    def is_held(self, number):
        return number in self._holders and self._get(number) is self._holders[number][0]

    def leave(self, number, to=signal.SIG_DFL):
        """Gives a signal up for good; ValueError on another thread than the main one."""
        if number in self._holders:
            self._set(number, to)
            del self._holders[number]

    def take(self, number):
        """The program wants the signal; ValueError on another thread than the main one."""
        if self.is_held(number):
            _, on_taken, comes_back = self._holders[number]
            self._set(number, signal.SIG_DFL)
            if not comes_back:
                del self._holders[number]
            on_taken()

    @contextmanager
    def without_interrupts(self):
        """For the end of the process: who presses Ctrl-C once more would see the agent, instead of a program that is gone."""
        before = self._get(signal.SIGINT)
        try:
            self._set(signal.SIGINT, signal.SIG_IGN)
        except ValueError:  # Only the main thread can do that, and only it is interrupted.
            before = None
        try:
            yield
        finally:
            # One that is not Python's cannot be put back, which is none of the agent's business at the end.
            if before is not None:
                self._set(signal.SIGINT, before)

    def _stand_between(self):
        set_signal, get_signal = self._set, self._get

        def signal_(signalnum, handler):
            if self.is_held(signalnum):
                if handler is signal.SIG_DFL and self._holders[signalnum][2]:
                    return signal.SIG_DFL
                if callable(handler) or handler in (signal.SIG_DFL, signal.SIG_IGN):
                    self.take(signalnum)
            before = set_signal(signalnum, handler)
            holder = self._holders.get(signalnum)
            if holder and handler is signal.SIG_DFL:
                set_signal(signalnum, holder[0])
            return before

        def getsignal(signalnum):
            return signal.SIG_DFL if self.is_held(signalnum) else get_signal(signalnum)

        replace(signal, 'signal', signal_)
        replace(signal, 'getsignal', getsignal)


def replace(module, name, replacement):
    """Puts a function in the place of another, under its name."""
    original = getattr(module, name)
    for attribute in ('__name__', '__qualname__', '__module__', '__doc__', '__text_signature__'):
        try:
            setattr(replacement, attribute, getattr(original, attribute))
        except (AttributeError, TypeError):
            pass
    setattr(module, name, replacement)
