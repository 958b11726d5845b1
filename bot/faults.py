"""Notices that cannot be said through a mistake of ours: they may not hold up the others."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from domain.notices.model import Notice
from domain.notices.outbox import Lease

_MOST = 5  # faults of one notice after which it is given up


class Faults:
    """How often each has failed until it is sent or given up; known to this process alone.

    Tries that failed for another reason do not count: an outage is nobody's mistake.
    """

    def __init__(self) -> None:
        self._count: Counter[int] = Counter()

    def safest_part(self, lease: Lease) -> Lease:
        """All of it, or, if one of them may be what we cannot say, the least suspect alone."""
        if not any(each.id in self._count for each in lease.notices):
            return lease
        safest = min(lease.notices, key=lambda each: self._count[each.id])
        return replace(lease, notices=(safest,))

    def met(self, notices: Sequence[Notice]) -> int | None:
        """One more fault of these: how many there were before, or None to give up."""
        ids = [each.id for each in notices]
        self._count.update(ids)
        faults = max(self._count[each] for each in ids)
        if faults < _MOST:
            return faults - 1
        self.forget(notices)
        return None

    def forget(self, notices: Sequence[Notice]) -> None:
        """They were said, or are given up."""
        for each in notices:
            self._count.pop(each.id, None)
