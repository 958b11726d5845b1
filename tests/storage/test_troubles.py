"""The ledger on both databases: what is dead or late, and who is alarmed."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from domain.access import Role
from domain.delivery.trouble_model import AlarmKind, Grief
from domain.notices.model import Kind, Reason, State
from storage import tables as t
from storage.database import Database
from storage.uow import SqlUnitOfWork
from tests.support.clock import OwnClock
from tests.support.ledger import ADMIN, DAY, DEPUTY, Rows, connected
from tests.support.phones import bind
from tests.support.school import SmallSchool


@pytest.fixture
async def uow(
    database: Database, school: SmallSchool, clock: OwnClock
) -> AsyncIterator[SqlUnitOfWork]:
    """Anna's mother, father and Anna herself have a phone each; Petr's mother has none."""
    async with database.write(clock()) as uow:
        await connected(uow, school)
        yield uow


@pytest.fixture
def rows(uow: SqlUnitOfWork, school: SmallSchool) -> Rows:
    return Rows(uow, school)


async def test_dead_notices_go_again_as_new(
    uow: SqlUnitOfWork, school: SmallSchool, rows: Rows
) -> None:
    dead: dict[str, Any] = {"state": State.DEAD, "reason": Reason.LATE, "attempts": 9}
    first = await rows.notice("elena", "anna", 1, ago=4 * DAY, **dead)
    second = await rows.notice("elena", "anna", 2, **dead)
    await rows.notice("elena", "anna", 3, ago=40 * DAY, **dead)
    assert await uow.troubles.count_dead(school.id) == 2
    assert await uow.troubles.count_dead(school.id + 1) == 0
    listed = await uow.troubles.dead(school.id, 10)
    assert [(each.id, each.class_title) for each in listed] == [(first, "7А"), (second, "7А")]
    assert [each.id for each in await uow.troubles.dead(None, 1, 1)] == [second]
    assert await uow.troubles.send_again(school.id + 1) == 0
    assert await uow.troubles.send_again(school.id, [second]) == 1
    [row] = await _rows(uow, select(t.notice).where(t.notice.c.id == second))
    assert (row["state"], row["reason"], row["attempts"]) == ("pending", "", 0)
    assert row["due_at"] == uow.now
    assert row["doubtful_since"] is None
    assert await uow.troubles.send_again(None) == 1
    assert await uow.troubles.send_again(None) == 0


async def _rows(uow: SqlUnitOfWork, statement: Any) -> list[Any]:
    return list((await uow.connection.execute(statement)).mappings())


async def test_what_waits_is_not_what_is_put_off_on_purpose(
    uow: SqlUnitOfWork, school: SmallSchool, rows: Rows
) -> None:
    hour = timedelta(hours=1)
    now = uow.now
    waiting: dict[str, Any] = {"state": State.PENDING, "took": None}
    await rows.notice("elena", "anna", 1, ago=3 * hour, **waiting)
    # In the evening, as the family wanted it.
    await rows.notice(
        "elena", "anna", 2, ago=9 * hour, due_at=now + hour, planned_at=now + hour, **waiting
    )
    # Tried, and put off again and again.
    tried: dict[str, Any] = {"attempts": 3, "due_at": now + timedelta(minutes=5)}
    await rows.notice("elena", "anna", 3, kind=Kind.ABSENCE, ago=2 * hour, **tried, **waiting)
    leased: dict[str, Any] = {"attempts": 1, "state": State.LEASED, "took": None}
    await rows.notice("dmitry", "anna", 4, kind=Kind.ABSENCE, ago=4 * hour, **leased)
    found = await uow.troubles.waiting(school.id, now - hour)
    assert [(each.kind, each.count, each.since) for each in found] == [
        (Kind.ABSENCE, 2, now - 4 * hour),
        (Kind.MARK, 1, now - 3 * hour),
    ]
    assert await uow.troubles.late_by_school(now - hour) == {school.id: Grief(3, now - 4 * hour)}
    assert await uow.troubles.late_by_school(now - 5 * hour) == {}


async def test_an_alarm_from_its_beginning_to_its_end(
    uow: SqlUnitOfWork, school: SmallSchool
) -> None:
    since = uow.now - DAY
    made = await uow.troubles.raise_alarm(AlarmKind.DEAD, school.id, since)
    [alarm] = await uow.troubles.open_alarms()
    assert (alarm.id, alarm.kind, alarm.since) == (made, AlarmKind.DEAD, since)
    assert alarm.escalated_at is None
    await uow.troubles.note_escalated(made)
    await uow.troubles.close_alarm(made)
    assert await uow.troubles.open_alarms() == []
    closed = (await uow.troubles.alarms([made]))[made]
    assert closed.escalated_at == closed.closed_at == uow.now


async def test_only_staff_with_a_chat_that_takes_messages_can_be_alarmed(
    uow: SqlUnitOfWork, school: SmallSchool
) -> None:
    assert await uow.troubles.connected_staff(school.id) == {}
    await bind(uow, school, DEPUTY, "deputy", "staff", None)
    await bind(uow, school, ADMIN, "admin", "staff", None)
    assert await uow.troubles.connected_staff(school.id) == {
        Role.DEPUTY_PRINCIPAL: [school["deputy"]],
        Role.SYSTEM_ADMIN: [school["admin"]],
    }
    await uow.chats.set_reachable(ADMIN, reachable=False)
    assert set(await uow.troubles.connected_staff(school.id)) == {Role.DEPUTY_PRINCIPAL}
    assert await uow.troubles.connected_staff(school.id + 1) == {}
