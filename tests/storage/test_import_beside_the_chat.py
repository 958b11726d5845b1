"""What was entered in the chat stays when the files come again: the calendar (R034, R062)."""

from datetime import date, timedelta

from sqlalchemy import func, insert, select, update

from storage import tables as t
from storage.database import Database
from tests.support.bundles import MadeBundle
from tests.support.importing import NOW, TODAY, Importing, rows


async def _enter(database: Database) -> tuple[date, date]:
    """A quarantine of one class next week, a shorter last period; the days of both."""
    begins = TODAY + timedelta(days=7 - TODAY.weekday())
    async with database.write(NOW) as uow:
        [(school_id, class_id)] = (
            await uow.connection.execute(
                select(t.school_class.c.school_id, t.school_class.c.id)
                .join(t.section, t.section.c.school_class_id == t.school_class.c.id)
                .join(t.timetable_slot, t.timetable_slot.c.section_id == t.section.c.id)
                .order_by(t.school_class.c.id)
                .limit(1)
            )
        ).all()
        days = {"begins": begins, "ends": begins + timedelta(days=6)}
        of_class = {"school_id": school_id, "school_class_id": class_id, "is_decided": True}
        await uow.connection.execute(insert(t.holiday).values(title="Карантин", **of_class, **days))
        last = select(func.max(t.grading_period.c.id)).scalar_subquery()
        await uow.connection.execute(
            update(t.grading_period)
            .where(t.grading_period.c.id == last)
            .values(ends=t.grading_period.c.begins, is_decided=True)
        )
        await uow.commit()
    return days["begins"], days["ends"]


async def _lessons(database: Database, begins: date, ends: date) -> int:
    found = await rows(
        database,
        select(func.count())
        .select_from(t.lesson.join(t.section))
        .where(
            t.lesson.c.date.between(begins, ends),
            t.lesson.c.is_cancelled.is_(False),
            t.section.c.school_class_id.in_(
                select(t.holiday.c.school_class_id).where(t.holiday.c.title == "Карантин")
            ),
        ),
    )
    return int(found[0][0])


async def test_holidays_and_bounds_of_the_chat_stay_and_lessons_follow_them(
    database: Database, imported: Importing, bundle: MadeBundle
) -> None:
    days = await _enter(database)
    assert await _lessons(database, *days) > 0
    report = await imported(bundle)
    assert not report.changes["grading periods"]
    assert await _lessons(database, *days) == 0
    assert await rows(
        database, select(t.holiday.c.title).where(t.holiday.c.title == "Карантин")
    ) == [("Карантин",)]
    cut = select(func.count()).where(t.grading_period.c.begins == t.grading_period.c.ends)
    assert (await rows(database, cut))[0][0] == 1
