"""Ports of this machine for the time of a test."""

import itertools
import os
import socket

# Below those that Linux gives to whoever names none: between the choice and its use no connection
# of another test takes it. Processes of a run begin apart.
_FIRST, _COUNT = 10_000, 20_000
_turns = itertools.count(os.getpid() * 97)


def free_port() -> int:
    """Nobody listens there, and nobody is given it who does not ask for it by its number."""
    for turn in itertools.islice(_turns, _COUNT):
        port = _FIRST + turn % _COUNT
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port
    raise RuntimeError("every port is taken")
