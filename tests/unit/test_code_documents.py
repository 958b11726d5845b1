"""Slips, text and CSV with one-time codes."""

import csv
import io
import subprocess
import sys
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import combinations
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from fpdf import FPDF
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from domain.binding.model import BindingRole, IssuedInvite
from domain.calendar import School
from domain.people import Person, Student
from domain.policy import SchoolPolicy
from handlers.documents.code_list import CSV_COLUMNS, codes_csv, codes_text
from handlers.documents.slips import slips_pdf
from handlers.words import speaking
from tests.support.trials import trials

SCHOOL = School(1, "Школа № 1", ZoneInfo("Asia/Vladivostok"), SchoolPolicy())
ANNA = Student(
    1, "Иванова", "Анна", "Дмитриевна", school_id=1, school_class_id=1, class_title="7А",
    grade_level=7,
)  # fmt: skip
TOKEN = "AbCdEfGhIjKlMnOpQrStU_"
BOT = "school_bot"


def invite(person: Person, role: BindingRole, student: Student | None) -> IssuedInvite:
    return IssuedInvite(
        person=person,
        sourced_id=f"p-{person.id}",
        role=role,
        school=SCHOOL,
        student=student,
        school_class=student.class_title if student else "",
        code="7KMH-29XT-PA4C",
        link_token=TOKEN,
        expires_at=datetime(2026, 12, 1, 15, 30, tzinfo=UTC),  # already 2 December over there
    )


ELENA = invite(Person(2, "Иванова", "Елена", "Сергеевна"), BindingRole.GUARDIAN, ANNA)
PUPIL = invite(ANNA, BindingRole.STUDENT, ANNA)
TEACHER = invite(Person(3, "Орлова", "Марина", "Петровна"), BindingRole.STAFF, None)


def words_of(pdf: bytes, page: int = 0) -> str:
    return " ".join(PdfReader(io.BytesIO(pdf)).pages[page].extract_text().split())


def test_a_slip_says_who_what_how_and_until_when() -> None:
    words = words_of(slips_pdf([ELENA], BOT))
    for said in (
        "Иванова Елена Сергеевна",
        "Дневник: Иванова Анна, 7А",
        "7KMH-29XT-PA4C",
        "Действует до 2 декабря 2026",
        "1. Наведите камеру",
        "2. Или найдите в Telegram @school_bot и пришлите код.",
        "3. Код одноразовый и личный",
        "Школа № 1",
    ):
        assert said in words


def test_a_pupil_up_to_grade_nine_is_spoken_to_as_a_child() -> None:
    assert "Наведи камеру" in words_of(slips_pdf([PUPIL], BOT))
    grown = replace(ANNA, grade_level=10)
    older = replace(PUPIL, student=grown)
    assert "Наведите камеру" in words_of(slips_pdf([older], BOT))


def test_staff_open_the_journal() -> None:
    assert "Журнал школы" in words_of(slips_pdf([TEACHER], BOT))


def test_english_slips() -> None:
    with speaking("en"):
        words = words_of(slips_pdf([ELENA], BOT))
    assert "Valid until December 2, 2026" in words
    assert "Point the camera" in words


def test_eight_slips_a_sheet_and_none_is_lost() -> None:
    many = [replace(ELENA, code=f"{number:04}-29XT-PA4C") for number in range(17)]
    pages = PdfReader(io.BytesIO(slips_pdf(many, BOT))).pages
    assert [page.extract_text().count("-29XT-PA4C") for page in pages] == [8, 8, 1]


def test_without_a_bots_name_no_square_is_promised() -> None:
    words = words_of(slips_pdf([ELENA], ""))
    assert "квадрат" not in words
    assert "Найдите в Telegram бота школы." in words


@dataclass(frozen=True)
class Written:
    """A line on the paper, in millimetres."""

    left: float
    top: float
    right: float
    bottom: float
    text: str

    def overlaps(self, other: "Written") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


@pytest.fixture
def paper(monkeypatch: pytest.MonkeyPatch) -> list[Written]:
    """Every line and every block of the QR code, as it is put on the paper."""
    written: list[Written] = []
    draw_text, draw_rect = FPDF.text, FPDF.rect

    def text(pdf: FPDF, x: float, y: float, text: str = "") -> None:
        height = pdf.font_size
        right = x + pdf.get_string_width(text)
        written.append(Written(x, y - 0.75 * height, right, y + 0.2 * height, text))
        draw_text(pdf, x, y, text)

    def rect(pdf: FPDF, x: float, y: float, w: float, h: float, **options: Any) -> None:
        written.append(Written(x, y, x + w - 1e-6, y + h - 1e-6, ""))
        draw_rect(pdf, x, y, w, h, **options)

    monkeypatch.setattr(FPDF, "text", text)
    monkeypatch.setattr(FPDF, "rect", rect)
    return written


names = st.text(st.sampled_from("ЩЖЫОаеш- "), min_size=1, max_size=100)


@settings(max_examples=trials(10), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names, names, names, names, names)
@example(*["Щ" * 100] * 5)  # a word wider than the slip is broken, what does not fit is cut
def test_nothing_overlaps_however_long_the_names(
    paper: list[Written], family: str, given_name: str, middle: str, title: str, school: str
) -> None:
    paper.clear()
    child = replace(ANNA, family_name=family, given_name=middle, class_title=title)
    long = replace(
        ELENA,
        person=Person(2, family, given_name, middle),
        student=child,
        school_class=title,
        school=replace(SCHOOL, name=school),
    )
    slips_pdf([long], "b" * 32)
    lines = [each for each in paper if each.text]
    assert "7KMH-29XT-PA4C" in [line.text for line in lines]
    for line in lines:
        assert line.left >= 5
        assert line.right <= 100  # the slip is 105 mm wide
        assert line.bottom <= 70  # and 74 mm high
        assert not any(line.overlaps(other) for other in paper if other is not line), line.text
    assert not any(one.overlaps(other) for one, other in combinations(lines, 2))


def test_csv_has_exactly_the_promised_columns() -> None:
    rows = list(csv.DictReader(io.StringIO(codes_csv([ELENA, PUPIL, TEACHER], BOT))))
    assert CSV_COLUMNS == (
        "person_id", "name", "role", "school_class", "child", "code", "link", "expires_at",
    )  # fmt: skip
    assert rows[0] == {
        "person_id": "p-2",
        "name": "Иванова Елена Сергеевна",
        "role": "guardian",
        "school_class": "7А",
        "child": "Иванова Анна Дмитриевна",
        "code": "7KMH-29XT-PA4C",
        "link": f"https://t.me/{BOT}?start={TOKEN}",
        "expires_at": "2026-12-02T01:30:00+10:00",
    }
    assert (rows[1]["role"], rows[1]["child"]) == ("student", "")
    assert (rows[2]["role"], rows[2]["school_class"]) == ("staff", "")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_no_cell_is_a_formula(start: str) -> None:
    evil = replace(
        ELENA,
        sourced_id=f"{start}id",
        person=Person(2, f"{start}HYPERLINK(1)", "x"),
        school_class=f"{start}7А",
        link_token="-" * 22,
    )
    (row,) = csv.reader(io.StringIO(codes_csv([evil], "").split("\n", 1)[1]))
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)


def test_without_a_bots_name_the_link_is_what_can_be_sent() -> None:
    assert f"/start {TOKEN}" in codes_csv([ELENA], "")
    assert f"\n/start {TOKEN}\n" in codes_text([ELENA], "")


def test_text_gives_a_paragraph_a_code() -> None:
    first, second = codes_text([ELENA, TEACHER], BOT).strip().split("\n\n")
    assert first.splitlines() == [
        "Иванова Елена Сергеевна",
        "Дневник: Иванова Анна, 7А",
        "7KMH-29XT-PA4C",
        f"https://t.me/{BOT}?start={TOKEN}",
        "Действует до 2 декабря 2026",
    ]
    assert second.splitlines()[1] == "Журнал школы"


def test_slips_do_not_wait_for_aiogram() -> None:
    """Its import takes seconds, and the command line has no use for it."""
    done = subprocess.run(
        [sys.executable, "-c", "import sys, bot.cli.invite_command, handlers.documents.slips;"
         "sys.exit('aiogram' in sys.modules)"],
        check=False,
    )  # fmt: skip
    assert done.returncode == 0
