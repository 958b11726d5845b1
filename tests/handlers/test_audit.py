"""Who did what and who looked: what is recorded, and the screens of those whom it concerns."""

import asyncio
import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select

from domain.attendance.roll_call import finish
from storage import tables as t
from storage.audit import Audit
from storage.uow import SqlUnitOfWork
from tests.handlers.test_statements import MOST
from tests.support.audited import Watcher
from tests.support.people import Client, World
from tests.support.school import BEGAN
from tests.support.statements import counted

RECORDS = select(t.audit_record).order_by(t.audit_record.c.seq)


@pytest.fixture(autouse=True)
def _whole_way(world: World) -> None:
    """Looks are written with what ticks an update off."""
    world.by_inbox = True


async def records(world: World, **wanted: Any) -> list[dict[str, Any]]:
    found = await world.rows(RECORDS)
    return [row for row in found if all(row[key] == value for key, value in wanted.items())]


async def looks(world: World) -> list[tuple[str, str, int]]:
    return [
        (row["action"], row["thing_kind"], row["thing_id"])
        for row in await records(world, before=None, after=None)
    ]


async def open_marks(teacher: Client) -> None:
    await teacher.send("/lessons")
    await teacher.click("3 · 7А ›")
    await teacher.click("Отметки")
    await teacher.click("Контрольная")


async def set_mark(teacher: Client, name: str = "Белов", value: str = "4") -> None:
    await open_marks(teacher)
    await teacher.click(name)
    await teacher.click(value)


async def open_card(staff: Client, name: str = "Белов") -> None:
    await staff.send("/class")
    await staff.click("Семьи")
    await staff.click(name)


async def principal(world: World) -> Client:
    """The deputy is the director in this story."""
    async with world.app.database.write(world.clock()) as uow:
        await uow.connection.execute(
            insert(t.role_assignment).values(
                person_id=world.school["deputy"], role="principal", begins=BEGAN.date()
            )
        )
        await uow.commit()
    return await world.staff("deputy")


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


async def test_the_screen_of_a_family_takes_four_statements(world: World) -> None:
    world.by_inbox = False
    teacher, olga = await world.staff("orlova"), await world.guardian("olga", "petr")
    await set_mark(teacher)
    await olga.send("/settings")
    with counted() as statements:
        await olga.click("Кто смотрел")
    assert "алгебра" in olga.text
    assert len(statements) <= MOST, "\n".join(statements)


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


async def test_a_parent_reads_who_changed_and_who_looked(world: World) -> None:
    teacher = await world.staff("orlova")
    olga = await world.guardian("olga", "petr")
    await set_mark(teacher)
    await open_card(teacher)
    await teacher.click("Оценки")
    await olga.send("/settings")
    await olga.click("Кто смотрел")
    assert olga.text.splitlines()[:4] == [
        "Пётр · 7А: кто смотрел и менял",
        "Сегодня",
        "10:40 · Орлова М. П., классный руководитель · просмотр: оценки",
        "10:40 · Орлова М. П., учитель · оценка: алгебра, 4",
    ]
    await olga.click("Изменения")
    assert "просмотр" not in olga.text
    assert "оценка: алгебра, 4" in olga.text
    assert olga.buttons[0][1] == "✓ Изменения"
    await olga.click("Просмотры")
    assert "алгебра" not in olga.text
    await olga.click("‹ Назад")
    assert "Настройки" in olga.text


async def test_a_parent_reads_of_no_other_child(world: World) -> None:
    teacher, elena = await world.staff("orlova"), await world.guardian("elena", "anna")
    await set_mark(teacher)
    await elena.send("/settings")
    await elena.click("Кто смотрел")
    assert "Здесь пока ничего нет" in elena.text
    petr, class_id = world.school["petr"], world.school.classes["7А"]
    for data in (f"au:p:{petr}:a:0", f"au:c:{class_id}:a:0", "au:s:0:a:0", "au:o:0:a:0"):
        await elena.forge(data)
        assert "Белов" not in elena.text + (elena.toast or ""), data
        assert "Пётр" not in elena.text, data


async def test_a_pupil_reads_none_of_it(world: World) -> None:
    anna = await world.pupil("anna")
    await anna.send("/settings")
    assert not any("Кто" in text for row in anna.buttons for text in row)
    await anna.forge(f"au:p:{world.school['anna']}:a:0")
    assert "кто смотрел" not in anna.text


async def test_ones_own_deeds(world: World) -> None:
    teacher = await world.staff("orlova")
    await set_mark(teacher)
    await teacher.send("/settings")
    await teacher.click("Сделано от меня")
    assert "10:40 · оценка: алгебра, 4 · Белов П., 7А" in teacher.text
    assert "просмотр: урок, алгебра, 24 ноября" in teacher.text


async def test_the_class_for_its_homeroom_teacher_only(world: World) -> None:
    orlova, kuznetsov = await world.staff("orlova"), await world.staff("kuznetsov")
    await set_mark(orlova)
    await orlova.send("/class")
    await orlova.click("Кто что делал")
    assert "вы · оценка: алгебра, 4 · Белов П., 7А" in orlova.text
    await kuznetsov.send("/menu")
    await kuznetsov.forge(f"au:c:{world.school.classes['7А']}:a:0")
    assert "Белов" not in kuznetsov.text


async def test_the_director_reads_everything_and_the_administrator_no_mark(world: World) -> None:
    orlova = await world.staff("orlova")
    await set_mark(orlova)
    director = await principal(world)
    for reader in (director, await world.staff("admin")):
        await reader.send("/menu")
        last = (await records(world))[-1]
        await reader.click("Журнал действий")
        what = "оценка: алгебра, 4" if reader is director else "отметки урока"
        assert f"Орлова М. П., учитель · {what} · Белов П., 7А" in reader.text
        assert f"Контрольная сумма последней, для записи на бумаге: {last['seq']}:" in reader.text
        assert last["hash"] in reader.text


async def test_long_trails_are_paged(world: World) -> None:
    teacher = await world.staff("orlova")
    olga = await world.guardian("olga", "petr")
    await set_mark(teacher, value="2")
    for value in ("3", "4", "5", "2", "3", "4", "5", "2", "3"):
        await teacher.click("Белов")
        await teacher.click(value)
    await olga.send("/settings")
    await olga.click("Кто смотрел")
    assert olga.text.count("оценка: ") == 8
    await olga.click("Раньше ▶")
    assert olga.text.count("оценка: ") == 2
    assert "Раньше ▶" not in olga.buttons[0]
    await olga.click("◀ К последним")
    assert olga.text.count("оценка: ") == 8


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
