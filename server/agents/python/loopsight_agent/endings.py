"""The ways in which a process ends, or goes on as another: nothing that was measured is lost, and each goes as it would have gone."""
import atexit
import os
import signal
import sys

from .pool_workers import forks_pool_worker
from .signals import replace
from .system import System

# They end a program that does not handle them.
DEADLY_SIGNALS = ('SIGTERM', 'SIGHUP')


def watch_endings(agent, signals):
    atexit.register(agent.end)
    _watch_exit(agent)
    _watch_exec(agent)
    if hasattr(os, 'register_at_fork'):
        os.register_at_fork(after_in_child=lambda: _in_child(agent, System.frame(1)), after_in_parent=agent.go_on_in_parent)
    if os.name == 'posix':
        for name in DEADLY_SIGNALS:
            _watch_signal(agent, signals, name)


def _watch_exit(agent):
    def _exit(status):
        if isinstance(status, int):
            agent.end(status)
        System.exit_now(status)

    replace(os, '_exit', _exit)


def _watch_exec(agent):
    """A timer outlives `exec`, its handler does not: the signal would end the new program."""
    for name in ('execv', 'execve'):
        if hasattr(os, name):
            replace(os, name, _leaving(agent, getattr(os, name)))


def _leaving(agent, execute):
    def leave_and_execute(*arguments, **named):
        resume = agent.leave()
        try:
            return execute(*arguments, **named)
        finally:
            resume()

    return leave_and_execute


def _in_child(agent, frame):
    # A child that `subprocess` lets run a function is about to become another program.
    if frame is None or frame.f_code.co_name != '_execute_child':
        agent.restart_in_child(forks_pool_worker(frame))
    else:
        agent.abandon()


def _watch_signal(agent, signals, name):
    number = getattr(signal, name)

    def die():
        signals.leave(number)
        System.kill(System.pid(), number)

    def end(_, __):
        agent.end(None, name)
        agent.when_ended(die)

    signals.hold(number, end, lambda: None, comes_back=True)


def exit_code_so_far():
    """1 where an exception has ended the main module; null where nobody tells."""
    return 1 if getattr(sys, 'last_value', None) is not None else None
