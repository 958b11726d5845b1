"""Blocked and then back: one digest of what was missed, and everything in it counts as told."""

from datetime import timedelta

import pytest

from domain.notices.model import Event, Kind
from storage import tables as t
from tests.support.outbox import Outbox
from tests.support.people import Client, World, text_of
from tests.support.school import TODAY

DAY = timedelta(days=1)


@pytest.fixture
async def mother(world: World) -> Client:
    return await world.guardian("elena", "anna", "misha")


def said(client: Client) -> list[str]:
    return [text_of(each) for each in client.from_bot]


async def leave(world: World, client: Client) -> None:
    world.telegram.block(client.id)
    await world.settle()


async def come_back(world: World, outbox: Outbox, client: Client) -> None:
    world.clock.advance(timedelta(hours=3))
    world.telegram.unblock(client.id)
    await world.settle()
    await outbox.drain()


async def test_one_digest_with_the_most_important_in_words(
    world: World, outbox: Outbox, mother: Client
) -> None:
    await leave(world, mother)
    for value in (5, 4):
        await outbox.tell(await outbox.mark_event("anna", value))
        await outbox.drain()
    await outbox.message("Собрание в четверг,\nв 18:30", ("elena", "anna"))
    await outbox.final_marks("anna", [("Алгебра", 4)])
    await outbox.tell(
        await outbox.absence_event("anna"),
        await outbox.absence_event("anna", "late", section="history"),
        await outbox.absence_event("misha", section="maths_1b"),
    )
    await outbox.drain()
    assert mother.messages == []
    assert set(await outbox.states()) == {("suppressed", "unreachable")}
    await come_back(world, outbox, mother)
    [digest] = said(mother)
    assert digest.split("\n") == [
        "Пока бота не было в чате",
        "Анна: 1 пропуск, 1 опоздание, 1 итоговая оценка, 1 сообщение, 2 оценки",
        "✕ 3. алгебра, 10:30: нет на уроке",
        "◔ 2. история, 9:25: опоздание",
        "Алгебра: 4 за I четверть",
        "Марина Петровна: «Собрание в четверг, в 18:30»",
        "Алгебра: 5, 4",
        "",
        "Михаил не пришёл на 1-й урок: математика, 8:30",
    ]
    assert mother.buttons == [
        ["Анна, Посещаемость", "Михаил, Посещаемость"],
        ["Анна, Все итоги", "Анна, Марина Петров…"],
        ["Анна, Все оценки"],
    ]
    assert set(await outbox.states()) == {("sent", "")}
    await mother.click("Анна, Марина")
    assert "в 18:30" in mother.text


async def test_what_changed_meanwhile_is_told_once_as_it_is(
    world: World, outbox: Outbox, mother: Client
) -> None:
    await leave(world, mother)
    mark = await outbox.mark_event("anna", 2)
    undone = await outbox.mark_event("anna", 3, section="history")
    for event in (mark, undone):
        await outbox.tell(event)
        await outbox.drain()
    for event, value in ((mark, 5), (undone, None)):
        await outbox.tell(await outbox.change_mark(event, value))
        await outbox.drain()
    await come_back(world, outbox, mother)
    [digest] = said(mother)
    assert digest.startswith("Пока бота не было в чате\nАнна, алгебра: 5 за контрольную")
    assert "история" not in digest.lower()
    assert await outbox.states() == [
        ("superseded", "newer"),
        ("superseded", "newer"),
        ("sent", ""),
        ("superseded", "undone"),
    ]


async def test_what_a_digest_told_is_known_afterwards(
    world: World, outbox: Outbox, mother: Client
) -> None:
    await leave(world, mother)
    mark = await outbox.mark_event("anna", 5)
    await outbox.tell(mark, await outbox.mark_event("anna", 4))
    await outbox.drain()
    await come_back(world, outbox, mother)
    world.clock.advance(timedelta(hours=1))
    await outbox.tell(await outbox.change_mark(mark, 3))
    await outbox.drain()
    digest, note = said(mother)
    assert digest.split("\n")[2] == "Алгебра: 5 → 3 ↺, 4"
    assert note.startswith("Исправлено: Анна, алгебра: было 5, стало 3 ↺")


@pytest.mark.parametrize(
    ("language", "final", "taken_back"),
    [
        ("ru", "Анна, алгебра: 5 за I четверть", "Алгебра: 4, оценка 5 за 24 ноября снята ↺"),
        (
            "en",
            "Анна, алгебра: 5 for I четверть",
            "Алгебра: 4, mark 5 of November 24 is taken back ↺",
        ),
    ],
)
async def test_a_mark_taken_back_below_a_final_mark_is_no_final_mark(
    world: World, outbox: Outbox, language: str, final: str, taken_back: str
) -> None:
    mother = await world.guardian("elena", "anna", language_code=language)
    mark = await outbox.mark_event("anna", 5)
    await outbox.tell(mark)
    await outbox.drain()
    await leave(world, mother)
    world.clock.advance(timedelta(hours=1))  # news come together no more
    await outbox.tell(await outbox.mark_event("anna", 4), await outbox.change_mark(mark, None))
    await outbox.final_marks("anna", [("Алгебра", 5)])
    await outbox.drain()
    await come_back(world, outbox, mother)
    assert said(mother)[-1].split("\n")[1:] == [final, taken_back]


async def test_writing_to_the_bot_is_coming_back_too(
    world: World, outbox: Outbox, mother: Client
) -> None:
    world.telegram.chat(mother.id).blocked = True
    await outbox.absence("anna")  # the first one that does not arrive is missed as well
    await outbox.drain()
    assert await outbox.states() == [("suppressed", "blocked")]
    world.telegram.chat(mother.id).blocked = False
    await mother.send("/menu")
    await outbox.drain()
    assert said(mother)[-1] == (
        "Пока бота не было в чате\nАнна не пришла на 3-й урок: алгебра, 10:30"
    )


async def test_what_is_long_past_and_what_is_no_news_any_more_stays_untold(
    world: World, outbox: Outbox, mother: Client
) -> None:
    await leave(world, mother)
    await outbox.mark("anna", 5)
    lesson_id = world.school.lesson("physics", TODAY + DAY)
    await world.change(t.lesson, lesson_id, is_cancelled=True)
    await outbox.drain()
    world.clock.advance(15 * DAY)
    await outbox.tell(Event(Kind.LESSON, world.school["anna"], lesson_id, lesson_id))
    await outbox.mark("anna", 4, section="history")
    await outbox.drain()
    await come_back(world, outbox, mother)
    [digest] = said(mother)
    assert "история: 4" in digest
    assert "алгебра" not in digest.lower()
    assert await outbox.states() == [
        ("suppressed", "unreachable"),
        ("suppressed", "past"),
        ("sent", ""),
    ]


async def test_coming_back_twice_tells_once(world: World, outbox: Outbox, mother: Client) -> None:
    await leave(world, mother)
    await outbox.absence("anna")
    await outbox.drain()
    for _ in range(2):
        await come_back(world, outbox, mother)
        await leave(world, mother)
    assert len(said(mother)) == 1


async def test_a_digest_without_details_counts(
    world: World, outbox: Outbox, mother: Client
) -> None:
    await world.change(t.school, world.school.id, policy={"hides_details": True})
    await leave(world, mother)
    for value in (5, 4):
        await outbox.tell(await outbox.mark_event("anna", value))
    await outbox.drain()
    await come_back(world, outbox, mother)
    assert mother.text == "Пока бота не было в чате: 2 новые записи"
    await mother.click("Показать")
    assert mother.text.startswith("Пока бота не было в чате\nАнна: 2 оценки\nАлгебра: 5, 4")


async def test_a_new_reader_missed_can_still_be_disconnected(
    world: World, outbox: Outbox, mother: Client
) -> None:
    await leave(world, mother)
    stranger = world.newcomer()
    binding_id = await world.bind(stranger, "dmitry", "guardian", "anna")
    await world.change(t.binding, binding_id, bound_at=world.clock())
    await outbox.tell(Event(Kind.BINDING, world.school["anna"], binding_id, binding_id))
    await outbox.mark("anna", 5)
    await outbox.drain()
    await come_back(world, outbox, mother)
    assert "Анна: дневник теперь читает Иванов Дмитрий Павлович" in mother.text
    digest = mother.text
    await mother.click("Это не я")
    assert said(mother)[0] == digest, "the digest stays as the record of what was missed"
    [row] = await world.rows(t.binding.select().where(t.binding.c.id == binding_id))
    assert row["ended_at"] is not None
