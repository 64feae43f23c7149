"""Reads qualified names as JSON from standard input, and writes those that this Python does not have."""
import importlib
import json
import sys


def find(name):
    parts = name.replace("()", "").replace("[]", "").split(".")
    for length in range(len(parts), 0, -1):
        try:
            value = importlib.import_module(".".join(parts[:length]))
        except ImportError:
            continue
        for part in parts[length:]:
            value = getattr(value, part)
        return value
    raise ImportError(name)


def is_there(name):
    try:
        find(name)
        return True
    except (ImportError, AttributeError):
        return False


print(json.dumps([name for name in json.load(sys.stdin) if not is_there(name)]))
