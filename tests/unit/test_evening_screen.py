"""The evening card as a screen: complete, and within what Telegram takes."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import School
from domain.evening.model import (
    Card,
    ChangedLesson,
    ChildCard,
    ControlWork,
    DayAhead,
    DueHomework,
    MissedDay,
)
from domain.notices.facts import HomeworkFact
from domain.notices.news import ChildNews, News
from domain.people import Person, Student
from domain.policy import SchoolPolicy
from domain.schedule.model import DayNote
from handlers.notices.render import render
from handlers.notices.tomorrow import card_screen
from handlers.words import speaking
from tests.support.rendering import check_complete, rendered

DAY = date(2026, 11, 25)
EVENING = datetime(2026, 11, 24, 16, tzinfo=UTC)
SCHOOL = School(1, "Школа № 1", ZoneInfo("Europe/Moscow"), SchoolPolicy())
CHILD = Student(1, "Иванова", "Анна")
TEACHER = Person(9, "Константинопольская", "Александра", "Владиславовна")


def card(*days: DayAhead, is_own: bool = False) -> Card:
    children = (
        ChildCard(Student(each.student_id, "Иванова", f"Анна{each.student_id}"), SCHOOL,
                  is_own=is_own, ahead=each)
        for each in days
    )  # fmt: skip
    return Card(DAY, tuple(children))


def plain(shown: Card, locale: str = "ru") -> list[str]:
    with speaking(locale):
        return rendered(card_screen(shown, EVENING)).plain.split(" ")


@pytest.mark.parametrize("locale", ["ru", "en"])
def test_everything_is_said_in_both_languages(locale: str) -> None:
    full = DayAhead(
        1,
        DAY,
        5,
        510,
        (
            ChangedLesson(2, "История", instead_of="Физика", location="310", teacher=TEACHER),
            ChangedLesson(6, "Химия", is_extra=True, starts=860),
            ChangedLesson(7, "ИЗО", is_cancelled=True, note="Заболел учитель"),
        ),
        (ControlWork("Алгебра", "Контрольная работа: «Степень»"),),
        (DayNote("Линейка", DAY, DAY, 540),),
        (DueHomework("Алгебра", "№ 112"), DueHomework("Алгебра", "№ 113")),
        3,
        (4, 5),
        (MissedDay(DAY, 2),),
    )
    with speaking(locale):
        screen = card_screen(card(full), EVENING)
        check_complete(screen)
        text = rendered(screen).plain
    for said in (
        "310",
        "14:20",
        "ИЗО",
        "Заболел учитель",
        "№ 112; № 113",
        "Степень",
        "9:00 Линейка",
        ": 3",
    ):
        assert said in text
    assert "{" not in text


def test_a_day_without_lessons_left_says_so() -> None:
    off = DayAhead(1, DAY, 0, None, (ChangedLesson(1, "ИЗО", is_cancelled=True),), homework=None)
    assert " ".join(plain(card(off))).startswith("Анна1: завтра уроков нет ✕ 1-й урок отменён: ИЗО")


def test_to_the_pupil_no_name_is_said() -> None:
    own = card(DayAhead(1, DAY, 5, 510), is_own=True)
    assert plain(own)[:5] == ["Завтра", "5", "уроков", "с", "8:30"]


texts = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1)
days = st.builds(
    DayAhead,
    student_id=st.integers(1, 99),
    day=st.just(DAY),
    lessons=st.integers(1, 10),
    starts=st.just(510),
    changes=st.lists(
        st.builds(
            ChangedLesson,
            number=st.integers(1, 10),
            subject=texts,
            is_cancelled=st.booleans(),
            instead_of=st.none() | texts,
            note=texts.map(lambda text: text * 99),
            teacher=st.just(TEACHER),
        ),
        max_size=10,
    ).map(tuple),
    control_works=st.lists(st.builds(ControlWork, texts, texts), max_size=5).map(tuple),
    notes=st.lists(
        st.builds(DayNote, texts, st.just(DAY), st.just(DAY), st.none() | st.integers(0, 1439)),
        max_size=5,
    ).map(tuple),
    homework=st.none()
    | st.lists(
        st.builds(DueHomework, texts, texts.map(lambda text: (text * 999)[:1000])), max_size=10
    ).map(tuple),
    done=st.integers(0, 9),
    unread=st.lists(st.integers(1, 2**40), max_size=3).map(tuple),
)


@given(st.lists(days, min_size=1, max_size=6))
def test_any_family_fits_into_one_message(family: list[DayAhead]) -> None:
    with speaking("ru"):
        screen = card_screen(card(*family), EVENING)
        rendered(screen)
    for each in family:
        assert any(str(each.student_id) in getattr(block, "text", "") for block in screen.blocks)


def test_the_largest_family_fits_too() -> None:
    """What could not be said in full is counted, and a tap away."""
    long = "Ы" * 1000
    full = DayAhead(
        1,
        DAY,
        10,
        510,
        tuple(ChangedLesson(n, long, instead_of=long, note=long) for n in range(1, 11)),
        (ControlWork(long, long),) * 5,
        (DayNote(long, DAY, DAY, 540),) * 5,
        tuple(DueHomework(f"{n}{long}", long) for n in range(10)),
        3,
        (4, 5),
        (MissedDay(DAY, 2),) * 9,
    )
    said = " ".join(plain(card(*[full] * 12)))
    counted = ("Изменились 10 уроков", "10 заданий", "5 мероприятий")
    assert [said.count(each) for each in counted] == [12] * 3


@given(days, days)
def test_the_fingerprint_tells_cards_apart(one: DayAhead, other: DayAhead) -> None:
    assert (card(one).fingerprint == card(other).fingerprint) is (one == other)
    assert len(card(one).fingerprint) <= 16


def test_beside_much_news_the_card_stays_and_the_news_are_counted() -> None:
    homework = tuple(DueHomework(f"Предмет {n}", "№ 1 " * 25) for n in range(9))
    shown = card(*(DayAhead(child, DAY, 5, 510, homework=homework) for child in range(1, 4)))
    facts = tuple(HomeworkFact(1, n, "Алгебра", DAY, "Ы" * 110) for n in range(12))
    news = News((ChildNews(CHILD, SCHOOL, is_own=False, is_family=True, facts=facts),), whole=shown)
    with speaking("ru"):
        text = rendered(render(news, EVENING)).plain
        alone = rendered(card_screen(shown, EVENING)).plain
    assert text == f"Анна: 12 заданий {alone}"


def test_beside_little_news_both_are_whole() -> None:
    shown = card(DayAhead(1, DAY, 5, 510))
    facts = (HomeworkFact(1, 1, "Алгебра", DAY, "№ 112"),)
    news = News((ChildNews(CHILD, SCHOOL, is_own=False, is_family=True, facts=facts),), whole=shown)
    with speaking("ru"):
        text = rendered(render(news, EVENING)).plain
        alone = rendered(card_screen(shown, EVENING)).plain
    assert text == f"Анна, алгебра: задание на завтра № 112 {alone}"


@given(st.lists(days, min_size=1, max_size=6), st.integers(1, 30), st.integers(1, 4))
def test_any_news_and_any_card_fit_into_one_message(
    family: list[DayAhead], count: int, children: int
) -> None:
    facts = tuple(HomeworkFact(1, n, "Алгебра", DAY, "Ы" * 200) for n in range(count))
    child = ChildNews(CHILD, SCHOOL, is_own=False, is_family=True, facts=facts)
    with speaking("ru"):
        screen = render(News((child,) * children, whole=card(*family)), EVENING)
        rendered(screen)
    assert not screen.files
