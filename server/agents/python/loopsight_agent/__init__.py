"""What runs inside a profiled Python process: started before the program, also in its child processes.

Measures, writes into the run's folder, and never changes what the program does, prints or exits with. Needs the standard library only, from Python 3.9.
"""
import sys


def start():
    """Does nothing outside of a run."""
    from .settings import read_settings

    settings = read_settings()
    if settings is None or sys.version_info < (3, 9) or _is_of_python():
        return
    from .agent import Agent

    Agent(settings).start()


def _is_of_python():
    """A process that `multiprocessing` keeps for itself runs nothing of the program."""
    return any(word.startswith('from multiprocessing.resource_tracker ') for word in getattr(sys, 'orig_argv', ()))
