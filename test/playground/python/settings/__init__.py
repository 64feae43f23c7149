"""Synchronous, and harmless at start-up. Its callers decide whether it blocks somebody."""

import json

from .files import read_text


def load_settings():
    return json.loads(read_text("settings.json"))
