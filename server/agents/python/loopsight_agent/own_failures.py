"""A failure of the agent's own is never the program's: it is told in the run, and the agent is quiet from then on."""
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
            self.fail(error)
            return False

    return call
