"""Who is asked where a child is may answer in another place, and on a phone that serves several."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from storage import tables as t
from tests.handlers.test_where_the_child_is import case, missing, wait
from tests.support.outbox import Outbox
from tests.support.people import World
from tests.support.school import TODAY

_ANNOUNCED = select(t.announced_absence)


@pytest.mark.parametrize(
    ("days", "closing"), [("Сегодня", "explained"), ("С 4-го урока", None)], ids=["all", "part"]
)
async def test_what_is_announced_of_the_missed_lesson_answers_the_question(
    world: World, outbox: Outbox, days: str, closing: str | None
) -> None:
    elena, orlova = await world.guardian("elena", "anna"), await world.staff("orlova")
    await missing(world, outbox)
    await elena.send("/menu")
    await elena.click("Будет отсутствовать")
    if closing is None:
        await elena.click("Часть сегодня")
    await elena.click(days)
    await elena.click("Болезнь")
    assert (await case(world))["closing"] == closing
    await wait(world, outbox, 60)
    if closing is None:  # of the third lesson nobody knows yet
        assert "Семья не отвечает" in orlova.text
    else:
        assert "Иванова Анна, 7А: болеет" in orlova.text


async def test_the_homeroom_teachers_announcement_is_the_reason_too(
    world: World, outbox: Outbox
) -> None:
    await world.guardian("elena", "anna")
    orlova = await world.staff("orlova")
    await missing(world, outbox)
    await orlova.send("/class")
    for label in ("Семьи", "Иванова", "Будет отсутствовать", "Сегодня", "По семейным"):
        await orlova.click(label)
    assert (await case(world))["closing"] == "explained"
    [event] = await world.rows(select(t.attendance_event))
    assert event["reason"] == "excused"


async def test_on_a_phone_of_child_and_mother_the_mother_answers(
    world: World, outbox: Outbox
) -> None:
    anna = await world.pupil("anna")  # the hat worn now is the child's
    await world.bind(anna, "elena", "guardian", "anna")
    await missing(world, outbox)
    await anna.forge(f"bi:{world.school['anna']}:{TODAY.toordinal()}:ill")
    found = await case(world)
    assert (found["closing"], found["said_by"]) == ("explained", world.school["elena"])
    [said] = await world.rows(select(t.announced_absence))
    assert (said["announced_by"], said["role"]) == (world.school["elena"], "guardian")
    # Worried after all, and answered once more: it is announced once.
    for answer in ("unknown", "ill"):
        await anna.forge(f"bi:{world.school['anna']}:{TODAY.toordinal()}:{answer}")
    assert (await case(world))["closing"] == "explained"
    assert len(await world.rows(select(t.announced_absence))) == 1


async def test_without_a_homeroom_teacher_to_tell_silence_calls_the_deputy(
    world: World, outbox: Outbox
) -> None:
    await world.guardian("elena", "anna")
    deputy = await world.staff("deputy")
    await missing(world, outbox)
    await wait(world, outbox, 30)
    assert "Иванова Анна, 7А: нет на 3-м уроке" in deputy.text
    assert "Семья не отвечает" in deputy.text


async def test_who_comes_in_later_is_asked_until_somebody_has_said_something(
    world: World, outbox: Outbox
) -> None:
    deputy = await world.staff("deputy")
    await missing(world, outbox)
    assert "Спросить в боте некого" in deputy.text
    elena, anna = await world.guardian("elena", "anna"), await world.pupil("anna")
    for person in (elena, anna):
        await person.send("/menu")
    assert "Сегодня нет на 3-м уроке. Где ребёнок сейчас?" in elena.text
    assert "Где ребёнок" not in anna.text
    assert not {"Знаю: болеет", "Не знаю, где ребёнок"} & set(anna.labels)
    assert elena.labels[:2] == ["Знаю: болеет", "Знаю: по семейным"]
    await elena.click("Едет, опоздает")
    await outbox.drain()
    assert "Иванова Анна, 7А: едет, опоздает" in deputy.text
    await elena.send("/menu")
    assert "Где ребёнок" not in elena.text


async def test_a_homeroom_teacher_who_called_the_roll_hears_what_comes_of_it(
    world: World, outbox: Outbox
) -> None:
    """She knows who is missing, so of that she gets no message."""
    elena, orlova = await world.guardian("elena", "anna"), await world.staff("orlova")
    lesson_id = world.school.lesson("algebra")
    await orlova.send("/lessons")
    await orlova.forge(f"tr:{lesson_id}")
    await orlova.click("Иванова")
    await orlova.click("Готово")
    told = len(orlova.from_bot)
    await outbox.drain()
    assert len(orlova.from_bot) == told
    await elena.click("Едет, опоздает")
    await outbox.drain()
    assert "Иванова Анна, 7А: едет, опоздает" in orlova.text
    told = len(orlova.from_bot)
    await orlova.send("/lessons")
    await orlova.forge(f"tr:{lesson_id}")
    await orlova.click("✕ Иванова")
    await orlova.click("Готово")
    assert (await case(world))["closing"] == "arrived"
    before = len(orlova.from_bot)
    await outbox.drain()
    assert len(orlova.from_bot) == before  # she has just said so herself


async def test_no_good_reason_is_no_place(world: World, outbox: Outbox) -> None:
    """A child that plays truant is looked for all the same; illness ends it."""
    await world.guardian("elena", "anna")
    orlova, deputy = await world.staff("orlova"), await world.staff("deputy")
    await missing(world, outbox)
    await orlova.send("/class")
    for label in ("Посещаемость", "Без причины", "Иванова, 24.11", "Без уважительной причины"):
        await orlova.click(label)
    assert (await case(world))["closing"] is None
    assert "Ребёнок найден" in orlova.labels
    ill = orlova.button("Болезнь")["callback_data"]
    await wait(world, outbox, 30)
    await wait(world, outbox, 30)
    assert "Иванова Анна, 7А: нет на 3-м уроке" in deputy.text
    await orlova.forge(ill)
    assert (await case(world))["closing"] == "by_school"
    await outbox.drain()
    assert "школа знает, где ребёнок" in deputy.text


async def test_a_word_that_is_taken_back_ends_nothing(world: World, outbox: Outbox) -> None:
    elena, dmitry = await world.guardian("elena", "anna"), await world.guardian("dmitry", "anna")
    orlova = await world.staff("orlova")
    await missing(world, outbox)
    await elena.click("Знаю: болеет")
    await outbox.drain()
    assert "Иванова Анна, 7А: болеет" in orlova.text
    await elena.send("/menu")
    await elena.click("Будет отсутствовать")
    await elena.click("Отменить: сегодня")
    assert (await case(world))["closing"] is None
    assert "Где ребёнок сейчас?" in elena.text
    await outbox.drain()
    assert "Иванова Анна, 7А: нет на 3-м уроке" in orlova.text
    assert "Знаю: болеет" in dmitry.labels
    await wait(world, outbox, 30)
    assert "Семья не отвечает" in orlova.text
    await dmitry.click("Знаю: по семейным")
    assert (await case(world))["closing"] == "explained"


async def test_a_word_taken_back_ends_no_reason_that_the_school_has_recorded(
    world: World, outbox: Outbox
) -> None:
    elena, orlova = await world.guardian("elena", "anna"), await world.staff("orlova")
    await missing(world, outbox)
    await elena.click("Знаю: болеет")
    await orlova.send("/class")
    for label in ("Посещаемость", "Без причины", "Иванова, 24.11", "Уважительная причина"):
        await orlova.click(label)
    await elena.send("/menu")
    await elena.click("Будет отсутствовать")
    await elena.click("Отменить: сегодня")
    assert (await case(world))["closing"] == "explained"


async def test_a_word_taken_back_in_the_evening_calls_nobody(world: World, outbox: Outbox) -> None:
    elena, orlova = await world.guardian("elena", "anna"), await world.staff("orlova")
    await missing(world, outbox)
    await elena.click("Знаю: болеет")
    world.clock.advance(timedelta(hours=9))
    await outbox.drain()
    told = len(orlova.from_bot)
    await elena.send("/menu")
    await elena.click("Будет отсутствовать")
    await elena.click("Отменить: сегодня")
    assert [each["withdrawn_at"] is None for each in await world.rows(_ANNOUNCED)] == [False]
    await outbox.drain()
    assert (await case(world))["closing"] == "explained"
    assert len(orlova.from_bot) == told


async def test_a_word_taken_back_of_who_came_since_looks_for_nobody(
    world: World, outbox: Outbox
) -> None:
    elena, orlova = await world.guardian("elena", "anna"), await world.staff("orlova")
    await missing(world, outbox)
    await elena.click("Знаю: болеет")
    world.clock.advance(timedelta(hours=1))  # the fourth lesson
    await orlova.send("/lessons")
    for label in ("4 · Перекличка", "✉ Иванова", "Готово"):
        await orlova.click(label)
    await elena.send("/menu")
    await elena.click("Будет отсутствовать")
    await elena.click("Отменить: сегодня")
    assert (await case(world))["closing"] == "explained"
