"""The plan of the house, as far as a test can hold it."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiogram.filters.callback_data import CallbackData

import handlers.routers
from locales.update import main as update_catalogues

ROOT = Path(__file__).parents[2]
ROOMS = ("bot", "handlers", "domain", "storage", "playground", "locales")
SOURCES = sorted(
    path
    for room in ROOMS
    for path in (ROOT / room).rglob("*.py")
    if "migrations/versions" not in str(path)
)


def test_imports_run_one_way() -> None:
    linter = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([linter], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_catalogues_are_complete_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    assert update_catalogues(["--check"]) == 0, capsys.readouterr().err


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_core_and_the_screens_never_ask_the_clock(path: Path) -> None:
    """Time is passed in: only bot/clock.py and the playground know the wall clock."""
    if path.parts[len(ROOT.parts)] in ("playground", "locales") or path.name == "clock.py":
        return
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\b(datetime\.(now|utcnow|today)|date\.today|time\.time)\(", text)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_module_says_what_it_is_for(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree) or not tree.body


def test_callback_prefixes_are_unique() -> None:
    assert handlers.routers.MAKERS
    prefixes: dict[str, str] = {}
    for data in _subclasses(CallbackData):
        if data.__module__.startswith("handlers."):
            assert data.__prefix__ not in prefixes, (data, prefixes[data.__prefix__])
            prefixes[data.__prefix__] = data.__name__
    assert len(prefixes) > 3


# In pieces, so that this file does not name what it looks for.
_MACHINE = re.compile(
    "index-" + r"url\s*[=h]|https?://\S+/simp" + "le/|pythonhos" + "ted|/wo" + "rk/"
)


def _subclasses(kind: type[CallbackData]) -> Iterator[type[CallbackData]]:
    for child in kind.__subclasses__():
        yield child
        yield from _subclasses(child)


def test_nothing_committed_names_a_machine_or_an_index() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
    ).stdout.split("\0")
    for name in filter(None, listed):
        path = ROOT / name
        if path.suffix in {".ttf", ".png", ".ico"} or not path.is_file():
            continue
        text = path.read_text(encoding="utf-8")
        assert not _MACHINE.search(text), name
