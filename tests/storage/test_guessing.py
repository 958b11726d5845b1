"""Codes under attack, in both databases: once means once, and no path tells more than another."""

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import date, timedelta
from itertools import combinations

import pytest
from sqlalchemy import func, select

from domain.binding.codes import in_groups, new_code
from domain.binding.limits import CAMPAIGN, SAME_CODE
from domain.binding.model import BindingRole, InviteRequest
from domain.binding.use_cases import redeem
from domain.errors import Refused, TryLater
from storage import tables as t
from storage.database import Database
from tests.support.clock import OwnClock
from tests.support.codes import as_guardian, issue, show
from tests.support.school import SmallSchool
from tests.support.statements import counted

pytestmark = pytest.mark.costly

DAY = timedelta(days=1)
ROUNDS = 30
APART = 0.3  # four standard deviations of the measure, when there is nothing to tell


async def show_and_confirm(database: Database, clock: OwnClock, chat_id: int, code: str) -> bool:
    """The whole way of one chat: the code, then «Да, подключить»."""
    invite_id = await show(database, clock, chat_id, code)
    if invite_id is None:
        return False
    async with database.write(clock()) as uow:
        try:
            await redeem(uow, chat_id, invite_id)
        except Refused:
            return False
        await uow.commit()
    return True


async def test_a_hundred_chats_redeem_one_code_at_once(
    database: Database,
    school: SmallSchool,
    clock: OwnClock,
    figure: Callable[[str], None],
) -> None:
    (issued,) = await issue(database, clock, [as_guardian(school, "elena", "anna")])
    chats = range(1000, 1100)
    done = await asyncio.gather(
        *(show_and_confirm(database, clock, chat_id, issued.code) for chat_id in chats)
    )
    async with database.read(clock()) as uow:
        bound = await uow.connection.scalar(select(func.count()).select_from(t.binding))
        accepted = await uow.connection.scalar(select(func.count()).select_from(t.rules_acceptance))
    assert (sum(done), bound, accepted) == (1, 1, 1)
    backend = database.url.get_backend_name()
    figure(f"{backend}: {len(done)} redemptions of one code at once, {bound} bound")


async def dead_codes(
    database: Database, school: SmallSchool, clock: OwnClock
) -> dict[str, Callable[[], str]]:
    """A code of every kind that opens nothing; unknown ones are new each time."""
    anna = school["anna"]
    guardian = [as_guardian(school, "elena", "anna")]
    (expired,) = await issue(database, clock, [InviteRequest(anna, BindingRole.STUDENT, anna)])
    clock.advance(7 * DAY)
    (used,) = await issue(database, clock, guardian)
    assert await show_and_confirm(database, clock, 1, used.code)
    (revoked,) = await issue(database, clock, guardian)
    await issue(database, clock, guardian)
    (foreign,) = await issue(database, clock, [as_guardian(school, "dmitry", "anna")])
    async with database.write(clock()) as uow:
        dmitry = t.guardianship.c.guardian_id == school["dmitry"]
        await uow.connection.execute(
            t.guardianship.update().where(dmitry).values(ends=date(2026, 1, 1))
        )
        await uow.commit()
    return {
        "unknown": lambda: in_groups(new_code()),
        "used": lambda: used.code,
        "expired": lambda: expired.code,
        "revoked": lambda: revoked.code,
        "foreign": lambda: foreign.code,
    }


def slower(first: Sequence[float], second: Sequence[float]) -> float:
    """How often one of the first takes longer than one of the second; 0.5: nothing to tell."""
    pairs = [(a > b) + (a == b) / 2 for a in first for b in second]
    return sum(pairs) / len(pairs)


async def measured(work: Callable[[], Awaitable[object]]) -> float:
    """The processor's seconds, of every thread: what others do on the machine is not in it."""
    before = time.process_time()
    await work()
    return time.process_time() - before


async def test_the_time_does_not_tell_unknown_used_expired_and_foreign_codes_apart(
    database: Database,
    school: SmallSchool,
    clock: OwnClock,
    figure: Callable[[str], None],
) -> None:
    """Taken in turn, so that what changes meanwhile is the same for all of them."""
    codes = await dead_codes(database, school, clock)
    seconds: dict[str, list[float]] = {name: [] for name in codes}
    chat_id = 10_000
    for _ in range(ROUNDS):
        clock.advance(DAY)  # nothing counts any more
        for name, code in codes.items():
            chat_id += 1
            typed = code()

            async def show_it(chat: int = chat_id, typed: str = typed) -> None:
                assert await show(database, clock, chat, typed) is None

            seconds[name].append(await measured(show_it))
    worst = max(
        abs(slower(seconds[one], seconds[other]) - 0.5) for one, other in combinations(codes, 2)
    )
    medians = ", ".join(
        f"{name} {statistics.median(taken) * 1000:.1f} ms" for name, taken in seconds.items()
    )
    backend = database.url.get_backend_name()
    figure(f"{backend}: {medians}; told apart in {0.5 + worst:.0%} of pairs (50 %: not at all)")
    assert worst < APART

    async def no_work() -> None:
        assert await show(database, clock, chat_id + 1, "no code at all") is None

    quick = [await measured(no_work) for _ in range(5)]
    assert slower(seconds["unknown"], quick) > 0.5 + APART, "the measure sees what it is to see"


async def test_the_same_is_asked_of_the_database_for_each_of_them(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    codes = await dead_codes(database, school, clock)
    clock.advance(DAY)
    asked = {}
    for chat_id, (name, code) in enumerate(codes.items(), start=500):
        with counted() as statements:
            assert await show(database, clock, chat_id, code()) is None
        asked[name] = tuple(statements)
    assert len(set(asked.values())) == 1, asked
    assert len(asked["unknown"]) > 5


async def test_one_code_tried_by_many_makes_them_wait_sooner(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    wrong = "2222-2222-2222"
    for chat_id in range(1, SAME_CODE + 1):
        assert await show(database, clock, chat_id, wrong) is None
    assert await show(database, clock, 100, wrong) is None, "who has not failed is heard"
    assert await show(database, clock, 200, "3333-3333-3333") is None
    with pytest.raises(TryLater) as refused:
        await show(database, clock, 200, wrong)
    assert refused.value.params["seconds"] == 60


async def test_in_a_campaign_the_owner_comes_in_at_the_first_try(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    (issued,) = await issue(database, clock, [as_guardian(school, "elena", "anna")])
    async with database.write(clock()) as uow:
        await uow.connection.execute(
            t.code_attempt.insert(),
            [
                {"chat_id": 5000 + each, "code_key": f"{each:x}", "at": clock()}
                for each in range(CAMPAIGN)
            ],
        )
        await uow.commit()
    with pytest.raises(TryLater) as refused:
        await show(database, clock, 5000, "2222-2222-2222")
    assert refused.value.params["seconds"] == 60, "one failure is enough for a wait"
    assert await show_and_confirm(database, clock, 77, issued.code)
