"""The heaviest screen: a whole class over a grading period, and a section lesson by lesson.

Every opening is what a press costs without Telegram: the session, the use case and the screen.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select

from domain.gradebook.use_cases import class_gradebook, section_gradebook
from domain.session import Session
from domain.uow import UnitOfWork
from handlers.gradebook.screens import class_book_screen, section_book_screen
from handlers.words import speaking
from storage import tables as t
from storage.database import Database
from tests.benchmarks.contender import BenchmarkFailed
from tests.benchmarks.databases import TIMEZONE, open_school, school_of
from tests.benchmarks.measure import Measure
from tests.benchmarks.readers import bind

IN_MAY = datetime(2027, 5, 20, 11, 0, tzinfo=TIMEZONE).astimezone(UTC)
_FIRST_CHAT = 8_001
_BOUND = 50  # ms


@dataclass(frozen=True, slots=True)
class _Opening:
    """What the deputy of a school presses."""

    chat_id: int
    class_id: int
    section_id: int
    period_id: int


def gradebook(*, quick: bool) -> list[Measure]:
    """Openings spread over the database; each period of the year comes in turn."""
    pupils, count = (1_200, 60) if quick else (50_000, 300)
    database, openings = asyncio.run(_prepared(pupils, count))
    found = []
    for name, press in (("class × period", _open_class), ("section × period", _open_section)):
        took = asyncio.run(_timed(database, openings, press))
        p95 = sorted(took)[int(len(took) * 0.95)] * 1000
        detail = f"{pupils} pupils, {count} openings, longest {max(took) * 1000:.0f}"
        found.append(Measure(f"ms to open {name}, p95", p95, _BOUND, detail=detail))
    return found


async def _prepared(pupils: int, count: int) -> tuple[Database, list[_Opening]]:
    database = open_school(await school_of(pupils, "gradebook"))
    async with database.write(IN_MAY) as uow:
        chats = {}
        for chat_id, row in enumerate(await uow.connection.execute(_DEPUTIES), start=_FIRST_CHAT):
            if row.school_id not in chats:
                chats[row.school_id] = chat_id
                await bind(uow.connection, chat_id, row.id, "staff")
        classes = (await uow.connection.execute(_CLASSES)).all()
        openings = []
        for at in range(count):
            each = classes[at * len(classes) // count]
            periods = (
                await uow.connection.scalars(
                    _PERIODS.where(
                        t.grading_period.c.school_id == each.school_id,
                        t.grading_period.c.kind == each.period_kind,
                    )
                )
            ).all()
            opening = _Opening(
                chats[each.school_id], each.id, each.section_id, periods[at % len(periods)]
            )
            openings.append(opening)
        await uow.commit()
    await database.close()
    return database, openings


async def _timed(
    database: Database,
    openings: Sequence[_Opening],
    press: Callable[[UnitOfWork, Session, _Opening], Awaitable[object]],
) -> list[float]:
    took = []
    for each in openings:
        began = time.perf_counter()
        async with database.read(IN_MAY) as uow:
            await press(uow, await uow.chats.session(each.chat_id), each)
        took.append(time.perf_counter() - began)
    await database.close()
    return took


async def _open_class(uow: UnitOfWork, session: Session, each: _Opening) -> object:
    book = await class_gradebook(uow, session.actor, each.class_id, each.period_id)
    if not any(cell.marks for cell in book.grid.cells.values()):
        raise BenchmarkFailed(f"class {each.class_id} has no marks in period {each.period_id}")
    with speaking("ru"):
        return class_book_screen(book, 0)


async def _open_section(uow: UnitOfWork, session: Session, each: _Opening) -> object:
    book = await section_gradebook(uow, session.actor, each.section_id, each.period_id)
    with speaking("ru"):
        return section_book_screen(book, 0, each.class_id)


_DEPUTIES = (
    select(t.person.c.id, t.person.c.school_id)
    .join(t.role_assignment, t.role_assignment.c.person_id == t.person.c.id)
    .where(t.role_assignment.c.role == "deputy_principal")
    .order_by(t.person.c.school_id, t.person.c.id)
)
_A_SECTION = (
    select(t.section.c.id)
    .join(t.subject, t.subject.c.id == t.section.c.subject_id)
    .where(t.section.c.school_class_id == t.school_class.c.id, t.subject.c.is_marked)
    .order_by(t.section.c.weekly_hours.desc(), t.section.c.id)
    .limit(1)
    .scalar_subquery()
)
_CLASSES = (
    select(
        t.school_class.c.id,
        t.school_class.c.school_id,
        t.school_class.c.period_kind,
        _A_SECTION.label("section_id"),
    )
    .where(t.school_class.c.grade_level > 1)
    .order_by(t.school_class.c.id)
)
_PERIODS = (
    select(t.grading_period.c.id)
    .where(t.grading_period.c.begins <= IN_MAY.date())
    .order_by(t.grading_period.c.begins)
)
