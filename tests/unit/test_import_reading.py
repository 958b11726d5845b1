"""Lines of files into records: what other systems write, what is wrong with it, unsafe archives."""

import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as s

from storage.roster import files, values
from storage.roster import source as source_module
from storage.roster.manifest import check_manifest
from storage.roster.naming import (
    class_key,
    class_parts,
    derived_id,
    folded,
    group_of,
    homeroom_of,
    is_final_category,
    leading_grade,
    subject_of,
    work_code,
)
from storage.roster.problems import LISTED, Problems
from storage.roster.reading import Record, read_records
from storage.roster.shaping import NOT_SNILS, Shaper
from storage.roster.source import open_bundle


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
    assert [values.mark(score) for score in ("5", "5.0", "4.00", "4.5", "0", "6", "н/а", "")] == [
        5,
        5,
        4,
        None,
        None,
        None,
        None,
        None,
    ]


def test_decomposed_letters_are_composed() -> None:
    assert values.text("Андреи\u0306  Ильич") == "Андрей Ильич"


@given(s.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_dates_read_back(day: date) -> None:
    assert values.day(day.isoformat()) == values.day(f"{day}T00:00:00Z") == day


SNILS = ("112-233-445 95", "112-233-445-95", "112-233-44595")


@pytest.mark.parametrize("sourced_id", [*SNILS, "11223344595"])
def test_a_snils_is_no_id(sourced_id: str) -> None:
    assert _shaped([sourced_id, "a1"]) == [f"users.csv:2: {NOT_SNILS}"]


def test_ids_of_eleven_digits_are_not_taken_for_snils_by_chance() -> None:
    numbers = [str(20_000_000_000 + number) for number in range(500)]
    assert not _shaped(numbers)


def _shaped(sourced_ids: list[str]) -> list[str]:
    problems = Problems()
    shaper = Shaper(problems)
    for line, sourced_id in enumerate(sourced_ids, start=2):
        record: dict[str, Any] = {column.field: None for column in files.USERS.columns}
        record |= {"line": line, "sourced_id": sourced_id, "family_name": "А", "given_name": "Б"}
        list(shaper.rows("users", record, "users.csv"))
    shaper.finish_users("users.csv")
    return [str(problem) for problem in problems.listed]


@pytest.mark.parametrize("title", ["7А", "7 А", "7-а", "7 «А»", '7 "а"', "7A", "7 – А"])
def test_a_class_is_one_however_it_is_written(title: str) -> None:
    assert class_parts(title) == (7, "А")
    assert class_key(title) == "7а"


def test_what_is_no_class_title() -> None:
    assert class_parts("7.0") == (7, "")
    assert class_parts("Алгебра") is class_parts("7А Алгебра") is None
    assert leading_grade("10 физмат") == 10
    assert leading_grade("2026 год") is leading_grade("Хор") is None


def test_a_section_belongs_to_the_class_its_title_begins_with() -> None:
    homerooms = [(folded(title), title) for title in ("1А", "11А", "7А", "10 физмат", "10")]
    for title, found in (
        ("7А Алгебра", "7А"),
        ("7A-Английский-гр1", "7А"),  # a Latin A
        ("11а: химия", "11А"),
        ("10 физмат, физика", "10 физмат"),
        ("7Алгебра", None),
        ("Хор", None),
    ):
        assert homeroom_of(title, homerooms) == found


def test_subject_and_group_from_a_title() -> None:
    assert subject_of("7А Английский язык, гр. 2", "7А") == "Английский язык"
    assert subject_of("Algebra I", "") == "Algebra I"
    assert [group_of(t) for t in ("7А англ, гр. 2", "7А-Труд-гр1", "Группа 2", "7А Алгебра")] == [
        "гр. 2",
        "гр1",
        "Группа 2",
        "",
    ]
    assert group_of("7А География") == group_of("7А Программирование") == ""


def test_categories() -> None:
    assert is_final_category("Четвертная отметка")
    assert is_final_category("ИТОГОВАЯ")
    assert is_final_category("Final grade")
    assert not is_final_category("Контрольная работа")
    assert work_code("контрольная работа", "c1") == work_code("Exam", "c2") == "control"
    assert work_code("Устный счёт", "c1") == "c:c1"
    assert len(work_code("Устный счёт", "x" * 200)) <= 32


@given(s.text(max_size=300), s.text(max_size=300))
def test_derived_ids_fit(first: str, second: str) -> None:
    assert len(derived_id(first, second)) <= 255


def opened(path: Path) -> tuple[list[str] | None, list[str]]:
    problems = Problems()
    with open_bundle(path, problems) as bundle:
        names = bundle.names if bundle is not None else None
    return names, [problem.reason for problem in problems.listed]


def packed(path: Path, entries: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return path


def test_files_may_be_in_one_folder_of_the_archive(tmp_path: Path) -> None:
    made = packed(tmp_path / "a.zip", {"x/orgs.csv": b"", "x/users.csv": b"", "__MACOSX/x": b""})
    assert opened(made) == (["orgs.csv", "users.csv"], [])


@pytest.mark.parametrize("name", ["../users.csv", "/etc/users.csv", "a/../../users.csv", "c:/x"])
def test_paths_that_lead_out_are_refused(tmp_path: Path, name: str) -> None:
    names, problems = opened(packed(tmp_path / "a.zip", {name: b"x"}))
    assert names is None
    assert any("leads out" in problem for problem in problems)


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = packed(tmp_path / "bomb.zip", {"users.csv": b"0" * 5_000_000})
    names, problems = opened(bomb)
    assert names is None
    assert "unpacks to more than 250 times" in problems[0]

    monkeypatch.setattr(source_module, "MOST_BYTES", 1000)
    _, problems = opened(packed(tmp_path / "b.zip", {"users.csv": b"x" * 2000}))
    assert problems == ["is larger than 1000 bytes unpacked"]

    monkeypatch.setattr(source_module, "MOST_FILES", 3)
    many = packed(tmp_path / "c.zip", {f"{number}.csv": b"" for number in range(5)})
    assert opened(many)[1] == ["holds 5 files, more than 3"]


def test_a_broken_archive_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04 not a zip")
    assert opened(tmp_path / "a.zip")[0] is None
    good = packed(tmp_path / "b.zip", {"orgs.csv": b"sourcedId,name\n" + b"s1,x\n" * 99})
    raw = bytearray(good.read_bytes())
    raw[45] ^= 0xFF  # a byte of the packed content
    good.write_bytes(raw)
    problems = Problems()
    with open_bundle(good, problems) as bundle:
        assert bundle is not None
        list(read_records(bundle.open("orgs.csv"), files.ORGS, problems, lambda done: None))
    assert problems.total == 1


def manifest(text: str, names: list[str]) -> list[str]:
    problems = Problems()
    check_manifest(io.BytesIO(b"propertyName,value\n" + text.encode()), names, problems)
    return [str(problem) for problem in problems.listed]


def test_a_delta_is_refused_with_the_reason() -> None:
    assert manifest("oneroster.version,1.1\nfile.users,delta\n", ["users.csv"]) == [
        "manifest.csv:3: users.csv is a delta: export the bundle as bulk, with all of its lines"
    ]


def test_a_manifest_must_agree_with_the_files() -> None:
    assert manifest("file.users,bulk\nfile.orgs,absent\nfile.roles,all\n", ["orgs.csv"]) == [
        "manifest.csv:2: users.csv is said to be there and is not",
        "manifest.csv:3: orgs.csv is said to be absent and is there",
        "manifest.csv:4: “all” is not bulk, delta or absent",
    ]
    assert manifest("oneroster.version,2.0\n", []) == [
        "manifest.csv:2: version 2.0 is not one of 1.0, 1.1, 1.2"
    ]
