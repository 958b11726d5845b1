"""A clock that several processes share and one of them moves forward."""

import mmap
import struct
from datetime import UTC, datetime, timedelta
from pathlib import Path

_SECONDS = struct.Struct("d")  # eight aligned bytes: never seen half written


class SharedClock:
    """The wall clock, shifted by the seconds that the file holds."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with path.open("r+b") as file:
            self._memory = mmap.mmap(file.fileno(), _SECONDS.size)

    @classmethod
    def starting(cls, path: Path, moment: datetime) -> "SharedClock":
        """A new file, by which it is `moment` now."""
        path.write_bytes(_SECONDS.pack((moment - datetime.now(UTC)).total_seconds()))
        return cls(path)

    def __call__(self) -> datetime:
        [shift] = _SECONDS.unpack_from(self._memory)
        return datetime.now(UTC) + timedelta(seconds=shift)

    def seconds(self) -> float:
        return self().timestamp()

    def advance(self, step: timedelta) -> None:
        [shift] = _SECONDS.unpack_from(self._memory)
        _SECONDS.pack_into(self._memory, 0, shift + step.total_seconds())
