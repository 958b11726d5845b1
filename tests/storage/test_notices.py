"""The outbox on both databases: who gets a row, in what order it is emptied."""

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, insert, select, update

from domain.notices.model import Event, Kind, Notice, Reason, State
from storage import tables as t
from storage.database import Database
from storage.uow import SqlUnitOfWork
from tests.support.clock import OwnClock
from tests.support.school import CLASS_7A, SmallSchool

MOTHER, FATHER, PUPIL, TEACHER = 501, 502, 503, 504


@pytest.fixture
async def uow(
    database: Database, school: SmallSchool, clock: OwnClock
) -> AsyncIterator[SqlUnitOfWork]:
    """Anna's mother, father and Anna herself on a phone each, the homeroom teacher on hers."""
    async with database.write(clock()) as uow:
        await bind(uow, school, MOTHER, "elena", "guardian", "anna")
        await bind(uow, school, FATHER, "dmitry", "guardian", "anna")
        await bind(uow, school, PUPIL, "anna", "student", "anna")
        await bind(uow, school, TEACHER, "orlova", "staff", None)
        yield uow


async def bind(
    uow: SqlUnitOfWork, school: SmallSchool, chat: int, person: str, role: str, child: str | None
) -> int:
    await uow.chats.remember(chat, "ru")
    done = await uow.connection.execute(
        insert(t.binding).values(
            chat_id=chat,
            person_id=school[person],
            role=role,
            student_id=school[child] if child else None,
            bound_at=uow.now,
        )
    )
    key = done.inserted_primary_key
    assert key is not None
    return int(key[0])


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
    count = await uow.notices.tell_families([Event(Kind.MARK, school["anna"], 1)], "b")
    assert count == 3
    assert await chats(uow) == [MOTHER, FATHER, PUPIL]


async def test_an_ended_binding_is_told_nothing(uow: SqlUnitOfWork, school: SmallSchool) -> None:
    await uow.connection.execute(
        update(t.binding).where(t.binding.c.chat_id == FATHER).values(ended_at=uow.now)
    )
    await uow.notices.tell_families([Event(Kind.MARK, school["anna"], 1)], "b")
    assert await chats(uow) == [MOTHER, PUPIL]


async def test_both_parents_on_one_phone_get_one_row(
    uow: SqlUnitOfWork, school: SmallSchool
) -> None:
    await bind(uow, school, MOTHER, "dmitry", "guardian", "anna")
    await uow.notices.tell_families([Event(Kind.MARK, school["anna"], 1)], "b")
    assert (await chats(uow)).count(MOTHER) == 1


async def test_what_is_muted_is_not_written(uow: SqlUnitOfWork, school: SmallSchool) -> None:
    await uow.preferences.mute([school["elena"]], school["anna"], Kind.MARK)
    await uow.preferences.mute([school["elena"]], school["misha"], Kind.ABSENCE)
    events = [Event(kind, school["anna"], 1) for kind in (Kind.MARK, Kind.ABSENCE)]
    await uow.notices.tell_families(events, "b")
    assert (await chats(uow)).count(MOTHER) == 1
    assert (await chats(uow)).count(FATHER) == 2


async def test_one_parent_who_mutes_does_not_silence_the_other_on_their_phone(
    uow: SqlUnitOfWork, school: SmallSchool
) -> None:
    await bind(uow, school, MOTHER, "dmitry", "guardian", "anna")
    await uow.preferences.mute([school["elena"]], school["anna"], Kind.MARK)
    await uow.notices.tell_families([Event(Kind.MARK, school["anna"], 1)], "b")
    found = await uow.connection.execute(
        select(t.notice.c.person_id).where(t.notice.c.chat_id == MOTHER)
    )
    assert found.scalars().all() == [school["dmitry"]]


@pytest.mark.parametrize("kind", [Kind.MESSAGE, Kind.BINDING])
async def test_letters_and_new_readers_cannot_be_muted(
    uow: SqlUnitOfWork, school: SmallSchool, kind: Kind
) -> None:
    await uow.preferences.mute([school["elena"]], school["anna"], kind)
    await uow.notices.tell_families([Event(kind, school["anna"], 10_000)], "b")
    assert MOTHER in await chats(uow)


async def test_a_new_reader_is_not_told_of_himself(uow: SqlUnitOfWork, school: SmallSchool) -> None:
    new = await bind(uow, school, 505, "dmitry", "guardian", "anna")
    await uow.notices.tell_families([Event(Kind.BINDING, school["anna"], new)], "b")
    assert await chats(uow) == [MOTHER, FATHER, PUPIL]


async def test_a_person_is_told_where_that_child_is_followed(
    uow: SqlUnitOfWork, school: SmallSchool
) -> None:
    await bind(uow, school, 505, "elena", "guardian", "misha")
    letter = Event(Kind.MESSAGE, school["anna"], 1)
    assert await uow.notices.tell_person(letter, school["elena"], "b") == 1
    assert await uow.notices.tell_person(letter, school["orlova"], "b") == 1
    assert await uow.notices.tell_person(letter, school["olga"], "b") == 0
    assert await chats(uow) == [MOTHER, TEACHER]


async def test_thousands_of_events_take_a_handful_of_statements(
    uow: SqlUnitOfWork, database: Database, school: SmallSchool
) -> None:
    events = [Event(Kind.MARK, school[name], ref) for ref in range(800) for name in CLASS_7A]
    with counted(database) as statements:
        assert await uow.notices.tell_families(events, "import") == 3 * 800
    assert len(statements) <= 4


async def test_the_longest_waiting_chat_comes_first_and_busy_ones_not_at_all(
    uow: SqlUnitOfWork, school: SmallSchool
) -> None:
    await uow.notices.tell_person(Event(Kind.MESSAGE, school["anna"], 1), school["dmitry"], "b")
    await uow.notices.tell_families([Event(Kind.MARK, school["anna"], 1)], "c")
    assert await uow.notices.waiting_chats(9, []) == [FATHER, MOTHER, PUPIL]
    assert await uow.notices.waiting_chats(1, [FATHER]) == [MOTHER]


async def test_what_is_put_off_is_due_again_at_its_time_and_counted(
    uow: SqlUnitOfWork, database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    await uow.notices.tell_families([Event(Kind.MARK, school["anna"], 1)], "b")
    await uow.notices.put_off(MOTHER, clock() + timedelta(seconds=30))
    await uow.commit()
    assert await _due(database, clock, MOTHER) == []
    assert len(await _due(database, clock, FATHER)) == 1
    clock.advance(timedelta(seconds=30))
    [notice] = await _due(database, clock, MOTHER)
    assert notice.attempts == 1


async def test_what_is_sent_or_closed_is_due_no_more_and_says_why(
    uow: SqlUnitOfWork, school: SmallSchool
) -> None:
    await uow.notices.tell_families([Event(Kind.MARK, school["anna"], 1)], "b")
    await uow.notices.mark_sent(await uow.notices.due_for(MOTHER), 77)
    await uow.notices.close(await uow.notices.due_for(FATHER), State.SUPPRESSED, Reason.BLOCKED)
    assert await uow.notices.waiting_chats(9, []) == [PUPIL]
    found = await uow.connection.execute(
        select(
            t.notice.c.state,
            t.notice.c.reason,
            t.notice.c.telegram_message_id,
            t.notice.c.sent_at,
        )
        .where(t.notice.c.chat_id.in_([MOTHER, FATHER]))
        .order_by(t.notice.c.chat_id)
    )
    assert [tuple(row) for row in found] == [
        ("sent", "", 77, uow.now),
        ("suppressed", "blocked", None, None),
    ]


async def test_a_letter_counts_as_delivered_when_it_is_sent(
    uow: SqlUnitOfWork, school: SmallSchool
) -> None:
    done = await uow.connection.execute(
        insert(t.message).values(sender_id=school["orlova"], text="…", sent_at=uow.now)
    )
    key = done.inserted_primary_key
    assert key is not None
    for name in ("elena", "dmitry"):
        await uow.connection.execute(
            insert(t.message_recipient).values(
                message_id=key[0], person_id=school[name], student_id=school["anna"]
            )
        )
    await uow.notices.tell_person(Event(Kind.MESSAGE, school["anna"], key[0]), school["elena"], "b")
    await uow.notices.mark_sent(await uow.notices.due_for(MOTHER), 78)
    recipients = t.message_recipient.c
    found = await uow.connection.execute(
        select(recipients.person_id, recipients.delivered_at).order_by(recipients.person_id)
    )
    assert [tuple(row) for row in found] == [
        (school["elena"], uow.now),
        (school["dmitry"], None),
    ]


async def test_a_kind_is_muted_for_a_phone_when_everybody_on_it_muted_it(
    uow: SqlUnitOfWork, school: SmallSchool
) -> None:
    parents = [school["elena"], school["dmitry"]]
    await uow.preferences.mute(parents[:1], school["anna"], Kind.MARK)
    assert await uow.preferences.muted(parents, school["anna"]) == frozenset()
    await uow.preferences.mute(parents, school["anna"], Kind.MARK)
    assert await uow.preferences.muted(parents, school["anna"]) == {Kind.MARK}
    await uow.preferences.unmute(parents, school["anna"], Kind.MARK)
    assert await uow.preferences.muted(parents, school["anna"]) == frozenset()


async def _due(database: Database, clock: OwnClock, chat_id: int) -> list[Notice]:
    async with database.read(clock()) as uow:
        return await uow.notices.due_for(chat_id)
