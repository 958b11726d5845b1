"""One `run` on one SQLite file.

Senders keep their pace in memory and SQLite has no rows that can be locked, so that a second
process would send twice as fast as Telegram allows and wait for the first one's writes.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class NotAloneError(Exception):
    """Another process has the file."""


@contextmanager
def alone(database: Path | None) -> Iterator[None]:
    """Holds `<database>.lock` inside; None, for a database of many, holds nothing.

    The system lets go of it when the process ends, however it ends. The database itself must not
    be opened for this: closing it would drop the locks that SQLite has on it.
    """
    if database is None:
        yield
        return
    database.parent.mkdir(parents=True, exist_ok=True)
    with database.with_name(f"{database.name}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise NotAloneError(database) from error
        yield
