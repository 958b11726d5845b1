"""Going through a chain: what was changed, removed, added or moved is found and told apart.

What cannot be found by the chain alone: whoever may write to the database itself and rewrites every
record from some point to the end, and the head with them. The head written down elsewhere finds
that (`noted`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.audit.chain import GENESIS, hash_of
from domain.audit.model import Head, Record


class Damage(StrEnum):
    """What is wrong with a chain."""

    CHANGED = "changed"  # what stands in the record is not what was hashed
    MISSING = "missing"  # records before this one are not there
    DETACHED = "detached"  # it follows another record than the one before it
    CUT_OFF = "cut off"  # the head knows of later records
    HEAD = "head"  # the head is not the last record
    REWRITTEN = "rewritten"  # the record is not the one that was written down


@dataclass(frozen=True, slots=True)
class Fault:
    """Damage, and the record at which it shows."""

    damage: Damage
    seq: int


class Verification:
    """Takes a school's records in the order of `seq`, then its head. Memory of one record."""

    def __init__(self, noted: Mapping[int, str] | None = None) -> None:
        """`noted`: hashes by `seq` that the school wrote down."""
        self.last = GENESIS
        self._noted = noted or {}

    def take(self, record: Record) -> list[Fault]:
        """What is wrong with this record or just before it."""
        faults = []
        if record.seq != self.last.seq + 1:
            faults.append(Fault(Damage.MISSING, record.seq))
        elif record.prev_hash != self.last.hash:
            faults.append(Fault(Damage.DETACHED, record.seq))
        if hash_of(record) != record.hash:
            faults.append(Fault(Damage.CHANGED, record.seq))
        if self._noted.get(record.seq, record.hash) != record.hash:
            faults.append(Fault(Damage.REWRITTEN, record.seq))
        self.last = Head(record.seq, record.hash)
        return faults

    def end(self, head: Head | None) -> list[Fault]:
        """What is wrong with the end; None: the school has no head, so there was no record."""
        head = head or GENESIS
        faults = []
        if head.seq > self.last.seq:
            faults.append(Fault(Damage.CUT_OFF, self.last.seq + 1))
        elif head != self.last:
            faults.append(Fault(Damage.HEAD, self.last.seq))
        faults += [Fault(Damage.CUT_OFF, seq) for seq in self._noted if seq > self.last.seq]
        return faults
