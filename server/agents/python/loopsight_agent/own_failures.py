"""A failure of the agent's own is never the program's: it is told in the run, and the agent is quiet from then on."""
import signal
from functools import wraps


def guarded(method):
    """Of an object with `fail(error)`; the method then gives False. A program that is at the limit of its recursion leaves no room for the agent, which is no failure."""

    @wraps(method)
    def call(self, *arguments):
        try:
            return method(self, *arguments)
        except RecursionError:
            return False
        except Exception as error:
            raise_if_of_program(error)
            try:
                self.fail(error)
            except Exception:  # Nobody is left to tell.
                pass
            return False

    return call


def raise_if_of_program(error):
    """A handler of the program's runs wherever its signal comes, in the middle of the agent as well: what it raises is for the program."""
    handlers = {_code_of(signal.getsignal(number)) for number in signal.valid_signals()}
    traceback = error.__traceback__
    while traceback is not None:
        if traceback.tb_frame.f_code in handlers:
            raise error
        traceback = traceback.tb_next


def _code_of(handler):
    handler = getattr(handler, 'func', handler)
    return getattr(handler, '__code__', None) or getattr(getattr(type(handler), '__call__', None), '__code__', None)
