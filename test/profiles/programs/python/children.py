"""Has children in every way that Python knows, each of which works in a function of its own name, and tells their exit codes."""
import multiprocessing
import os
import subprocess
import sys
import threading
import time


def work_for_a_moment():
    until = time.process_time() + 0.15
    while time.process_time() < until:
        pass


def work_in_fork():
    work_for_a_moment()


def work_in_multiprocessing_fork():
    work_for_a_moment()


def work_in_multiprocessing_spawn():
    work_for_a_moment()


def work_in_subprocess():
    work_for_a_moment()


def work_in_thread():
    work_for_a_moment()


def main():
    codes = {}
    pid = os.fork()
    if pid == 0:
        work_in_fork()
        os._exit(9)
    codes['os.fork'] = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    for method, target in (('fork', work_in_multiprocessing_fork), ('spawn', work_in_multiprocessing_spawn)):
        process = multiprocessing.get_context(method).Process(target=target)
        process.start()
        process.join()
        codes[method] = process.exitcode
    # What runs before the other program does, runs in a copy of this one.
    codes['subprocess'] = subprocess.run([sys.executable, __file__, 'child'], preexec_fn=lambda: None).returncode
    codes['sleep'] = subprocess.run(['sleep', '0.2'], preexec_fn=lambda: None).returncode
    thread = threading.Thread(target=work_in_thread)
    thread.start()
    thread.join()
    print(sorted(codes.items()))


if __name__ == '__main__':
    if sys.argv[1:] == ['child']:
        work_in_subprocess()
        sys.exit(6)
    main()
