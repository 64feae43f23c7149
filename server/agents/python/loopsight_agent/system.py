"""What the agent needs of the system, taken before the program can replace it with a fake.

Kept in a class: tools that replace functions (fake clocks, fake file systems) look through the names of modules.
"""
import _thread
import os
import sys
import time
from json import JSONEncoder


class System:
    clock = time.perf_counter_ns
    process_time = time.process_time_ns
    thread_time = getattr(time, 'thread_time_ns', time.process_time_ns)
    thread_id = _thread.get_ident
    start_thread = _thread.start_new_thread
    allocate_lock = _thread.allocate_lock
    sleep = time.sleep
    pid = os.getpid
    open = os.open
    write = os.write
    close = os.close
    exit_now = os._exit
    kill = os.kill
    count_threads = _thread._count
    frames_of_threads = sys._current_frames
    frame = sys._getframe
    encode = staticmethod(JSONEncoder(separators=(',', ':')).encode)


APPEND = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, 'O_CLOEXEC', 0) | getattr(os, 'O_BINARY', 0)

def _working_folder():
    try:
        return os.getcwd()
    except OSError:  # It has been deleted.
        return os.sep


STARTED_IN = _working_folder()

# Threads of the agent, which are none of the program's.
OWN_THREADS = set()


def start_own_thread(run):
    """A thread that the program does not see: for it is none of `threading`'s. RuntimeError where there can be no more."""

    def run_as_own():
        OWN_THREADS.add(System.thread_id())
        try:
            run()
        except Exception:  # The interpreter would print it.
            pass
        finally:
            OWN_THREADS.discard(System.thread_id())

    System.start_thread(run_as_own, ())


# With the file that starts the agent.
OWN_FOLDER = os.path.dirname(os.path.dirname(os.path.abspath(__file__))) + os.sep
