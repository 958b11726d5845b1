"""Class lists as schools export them, with all their dirt, into OneRoster's records."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as s

from storage.roster.class_list import ClassList
from storage.roster.problems import Problems
from storage.roster.sheet import read_sheet

HEADER = ["Класс", "Фамилия", "Имя", "Отчество", "Дата рождения", "Пол", "Родитель 1", "Родитель 2"]
ANNA = ["7А", "Иванова", "Анна", "Дмитриевна", "04.05.2013", "Ж", "Иванова Елена Сергеевна", ""]
PETR = ["7Б", "Белов", "Пётр", "", "31.01.2013", "М", "", ""]
Found = dict[str, list[dict[str, Any]]]


def listed(path: Path) -> tuple[Found, list[str]]:
    problems = Problems()
    found: Found = {}
    reader = ClassList(path.name, ("s1", "Школа"), problems)
    for spec, record in reader.records(read_sheet(path, problems)):
        found.setdefault(spec.stage, []).append(record)
    return found, [f"{problem.line}: {problem.reason}" for problem in problems.listed]


@pytest.fixture
def sheet(tmp_path: Path) -> Callable[..., Path]:
    def make(*rows: list[Any]) -> Path:
        book = openpyxl.Workbook()
        assert book.active is not None
        for row in rows:
            book.active.append(row)
        book.save(tmp_path / "list.xlsx")
        return tmp_path / "list.xlsx"

    return make


def users(found: Found) -> list[tuple[Any, ...]]:
    return [
        (r["role"], r["family_name"], r["given_name"], r["middle_name"]) for r in found["users"]
    ]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251"])
def test_csv_in_every_dialect(tmp_path: Path, delimiter: str, encoding: str) -> None:
    path = tmp_path / "список.csv"
    lines = [delimiter.join(row) for row in (HEADER, ANNA, PETR)]
    path.write_text("\r\n".join(lines), encoding=encoding, newline="")

    found, problems = listed(path)

    assert not problems
    assert users(found) == [
        ("parent", "Иванова", "Елена", "Сергеевна"),
        ("student", "Иванова", "Анна", "Дмитриевна"),
        ("student", "Белов", "Пётр", None),
    ]
    assert [(r["title"], r["grades"]) for r in found["classes"]] == [("7А", 7), ("7Б", 7)]
    assert [(r["birth_date"], r["sex"]) for r in found["demographics"]] == [
        (None, "f"),
        (date(2013, 5, 4), "f"),
        (date(2013, 1, 31), "m"),
    ]


def test_a_spreadsheet_with_titles_numbers_and_dates(sheet: Callable[..., Path]) -> None:
    path = sheet(
        ["МБОУ «Школа № 1»"],
        [],
        ["№", "Класс", "Литера", "ФИО учащегося", "Дата рождения", "Пол", "СНИЛС", "Код", "Мать"],
        [1, 7, "а", "Алиев Руслан Анар оглы", date(2013, 5, 4), "муж.", "112-233-445 95", 801],
        [2, 7.0, "А", " Ёлкина  Дарья ", "", "", "", 802.0, "Ёлкина Ольга Ивановна"],
        [None] * 9,
    )
    found, problems = listed(path)

    assert not problems
    assert [(r["sourced_id"], r["family_name"], r["middle_name"]) for r in found["users"]][:2] == [
        ("801", "Алиев", "Анар оглы"),
        (found["users"][1]["sourced_id"], "Ёлкина", "Ивановна"),
    ]
    assert found["users"][2]["sourced_id"] == "802"
    assert found["users"][2]["agent_sourced_ids"] == (found["users"][1]["sourced_id"],)
    assert [(r["title"], r["grades"]) for r in found["classes"]] == [("7А", 7)]
    assert [r["line"] for r in found["enrollments"]] == [4, 5]
    assert found["demographics"][0]["sex"] == "m"


def test_every_problem_has_its_line(sheet: Callable[..., Path]) -> None:
    found, problems = listed(
        sheet(
            HEADER,
            ["", *ANNA[1:]],
            ["7А", "", "Анна", *ANNA[3:]],
            [*ANNA[:4], "31.02.2013", "?", "Елена", ""],
            ANNA,
            ANNA,
        )
    )
    assert problems == [
        "2: «Класс» is empty",
        "3: «Фамилия» is empty",
        "4: «Дата рождения» “31.02.2013” is not a date like 31.05.2014",
        "4: «Пол» “?” is neither М nor Ж",
        "4: the name of a parent needs a family name and a given name",
        "6: is the same pupil as on line 5: namesakes need dates of birth or a column «Код»",
    ]
    assert len(found["enrollments"]) == 1


@pytest.mark.parametrize("header", [["Фамилия", "Имя"], ["Класс", "Фамилия"], ["a", "b"]])
def test_a_list_needs_its_columns(sheet: Callable[..., Path], header: list[str]) -> None:
    found, problems = listed(sheet(header, ["7А", "Иванова"]))
    assert not found
    assert problems == ["0: has no line with the columns «Класс», «Фамилия» and «Имя» (or «ФИО»)"]


def test_brothers_and_sisters_share_a_parent_and_namesakes_do_not(
    sheet: Callable[..., Path],
) -> None:
    found, problems = listed(
        sheet(
            HEADER,
            ["7А", "Иванова", "Анна", "Д", "04.05.2013", "", "Иванова Елена Сергеевна"],
            ["3В", "Иванов", "Михаил", "Д", "04.05.2017", "", "Иванова Елена Сергеевна"],
            ["3В", "Петров", "Олег", "", "04.05.2017", "", "Иванова Елена Сергеевна"],
        )
    )
    assert not problems
    agents = [r["agent_sourced_ids"] for r in found["users"] if r["role"] == "student"]
    assert agents[0] == agents[1] != agents[2]
    assert sum(r["role"] == "parent" for r in found["users"]) == 2


def test_ids_stay_when_class_and_spelling_change(sheet: Callable[..., Path]) -> None:
    first, _ = listed(sheet(HEADER, ["7А", "Фёдорова", "Анна", "", "04.05.2013"]))
    later, _ = listed(sheet(HEADER, ["8 «Б»", "ФЕДОРОВА", "анна", "", "2013-05-04"]))
    assert first["users"][0]["sourced_id"] == later["users"][0]["sourced_id"]
    assert first["classes"][0]["sourced_id"] != later["classes"][0]["sourced_id"]
    assert "едоров" not in first["users"][0]["sourced_id"]


def test_the_class_teacher_leads_the_class(sheet: Callable[..., Path]) -> None:
    header = ["Класс", "Фамилия", "Имя", "Классный руководитель"]
    found, problems = listed(
        sheet(
            header,
            ["7А", "Иванова", "Анна", "Орлова Марина Петровна"],
            ["7А", "Белов", "Пётр", "Орлова Марина Петровна"],
        )
    )
    assert not problems
    teachers = [r for r in found["enrollments"] if r["role"] == "teacher"]
    assert [r["primary"] for r in teachers] == [True]
    assert sum(r["role"] == "teacher" for r in found["users"]) == 1


def test_what_is_no_spreadsheet_is_told(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(b"not a workbook")
    assert "is not a spreadsheet" in listed(path)[1][0]


@given(raw=s.binary(max_size=400))
def test_no_bytes_break_the_reader(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    path = tmp_path_factory.mktemp("list") / "list.csv"
    path.write_bytes("Класс;Фамилия;Имя;Отчество;Дата рождения\n".encode() + raw)
    listed(path)
