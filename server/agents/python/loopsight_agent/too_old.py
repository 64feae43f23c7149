"""What is said of an interpreter that cannot be measured, in words that any Python can read."""
import json
import os
import sys
import time


def tell(folder, oldest):
    version = '.'.join(str(part) for part in sys.version_info[:3])
    start = {
        'kind': 'start', 'version': 1, 'pid': os.getpid(), 'ppid': os.getppid() if hasattr(os, 'getppid') else 0, 'tid': 0, 'runtime': 'python',
        'runtimeVersion': version, 'main': None, 'cwd': '', 't': time.time() * 1e6,
    }
    failure = {'kind': 'failure', 'message': 'It runs Python %s, which is not measured: that takes CPython %s or newer.' % (version, '.'.join(map(str, oldest)))}
    with open(os.path.join(folder, '%d-0.events.jsonl' % os.getpid()), 'a') as events:
        events.write(json.dumps(start) + '\n' + json.dumps(failure) + '\n')
