"""Database files with a town in them: made once, copied for every run."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine

from tests.simulation.town import Town, write_town
from tests.support.databases import make_tables


class Files:
    """Copies of templates in one folder; a copy is gone when its block ends."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._templates: dict[str, Path] = {}
        self._count = 0

    @contextmanager
    def copy(self, name: str, town: Town) -> Iterator[Path]:
        if name not in self._templates:
            self._templates[name] = self._make(name, town)
        self._count += 1
        path = self._folder / f"{name}-{self._count}.db"
        shutil.copy(self._templates[name], path)
        try:
            yield path
        finally:
            for leftover in self._folder.glob(f"{path.name}*"):
                leftover.unlink()

    def _make(self, name: str, town: Town) -> Path:
        path = self._folder / f"{name}.db"
        make_tables(path)
        engine = create_engine(f"sqlite:///{path}")
        with engine.begin() as connection:
            write_town(connection, town)
        engine.dispose()
        return path


@contextmanager
def temporary_files() -> Iterator[Files]:
    with tempfile.TemporaryDirectory(prefix="diary-simulation-") as folder:
        yield Files(Path(folder))
