"""Codes and bindings in the databases: once means once, whoever hurries."""

import asyncio
from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from domain.binding.model import NewInvite
from domain.errors import DomainError, Refused, TryLater
from storage import tables as t
from storage.database import Database
from tests.support.clock import OwnClock
from tests.support.codes import as_guardian, confirm, issue, show
from tests.support.school import SmallSchool

CHATS = range(1000, 1100)


async def test_a_code_binds_one_of_a_hundred_chats(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    (issued,) = await issue(database, clock, [as_guardian(school, "elena", "anna")])
    invite_id = await show(database, clock, CHATS[0], issued.code)
    assert invite_id is not None
    async with database.write(clock()) as uow:
        for chat_id in CHATS:
            await uow.chats.remember(chat_id, "ru")
            await uow.code_attempts.note(chat_id, invite_id)
        await uow.commit()
    results = await asyncio.gather(
        *(confirm(database, clock, chat_id, invite_id) for chat_id in CHATS),
        return_exceptions=True,
    )
    won = [result for result in results if isinstance(result, int)]
    lost = [result for result in results if isinstance(result, Refused)]
    assert (len(won), len(lost)) == (1, 99)
    assert {error.code for error in lost} == {"bad_code"}
    async with database.read(clock()) as uow:
        assert await uow.connection.scalar(select(func.count()).select_from(t.binding)) == 1
        used_by = await uow.connection.scalar(select(t.invite.c.used_by_chat_id))
        assert used_by == await uow.connection.scalar(select(t.binding.c.chat_id))


async def test_one_chat_pressing_a_hundred_times_is_bound_once(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    (issued,) = await issue(database, clock, [as_guardian(school, "elena", "anna")])
    invite_id = await show(database, clock, 7, issued.link_token)
    assert invite_id is not None
    results = await asyncio.gather(
        *(confirm(database, clock, 7, invite_id) for _ in range(100)), return_exceptions=True
    )
    assert sum(isinstance(result, int) for result in results) == 1


async def test_guesses_sent_all_at_once_are_counted_all(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    results = await asyncio.gather(
        *(show(database, clock, 7, "not a code") for _ in range(40)), return_exceptions=True
    )
    kinds = Counter(type(result) for result in results)
    assert kinds == {type(None): 5, TryLater: 35}


async def test_two_who_issue_at_once_leave_one_code_open(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    request = as_guardian(school, "elena", "anna")

    async def store(number: int) -> None:
        new = NewInvite(request, f"c{number}", f"l{number}", None, clock() + timedelta(days=7))
        async with database.write(clock()) as uow:
            await uow.invites.add_invites([new])
            await uow.commit()

    await asyncio.gather(*(store(number) for number in range(8)))
    async with database.read(clock()) as uow:
        rows = (await uow.connection.execute(select(t.invite.c.revoked_at))).scalars().all()
    assert len(rows) == 8
    assert rows.count(None) == 1


async def test_a_new_code_leaves_the_codes_of_others_alone(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    requests = [as_guardian(school, "elena", child) for child in ("anna", "misha")]
    anna, misha = await issue(database, clock, requests)
    await issue(database, clock, requests[:1])
    assert await show(database, clock, 7, anna.code) is None
    assert await show(database, clock, 7, misha.code) is not None


@pytest.mark.parametrize(("age", "works"), [(-1, True), (0, False)])
async def test_a_code_ends_at_its_last_moment(
    database: Database, school: SmallSchool, clock: OwnClock, age: int, works: bool
) -> None:
    (issued,) = await issue(database, clock, [as_guardian(school, "elena", "anna")])
    assert issued.expires_at == clock() + timedelta(days=7)
    clock.now = issued.expires_at + timedelta(seconds=age)
    assert (await show(database, clock, 7, issued.link_token) is not None) is works


async def test_a_code_that_expires_before_yes_does_not_bind(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    (issued,) = await issue(database, clock, [as_guardian(school, "elena", "anna")])
    clock.now = issued.expires_at - timedelta(seconds=1)
    invite_id = await show(database, clock, 7, issued.link_token)
    assert invite_id is not None
    clock.advance(timedelta(seconds=1))
    with pytest.raises(Refused):
        await confirm(database, clock, 7, invite_id)


async def test_failures_are_forgotten_after_an_hour(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    for _ in range(5):
        assert await show(database, clock, 7, "not a code") is None
        clock.advance(timedelta(minutes=10))
    with pytest.raises(TryLater) as refused:
        await show(database, clock, 7, "not a code")
    assert refused.value.params["seconds"] == 600
    clock.advance(timedelta(minutes=10))
    assert await show(database, clock, 7, "not a code") is None


async def test_a_refused_attempt_leaves_nothing_behind(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    with pytest.raises(DomainError):
        await confirm(database, clock, 7, 12345)
    async with database.read(clock()) as uow:
        assert await uow.connection.scalar(select(func.count()).select_from(t.binding)) == 0
