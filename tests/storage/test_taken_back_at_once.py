"""Two phones that take one thing of the calendar back at the same moment, on both databases."""

import asyncio
import json
from collections.abc import Callable

import pytest
from sqlalchemy import insert, select, update

from domain.actor import Actor
from domain.audit.model import ThingKind
from domain.errors import Denied, Refused
from domain.events.use_cases import cancel_event, enter_event, keep_event
from domain.final_marks.behaviour import choose_behaviour, save_behaviour
from domain.final_marks.exams import drop_exam, enter_exam
from domain.final_marks.setting import choose_mark, save_section
from domain.year.holidays import add_holiday, drop_holiday
from domain.year.model import Of
from domain.year.periods import drop_period
from storage import tables as t
from storage.database import Database
from storage.uow import SqlUnitOfWork
from tests.support.at_once import Work, once, side_by_side, until_it_waits
from tests.support.clock import OwnClock
from tests.support.school import BEGAN, SmallSchool

ONE, OTHER, TEACHER = 761, 762, 763


@pytest.fixture(autouse=True)
async def deputy(database: Database, school: SmallSchool, clock: OwnClock) -> None:
    """She has two phones; the seventh grade has exams. Its teacher is here as well."""
    async with database.write(clock()) as uow:
        run = uow.connection.execute
        here = t.school.c.id == school.id
        policy = {"exam_grade_levels": [7], "behaviour_scale": "words"}
        await run(update(t.school).where(here).values(policy=policy))
        await uow.behaviour.add_subject(school.id)
        for chat, name in ((ONE, "deputy"), (OTHER, "deputy"), (TEACHER, "orlova")):
            await uow.chats.remember(chat, "ru")
            values = {"chat_id": chat, "person_id": school[name], "role": "staff"}
            await run(insert(t.binding).values(**values, bound_at=BEGAN))
        await uow.commit()


async def dropped_once(database: Database, clock: OwnClock, kind: str, drops: Work) -> None:
    """Whoever waited finds it gone, and nothing is recorded of that."""
    done = await side_by_side(database, clock, [(ONE, drops), (OTHER, drops)])
    assert [type(each) for each in done if each] == [Denied]
    async with database.read(clock()) as uow:
        it = t.audit_record.c
        trail = await uow.connection.execute(select(it.after).where(it.thing_kind == kind))
        assert [bool(after) for after in trail.scalars()] == [True, False]


async def test_an_exam(database: Database, clock: OwnClock) -> None:
    async def enters(uow: SqlUnitOfWork, actor: Actor) -> int:
        return (await enter_exam(uow, actor, 7, "Алгебра, 3 июня")).exams[0].id

    exam_id = await once(database, clock, ONE, enters)

    async def drops(uow: SqlUnitOfWork, actor: Actor) -> None:
        await drop_exam(uow, actor, exam_id)

    await dropped_once(database, clock, "exam", drops)


async def test_an_exam_whose_marks_are_saved_at_that_moment(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    """Either the mark stands and the exam stays, or both are gone; each is told by a sentence."""

    async def enters(uow: SqlUnitOfWork, actor: Actor) -> int:
        return (await enter_exam(uow, actor, 7, "Алгебра, 20 ноября")).exams[0].id

    exam_id = await once(database, clock, ONE, enters)
    async with database.read(clock()) as uow:
        is_exam = t.grading_period.c.kind == "exam"
        period_id = await uow.connection.scalar(select(t.grading_period.c.id).where(is_exam))
    assert period_id is not None

    async def drops(uow: SqlUnitOfWork, actor: Actor) -> None:
        await drop_exam(uow, actor, exam_id)

    works = of_section(school, period_id)
    await one_of_both(database, clock, period_id, works, drops, "exam_has_marks")


Works = tuple[Work, Work]


def of_section(school: SmallSchool, period_id: int) -> Works:
    """A mark of a subject is chosen, and saved."""
    section_id, anna = school.sections["algebra"], school["anna"]

    async def chooses(uow: SqlUnitOfWork, actor: Actor) -> None:
        why = "сдала зачёт: оценок за четверть нет"
        await choose_mark(uow, actor, section_id, period_id, anna, "5", why)

    async def saves(uow: SqlUnitOfWork, actor: Actor) -> int:
        return await save_section(uow, actor, section_id, period_id)

    return chooses, saves


def of_behaviour(school: SmallSchool, period_id: int) -> Works:
    """The same of behaviour, by who leads the class."""
    class_id, anna = school.classes["7А"], school["anna"]

    async def chooses(uow: SqlUnitOfWork, actor: Actor) -> None:
        await choose_behaviour(uow, actor, class_id, period_id, anna, "bg")

    async def saves(uow: SqlUnitOfWork, actor: Actor) -> int:
        return await save_behaviour(uow, actor, class_id, period_id)

    return chooses, saves


async def one_of_both(
    database: Database, clock: OwnClock, period_id: int, works: Works, drops: Work, says: str
) -> None:
    """Saving and dropping at once: the mark stands, or the period is gone; nothing else breaks."""
    chooses, saves = works
    await once(database, clock, TEACHER, chooses)
    saved, dropped = await side_by_side(database, clock, [(TEACHER, saves), (ONE, drops)])
    async with database.read(clock()) as uow:
        marks = select(t.final_mark.c.id).where(t.final_mark.c.grading_period_id == period_id)
        standing = len((await uow.connection.execute(marks)).all())
    [late] = await side_by_side(database, clock, [(TEACHER, chooses)])
    codes = [each.code if isinstance(each, Refused) else each for each in (saved, dropped, late)]
    assert (codes, standing) in (
        ([1, says, None], 1),
        (["finals_gone", None, "finals_gone"], 0),
    )


@pytest.mark.parametrize("of", [of_section, of_behaviour])
async def test_a_period_whose_marks_are_saved_at_that_moment(
    database: Database,
    school: SmallSchool,
    clock: OwnClock,
    of: Callable[[SmallSchool, int], Works],
) -> None:
    """Its marks hang on it: the database would refuse what nobody can read."""
    period_id = school.periods["I четверть"]

    async def drops(uow: SqlUnitOfWork, actor: Actor) -> None:
        await drop_period(uow, actor, period_id)

    works = of(school, period_id)
    await one_of_both(database, clock, period_id, works, drops, "period_has_marks")


async def test_who_drops_a_period_waits_for_who_saves_a_mark_in_it(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    """The mark is there before the period is looked at."""
    period_id = school.periods["I четверть"]
    chooses, saves = of_section(school, period_id)
    await once(database, clock, TEACHER, chooses)

    async def drops(uow: SqlUnitOfWork, actor: Actor) -> None:
        await drop_period(uow, actor, period_id)

    async with database.write(clock()) as uow:
        await saves(uow, (await uow.chats.session(TEACHER)).actor)
        dropping = asyncio.create_task(once(database, clock, ONE, drops))
        await until_it_waits(uow, dropping)
        await uow.commit()
    with pytest.raises(Refused, match="period_has_marks"):
        await dropping


async def test_a_vacation(database: Database, clock: OwnClock) -> None:
    async def enters(uow: SqlUnitOfWork, actor: Actor) -> int:
        return (await add_holiday(uow, actor, Of(), "Каникулы, 1 – 2 июня"))[0].id

    holiday_id = await once(database, clock, ONE, enters)

    async def drops(uow: SqlUnitOfWork, actor: Actor) -> None:
        await drop_holiday(uow, actor, holiday_id)

    await dropped_once(database, clock, "holiday", drops)


async def test_an_event_is_entered_kept_and_cancelled_once(
    database: Database, clock: OwnClock
) -> None:
    """By two at once: one event, and each step recorded once."""

    async def enters(uow: SqlUnitOfWork, actor: Actor) -> int:
        return (await enter_event(uow, actor, 0, 0, "26.11 Ярмарка")).event.id

    entered = await side_by_side(database, clock, [(ONE, enters), (OTHER, enters)])
    (event_id,) = set(entered)

    async def keeps(uow: SqlUnitOfWork, actor: Actor) -> None:
        await keep_event(uow, actor, event_id)

    async def cancels(uow: SqlUnitOfWork, actor: Actor) -> None:
        await cancel_event(uow, actor, event_id)

    async def steps() -> list[object]:
        it = t.audit_record.c
        async with database.read(clock()) as uow:
            trail = await uow.connection.execute(
                select(it.after).where(it.thing_kind == ThingKind.EVENT).order_by(it.seq)
            )
            return [json.loads(after).get("is_cancelled") for after in trail.scalars()]

    for work in (keeps, cancels, keeps):
        assert await side_by_side(database, clock, [(ONE, work), (OTHER, work)]) == [None, None]
    assert await steps() == [None, False, True]
