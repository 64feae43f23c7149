"""What runs inside a profiled Python process: started before the program, also in its child processes.

Measures, writes into the run's folder, and never changes what the program does, prints or exits with. Needs the standard library only, from Python 3.9.
"""
import sys


def start():
    """Does nothing outside of a run."""
    from .settings import read_settings

    settings = read_settings()
    if settings is None or sys.version_info < (3, 9):
        return
    from .agent import Agent

    Agent(settings).start()
