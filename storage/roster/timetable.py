"""Holidays, the cells of the timetable and the planned topics."""

from datetime import date, timedelta

from sqlalchemy import (
    ColumnElement,
    and_,
    delete,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)

from domain.calendar import PeriodKind
from domain.plans.model import Source
from storage import tables as t
from storage.plan_queries import linked
from storage.roster import staging as st
from storage.roster.holiday_telling import stored_holidays
from storage.roster.merge import merge_rows, merge_select
from storage.roster.run import Run, report


async def write_holidays(run: Run) -> None:
    """calendarDates.csv is complete: a holiday that it no longer has is taken from the calendar.

    Those that somebody entered in the chat stay.
    """
    if "calendar_dates" not in run.files:
        return
    rows = await _holidays_of_files(run)
    run.holidays_before = await stored_holidays(run)
    for row in run.holidays_before.values():
        if row.is_decided and row.school_class_id is None:
            rows.pop((row.school_id, row.begins, row.title, row.grade_level), None)
    scope = and_(
        t.holiday.c.school_id.in_(list(run.schools.values())), t.holiday.c.is_decided.is_(False)
    )
    change = await merge_rows(
        run.connection,
        t.holiday,
        rows.values(),
        ["school_id", "begins", "title", "grade_level"],
        scope,
    )
    for stored in (await run.connection.execute(select(t.holiday).where(scope))).all():
        if (stored.school_id, stored.begins, stored.title, stored.grade_level) not in rows:
            await run.connection.execute(delete(t.holiday).where(t.holiday.c.id == stored.id))
            change.closed += 1
    run.note("holidays", change)


async def _holidays_of_files(run: Run) -> dict[tuple[object, ...], dict[str, object]]:
    """By school, first day, title and grade; a line without a school is of each of the bundle."""
    found = await run.connection.execute(
        select(st.calendar_dates).order_by(st.calendar_dates.c.line)
    )
    rows: dict[tuple[object, ...], dict[str, object]] = {}
    for line in found.mappings():
        named = line["school_sourced_id"]
        for school, school_id in run.schools.items():
            if named in (None, school):
                key = (school_id, line["begin_date"], line["title"], line["grade_level"])
                rows[key] = {
                    "school_id": school_id,
                    "title": line["title"],
                    "begins": line["begin_date"],
                    "ends": line["end_date"],
                    "grade_level": line["grade_level"],
                }
    return rows


async def write_school_years(run: Run) -> None:
    """The year that is planned: that of today, else the next, else the last one known."""
    period = t.grading_period
    found = await run.connection.execute(
        select(period.c.school_id, period.c.begins, period.c.ends)
        .where(
            period.c.school_id.in_(list(run.schools.values())),
            period.c.kind == PeriodKind.SCHOOL_YEAR,
        )
        .order_by(period.c.begins)
    )
    years: dict[int, tuple[date, date]] = {}
    for school_id, begins, ends in found:
        if school_id not in years or years[school_id][1] < run.today:
            years[school_id] = begins, ends
    rows = [
        {"school_id": school_id, "begins": begins, "ends": ends}
        for school_id, (begins, ends) in years.items()
    ]
    if rows:
        await run.connection.execute(insert(st.school_years), rows)


async def write_slots(run: Run) -> None:
    """timetable.csv is complete: what it no longer has held until yesterday."""
    if "timetable" not in run.files:
        return
    slot, year = st.timetable, st.school_years
    begins = func.coalesce(slot.c.begin_date, year.c.begins)
    ends = func.coalesce(slot.c.end_date, year.c.ends)
    joined = slot.join(t.section, t.section.c.sourced_id == slot.c.class_sourced_id).outerjoin(
        year, year.c.school_id == t.section.c.school_id
    )
    await report(
        run,
        "timetable",
        select(slot.c.line)
        .select_from(joined)
        .where(or_(begins.is_(None), ends.is_(None)))
        .order_by(slot.c.line),
        "has no beginDate and endDate, and no school year is known",
    )
    source = (
        select(
            t.section.c.id.label("section_id"),
            slot.c.weekday,
            slot.c.class_period.label("number"),
            func.coalesce(slot.c.location, st.classes.c.location, "").label("location"),
            begins.label("begins"),
            ends.label("ends"),
        )
        .select_from(
            joined.outerjoin(st.classes, st.classes.c.sourced_id == slot.c.class_sourced_id)
        )
        .where(begins.is_not(None), ends.is_not(None))
        .where(~_is_decided(begins))
    )
    key = ["section_id", "weekday", "number", "begins"]
    change = await merge_select(run.connection, t.timetable_slot, source, key)
    change.closed += await _end_slots(run)
    run.note("timetable", change)


def _is_decided(begins: ColumnElement[date]) -> ColumnElement[bool]:
    """Whether somebody changed this cell inside the program."""
    slot, stored = st.timetable, t.timetable_slot
    return exists().where(
        stored.c.is_decided,
        stored.c.section_id == t.section.c.id,
        stored.c.weekday == slot.c.weekday,
        stored.c.number == slot.c.class_period,
        stored.c.begins == begins,
    )


async def _end_slots(run: Run) -> int:
    """A slot is never removed: one that ends before it begins never was."""
    slot, year = st.timetable, st.school_years
    stored = t.timetable_slot
    same_begin = or_(
        slot.c.begin_date == stored.c.begins,
        and_(slot.c.begin_date.is_(None), year.c.begins == stored.c.begins),
    )
    kept = exists(
        select(literal(1))
        .select_from(
            slot.join(t.section, t.section.c.sourced_id == slot.c.class_sourced_id).outerjoin(
                year, year.c.school_id == t.section.c.school_id
            )
        )
        .where(
            t.section.c.id == stored.c.section_id,
            slot.c.weekday == stored.c.weekday,
            slot.c.class_period == stored.c.number,
            same_begin,
        )
    )
    of_schools = stored.c.section_id.in_(
        select(t.section.c.id).where(t.section.c.school_id.in_(list(run.schools.values())))
    )
    yesterday = run.today - timedelta(days=1)
    done = await run.connection.execute(
        update(stored)
        .where(stored.c.ends > yesterday, of_schools, ~kept, stored.c.is_decided.is_(False))
        .values(ends=yesterday)
    )
    return done.rowcount


async def write_lesson_plans(run: Run) -> None:
    """Planned topics; those that a section's plan no longer has are taken out of it.

    A plan that was entered here is left as it is. What changes waits for approval anew.
    """
    if "lesson_plans" not in run.files:
        return
    plan = st.lesson_plans
    joined = plan.join(t.section, t.section.c.sourced_id == plan.c.class_sourced_id)
    is_own = exists().where(
        t.lesson_plan.c.section_id == t.section.c.id, t.lesson_plan.c.source != Source.IMPORT
    )
    source = select(
        t.section.c.id.label("section_id"),
        plan.c.lesson_number.label("ordinal"),
        plan.c.title,
        func.coalesce(plan.c.homework, "").label("homework"),
    ).where(~is_own)
    source = source.select_from(joined)
    await _approval_ends(run)
    change = await merge_select(run.connection, t.lesson_topic, source, ["section_id", "ordinal"])
    kept = exists(
        select(literal(1))
        .select_from(joined)
        .where(
            t.section.c.id == t.lesson_topic.c.section_id,
            plan.c.lesson_number == t.lesson_topic.c.ordinal,
        )
    )
    planned_sections = select(t.section.c.id).select_from(joined).where(~is_own)
    planned = t.lesson_topic.c.section_id.in_(planned_sections)
    done = await run.connection.execute(delete(t.lesson_topic).where(planned, ~kept))
    change.closed += done.rowcount
    await run.connection.execute(linked(t.lesson.c.section_id.in_(planned_sections)))
    run.note("lesson topics", change)


async def _approval_ends(run: Run) -> None:
    """Of plans in which the files have a topic that is not there yet."""
    plan, topic = st.lesson_plans, t.lesson_topic
    is_there = exists().where(
        topic.c.section_id == t.section.c.id,
        topic.c.ordinal == plan.c.lesson_number,
        topic.c.title == plan.c.title,
    )
    changed = (
        select(t.section.c.id)
        .select_from(plan.join(t.section, t.section.c.sourced_id == plan.c.class_sourced_id))
        .where(~is_there)
    )
    own = t.lesson_plan
    await run.connection.execute(
        update(own)
        .where(own.c.source == Source.IMPORT, own.c.section_id.in_(changed))
        .values(approved_by=None, approved_at=None)
    )
