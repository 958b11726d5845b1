"""The files of a bundle: a folder or a zip archive, opened one by one and read as a stream."""

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Protocol

from storage.roster.problems import Problems

# An archive from elsewhere must not fill the disk or the hours (zip bombs): a district of 50 000
# pupils takes 150 MB unpacked, and text packs 30 times at the most usual.
MOST_BYTES = 4 * 1024**3
MOST_FILES = 1_000
MOST_RATIO = 250
_SMALL = 1024**2  # below this a ratio says nothing


class Bundle(Protocol):
    """Named files; names are without folders."""

    @property
    def names(self) -> list[str]: ...

    def size(self, name: str) -> int:
        """Bytes, unpacked."""

    def open(self, name: str) -> IO[bytes]: ...


@dataclass(frozen=True, slots=True)
class Folder:
    """Files of a folder, those below it not."""

    path: Path

    @property
    def names(self) -> list[str]:
        return sorted(item.name for item in self.path.iterdir() if item.is_file())

    def size(self, name: str) -> int:
        return (self.path / name).stat().st_size

    def open(self, name: str) -> IO[bytes]:
        return (self.path / name).open("rb")


@dataclass(frozen=True, slots=True)
class Archive:
    """A zip whose files are at its root, or all in one folder; nothing is written to disk."""

    archive: zipfile.ZipFile
    entries: dict[str, zipfile.ZipInfo] = field(default_factory=dict)

    @property
    def names(self) -> list[str]:
        return sorted(self.entries)

    def size(self, name: str) -> int:
        return self.entries[name].file_size

    def open(self, name: str) -> IO[bytes]:
        return self.archive.open(self.entries[name])


@contextmanager
def open_bundle(path: Path, problems: Problems) -> Iterator[Bundle | None]:
    """The bundle at `path`; None, with the reasons told, where it must not be read."""
    if path.is_dir():
        yield Folder(path)
        return
    try:
        archive = zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile) as error:
        problems.add(path.name, 0, f"is not a folder and not a readable zip archive: {error}")
        yield None
        return
    with archive:
        yield _checked(archive, path.name, problems)


def _checked(archive: zipfile.ZipFile, name: str, problems: Problems) -> Archive | None:
    before = problems.total
    entries = check_entries(archive, name, problems)
    found = {PurePosixPath(entry.filename).name: entry for entry in entries}
    if len(found) < len(entries) or len({_folder(entry) for entry in entries}) > 1:
        problems.add(name, 0, "has files in several folders: one level is read")
    return None if problems.total > before else Archive(archive, found)


def check_entries(archive: zipfile.ZipFile, name: str, problems: Problems) -> list[zipfile.ZipInfo]:
    """The files of an archive; what makes it unsafe or unreadable is told."""
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    entries = [entry for entry in entries if not entry.filename.startswith("__MACOSX/")]
    if len(entries) > MOST_FILES:
        problems.add(name, 0, f"holds {len(entries)} files, more than {MOST_FILES}")
    if sum(entry.file_size for entry in entries) > MOST_BYTES:
        problems.add(name, 0, f"is larger than {MOST_BYTES} bytes unpacked")
    for entry in entries[:MOST_FILES]:
        _check_entry(entry, name, problems)
    return entries


def _folder(entry: zipfile.ZipInfo) -> str:
    return str(PurePosixPath(entry.filename).parent)


def _check_entry(entry: zipfile.ZipInfo, name: str, problems: Problems) -> None:
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        problems.add(name, 0, f"has a path that leads out of it: {entry.filename[:80]!r}")
    if entry.flag_bits & 0x1:
        problems.add(name, 0, f"{entry.filename[:80]!r} is encrypted")
    if entry.file_size > _SMALL and entry.file_size > MOST_RATIO * max(entry.compress_size, 1):
        problems.add(name, 0, f"{entry.filename[:80]!r} unpacks to more than {MOST_RATIO} times")


def as_text(raw: IO[bytes], encoding: str = "utf-8-sig") -> io.TextIOWrapper:
    """Text with or without a byte order mark; csv wants the line ends as they are."""
    return io.TextIOWrapper(raw, encoding=encoding, newline="")
