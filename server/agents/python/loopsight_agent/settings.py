"""What the run asks of the agent, from the environment."""


class Settings:
    def __init__(self, environment):
        self.folder = environment['LOOPSIGHT_OUT']
        # Between two samples.
        self.interval_ns = int(_positive(environment.get('LOOPSIGHT_INTERVAL'), 5000) * 1000)
        self.stall_ns = int(_positive(environment.get('LOOPSIGHT_STALL'), 50) * 1e6)
        # Slow: only when it is asked for.
        self.wants_memory = environment.get('LOOPSIGHT_MEMORY') == '1'
        self.chunk_ns = int(_positive(environment.get('LOOPSIGHT_CHUNK'), 5000) * 1e6)


def _positive(text, otherwise):
    try:
        value = float(text)
    except (TypeError, ValueError):
        return otherwise
    return value if 0 < value < 1e9 else otherwise
