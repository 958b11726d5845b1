"""Ctrl-C at a place of our choosing."""

import signal

import pytest

from bot.demo.stopping import not_halfway


def _make(done: list[int], number: int) -> None:
    with not_halfway():
        signal.raise_signal(number)
        done.append(number)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_waits_for_the_end_of_what_must_not_be_left_halfway(number: int) -> None:
    before, done = signal.getsignal(number), list[int]()
    with pytest.raises(KeyboardInterrupt):
        _make(done, number)
    assert done == [number]
    assert signal.getsignal(number) is before
