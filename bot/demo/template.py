"""The demo's database: seeded once a day into a template, copied afresh at every start."""

import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from sqlalchemy.schema import CreateTable

from bot.demo.build import DemoPlan
from bot.demo.cast import Access, Cast, Character
from bot.demo.load import load_demo
from domain.binding.model import BindingRole
from storage.database import Database
from storage.migrations import migrate
from storage.tables import metadata


class Template:
    """A seeded database and its cast, kept in `folder` until any of what it depends on changes."""

    def __init__(self, folder: Path, plan: DemoPlan) -> None:
        self._folder = folder
        self._plan = plan
        self._database = folder / f"template-{_key(plan)}.db"
        self._cast = self._database.with_suffix(".json")

    @property
    def is_ready(self) -> bool:
        return self._database.exists() and self._cast.exists()

    async def make(self, progress: Callable[[int], object]) -> None:
        """Seeds it under another name first: an interrupted one is never taken for whole."""
        self._folder.mkdir(parents=True, exist_ok=True)
        unfinished = self._database.with_suffix(".new")
        _remove(unfinished)
        database = Database(f"sqlite+aiosqlite:///{unfinished}", self._plan.timezone)
        try:
            await migrate(database)
            loaded = await load_demo(database, self._plan, progress)
        finally:
            await database.close()
        for old in self._folder.glob("template-*"):
            if old != unfinished:
                old.unlink()
        self._cast.write_text(_to_json(loaded.cast), encoding="utf-8")
        unfinished.rename(self._database)

    def copy_to(self, path: Path) -> Cast:
        """A fresh database at `path`, whatever was there before; gives the people in it."""
        _remove(path)
        shutil.copyfile(self._database, path)
        return _from_json(self._cast.read_text(encoding="utf-8"))


def _remove(path: Path) -> None:
    """The database with what SQLite keeps beside it."""
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _key(plan: DemoPlan) -> str:
    """Changes with the plan, with the tables and with the code that makes the school up."""
    digest = hashlib.sha256(repr(plan).encode())
    for table in metadata.sorted_tables:
        digest.update(str(CreateTable(table)).encode())
    for source in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(source.read_bytes())
    return digest.hexdigest()[:16]


def _to_json(cast: Cast) -> str:
    return json.dumps([asdict(each) for each in cast], ensure_ascii=False)


def _from_json(text: str) -> Cast:
    found = []
    for each in json.loads(text):
        accesses = tuple(
            Access(**{**one, "role": BindingRole(one["role"])}) for one in each.pop("accesses")
        )
        found.append(Character(**each, accesses=accesses))
    return tuple(found)
