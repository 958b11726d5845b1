"""Who did what and who looked: what is recorded, and when."""

import asyncio
import json
from datetime import timedelta
from typing import Any

import pytest

from domain.attendance.roll_call import finish
from storage.audit import Audit
from storage.uow import SqlUnitOfWork
from tests.support.audited import Watcher
from tests.support.people import World
from tests.support.trail import looks, open_card, open_marks, records, set_mark

pytestmark = pytest.mark.usefixtures("whole_way")  # looks go with what ticks an update off


async def test_a_write_has_its_record(world: World) -> None:
    teacher = await world.staff("orlova")
    await set_mark(teacher)
    await teacher.click("Белов 4")
    await teacher.click("5")
    first, second = await records(world, thing_kind="mark")
    assert first["at"] == world.clock()
    assert (first["chat_id"], first["person_id"]) == (teacher.id, world.school["orlova"])
    assert (first["role"], first["action"]) == ("teacher", "set_mark")
    assert first["about_id"] == world.school["petr"]
    assert first["school_class_id"] == world.school.classes["7А"]
    lesson = world.school.lesson("algebra")
    assert first["before"] is None
    assert json.loads(first["after"]) == {"lesson": lesson, "value": 4}
    assert json.loads(second["before"]) == {"lesson": lesson, "value": 4}
    assert json.loads(second["after"]) == {"lesson": lesson, "value": 5}


async def test_a_button_pressed_twice_leaves_one_record(world: World) -> None:
    teacher = await world.staff("orlova")
    await open_marks(teacher)
    await teacher.click("Белов")
    data = teacher.button("4")["callback_data"]
    await teacher.click("4")
    await teacher.forge(data)
    assert len(await records(world, thing_kind="mark")) == 1


async def test_the_role_is_the_one_that_had_the_right(world: World) -> None:
    """Орлова teaches algebra in 7А and leads it: physics she may only as its homeroom teacher."""
    orlova = await world.staff("orlova")
    async with world.app.database.write(world.clock()) as uow:
        session = await uow.chats.session(orlova.id)
        for section in ("algebra", "physics"):
            await finish(uow, session.actor, world.school.lesson(section))
        await uow.commit()
    found = await records(world, action="take_attendance")
    assert [row["role"] for row in found] == ["teacher", "homeroom_teacher"]


async def test_a_comment_is_kept_as_a_digest_and_a_homework_in_words(world: World) -> None:
    teacher = await world.staff("orlova")
    await set_mark(teacher)
    await teacher.click("Белов 4")
    await teacher.click("Комментарий")
    await teacher.send("хорошо решил третью")
    found = [row for row in await records(world, thing_kind="mark") if row["before"]]
    assert [row["action"] for row in found] == ["set_mark"]
    assert "третью" not in json.dumps([row["after"] for row in found], ensure_ascii=False)
    assert len(json.loads(found[0]["after"])["comment"]) == 64


async def test_what_staff_look_at_is_recorded_once(world: World) -> None:
    """Leafing to and fro is one look; after ten minutes it is another."""
    teacher = await world.staff("orlova")
    petr, class_id = world.school["petr"], world.school.classes["7А"]
    for _again in range(2):
        await open_card(teacher)
        await teacher.click("Оценки")
    assert await looks(world) == [
        ("read_class", "school_class", class_id),
        ("read_marks", "person", petr),
    ]
    world.clock.now += timedelta(minutes=11)
    await open_card(teacher)
    assert (await looks(world))[2:] == [("read_class", "school_class", class_id)]


async def test_looks_cost_no_commit_of_their_own(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are written with what ticks updates off: as many commits as without them."""
    teacher, olga = await world.staff("orlova"), await world.guardian("olga", "petr")
    commits: list[int] = []
    commit = SqlUnitOfWork.commit

    async def counted_commit(uow: SqlUnitOfWork) -> None:
        commits.append(1)
        await commit(uow)

    monkeypatch.setattr(SqlUnitOfWork, "commit", counted_commit)
    await olga.send("/marks")
    of_family = len(commits)
    await teacher.send("/class")
    assert len(await looks(world)) == 1
    assert len(commits) == 2 * of_family


async def test_a_family_reading_its_own_child_leaves_no_record(world: World) -> None:
    olga = await world.guardian("olga", "petr")
    for command in ("/menu", "/marks", "/attendance", "/schedule"):
        await olga.send(command)
    assert await records(world) == []


async def test_who_was_refused_has_looked_at_nothing(world: World) -> None:
    teacher = await world.staff("sokolova")
    await teacher.send("/menu")
    await teacher.forge(f"cp:{world.school['petr']}")  # the card of a class of somebody else
    assert await records(world) == []


async def test_killed_between_showing_and_recording_it_is_recorded(world: World) -> None:
    """The screen was shown; the program died before anything was ticked off."""
    teacher = await world.staff("orlova")
    await teacher.send("/menu")
    with pytest.MonkeyPatch.context() as steps:

        async def die(*_args: Any) -> bool:
            raise asyncio.CancelledError

        register = world.app.intake._register
        real = register._store

        async def store(entries: Any, handled: Any, looks: Any) -> bool:
            return await (die() if handled else real(entries, handled, looks))

        steps.setattr(register, "_store", store)
        world.telegram.send_text(teacher.id, "/class")
        raw = await world.telegram.call(world.app.bot.token, "getUpdates", {"timeout": 0})
        await world.app.intake.take(raw)
        await world.app.intake._lanes.idle()
        assert "7А" in teacher.text, "shown"
        assert await looks(world) == [], "and not recorded"
        await world.restart()
    assert await looks(world) == [("read_class", "school_class", world.school.classes["7А"])]


async def test_a_handler_that_notes_nothing_fails_its_test(
    world: World, watcher: Watcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    teacher = await world.staff("orlova")
    await open_marks(teacher)
    await teacher.click("Белов")
    monkeypatch.setattr(Audit, "note", lambda *_args, **_facts: None)
    await teacher.click("4")
    missing, watcher.missing = watcher.missing, []
    assert missing == ["give_mark writes mark, mark_change and notes nothing"]
