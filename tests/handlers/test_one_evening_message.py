"""The evening is one message: what waited for it, children apart, and below it the card."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.attendance.model import Status
from domain.policy import SchoolPolicy
from storage import tables as t
from tests.support.people import Client, World, text_of
from tests.support.school import TODAY
from tests.support.school_days import Day

DESK, EVENING = (15, 30), (19, 0)
CARD = "Анна: завтра 2 урока с 8:30"


@pytest.fixture
async def day(world: World) -> Day:
    await world.staff("orlova")
    return Day(world)


@pytest.fixture
async def mother(day: Day) -> Client:
    return await day.world.guardian("elena", "anna")


def said(client: Client) -> list[str]:
    return [text_of(each) for each in client.from_bot]


async def test_marks_of_the_desk_and_the_card_are_one_message(day: Day, mother: Client) -> None:
    await day.at(*DESK)
    await day.mark(5)
    await day.mark(4, section="history")
    assert said(mother) == []
    await day.at(*EVENING)
    [evening] = said(mother)
    assert evening.split("\n")[:5] == [
        "Анна: 2 оценки",
        "Алгебра: 5 за ответ на уроке, сегодня",
        "История: 4 за ответ на уроке, сегодня",
        "",
        CARD,
    ]
    assert mother.buttons == [["Все оценки", "Расписание"]]


async def test_children_stand_apart_above_the_card_of_all(day: Day, mother: Client) -> None:
    await day.world.bind(mother, "elena", "guardian", "misha")
    await day.at(*DESK)
    await day.mark(5)
    await day.tell(await day.outbox.mark_event("misha", 4, section="maths_1b", work="answer"))
    await day.at(*EVENING)
    [evening] = said(mother)
    parts = [part.split("\n")[0] for part in evening.split("\n\n")]
    assert parts[:2] == [
        "Анна, алгебра: 5 за ответ на уроке",
        "Михаил, математика: 4 за ответ на уроке",
    ]
    assert parts[2] == CARD
    assert parts[3].startswith("Михаил: завтра") or "Михаил: завтра" in evening


async def test_whoever_has_no_card_gets_the_news_alone(day: Day, mother: Client) -> None:
    await day.chooses("tomorrow", "off")
    await day.at(*DESK)
    await day.mark(5)
    await day.at(*EVENING)
    [evening] = said(mother)
    assert evening.startswith("Анна, алгебра: 5 за ответ на уроке")
    assert "завтра" not in evening


async def test_the_card_changes_and_the_news_stay(day: Day, mother: Client) -> None:
    await day.at(*DESK)
    await day.mark(5)
    await day.at(*EVENING)
    await day.set_homework("№ 118")
    await day.pause()
    [evening] = said(mother)
    assert evening.startswith("Анна, алгебра: 5 за ответ на уроке")
    assert "Алгебра: № 118" in evening


async def test_a_mark_of_the_evening_is_corrected_above_its_card(day: Day, mother: Client) -> None:
    await day.at(*DESK)
    mark = await day.mark(5)
    await day.at(*EVENING)
    await day.pause()
    await day.tell(await day.outbox.change_mark(mark, 3))
    evening, note = said(mother)
    assert evening.startswith("Анна, алгебра: 5 → 3 ↺ за ответ на уроке")
    assert CARD in evening
    assert note.startswith("Исправлено: Анна, алгебра: было 5, стало 3 ↺")
    assert CARD not in note


async def test_corrected_after_its_day_the_message_keeps_its_card(day: Day, mother: Client) -> None:
    await day.at(*DESK)
    mark = await day.mark(5)
    await day.at(*EVENING)
    day.world.clock.advance(timedelta(days=2))
    await day.tell(await day.outbox.change_mark(mark, 3))
    evening, _note = said(mother)
    assert evening.startswith("Анна, алгебра: 5 → 3 ↺")
    assert "2 урока с 8:30" in evening


async def test_a_card_that_a_correction_renewed_is_renewed_back(day: Day, mother: Client) -> None:
    """What the correction wrote into the message is what the next look compares with."""
    world, lesson = day.world, day.world.school.lesson("physics", TODAY + timedelta(days=1))
    await day.at(*DESK)
    mark = await day.mark(5)
    await day.at(*EVENING)
    await day.pause()
    await world.change(t.lesson, lesson, is_cancelled=True)
    await day.tell(await day.outbox.change_mark(mark, 3))
    assert "2-й урок отменён" in said(mother)[0]
    await world.change(t.lesson, lesson, is_cancelled=False)
    await day.set_homework("№ 118")
    await day.pause()
    assert "2-й урок отменён" not in said(mother)[0]


async def test_without_details_the_push_names_both_and_a_tap_shows_them(
    day: Day, mother: Client
) -> None:
    await day.hides_details()
    await day.at(*DESK)
    await day.mark(5)
    await day.at(*EVENING)
    assert said(mother) == ["Новая запись в дневнике\nКарточка на следующий учебный день"]
    await mother.click("Показать")
    assert mother.text.startswith("Анна, алгебра: 5 за ответ на уроке")
    assert CARD in mother.text


async def test_an_answer_that_was_lost_makes_both_a_repetition(day: Day, mother: Client) -> None:
    await day.at(*DESK)
    await day.mark(5)
    day.world.telegram.faults.add("drop_after", method="sendMessage")
    await day.at(*EVENING)
    await day.pause()
    first, second = said(mother)
    assert second == f"Повтор: {first}"
    assert CARD in second


# What does not wait


async def test_by_day_a_mark_comes_at_once_and_the_next_one_within_a_minute(
    day: Day, mother: Client
) -> None:
    await day.mark(5)
    await day.mark(4, section="history")
    assert len(said(mother)) == 1
    day.world.clock.advance(SchoolPolicy().news_gap)
    await day.world.app.sender.pump()
    assert len(said(mother)) == 2
    assert SchoolPolicy().news_gap <= timedelta(minutes=1)


@pytest.mark.parametrize(("value", "work"), [(2, "answer"), (5, "test")])
async def test_a_bad_mark_and_a_control_work_wait_for_no_evening(
    day: Day, mother: Client, value: int, work: str
) -> None:
    await day.at(*DESK)
    await day.mark(value, work)
    assert len(said(mother)) == 1


async def test_a_correction_waits_only_where_the_mark_does(day: Day, mother: Client) -> None:
    told = await day.mark(5)
    await day.at(*DESK)
    await day.tell(await day.outbox.change_mark(told, 4))
    assert len(said(mother)) == 2
    waiting = await day.mark(5, section="history")
    await day.tell(await day.outbox.change_mark(waiting, 3))
    assert len(said(mother)) == 2
    await day.at(*EVENING)
    assert said(mother)[-1].startswith("Анна, история: 3 за ответ на уроке")


async def test_who_wants_marks_at_once_gets_those_of_the_desk_too(day: Day, mother: Client) -> None:
    await day.chooses("mark", "at_once")
    await day.at(*DESK)
    await day.mark(5)
    assert len(said(mother)) == 1


# Absences that go on


async def test_only_the_first_absence_of_a_row_is_told_at_once(day: Day, mother: Client) -> None:
    await day.roll_call("algebra", Status.ABSENT)
    assert said(mother) == ["Анна не пришла на 3-й урок: алгебра, 10:30"]
    await day.at(11, 40)
    await day.roll_call("english1", Status.ABSENT)
    assert len(said(mother)) == 1
    await day.at(*EVENING)
    evening = said(mother)[-1]
    assert evening.startswith("Анна не пришла на 4-й урок: английский язык, 11:35\n\n" + CARD)


async def test_who_was_there_after_all_makes_the_next_absence_the_first(
    day: Day, mother: Client
) -> None:
    await day.roll_call("algebra", Status.ABSENT)
    await day.at(11, 40)
    await day.roll_call("english1", Status.ABSENT)
    await day.roll_call("algebra", Status.LATE)
    assert "английский язык" in said(mother)[-1]
    await day.at(*EVENING)
    assert "английский" not in said(mother)[-1]


async def test_who_was_there_between_is_absent_anew(day: Day, mother: Client) -> None:
    await day.roll_call("algebra", Status.LATE)
    await day.at(11, 40)
    await day.roll_call("english1", Status.ABSENT)
    assert said(mother)[-1].startswith("Анна не пришла на 4-й урок")


async def test_absences_of_a_day_are_one_line(day: Day, mother: Client) -> None:
    sections = ("physics", "algebra", "history")
    events = [await day.outbox.absence_event("anna", section=each) for each in sections]
    await day.at(*DESK)
    await day.tell(*(replace(each, is_continued=True) for each in events))
    assert said(mother) == []
    await day.mark(5)
    await day.at(*EVENING)
    [evening] = said(mother)
    assert evening.split("\n")[:3] == [
        "Анна: 3 пропуска, 1 оценка",
        "✕ 1, 2, 3. физика, история, алгебра: нет на уроках",
        "Алгебра: 5 за ответ на уроке, сегодня",
    ]


async def test_absences_alone_are_one_sentence(day: Day, mother: Client) -> None:
    sections = ("physics", "algebra", "history")
    events = [await day.outbox.absence_event("anna", section=each) for each in sections]
    await day.at(*DESK)
    await day.tell(*(replace(each, is_continued=True) for each in events))
    await day.at(*EVENING)
    [evening] = said(mother)
    first = "Анна не пришла на 1-й, 2-й и 3-й уроки: физика, история, алгебра"
    assert evening.split("\n")[0] == first


async def test_what_goes_on_is_told_with_the_first_absence(day: Day, mother: Client) -> None:
    """An import may bring a whole day at once: one message, and nothing left for the evening."""
    first, second = [
        await day.outbox.absence_event("anna", section=each) for each in ("physics", "algebra")
    ]
    await day.tell(first, replace(second, is_continued=True))
    assert said(mother) == ["Анна не пришла на 1-й и 3-й уроки: физика, алгебра"]
