"""What changes after a family was told of it: a correction, news, or nothing; no stale word."""

from datetime import timedelta

import pytest

from domain.notices.model import Event
from storage import tables as t
from tests.support.outbox import Outbox
from tests.support.people import Client, World, text_of

LATER = timedelta(hours=1)  # the short wait for more is over


@pytest.fixture
async def mother(world: World) -> Client:
    return await world.guardian("elena", "anna", "misha")


def said(client: Client) -> list[str]:
    return [text_of(each) for each in client.from_bot]


async def told_later(world: World, outbox: Outbox, *events: Event) -> None:
    world.clock.advance(LATER)
    await outbox.tell(*events)
    await outbox.drain()


async def test_a_corrected_mark_is_edited_and_a_short_note_follows(
    world: World, outbox: Outbox, mother: Client
) -> None:
    await outbox.mark_event("anna", 5, work="answer")
    five = await outbox.mark_event("anna", 5, topic="Квадратные уравнения")
    await told_later(world, outbox, five)
    await told_later(world, outbox, await outbox.change_mark(five, 4))
    assert said(mother) == [
        "Анна, алгебра: 5 → 4 ↺ за контрольную\n«Квадратные уравнения», сегодня, вес 3\n"
        "Средний 5,00 → 4,25",
        "Исправлено: Анна, алгебра: было 5, стало 4 ↺\n"
        "Контрольная работа, «Квадратные уравнения», сегодня, вес 3\nСредний 5,00 → 4,25",
    ]
    assert mother.buttons == [["Подробнее", "Все оценки"]]


async def test_a_mark_taken_away_after_it_was_told(
    world: World, outbox: Outbox, mother: Client
) -> None:
    two = await outbox.mark_event("anna", 2)
    await told_later(world, outbox, two)
    await told_later(world, outbox, await outbox.change_mark(two, None))
    first, note = said(mother)
    assert first.startswith("Анна, алгебра: оценка 2 снята ↺\n")
    assert note == "Исправлено: Анна, алгебра: оценка 2 снята ↺\nКонтрольная работа, сегодня, вес 3"


async def test_corrected_twice_the_first_message_shows_where_it_came_to(
    world: World, outbox: Outbox, mother: Client
) -> None:
    mark = await outbox.mark_event("anna", 5)
    await told_later(world, outbox, mark)
    for value in (4, 3):
        await told_later(world, outbox, await outbox.change_mark(mark, value))
    first, second, third = said(mother)
    assert first.startswith("Анна, алгебра: 5 → 3 ↺ за контрольную")
    assert second.startswith("Исправлено: Анна, алгебра: было 5, стало 4 ↺")
    assert third.startswith("Исправлено: Анна, алгебра: было 4, стало 3 ↺")


@pytest.mark.parametrize("fault", ["drop_before", "drop_after"])
async def test_back_again_it_is_told_where_nobody_may_have_heard_it_before(
    world: World, outbox: Outbox, mother: Client, fault: str
) -> None:
    """The last change goes in the place of the first, whose call was lost: as a repetition."""
    mark, absence = await outbox.mark_event("anna", 5), await outbox.absence_event("misha")
    world.telegram.faults.add(fault, method="sendMessage", count=1)
    await told_later(world, outbox, mark, absence)
    for value in (4, 5):
        await outbox.tell(await outbox.change_mark(mark, value))
    for old, new in (("absent", "present"), ("present", "absent")):
        await outbox.absence("misha", new, old=old)
    for _ in range(2):
        world.clock.advance(LATER)
        await outbox.drain()
    assert len(said(mother)) == 1 + (fault == "drop_after")
    told = said(mother)[-1]
    assert told.startswith("Повтор: ")
    assert "5 за контрольную" in told
    assert "Михаил не пришёл" in told


async def test_back_again_the_first_message_is_as_it_was(
    world: World, outbox: Outbox, mother: Client
) -> None:
    mark = await outbox.mark_event("anna", 5)
    await told_later(world, outbox, mark)
    before = said(mother)
    for value in (4, 5):
        await told_later(world, outbox, await outbox.change_mark(mark, value))
    assert [said(mother)[0]] == before
    assert said(mother)[2].startswith("Исправлено: Анна, алгебра: было 4, стало 5 ↺")


async def test_only_the_changed_line_of_a_message_changes(
    world: World, outbox: Outbox, mother: Client
) -> None:
    mark = await outbox.mark_event("anna", 5)
    final, *_ = await outbox.final_mark_events("anna", [("Алгебра", 4)])
    await told_later(
        world,
        outbox,
        mark,
        await outbox.mark_event("anna", 4, section="history"),
        final,
        await outbox.absence_event("misha", section="maths_1b"),
    )
    before = said(mother)[0].split("\n")
    await told_later(
        world, outbox, await outbox.change_mark(mark, 3), await outbox.change_final_mark(final, 5)
    )
    after = said(mother)[0].split("\n")
    assert [(old, new) for old, new in zip(before, after, strict=True) if old != new] == [
        ("Анна, алгебра: 4 за I четверть", "Анна, алгебра: 4 → 5 ↺ за I четверть"),
        ("Алгебра: 5 за контрольную, сегодня", "Алгебра: 5 → 3 ↺ за контрольную, сегодня"),
    ]
    assert said(mother)[1].split("\n") == [
        "Исправлено: Анна, алгебра: было 4, стало 5 ↺ за I четверть",
        "Алгебра: было 5, стало 3 ↺, сегодня",
    ]


async def test_what_was_not_told_yet_is_not_betrayed_by_an_edit(
    world: World, outbox: Outbox, mother: Client
) -> None:
    """Both marks of a message change, and only one of the changes may be told by now."""
    first = await outbox.mark_event("anna", 5)
    second = await outbox.mark_event("anna", 4, section="history")
    await told_later(world, outbox, first, second)
    await outbox.change_mark(second, 2)
    await told_later(world, outbox, await outbox.change_mark(first, 3))
    assert "История: 4 за контрольную, сегодня" in said(mother)[0]
    assert "5 → 3 ↺" in said(mother)[0]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("absent", "present", "Анна всё-таки была на 3-м уроке: алгебра, 10:30 ↺"),
        ("absent", "late", "Анна пришла на 3-й урок, но опоздала: алгебра, 10:30 ↺"),
        ("late", "absent", "Анна всё-таки не была на 3-м уроке: алгебра, 10:30 ↺"),
        ("late", "present", "Анна всё-таки не опоздала на 3-й урок: алгебра, 10:30 ↺"),
    ],
)
async def test_every_correction_of_an_absence(
    outbox: Outbox, mother: Client, old: str, new: str, expected: str
) -> None:
    await outbox.absence("anna", old)
    await outbox.drain()
    await outbox.absence("anna", new, old=old)
    await outbox.drain()
    assert said(mother) == [expected, f"Исправлено: {expected}"]


async def test_absent_again_after_all(outbox: Outbox, mother: Client) -> None:
    for old, new in (("present", "absent"), ("absent", "present"), ("present", "absent")):
        await outbox.absence("anna", new, old=old)
        await outbox.drain()
    absent = "Анна не пришла на 3-й урок: алгебра, 10:30"
    assert said(mother)[0] == absent
    assert said(mother)[2] == f"Исправлено: {absent}"


async def test_undone_before_anybody_was_told_nothing_is_told(
    outbox: Outbox, mother: Client
) -> None:
    mark = await outbox.mark_event("anna", 2)
    absence = await outbox.absence_event("anna")
    await outbox.tell(mark, absence)
    await outbox.tell(
        await outbox.change_mark(mark, None),
        await outbox.absence_event("anna", "present", old="absent"),
    )
    await outbox.drain()
    assert mother.messages == []
    assert await outbox.states() == [("superseded", "newer")] * 2 + [("superseded", "undone")] * 2


async def test_changed_before_it_left_only_the_last_state_is_told(
    outbox: Outbox, mother: Client
) -> None:
    """Even without a notice of the change: the journal is read at the moment of sending."""
    mark = await outbox.mark_event("anna", 2)
    await outbox.tell(mark)
    await outbox.change_mark(mark, 5)
    await outbox.drain()
    assert said(mother)[0].startswith("Анна, алгебра: 5 за контрольную")


async def test_corrected_there_and_back_before_it_left_is_nothing(
    world: World, outbox: Outbox, mother: Client
) -> None:
    mark = await outbox.mark_event("anna", 5)
    await told_later(world, outbox, mark)
    await outbox.tell(await outbox.change_mark(mark, 2))
    await told_later(world, outbox, await outbox.change_mark(mark, 5))
    assert len(said(mother)) == 1
    assert (await outbox.states())[-1] == ("superseded", "undone")


async def test_what_a_lost_call_said_is_taken_from_its_event(
    world: World, outbox: Outbox, mother: Client
) -> None:
    """Killed in the middle of a call: what it said was never written down."""
    mark = await outbox.mark_event("anna", 5)
    await told_later(world, outbox, mark)
    [row] = await world.rows(t.notice.select())
    await world.change(t.notice, row["id"], told=None)
    await told_later(world, outbox, await outbox.change_mark(mark, 4))
    assert said(mother)[1].startswith("Исправлено: Анна, алгебра: было 5, стало 4 ↺")


async def test_a_lost_answer_is_followed_by_a_repetition_that_says_so(
    world: World, outbox: Outbox, mother: Client
) -> None:
    world.telegram.faults.add("drop_after", chat_id=mother.id)
    await outbox.absence("anna")
    await outbox.drain()
    await outbox.absence("misha", section="maths_1b")
    await outbox.drain()
    world.clock.advance(timedelta(minutes=2))
    await outbox.drain()
    assert said(mother) == [
        "Анна не пришла на 3-й урок: алгебра, 10:30",
        "Михаил не пришёл на 1-й урок: математика, 8:30",
        "Повтор: Анна не пришла на 3-й урок: алгебра, 10:30",
    ]


async def test_what_may_have_arrived_is_taken_back(
    world: World, outbox: Outbox, mother: Client
) -> None:
    world.telegram.faults.add("drop_after", chat_id=mother.id)
    await outbox.absence("anna")
    await outbox.drain()
    await outbox.absence_event("anna", "present", old="absent")  # told to nobody by itself
    world.clock.advance(timedelta(minutes=2))
    await outbox.drain()
    assert said(mother)[1] == "Повтор: Анна всё-таки была на 3-м уроке: алгебра, 10:30 ↺"


async def test_a_message_that_is_gone_from_the_chat_needs_no_correction(
    world: World, outbox: Outbox, mother: Client
) -> None:
    mark = await outbox.mark_event("anna", 5)
    await told_later(world, outbox, mark)
    del world.telegram.chat(mother.id).messages[mother.last["message_id"]]
    await told_later(world, outbox, await outbox.change_mark(mark, 4))
    [note] = said(mother)
    assert note.startswith("Исправлено: Анна, алгебра: было 5, стало 4 ↺")
    assert (await outbox.states())[-1] == ("sent", "")


async def test_each_parent_is_corrected_by_what_they_were_told(
    world: World, outbox: Outbox, mother: Client
) -> None:
    mark = await outbox.mark_event("anna", 5)
    await told_later(world, outbox, mark)
    father = await world.guardian("dmitry", "anna")
    await told_later(world, outbox, await outbox.change_mark(mark, 4))
    assert said(mother)[-1].startswith("Исправлено: Анна, алгебра: было 5, стало 4 ↺")
    [news] = said(father)
    assert news.startswith("Анна, алгебра: 4 за контрольную")


async def test_a_correction_in_english(world: World, outbox: Outbox) -> None:
    father = await world.guardian("dmitry", "anna", language_code="en")
    mark = await outbox.mark_event("anna", 5)
    await told_later(world, outbox, mark)
    await told_later(world, outbox, await outbox.change_mark(mark, 4))
    assert said(father)[0].startswith("Анна, алгебра: 5 → 4 ↺ for a class test")
    assert said(father)[1].startswith("Corrected: Анна, алгебра: was 5, now 4 ↺")
