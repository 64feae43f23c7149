"""Prints what a program can see of what surrounds it."""
import pickle
import signal
import sys
import threading
import traceback


class Thing:
    pass


def fail():
    raise ValueError('on purpose')


print(sys.argv, __name__, __file__, sys.path)
print(sys.modules['sitecustomize'].__file__, [thread.name for thread in threading.enumerate()])
print(signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT), sys.excepthook is sys.__excepthook__, sys.gettrace(), sys.getprofile())
print(pickle.loads(pickle.dumps(Thing())).__class__)
try:
    fail()
except ValueError:
    traceback.print_exc(file=sys.stdout)
