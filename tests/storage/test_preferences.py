"""What people chose and what waits for them meanwhile, on both databases."""

from collections.abc import AsyncIterator, Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import RowMapping, insert, select, text

from domain.notices.model import Kind
from domain.preferences.choices import Choice, Habits
from domain.preferences.model import Move
from storage import preferences
from storage import tables as t
from storage.database import Database
from storage.uow import SqlUnitOfWork
from tests.storage.test_notices import FATHER, MOTHER
from tests.support.clock import OwnClock
from tests.support.phones import bind
from tests.support.school import TODAY, SmallSchool

HOUR = timedelta(hours=1)


@pytest.fixture
async def uow(
    database: Database, school: SmallSchool, clock: OwnClock
) -> AsyncIterator[SqlUnitOfWork]:
    """Both parents of Anna on a phone each; the mother has another child."""
    async with database.write(clock()) as uow:
        await bind(uow, school, MOTHER, "elena", "guardian", "anna")
        await bind(uow, school, MOTHER, "elena", "guardian", "misha")
        await bind(uow, school, FATHER, "dmitry", "guardian", "anna")
        yield uow


async def written(
    uow: SqlUnitOfWork,
    school: SmallSchool,
    kind: Kind = Kind.MARK,
    child: str | None = "anna",
    *,
    person: str = "elena",
    **more: Any,
) -> int:
    """A notice that waits for an hour, in the chat of its person."""
    values: Mapping[str, Any] = {
        "kind": kind,
        "ref_id": 1,
        "about_id": 1,
        "student_id": school[child] if child else None,
        "person_id": school[person],
        "chat_id": MOTHER if person == "elena" else FATHER,
        "created_at": uow.now,
        "due_at": uow.now + HOUR,
        "planned_at": uow.now + HOUR,
        **more,
    }
    done = await uow.connection.execute(insert(t.notice).values(**values))
    key = done.inserted_primary_key
    assert key is not None
    return int(key[0])


async def row(uow: SqlUnitOfWork, notice_id: int) -> RowMapping:
    found = await uow.connection.execute(select(t.notice).where(t.notice.c.id == notice_id))
    return found.mappings().one()


async def test_a_choice_is_of_a_person_a_child_and_a_kind(
    uow: SqlUnitOfWork, school: SmallSchool
) -> None:
    elena, dmitry, anna = school["elena"], school["dmitry"], school["anna"]
    await uow.preferences.choose([elena, dmitry], anna, Kind.MARK, Choice.EVENING)
    await uow.preferences.choose([elena], anna, Kind.MARK, Choice.OFF)
    await uow.preferences.choose([elena], school["misha"], Kind.ABSENCE, Choice.EVENING)
    assert await uow.preferences.choices([elena, dmitry], anna) == {
        elena: {Kind.MARK: Choice.OFF},
        dmitry: {Kind.MARK: Choice.EVENING},
    }
    assert await uow.preferences.choices([dmitry], school["misha"]) == {}


async def test_habits_are_of_a_person_and_kept_once(
    uow: SqlUnitOfWork, school: SmallSchool
) -> None:
    elena, dmitry = school["elena"], school["dmitry"]
    chosen = Habits(21 * 60, 7 * 60, hides_details=True)
    for habits in (Habits(hides_details=True), chosen):
        await uow.preferences.keep_habits({elena: habits})
    assert await uow.preferences.habits([elena, dmitry]) == {elena: chosen}
    await uow.preferences.keep_habits({elena: Habits(), dmitry: chosen})
    assert await uow.preferences.habits([elena, dmitry]) == {elena: Habits(), dmitry: chosen}


async def test_what_waits_is_the_persons_own_and_not_being_sent(
    uow: SqlUnitOfWork, school: SmallSchool
) -> None:
    elena = school["elena"]
    mark = await written(uow, school)
    lesson_id = school.lesson("algebra")
    lesson = await written(uow, school, Kind.LESSON, about_id=lesson_id)
    other = await written(uow, school, Kind.MARK, "misha")
    card = await written(uow, school, Kind.TOMORROW, None)
    await written(uow, school, person="dmitry")
    for state in ("leased", "uncertain", "sent", "superseded", "dead"):
        await written(uow, school, state=state)
    waiting = await uow.preferences.waiting([elena])
    assert [each.notice.id for each in waiting] == [mark, lesson, other, card]
    starts = await uow.connection.scalar(
        select(t.lesson.c.starts).where(t.lesson.c.id == lesson_id)
    )
    begins = datetime.combine(TODAY, datetime.min.time()) + timedelta(minutes=int(starts or 0))
    assert [each.begins for each in waiting] == [None, begins, None, None]


async def test_where_nobody_is_connected_any_more_nothing_waits(
    uow: SqlUnitOfWork, school: SmallSchool
) -> None:
    await written(uow, school)
    await uow.connection.execute(t.binding.update().values(ended_at=uow.now))
    assert await uow.preferences.waiting([school["elena"]]) == []


async def test_what_is_being_sent_meanwhile_is_neither_moved_nor_dropped(
    uow: SqlUnitOfWork, school: SmallSchool
) -> None:
    leased = await written(uow, school, state="leased")
    pending = await written(uow, school)
    dmitry = school["dmitry"]
    await uow.preferences.move([Move(each, dmitry, uow.now) for each in (leased, pending)])
    assert (await row(uow, leased))["due_at"] == uow.now + HOUR
    moved = await row(uow, pending)
    assert (moved["due_at"], moved["planned_at"], moved["person_id"]) == (uow.now, uow.now, dmitry)
    await uow.preferences.drop([leased, pending])
    assert (await row(uow, leased))["state"] == "leased"
    dropped = await row(uow, pending)
    assert (dropped["state"], dropped["reason"]) == ("suppressed", "unwanted")


async def test_only_what_was_not_wanted_lately_is_taken_back(
    uow: SqlUnitOfWork, school: SmallSchool
) -> None:
    gone: dict[str, Any] = {"state": "suppressed", "reason": "unwanted"}
    back = await written(uow, school, **gone)
    card = await written(uow, school, Kind.TOMORROW, None, **gone)
    staying = [
        await written(uow, school, **{**gone, "reason": "no_right"}),
        await written(uow, school, **gone, created_at=uow.now - 2 * HOUR),
        await written(uow, school, Kind.MARK, "misha", **gone),
        await written(uow, school, Kind.LESSON, **gone),
        await written(uow, school, person="dmitry", **gone),
    ]
    since = uow.now - HOUR
    await uow.preferences.take_back([school["elena"]], school["anna"], Kind.MARK, since)
    taken = await row(uow, back)
    assert (taken["state"], taken["reason"]) == ("pending", "")
    assert {(await row(uow, each))["state"] for each in (*staying, card)} == {"suppressed"}
    await uow.preferences.take_back([school["elena"]], school["anna"], Kind.TOMORROW, since)
    assert (await row(uow, card))["state"] == "pending"


async def test_of_many_notices_only_those_of_the_chat_are_read(
    uow: SqlUnitOfWork, school: SmallSchool
) -> None:
    """Millions of rows of other people must not make a choice slow."""
    if uow.connection.dialect.name != "sqlite":
        pytest.skip("PostgreSQL plans by what a table holds, and this one is empty")
    compiled = preferences._WAITING.params(person_ids=[1]).compile(
        uow.connection.sync_connection,
        compile_kwargs={"literal_binds": True, "render_postcompile": True},
    )
    plan = await uow.connection.execute(text(f"EXPLAIN QUERY PLAN {compiled}"))
    steps = [step.detail for step in plan]
    assert any("SEARCH notice USING INDEX ix_notice_chat" in each for each in steps), steps
    assert not any(each.startswith("SCAN") for each in steps), steps
