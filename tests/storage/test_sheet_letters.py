"""Letters with the sheet of the week: one a family and week, each held by one process."""

import asyncio
from collections import Counter
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from bot.sheets import LEASE
from domain.personal_data.letter_model import LONGEST_LEASE, Failure, Held
from domain.personal_data.opt_out_model import LetterState
from domain.personal_data.posting import (
    note_failed,
    note_later,
    note_sent,
    take_letter,
    write_sheets,
)
from storage import tables as t
from storage.database import Database
from tests.support.clock import OwnClock
from tests.support.outbox import add
from tests.support.school import TODAY, SmallSchool

LAST_FRIDAY = date(2026, 11, 20)


@pytest.fixture
async def families(database: Database, school: SmallSchool, clock: OwnClock) -> SmallSchool:
    """Two who agreed on e-mail long ago, and one on paper."""
    long_ago = clock() - timedelta(days=30)
    async with database.write(clock()) as uow:
        for child, email in (("anna", "a@example.org"), ("petr", "p@example.org"), ("misha", "")):
            await add(
                uow,
                t.opt_out,
                student_id=school[child],
                statement_number="1",
                statement_date=TODAY,
                recorded_by=school["orlova"],
                recorded_at=long_ago,
                email=email,
                email_at=long_ago if email else None,
            )
        await uow.commit()
    return school


async def write(database: Database, clock: OwnClock) -> int:
    async with database.write(clock()) as uow:
        [school] = await uow.sheet_letters.schools()
        written = await write_sheets(uow, school)
        await uow.commit()
    return written


async def take(database: Database, clock: OwnClock) -> Held | None:
    async with database.write(clock()) as uow:
        held = await take_letter(uow, LEASE)
        await uow.commit()
    return held


async def states(database: Database, clock: OwnClock) -> Counter[str]:
    async with database.read(clock()) as uow:
        found = await uow.connection.execute(select(t.sheet_letter.c.state))
        return Counter(found.scalars())


async def test_a_week_is_written_once_however_many_write_it(
    families: SmallSchool, database: Database, clock: OwnClock
) -> None:
    written = await asyncio.gather(*(write(database, clock) for _ in range(4)))
    assert sum(written) == 2
    async with database.read(clock()) as uow:
        rows = (await uow.connection.execute(select(t.sheet_letter))).mappings().all()
    assert {row["student_id"] for row in rows} == {families["anna"], families["petr"]}
    assert {row["day"] for row in rows} == {LAST_FRIDAY}
    clock.advance(timedelta(days=7))
    assert await write(database, clock) == 2


async def test_each_letter_is_held_by_one(
    families: SmallSchool, database: Database, clock: OwnClock
) -> None:
    await write(database, clock)
    taken = await asyncio.gather(*(take(database, clock) for _ in range(5)))
    held = [each for each in taken if each is not None]
    assert len({each.letter.id for each in held}) == len(held)
    while (more := await take(database, clock)) is not None:
        held.append(more)  # whoever met a locked row comes again
    assert len({each.letter.id for each in held}) == len(held) == 2


async def test_who_has_lost_the_lease_writes_nothing(
    families: SmallSchool, database: Database, clock: OwnClock
) -> None:
    await write(database, clock)
    first = await take(database, clock)
    other = await take(database, clock)
    assert first is not None
    assert other is not None
    clock.advance(LEASE + timedelta(seconds=1))
    again = await take(database, clock)
    assert again is not None
    assert again.letter.is_doubtful
    late = first if first.letter.id == again.letter.id else other
    async with database.write(clock()) as uow:
        await note_sent(uow, late)
        await note_later(uow, late, is_doubtful=False)
        await uow.commit()
    assert await states(database, clock) == {LetterState.LEASED: 1, LetterState.WAITING: 1}
    async with database.write(clock()) as uow:
        await note_sent(uow, again)
        await uow.commit()
    assert (await states(database, clock))[LetterState.SENT] == 1


async def test_a_lease_of_a_clock_that_was_ahead_runs_out_at_once(
    families: SmallSchool, database: Database, clock: OwnClock
) -> None:
    await write(database, clock)
    assert await take(database, clock) is not None
    clock.advance(-LONGEST_LEASE)
    async with database.read(clock()) as uow:
        assert await uow.sheet_letters.any_due()


async def test_a_pupil_who_has_left_gets_none(
    families: SmallSchool, database: Database, clock: OwnClock
) -> None:
    async with database.write(clock()) as uow:
        await uow.connection.execute(
            t.enrollment.update()
            .where(t.enrollment.c.student_id == families["petr"])
            .values(ends=LAST_FRIDAY)
        )
        await uow.commit()
    assert await write(database, clock) == 1


async def test_an_address_put_right_is_agreed_upon_since_the_first_one(
    families: SmallSchool, database: Database, clock: OwnClock
) -> None:
    """The program was away on Friday evening, and on Saturday the address is put right."""
    async with database.write(clock()) as uow:
        opt_outs = await uow.opt_outs.of_school(families.id)
        [anna] = [each for each in opt_outs if each.email == "a@example.org"]
        await uow.opt_outs.keep_typed(anna.id, "anna@example.org")
        assert await uow.opt_outs.set_email(anna.id, "anna@example.org")
        await uow.commit()
    assert await write(database, clock) == 2


async def test_a_class_owes_print_outs_once_a_letter_has_failed(
    families: SmallSchool, database: Database, clock: OwnClock
) -> None:
    """D18 of families by e-mail is the program's, until somebody has to print."""

    async def owes(day: date) -> bool:
        async with database.read(clock()) as uow:
            facts = await uow.missing.duties(families.id, day)
        return next(each.opted_out for each in facts.classes if each.title == "7А")

    await write(database, clock)
    assert not await owes(TODAY)
    held = await take(database, clock)
    assert held is not None
    async with database.write(clock()) as uow:
        await note_failed(uow, held, Failure.REFUSED)
        await uow.commit()
    assert await owes(TODAY)
    async with database.write(clock()) as uow:
        dropped = t.sheet_letter.update().where(t.sheet_letter.c.id == held.letter.id)
        await uow.connection.execute(dropped.values(state=LetterState.DROPPED.value))
        await uow.commit()
    assert await owes(TODAY), "it was called off, and letters were agreed upon again"
    assert not await owes(LAST_FRIDAY + timedelta(days=7)), "another sheet has left by then"
