"""docs/reference/file-formats.md lists exactly the files and columns that are read."""

import re
from pathlib import Path

import pytest

from domain.access import Role
from storage.roster.class_columns import COLUMNS
from storage.roster.files import BY_NAME, FileSpec
from storage.roster.people import STAFF_ROLES
from storage.roster.problems import LISTED
from storage.roster.source import MOST_BYTES, MOST_FILES, MOST_RATIO
from storage.roster.values import ROLES

PAGE = (Path(__file__).parents[2] / "docs/reference/file-formats.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^### (\S+\.csv)\n(.*?)(?=^##|\Z)", PAGE, re.MULTILINE | re.DOTALL))


def test_every_file_has_its_section() -> None:
    assert set(SECTIONS) == set(BY_NAME) | {"manifest.csv"}


@pytest.mark.parametrize("spec", BY_NAME.values(), ids=lambda spec: spec.name)
def test_columns_are_those_that_are_read(spec: FileSpec) -> None:
    rows = re.findall(r"^\| `([\w.]+)`( \*)? \| (.+) \|$", SECTIONS[spec.name], re.MULTILINE)
    assert [(name, bool(star), words) for name, star, words in rows if "Becomes" not in words][
        : len(spec.columns)
    ] == [(column.name, column.required, column.kind.words) for column in spec.columns]


def test_every_role_is_explained() -> None:
    told = set(re.findall(r"`([\w:]+)`", SECTIONS["roles.csv"]))
    assert set(ROLES.values()) <= told
    assert set(STAFF_ROLES.values()) == set(Role) - {
        Role.STUDENT,
        Role.GUARDIAN,
        Role.TRUSTED_CONTACT,
        Role.HOMEROOM_TEACHER,
    }


def test_every_column_of_a_class_list_is_named() -> None:
    titles = {
        re.sub(r"[.]", " ", title.casefold().replace("ё", "е")).strip()
        for title in re.findall(r"«([^»]+)»", PAGE.split("## A class list")[1])
    }
    for name, pattern in COLUMNS.items():
        assert any(re.fullmatch(pattern, " ".join(title.split())) for title in titles), name


def test_limits_are_those_that_hold() -> None:
    plain = " ".join(PAGE.split())
    assert f"{MOST_BYTES // 1024**3} GiB unpacked" in plain
    assert f"{MOST_FILES // 1000} 000 files and {MOST_RATIO} times" in plain
    assert f"the first {LISTED}" in plain
