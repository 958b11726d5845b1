"""Ctrl-C at a place of our choosing: a cancelled database call would leave its thread behind."""

import asyncio
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


class Stopped(Exception):
    """Somebody asked for the end while there was still something to make."""


@contextmanager
def not_halfway() -> Iterator[None]:
    """Ctrl-C and SIGTERM wait for the end of the block: a process is not left without its owner."""
    asked: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        asked.append(number)

    before = {number: signal.signal(number, note) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    if asked:
        raise KeyboardInterrupt


def stop_on_signals() -> asyncio.Event:
    """An event that Ctrl-C, SIGTERM and a closed terminal set; nothing is cancelled by them."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, stop.set)
    return stop


def until_stopped(
    stop: asyncio.Event, progress: Callable[[int], object]
) -> Callable[[int], object]:
    """`progress` that raises `Stopped` once the end was asked for."""

    def report(done: int) -> object:
        if stop.is_set():
            raise Stopped
        return progress(done)

    return report
