"""Where the databases of tests lie."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_IN_MEMORY = Path("/dev/shm")
_ROOM = 2 * 2**30  # bytes; a server needs a quarter of a GB, and each process of a run has one


@contextmanager
def quick_folder(prefix: str) -> Iterator[Path]:
    """In memory if there is room; removed afterwards.

    Each test gets a copy of a database, with its hundreds of files on PostgreSQL, for which a disk
    takes a quarter of a second of processor time; and each commit waits for a disk.
    """
    in_memory = _IN_MEMORY.is_dir() and shutil.disk_usage(_IN_MEMORY).free > _ROOM
    # Short: PostgreSQL's socket path has a limit of 107 bytes.
    folder = Path(tempfile.mkdtemp(prefix=prefix, dir=_IN_MEMORY if in_memory else None))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
