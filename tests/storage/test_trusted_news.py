"""What a trusted person is told: what was entrusted, as long as it is (R010)."""

from datetime import datetime, time, timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.evening_cards import plan_evening_cards
from domain.notices.model import Event, Kind
from storage import tables as t
from tests.support.clock import MOSCOW
from tests.support.outbox import Outbox
from tests.support.people import Client, World
from tests.support.school import BEGAN, TODAY
from tests.support.trials import trials
from tests.support.trusted import connect, everything_leaves, name_somebody, sections, trusted

NOT_YOURS = "не для вас"


async def things_happen(world: World) -> None:
    """One of each kind, told at once."""
    outbox = Outbox(world)
    homework = await outbox.homework_event("anna", "№ 115", due=TODAY + timedelta(days=1))
    lesson = world.school.lesson("physics", TODAY + timedelta(days=1))
    await world.change(t.lesson, lesson, location="410", is_substituted=True)
    await outbox.tell(
        await outbox.mark_event("anna", 2),
        await outbox.absence_event("anna"),
        homework,
        Event(Kind.LESSON, world.school["anna"], lesson, lesson),
    )
    await outbox.message("Собрание в четверг", ("elena", "anna"))


async def sent_to(world: World, client: Client) -> set[str]:
    world.clock.advance(timedelta(hours=20))
    await everything_leaves(world)
    rows = await world.rows(
        select(t.notice).where(t.notice.c.chat_id == client.id, t.notice.c.state == "sent")
    )
    return {row["kind"] for row in rows}


async def test_only_what_was_entrusted_is_told(world: World, mother: Client) -> None:
    grandmother = await trusted(world, mother)
    await things_happen(world)
    assert "mark" in await sent_to(world, mother)
    assert await sent_to(world, grandmother) <= {"lesson", "homework", "tomorrow"}
    said = "\n".join(str(each) for each in grandmother.from_bot)
    assert "алгебра: 2" not in said
    assert "пришла" not in said
    assert "Собрание" not in said
    assert "410" in said


async def test_what_is_ticked_is_told_and_may_be_chosen(world: World, mother: Client) -> None:
    grandmother = await trusted(world, mother, "Оценки")
    await grandmother.send("/notifications")
    assert sections(grandmother) >= {"Оценки", "Замены уроков"}
    assert "Посещаемость" not in grandmother.text
    assert "Сообщения от школы" not in grandmother.text
    await grandmother.click("Оценки")
    await grandmother.click("Сразу")
    await Outbox(world).mark("anna", 5)
    await world.app.sender.pump()
    assert "алгебра: 5" in grandmother.text
    anna = world.school["anna"]
    await grandmother.forge(f"nc:{anna}:absence:evening")
    assert NOT_YOURS in grandmother.text


async def in_the_evening(world: World) -> None:
    moment = datetime.combine(TODAY, time(19, 0), MOSCOW)
    world.clock.advance(moment - world.clock())
    await plan_evening_cards(world.app)
    await everything_leaves(world)


async def test_the_evening_card_has_what_was_entrusted(world: World, mother: Client) -> None:
    await Outbox(world).homework_event("anna", "№ 115", due=TODAY + timedelta(days=1))
    only_homework = await connect(
        world, await name_somebody(mother, "✓ Расписание", "✓ События", relation="Тётя")
    )
    only_lessons = await connect(
        world, await name_somebody(mother, "✓ Задания", "✓ События", relation="Няня")
    )
    only_marks = await connect(
        world,
        await name_somebody(
            mother, "Оценки", "✓ Расписание", "✓ Задания", "✓ События", relation="Дядя"
        ),
    )
    await in_the_evening(world)
    assert only_homework.text.startswith("Анна: задания на завтра")
    assert "№ 115" in only_homework.text
    assert "урок" not in only_homework.text
    assert sections(only_homework) == {"Домашние задания"}
    assert only_lessons.text.startswith("Анна: завтра 2 урока с 8:30")
    assert "115" not in only_lessons.text
    assert sections(only_lessons) == {"Расписание"}
    cards = select(t.notice).where(t.notice.c.chat_id == only_marks.id)
    assert [row["kind"] for row in await world.rows(cards)] == []


BETWEEN: dict[str, dict[str, Any]] = {
    "revoked": {"revoked_at": BEGAN},
    "over": {"ends": TODAY},
    "less ticked": {"rights": 4},
}


@pytest.mark.parametrize("what", [*BETWEEN, "no guardian", "consent withdrawn", "not active"])
@pytest.mark.parametrize("seed", range(3))
async def test_nothing_leaves_that_waited_when_it_ended(
    world: World, mother: Client, what: str, seed: int
) -> None:
    """Whatever is in the outbox, and at whichever moment it leaves."""
    chance = Random(seed)
    ticks = [each for each in ("Оценки", "Посещаемость", "Итоги") if chance.random() < 0.7]
    grandmother = await trusted(world, mother, *ticks)
    for _ in range(trials(3)):
        await things_happen(world)
    waiting = await world.rows(select(t.notice).where(t.notice.c.chat_id == grandmother.id))
    assert any(row["state"] == "pending" for row in waiting)
    before = len(grandmother.from_bot)
    await end(world, what)
    world.clock.advance(timedelta(minutes=chance.randrange(0, 600)))
    await everything_leaves(world)
    assert await sent_to(world, grandmother) == set()
    assert len(grandmother.from_bot) == before
    assert "mark" in await sent_to(world, mother) or what == "no guardian"


async def end(world: World, what: str) -> None:
    elena, anna = world.school["elena"], world.school["anna"]
    changes: dict[str, tuple[Any, Any, dict[str, Any]]] = {
        "no guardian": (t.guardianship, t.guardianship.c.guardian_id == elena, {"ends": TODAY}),
        "consent withdrawn": (
            t.consent_standing,
            t.consent_standing.c.person_id == anna,
            {"by_guardian": 3},
        ),
        "not active": (t.person, t.person.c.sourced_id.like("trusted:%"), {"is_active": False}),
    }
    everything = t.trusted_contact.c.id > 0
    table, which, values = changes.get(what) or (t.trusted_contact, everything, BETWEEN[what])
    async with world.app.database.write(world.clock()) as uow:
        await uow.connection.execute(update(table).where(which).values(**values))
        await uow.commit()


async def test_the_family_is_told_who_came(world: World, mother: Client) -> None:
    father, anna = await world.guardian("dmitry", "anna"), await world.pupil("anna")
    await trusted(world, mother)
    await everything_leaves(world)
    for client in (mother, father, anna):
        assert "доверенное лицо" in client.text
    assert mother.buttons[0] == ["Это не я"]
    assert anna.buttons == []


async def test_what_a_trusted_person_heard_does_not_count_as_told_to_the_family(
    world: World, mother: Client
) -> None:
    await trusted(world, mother, "Оценки")
    async with world.app.database.write(world.clock()) as uow:
        await uow.connection.execute(
            update(t.binding).where(t.binding.c.chat_id == mother.id).values(ended_at=BEGAN)
        )
        await uow.commit()
    await Outbox(world).mark("anna", 5)
    await world.app.sender.pump()
    async with world.app.database.read(world.clock()) as uow:
        counts = await uow.delivery.counts(world.school.classes["7А"], BEGAN)
    assert Kind.MARK not in counts or counts[Kind.MARK].told == 0
