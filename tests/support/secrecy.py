"""Looks for secrets where none may be, while and after all tests ran.

What is handed out or typed in a test (codes, payloads of links, PINs) and what people write to each
other is looked for in every log line of the program; codes, payloads and PINs also in the test's
database, in a backup of it and, on PostgreSQL, in every row. When all is done, every file that the
tests left is searched for a bot's token. One finding fails the whole run.
"""

import logging
import os
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

import domain.binding.inviting as inviting
import domain.pins.model as pins
from bot.log import RedactingFormatter
from domain.binding.codes import in_groups

TOKEN = re.compile(rb"(?<!\d)\d{6,12}:[A-Za-z0-9_-]{30,}")
_STAMP = re.compile(r"^\S+ \S+ ")  # the time, in which digits of a PIN may stand by chance
_WORDS = 8  # shorter texts of people may stand anywhere
_LARGEST = 64 * 2**20  # of a file that is searched
# A report of pytest or a recorded answer may show the made-up tokens of tests, sources surely do.
_SOURCES = frozenset({".py", ".pyc", ".env"})


class Secrecy:
    """What this process handed out since the last look, and where it was found."""

    def __init__(self) -> None:
        self.codes: list[str] = []
        self.pins: set[str] = set()
        self.lines: list[str] = []
        self.found: list[str] = []
        self.searched = {"lines": 0, "databases": 0, "files": 0, "secrets": 0}

    def begin(self) -> None:
        """A new database: what came before was looked for in its own."""
        self.codes.clear()
        self.pins.clear()
        self.lines.clear()

    def search(self, stored: bytes, *, waiting: bytes = b"", where: str) -> None:
        """A database's bytes. What an update says that still `waiting` is needed there."""
        for code in self.codes:
            shapes = {code, in_groups(code), code.lower()}
            if any(shape.encode() in stored for shape in shapes):
                self._report("a code", code, where, waiting)
        for pin in self.pins:
            if re.search(rb'"text": ?"\s*%b\s*"' % re.escape(pin).encode(), stored):
                self._report("a PIN", pin, where, waiting)
        self.searched["databases"] += 1
        self.searched["secrets"] += len(self.codes) + len(self.pins)

    def search_log(self, texts: list[str]) -> None:
        """The lines since the beginning, also for what people wrote."""
        log = "\n".join(_STAMP.sub("", line) for line in self.lines)
        self.searched["lines"] += len(self.lines)
        self.searched["secrets"] += len(texts)
        for code in self.codes:
            if code in log or in_groups(code) in log:
                self._report("a code", code, "the log", b"")
        for pin in self.pins:
            if re.search(rf"(?<![\w.:-]){re.escape(pin)}(?![\w.:-])", log):
                self._report("a PIN", pin, "the log", b"")
        for each in texts:
            if len(each) >= _WORDS and each in log:
                self.found.append(f"a text of a person in the log of {_test()}")
        if TOKEN.search(log.encode()):
            self.found.append(f"a token in the log of {_test()}")
        self.lines.clear()

    def search_files(self, folder: Path) -> None:
        """Everything that was left in a folder."""
        for path in folder.rglob("*"):
            if not path.is_file() or path.is_symlink() or path.suffix in _SOURCES:
                continue
            if path.stat().st_size <= _LARGEST:
                self.searched["files"] += 1
                if TOKEN.search(path.read_bytes()):
                    self.found.append(f"a token in {path.name}")

    def _report(self, what: str, secret: str, where: str, waiting: bytes) -> None:
        if secret.encode() not in waiting and in_groups(secret).encode() not in waiting:
            self.found.append(f"{what} in {where} of {_test()}")


SECRECY = Secrecy()


def search_sqlite(path: Path) -> None:
    """A file that is closed by now, as it lies there and as a backup of it."""
    connection = sqlite3.connect(path)
    try:
        waiting, texts = _typed_and_written(connection)
        SECRECY.search_log(texts)
        if SECRECY.codes or SECRECY.pins:
            backup = sqlite3.connect(":memory:")
            connection.backup(backup)
            stored = b"".join(
                each.read_bytes() for each in sorted(path.parent.glob(f"{path.name}*"))
            )
            SECRECY.search(stored + backup.serialize(), waiting=waiting, where="the database")
            backup.close()
    finally:
        connection.close()


async def search_postgres(connection: AsyncConnection) -> None:
    """Every row of every table, as text."""
    if not (SECRECY.codes or SECRECY.pins):
        return
    tables = await connection.execute(
        text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    )
    rows = [
        row
        for (table,) in tables.all()
        for (row,) in await connection.execute(text(f'SELECT t::text FROM "{table}" t'))
    ]
    SECRECY.search("\n".join(rows).encode(), where="the database")


def _typed_and_written(connection: sqlite3.Connection) -> tuple[bytes, list[str]]:
    """What updates say that are not handled, and what people wrote to each other."""
    try:
        waiting = connection.execute("SELECT body FROM inbox_update WHERE body IS NOT NULL")
        typed = "\n".join(body for (body,) in waiting).encode()
        texts = connection.execute(
            "SELECT text FROM message UNION SELECT text FROM message_draft"
            " UNION SELECT comment FROM mark WHERE comment <> ''"
        )
        return typed, [written for (written,) in texts]
    except sqlite3.OperationalError:  # a database without these tables
        return b"", []


def _test() -> str:
    return os.environ.get("PYTEST_CURRENT_TEST", "a test").split(" ")[0]


class _Lines(logging.Handler):
    """The program's log as it would be written."""

    def emit(self, record: logging.LogRecord) -> None:
        SECRECY.lines.append(self.format(record))


class SecrecyPlugin:
    """Collects in every process of the run and judges at its end."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._totals: list[dict[str, int]] = []
        self._found: list[str] = []
        self._undo = pytest.MonkeyPatch()

    def pytest_sessionstart(self) -> None:
        handler = _Lines(logging.INFO)
        handler.setFormatter(RedactingFormatter())
        logging.getLogger().addHandler(handler)
        for room in ("bot", "domain", "handlers", "storage"):
            logging.getLogger(room).setLevel(logging.INFO)  # as the program runs
        code, token = (getattr(inviting, name) for name in ("new_code", "new_link_token"))
        digest = pins._digest

        def remembered(secret: str) -> str:
            SECRECY.codes.append(secret)
            return secret

        def remembered_digest(pin: str, salt: bytes) -> str:
            SECRECY.pins.add(pin.strip())
            return digest(pin, salt)

        self._undo.setattr(inviting, "new_code", lambda: remembered(code()))
        self._undo.setattr(inviting, "new_link_token", lambda: remembered(token()))
        self._undo.setattr(pins, "_digest", remembered_digest)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        self._undo.undo()
        for folder in _folders(self._config):
            SECRECY.search_files(folder)
        output = getattr(self._config, "workeroutput", None)
        if output is not None:
            output["secrecy"] = (SECRECY.searched, SECRECY.found)
            return
        self._totals.append(SECRECY.searched)
        self._found += SECRECY.found
        if self._found and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        searched, found = getattr(node, "workeroutput", {}).get("secrecy", ({}, []))
        self._totals.append(searched)
        self._found += found

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        totals = {
            name: sum(each.get(name, 0) for each in self._totals) for name in SECRECY.searched
        }
        terminalreporter.write_line(
            "Looked for {secrets} secrets in {lines} log lines and {databases} databases with"
            " their backups, and for tokens in {files} files: {found} found.".format(
                **totals, found=len(self._found)
            )
        )
        for each in self._found:
            terminalreporter.write_line(f"SECRET: {each}", red=True)


def _folders(config: pytest.Config) -> Iterator[Path]:
    """Where the tests of this process left files; nothing if none asked for a folder."""
    factory = getattr(config, "_tmp_path_factory", None)
    if factory is not None and factory._basetemp is not None:
        yield factory._basetemp
