"""What waits for a family goes as one message: children apart, what matters most first."""

from datetime import date, timedelta

import pytest

from domain.notices.model import Event, Kind
from domain.preferences.choices import Choice
from storage import tables as t
from tests.support.outbox import Outbox
from tests.support.people import Client, World, keyboard_of
from tests.support.school import TODAY

TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
async def mother(world: World) -> Client:
    return await world.guardian("elena", "anna", "misha")


async def cancelled(world: World, section: str = "physics", day: date = TOMORROW) -> Event:
    lesson_id = world.school.lesson(section, day)
    await world.change(t.lesson, lesson_id, is_cancelled=True)
    return Event(Kind.LESSON, world.school["anna"], lesson_id, lesson_id)


async def homework(world: World, outbox: Outbox, text: str = "№ 112, 115") -> Event:
    """Told at once, as this family wants it."""
    async with world.app.database.write(world.clock()) as uow:
        await uow.preferences.choose(
            [world.school["elena"]], world.school["anna"], Kind.HOMEWORK, Choice.AT_ONCE
        )
        await uow.commit()
    return await outbox.homework_event("anna", text, due=TOMORROW)


async def test_the_most_important_leads_and_the_rest_follows_in_lines(
    world: World, outbox: Outbox, mother: Client
) -> None:
    await outbox.tell(
        await homework(world, outbox),
        await cancelled(world),
        await outbox.mark_event("anna", 5),
        await outbox.mark_event("anna", 4, section="history"),
        *await outbox.final_mark_events("anna", [("Алгебра", 4)]),
        await outbox.absence_event("anna"),
    )
    await outbox.drain()
    assert mother.text.split("\n") == [
        "Анна не пришла на 3-й урок: алгебра, 10:30",
        "Алгебра: 4 за I четверть",
        "Алгебра: 5 за контрольную, сегодня",
        "История: 4 за контрольную, сегодня",
        "Завтра 2-й урок отменён: физика",
        "Алгебра, задание на завтра: № 112, 115",
    ]
    assert mother.buttons == [
        ["Посещаемость", "Все итоги"],
        ["Все оценки", "Расписание"],
        ["Домашние задания"],
    ]
    assert len(mother.messages) == 1


async def test_where_several_of_the_first_kind_lead_they_are_counted(
    world: World, outbox: Outbox, mother: Client
) -> None:
    await outbox.tell(
        await cancelled(world),
        await outbox.mark_event("anna", 5),
        await outbox.mark_event("anna", 4, section="history"),
    )
    await outbox.drain()
    assert mother.text.split("\n") == [
        "Анна: 2 оценки, изменился 1 урок",
        "Алгебра: 5 за контрольную, сегодня",
        "История: 4 за контрольную, сегодня",
        "Завтра 2-й урок отменён: физика",
    ]


async def test_the_child_with_the_most_important_news_comes_first(
    outbox: Outbox, mother: Client
) -> None:
    await outbox.tell(
        await outbox.mark_event("anna", 5),
        await outbox.absence_event("misha", section="maths_1b"),
    )
    await outbox.drain()
    misha, anna = mother.text.split("\n\n")
    assert misha == "Михаил не пришёл на 1-й урок: математика, 8:30"
    assert anna.startswith("Анна, алгебра: 5 за контрольную\n")
    assert mother.buttons == [["Михаил, Посещаемость", "Анна, Подробнее"], ["Анна, Все оценки"]]


async def test_homework_alone_comes_in_full_and_once_told_it_is_a_change(
    world: World, outbox: Outbox, mother: Client
) -> None:
    event = await homework(world, outbox, "Выучить стих\nи нарисовать к нему рисунок")
    await outbox.tell(event)
    await outbox.drain()
    assert mother.text.split("\n") == [
        "Анна, алгебра: задание на завтра",
        "Выучить стих",
        "и нарисовать к нему рисунок",
    ]
    assert mother.buttons == [["Домашние задания"]]
    world.clock.advance(timedelta(hours=1))
    await world.change(t.homework, event.about_id, text="Только стих")
    await outbox.tell(event)
    await outbox.drain()
    assert mother.text.split("\n") == ["Анна, алгебра: задание на завтра изменено ↺", "Только стих"]


async def test_homework_that_was_taken_back_or_is_over_is_not_told(
    world: World, outbox: Outbox, mother: Client
) -> None:
    over = await outbox.homework_event("anna", "№ 1", due=TODAY - timedelta(days=1))
    gone = await homework(world, outbox)
    await outbox.tell(over, gone)
    async with world.app.database.write(world.clock()) as uow:
        await uow.homework.remove(gone.about_id)
        await uow.commit()
    await outbox.drain()
    assert mother.messages == []
    assert await outbox.states() == [("suppressed", "past"), ("suppressed", "gone")]


async def test_very_much_fits_the_limits_and_leads_on_through_the_menu(
    world: World, outbox: Outbox, mother: Client
) -> None:
    """Two children with sixty things to tell: no line is cut, every button has its place."""
    events = [await outbox.mark_event("anna", 2 + at % 4) for at in range(30)]
    events += [await outbox.mark_event("misha", 5, section="maths_1b") for _ in range(20)]
    events += await outbox.final_mark_events(
        "anna", [(title, 4) for title in ("Алгебра", "История", "Физика", "Английский язык")]
    )
    events += [await outbox.absence_event("anna", section=each) for each in ("physics", "history")]
    events.append(await cancelled(world))
    await outbox.tell(*events)
    await outbox.drain()
    [message] = mother.messages
    assert "rich_message" in message
    assert "Алгебра: 2, 3, 4, 5, 2, 3" in mother.text
    assert "Математика: 5, 5" in mother.text
    buttons = [button for row in keyboard_of(message) for button in row]
    assert len(buttons) <= 12
    assert all(len(button["text"]) <= 20 for button in buttons)


async def test_more_than_a_message_holds_comes_as_a_document(
    world: World, outbox: Outbox, mother: Client
) -> None:
    long = "Очень подробное задание. " * 200
    await outbox.tell(await homework(world, outbox, long))
    await outbox.drain()
    message, document = mother.messages
    assert message["text"].startswith("Анна, алгебра: задание на завтра\nОчень подробное")
    assert message["text"].endswith("Целиком — ниже.") or "ниже" in message["text"]
    assert document["document"]["file_size"] == len(long.encode())


async def test_plain_text_says_the_same_as_the_table(
    world: World, outbox: Outbox, mother: Client
) -> None:
    async with world.app.database.write(world.clock()) as uow:
        await uow.chats.choose_plain_text(mother.id, True)
        await uow.commit()
    titles = ("Алгебра", "История", "Физика", "Английский язык")
    await outbox.tell(
        *await outbox.final_mark_events("anna", [(title, 4) for title in titles]),
        await outbox.mark_event("anna", 5),
    )
    await outbox.drain()
    assert mother.text.split("\n") == [
        "Анна: 4 итоговые оценки, 1 оценка",
        "Итоги за I четверть",
        *(f"{title}: 4" for title in sorted(titles)),
        "Алгебра: 5 за контрольную, сегодня",
    ]
