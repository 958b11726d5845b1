"""Lines of files into records: what other systems write, and what is wrong with it."""

import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as s

from storage.roster import files, values
from storage.roster.problems import LISTED, Problems
from storage.roster.reading import Record, read_records
from storage.roster.scores import mark_of


def read(text: str | bytes, spec: files.FileSpec) -> tuple[list[Record], list[str]]:
    problems = Problems()
    raw = text.encode() if isinstance(text, str) else text
    found = list(read_records(io.BytesIO(raw), spec, problems, lambda done: None))
    return found, [str(problem) for problem in problems.listed]


DEMOGRAPHICS = "sourcedId,birthDate,sex\n"


@pytest.mark.parametrize("start", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_byte_order_mark_and_line_ends_do_not_matter(start: str, end: str) -> None:
    text = (start + DEMOGRAPHICS + "a1,2013-05-04,female\n").replace("\n", end)
    found, problems = read(text, files.DEMOGRAPHICS)
    assert not problems
    assert [(r["sourced_id"], r["birth_date"], r["sex"], r["line"]) for r in found] == [
        ("a1", date(2013, 5, 4), "f", 2)
    ]


def test_columns_may_be_in_any_order_with_others_beside_them() -> None:
    found, problems = read(
        "sex,metadata.x,americanIndianOrAlaskaNative,sourcedId\nmale,?,true,a1\n",
        files.DEMOGRAPHICS,
    )
    assert not problems
    assert found[0]["sex"] == "m"
    assert found[0]["birth_date"] is None


def test_a_line_may_end_early_but_not_late() -> None:
    found, problems = read(DEMOGRAPHICS + "a1\na2,,,\na3,,,x\n\n", files.DEMOGRAPHICS)
    assert [record["sourced_id"] for record in found] == ["a1", "a2"]
    assert problems == ["demographics.csv:4: has 4 cells where the header has 3"]


def test_every_problem_of_a_line_is_told() -> None:
    _, problems = read(DEMOGRAPHICS + ",2013-02-30,x\n", files.DEMOGRAPHICS)
    assert problems == [
        "demographics.csv:2: sourcedId is empty",
        "demographics.csv:2: birthDate “2013-02-30” is not a date like 2026-09-01",
        "demographics.csv:2: sex “x” is not a known sex",
    ]


def test_a_missing_column_is_told_once_with_a_hint() -> None:
    found, problems = read("sourcedid,sex\n" + "a,male\n" * 3, files.DEMOGRAPHICS)
    assert not found
    assert problems == [
        "demographics.csv:1: has no column sourcedId (it has sourcedid: capitals matter)"
    ]


def test_a_column_twice_is_told() -> None:
    _, problems = read("sourcedId,sex,sex\na,male,female\n", files.DEMOGRAPHICS)
    assert problems == ["demographics.csv:1: has the column sex twice"]


@pytest.mark.parametrize("status", ["tobedeleted", "inactive"])
def test_what_is_to_be_deleted_needs_only_its_id(status: str) -> None:
    found, problems = read(
        f"sourcedId,status,givenName,familyName\nu1,{status},,\nu2,active,,Б\n", files.USERS
    )
    assert [record["sourced_id"] for record in found] == ["u1", "u2"]
    assert problems == ["users.csv:3: givenName is empty"]


def test_another_encoding_is_told_with_its_place() -> None:
    _, problems = read("sourcedId,name\ns1,Школа\n".encode("cp1251"), files.ORGS)
    assert problems == ["orgs.csv:1: is not UTF-8 from about here"]


def test_an_endless_field_is_a_problem_not_a_crash() -> None:
    _, problems = read('sourcedId,name\ns1,"' + "x" * 200_000, files.ORGS)
    assert len(problems) == 1
    assert "is not CSV" in problems[0]


@given(s.binary(max_size=300))
def test_no_bytes_break_the_reader(raw: bytes) -> None:
    read(b"sourcedId,name,type\n" + raw, files.ORGS)
    read(raw, files.USERS)


def test_problems_are_counted_beyond_those_listed() -> None:
    problems = Problems()
    for line in range(LISTED + 5):
        problems.add("x.csv", line, "y")
    assert (len(problems.listed), problems.total) == (LISTED, LISTED + 5)


@pytest.mark.parametrize(
    ("cell", "grade"), [("7", 7), ("07", 7), ("7.0", 7), ("7,8", 7), ("KG", None), ("11", 11)]
)
def test_grades_as_systems_write_them(cell: str, grade: int | None) -> None:
    assert values.grade(cell) == grade


@pytest.mark.parametrize("cell", ["VII", "14", "-1", "7a", "²"])
def test_other_grades_are_refused(cell: str) -> None:
    with pytest.raises(values.BadValue):
        values.grade(cell)


def test_times_and_numbers() -> None:
    assert values.minutes("8:30") == values.minutes("08:30:00") == 510
    for bad in ("24:00", "8.30", "830", "08:60"):
        with pytest.raises(values.BadValue):
            values.minutes(bad)


@pytest.mark.parametrize(
    ("score", "text", "code"),
    [
        ("5", None, "5"),
        ("5.0", None, "5"),
        ("4.00", "", "4"),
        ("4.5", None, None),
        ("0", None, None),
        ("6", None, None),
        ("", "", None),
        (None, "5-", "5-"),
        ("5", "5−", "5-"),
        ("4", "4+", "4+"),
        ("4", "5-", "4"),  # the number is what was exported as the mark
        ("4", "хорошо", "4"),
        (None, "Зачёт", "cr"),
        (None, "зач.", "cr"),
        (None, "незач", "nc"),
        (None, "осв", "ex"),
        (None, "Н/А", "na"),
        (None, ".", "pt"),
        (None, "•", "pt"),
        (None, "pt", None),
        (None, "cr", None),
        (None, "н", None),
    ],
)
def test_scores_into_marks(score: str | None, text: str | None, code: str | None) -> None:
    """Facts §2.1: a sign is kept as written, and so are the words that are no number."""
    value = mark_of(score, text)
    assert (value and value.code) == code


def test_decomposed_letters_are_composed() -> None:
    assert values.text("Андреи\u0306  Ильич") == "Андрей Ильич"


@given(s.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_dates_read_back(day: date) -> None:
    assert values.day(day.isoformat()) == values.day(f"{day}T00:00:00Z") == day
