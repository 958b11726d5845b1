"""Every name in the glossary is a name in the code, where the glossary says it is."""

import re
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = {"bot", "handlers", "domain", "storage", "playground"}


class Term(NamedTuple):
    """A row of the glossary."""

    russian: str
    english: str
    identifier: str
    path: str


def rows() -> list[Term]:
    text = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
    cells = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in text.splitlines()
        if line.startswith("| ") and not line.startswith("| По-русски")
    ]
    return [Term(one, two, three.strip("`"), four.strip("`")) for one, two, three, four in cells]


TERMS = rows()


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.identifier)
def test_a_term_is_where_the_glossary_says(term: Term) -> None:
    path = ROOT / term.path
    assert Path(term.path).parts[0] in ROOMS
    assert path.is_file(), term.path
    assert re.search(rf"\b{term.identifier}\b", path.read_text(encoding="utf-8")), term


def test_a_russian_term_and_an_identifier_have_one_meaning() -> None:
    assert TERMS
    for column in ("russian", "identifier"):
        values = [getattr(term, column) for term in TERMS]
        assert sorted(values) == sorted(set(values)), column


def test_every_table_of_the_school_is_a_term_or_the_history_of_one() -> None:
    """A new table gets a word that a school understands."""
    from storage.tables import metadata

    words = {term.identifier for term in TERMS} | {"person", "chat", "code_attempt"}
    words |= {"inbox_update", "job_run", "chat_rest", "send_rate"}  # the program's own memory
    for name in metadata.tables:
        known = name.removesuffix("_change").removesuffix("_draft")
        assert name in words or known in words or known == "attendance", name
