"""A file of 300 lines and a function of 40 can be read; longer ones say why they are."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("bot", "domain", "handlers", "locales", "playground", "storage", "tests")
MOST_LINES = 300
MOST_LINES_OF_A_FUNCTION = 40

LONG_FILES: dict[str, str] = {}
LONG_FUNCTIONS = {
    "bot/app.py:build_app": "the wiring in its order, each part used by a later one",
    "handlers/documents/archive_words.py:_of_chats": "a table of words",
    "handlers/notices/absences.py:_sentence": "a table of words",
    "tests/support/bundles.py:small_bundle": "data",
}


def _sources() -> Iterator[tuple[str, str]]:
    """Revisions aside: they are generated, and are history once they are released."""
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            if "versions" not in path.parts:
                yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


def test_files_can_be_read() -> None:
    found = {name for name, text in _sources() if len(text.splitlines()) > MOST_LINES}
    assert found == LONG_FILES.keys()


def test_functions_are_seen_without_scrolling() -> None:
    found = {
        f"{name}:{node.name}"
        for name, text in _sources()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno >= MOST_LINES_OF_A_FUNCTION
    }
    assert found == LONG_FUNCTIONS.keys()
