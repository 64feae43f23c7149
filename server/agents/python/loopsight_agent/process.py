"""What a process is, as its run tells of it."""
import os
import sys

from .loaded_files import main_file
from .system import STARTED_IN, System


def described():
    main = main_file()
    return {
        'version': 1,
        'pid': System.pid(),
        'ppid': os.getppid(),
        'runtime': 'python',
        'runtimeVersion': '.'.join(map(str, sys.version_info[:3])),
        'main': main and os.path.realpath(main),
        'cwd': STARTED_IN,
    }
