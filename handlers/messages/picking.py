"""Picked families in callback data: a mask over the class list, and a sum that dates the list.

A class list may change between two taps. The mask counts places, so a changed list would turn a
letter to one family into a letter to another: the sum makes such a button ask again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

from domain.classes.model import Family
from domain.errors import Refused


@dataclass(frozen=True, slots=True)
class Picking:
    """Which places of the list are picked."""

    families: Sequence[Family]
    mask: int = 0

    @property
    def picked(self) -> str:
        return f"{self.mask:x}" if self.mask else ""

    @property
    def check(self) -> str:
        return check_of(self.families)

    def toggled(self, place: int) -> "Picking":
        return Picking(self.families, self.mask ^ (1 << place))

    def is_picked(self, place: int) -> bool:
        return bool(self.mask >> place & 1)

    @property
    def student_ids(self) -> tuple[int, ...]:
        """Pupils of the picked places."""
        return tuple(
            family.student.id for place, family in enumerate(self.families) if self.is_picked(place)
        )


def read_picking(families: Sequence[Family], picked: str, check: str) -> Picking:
    """The families meant by a button; `Refused` "list_changed" when the list is another one.

    A mask beyond the list picks nobody, which must not be taken for everybody.
    """
    picking = Picking(families, int(picked, 16) if picked else 0)
    if picked and (check != picking.check or picking.mask >> len(families)):
        raise Refused("list_changed")
    return picking


def check_of(families: Sequence[Family]) -> str:
    """A sum over the pupils in their order."""
    return f"{crc32(','.join(str(each.student.id) for each in families).encode()):x}"
