"""How long a test waits for what comes at once, unless it never comes."""

HANGS = 30.0  # seconds; a busy machine keeps a process waiting for some of them
