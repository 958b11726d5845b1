"""What is written into the outbox, on both databases: who gets a row."""

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event, select, update

from domain.notices.model import Event, Kind
from domain.notices.telling import tell_families, tell_person
from domain.preferences.choices import Choice
from storage import tables as t
from storage.database import Database
from storage.uow import SqlUnitOfWork
from tests.support.clock import OwnClock
from tests.support.phones import bind, bind_family
from tests.support.school import CLASS_7A, SmallSchool

MOTHER, FATHER, PUPIL, TEACHER = 501, 502, 503, 504


@pytest.fixture
async def uow(
    database: Database, school: SmallSchool, clock: OwnClock
) -> AsyncIterator[SqlUnitOfWork]:
    """Anna's mother, father and Anna herself on a phone each, the homeroom teacher on hers."""
    async with database.write(clock()) as uow:
        await bind_family(uow, school, MOTHER, FATHER, PUPIL)
        await bind(uow, school, TEACHER, "orlova", "staff", None)
        yield uow


async def chats(uow: SqlUnitOfWork) -> list[int]:
    found = await uow.connection.execute(select(t.notice.c.chat_id).order_by(t.notice.c.chat_id))
    return list(found.scalars())


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """The statements sent to the writing engine meanwhile."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        seen.append(statement)

    event.listen(database.engine.sync_engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(database.engine.sync_engine, "before_cursor_execute", note)


async def test_every_guardian_and_the_pupil_are_told_and_nobody_else(
    uow: SqlUnitOfWork, school: SmallSchool
) -> None:
    count = await tell_families(uow, [Event(Kind.MARK, school["anna"], 1, 1)])
    assert count == 3
    assert await chats(uow) == [MOTHER, FATHER, PUPIL]


async def test_an_ended_binding_is_told_nothing(uow: SqlUnitOfWork, school: SmallSchool) -> None:
    await uow.connection.execute(
        update(t.binding).where(t.binding.c.chat_id == FATHER).values(ended_at=uow.now)
    )
    await tell_families(uow, [Event(Kind.MARK, school["anna"], 1, 1)])
    assert await chats(uow) == [MOTHER, PUPIL]


async def test_both_parents_on_one_phone_get_one_row(
    uow: SqlUnitOfWork, school: SmallSchool
) -> None:
    await bind(uow, school, MOTHER, "dmitry", "guardian", "anna")
    await tell_families(uow, [Event(Kind.MARK, school["anna"], 1, 1)])
    assert (await chats(uow)).count(MOTHER) == 1


async def test_what_is_muted_is_not_written(uow: SqlUnitOfWork, school: SmallSchool) -> None:
    await uow.preferences.choose([school["elena"]], school["anna"], Kind.MARK, Choice.OFF)
    await uow.preferences.choose([school["elena"]], school["misha"], Kind.ABSENCE, Choice.OFF)
    events = [Event(kind, school["anna"], 1, 1) for kind in (Kind.MARK, Kind.ABSENCE)]
    await tell_families(uow, events)
    assert (await chats(uow)).count(MOTHER) == 1
    assert (await chats(uow)).count(FATHER) == 2


async def test_one_parent_who_mutes_does_not_silence_the_other_on_their_phone(
    uow: SqlUnitOfWork, school: SmallSchool
) -> None:
    await bind(uow, school, MOTHER, "dmitry", "guardian", "anna")
    await uow.preferences.choose([school["elena"]], school["anna"], Kind.MARK, Choice.OFF)
    await tell_families(uow, [Event(Kind.MARK, school["anna"], 1, 1)])
    found = await uow.connection.execute(
        select(t.notice.c.person_id).where(t.notice.c.chat_id == MOTHER)
    )
    assert found.scalars().all() == [school["dmitry"]]


@pytest.mark.parametrize("kind", [Kind.MESSAGE, Kind.BINDING])
async def test_letters_and_new_readers_cannot_be_muted(
    uow: SqlUnitOfWork, school: SmallSchool, kind: Kind
) -> None:
    await uow.preferences.choose([school["elena"]], school["anna"], kind, Choice.OFF)
    await tell_families(uow, [Event(kind, school["anna"], 10_000, 10_000)])
    assert MOTHER in await chats(uow)


async def test_a_new_reader_is_not_told_of_himself(uow: SqlUnitOfWork, school: SmallSchool) -> None:
    new = await bind(uow, school, 505, "dmitry", "guardian", "anna")
    await tell_families(uow, [Event(Kind.BINDING, school["anna"], new, new)])
    assert await chats(uow) == [MOTHER, FATHER, PUPIL]


async def test_a_person_is_told_where_that_child_is_followed(
    uow: SqlUnitOfWork, school: SmallSchool
) -> None:
    await bind(uow, school, 505, "elena", "guardian", "misha")
    letter = Event(Kind.MESSAGE, school["anna"], 1, 1)
    assert await tell_person(uow, letter, school["elena"]) == 1
    assert await tell_person(uow, letter, school["orlova"]) == 1
    assert await tell_person(uow, letter, school["olga"]) == 0
    assert await chats(uow) == [MOTHER, TEACHER]


async def test_thousands_of_events_take_a_handful_of_statements(
    uow: SqlUnitOfWork, database: Database, school: SmallSchool
) -> None:
    events = [Event(Kind.MARK, school[name], ref, ref) for ref in range(800) for name in CLASS_7A]
    with counted(database) as statements:
        assert await tell_families(uow, events) == 3 * 800
    assert len(statements) <= 6
