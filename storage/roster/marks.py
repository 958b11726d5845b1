"""Results into marks and final marks, each with the change that tells of it."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    and_,
    case,
    cast,
    exists,
    false,
    func,
    insert,
    literal,
    null,
    or_,
    select,
    update,
)

from domain.marks.work_types import DEFAULT_WORK_TYPES
from domain.policy import SchoolPolicy
from storage import tables as t
from storage.roster import staging as st
from storage.roster.checks import FIVE, report
from storage.roster.merge import insert_many, merge_select
from storage.roster.run import Change, Run

_NO_CATEGORY = "classwork"
_NEW_ORDINAL = 100  # after the usual work types


async def write_work_types(run: Run) -> None:
    """The default list for a school that has none, and a work type for every other category."""
    schools = list(run.schools.values())
    with_types = set(
        (
            await run.connection.execute(
                select(t.work_type.c.school_id).where(t.work_type.c.school_id.in_(schools))
            )
        ).scalars()
    )
    rows = [
        {
            "school_id": school_id,
            "code": kind.code,
            "title": kind.title,
            "short_title": kind.short_title,
            "weight": kind.weight,
            "days_open": kind.days_open,
            "counts": kind.counts,
            "is_control": kind.is_control,
            "ordinal": ordinal,
        }
        for school_id in schools
        if school_id not in with_types
        for ordinal, kind in enumerate(DEFAULT_WORK_TYPES)
    ]
    await insert_many(run.connection, t.work_type, rows)
    change = Change(added=len(rows))
    change += await merge_select(
        run.connection,
        t.work_type,
        _categories(),
        ["school_id", "code"],
        only_new=frozenset({"title", "short_title", "weight", "ordinal"}),
    )
    run.note("work types", change)


def _categories() -> Select[Any]:
    """Categories that results of a school use. Its own title and weight stay once it has them."""
    category = st.categories
    return (
        select(
            t.section.c.school_id,
            category.c.work_code.label("code"),
            category.c.title,
            func.substr(category.c.title, 1, 16).label("short_title"),
            func.coalesce(category.c.weight, 1).label("weight"),
            literal(_NEW_ORDINAL).label("ordinal"),
        )
        .select_from(
            st.line_items.join(
                category, category.c.sourced_id == st.line_items.c.category_sourced_id
            ).join(t.section, t.section.c.sourced_id == st.line_items.c.class_sourced_id)
        )
        .where(category.c.is_final.is_(False))
        .distinct()
    )


async def write_marks(run: Run) -> None:
    """Marks by the sourcedId of their result."""
    if "results" not in run.files:
        return
    await _report_unmarked_grades(run)
    last = await _last_id(run, t.mark_change.c.id)
    wanted = await _stage_marks(run)
    await _change_marks(run, wanted)
    removed = await _remove_marks(run)
    added = await _add_marks(run, wanted)
    changed = select(func.count()).where(
        t.mark_change.c.id > last, t.mark_change.c.old_value.is_not(None)
    )
    rewritten = (
        await run.connection.execute(changed.where(t.mark_change.c.new_value.is_not(None)))
    ).scalar_one()
    run.note("marks", Change(added, rewritten, removed))


async def _last_id(run: Run, column: ColumnElement[int]) -> int:
    return int(
        (await run.connection.execute(select(func.coalesce(func.max(column), 0)))).scalar_one()
    )


def _given() -> tuple[Any, list[Any]]:
    """Results that are marks on our scale, with what they are for; final or not."""
    results, items, categories = st.results, st.line_items, st.categories
    joined = (
        results.join(items, items.c.sourced_id == results.c.line_item_sourced_id)
        .join(t.section, t.section.c.sourced_id == items.c.class_sourced_id)
        .join(t.person, t.person.c.sourced_id == results.c.student_sourced_id)
        .outerjoin(categories, categories.c.sourced_id == items.c.category_sourced_id)
    )
    return joined, [
        results.c.deleted.is_not(True),
        results.c.has_mark.is_(True),
        results.c.value.is_not(None),
        or_(items.c.result_value_max.is_(None), items.c.result_value_max.in_(FIVE)),
    ]


async def _report_unmarked_grades(run: Run) -> None:
    """S1 3.7: a mark in grade 1 is a mistake of whoever exported it."""
    joined, given = _given()
    found = await run.connection.execute(
        select(t.school.c.id, t.school.c.policy).where(
            t.school.c.id.in_(list(run.schools.values()))
        )
    )
    unmarked: ColumnElement[bool] = false()
    for school_id, policy in found:
        levels = SchoolPolicy.from_json(policy or {}).unmarked_grade_levels
        unmarked = or_(
            unmarked,
            and_(t.section.c.school_id == school_id, t.section.c.grade_level.in_(levels)),
        )
    await report(
        run,
        "results",
        select(st.results.c.line, t.section.c.grade_level)
        .select_from(joined)
        .where(*given, unmarked)
        .order_by(st.results.c.line),
        "grade {1} has no marks in this school",
    )


async def _stage_marks(run: Run) -> Any:
    """The marks that there should be, as a temporary table."""
    joined, given = _given()
    date = func.coalesce(
        st.results.c.score_date, st.line_items.c.due_date, st.line_items.c.assign_date
    )
    code = func.coalesce(st.categories.c.work_code, _NO_CATEGORY)
    source = (
        select(
            st.results.c.sourced_id,
            t.section.c.id,
            t.person.c.id,
            date,
            t.work_type.c.id,
            st.results.c.value,
            func.coalesce(st.results.c.comment, ""),
            func.coalesce(st.line_items.c.title, ""),
            t.section.c.teacher_id,
        )
        .select_from(
            joined.join(
                t.work_type,
                and_(
                    t.work_type.c.school_id == t.section.c.school_id,
                    t.work_type.c.code == code,
                ),
            )
        )
        .where(*given, date.is_not(None), st.categories.c.is_final.is_not(True))
    )
    names = [column.name for column in st.marks.columns]
    await run.connection.execute(insert(st.marks).from_select(names, source))
    await st.analyze(run.connection, st.marks)
    return st.marks


_COMPARED = ("section_id", "student_id", "date", "work_type_id", "value", "comment", "topic")


async def _change_marks(run: Run, wanted: Any) -> None:
    mark = t.mark
    same = wanted.c.sourced_id == mark.c.sourced_id
    # Taken away and given again counts as new.
    old = case((mark.c.removed_at.is_(None), mark.c.value), else_=null())
    await _record(
        run,
        select(mark.c.id, old, wanted.c.value)
        .select_from(mark.join(wanted, same))
        .where(or_(mark.c.value != wanted.c.value, mark.c.removed_at.is_not(None))),
    )
    values = {name: wanted.c[name] for name in _COMPARED}
    differs = or_(
        mark.c.removed_at.is_not(None),
        *(mark.c[name].is_distinct_from(wanted.c[name]) for name in _COMPARED),
    )
    await run.connection.execute(
        update(mark).where(same, differs).values(**values, removed_at=null())
    )


async def _record(run: Run, changes: Select[Any]) -> None:
    """mark_change rows: what families are told and the journal's history (R016)."""
    rows = changes.subquery()
    columns = list(rows.columns)
    await run.connection.execute(
        insert(t.mark_change).from_select(
            ["mark_id", "old_value", "new_value", "changed_at"],
            select(*columns, literal(run.now, t.mark_change.c.changed_at.type)),
        )
    )


async def _remove_marks(run: Run) -> int:
    gone = and_(
        t.mark.c.removed_at.is_(None),
        t.mark.c.sourced_id.in_(
            select(st.results.c.sourced_id).where(st.results.c.deleted.is_(True))
        ),
    )
    await _record(run, select(t.mark.c.id, t.mark.c.value, cast(null(), Integer)).where(gone))
    done = await run.connection.execute(update(t.mark).where(gone).values(removed_at=run.now))
    return done.rowcount


async def _add_marks(run: Run, wanted: Any) -> int:
    """New marks; one on the day of its section's only lesson belongs to that lesson."""
    lesson = (
        select(func.min(t.lesson.c.id))
        .where(t.lesson.c.section_id == wanted.c.section_id, t.lesson.c.date == wanted.c.date)
        .having(func.count() == 1)
        .correlate(wanted)
        .scalar_subquery()
    )
    names = [column.name for column in wanted.columns]
    is_new = ~exists(select(literal(1)).where(t.mark.c.sourced_id == wanted.c.sourced_id))
    done = await run.connection.execute(
        insert(t.mark).from_select(
            [*names, "lesson_id", "set_at"],
            select(wanted, lesson, literal(run.now, t.mark.c.set_at.type)).where(is_new),
        )
    )
    unrecorded = ~exists(select(literal(1)).where(t.mark_change.c.mark_id == t.mark.c.id))
    await _record(
        run,
        select(t.mark.c.id, cast(null(), Integer), t.mark.c.value)
        .select_from(t.mark.join(wanted, wanted.c.sourced_id == t.mark.c.sourced_id))
        .where(unrecorded),
    )
    return done.rowcount


async def write_final_marks(run: Run) -> None:
    """One final mark a pupil, subject and period, whoever set it first."""
    if "results" not in run.files:
        return
    key = ("student_id", "subject_id", "grading_period_id")
    await _stage_final_marks(run)
    wanted, stored = st.final_marks, t.final_mark
    same = and_(*(wanted.c[name] == stored.c[name] for name in key))
    change_names = ["final_mark_id", "old_value", "new_value", "changed_at"]
    now = literal(run.now, t.final_mark_change.c.changed_at.type)
    await run.connection.execute(
        insert(t.final_mark_change).from_select(
            change_names,
            select(stored.c.id, stored.c.value, wanted.c.value, now)
            .select_from(stored.join(wanted, same))
            .where(stored.c.value != wanted.c.value),
        )
    )
    source = select(
        *(wanted.c[name] for name in key),
        wanted.c.sourced_id,
        wanted.c.value,
        wanted.c.set_by,
        literal(run.now, stored.c.set_at.type).label("set_at"),
    )
    change = await merge_select(
        run.connection, stored, source, key, only_new=frozenset({"set_at", "set_by"})
    )
    await run.connection.execute(
        insert(t.final_mark_change).from_select(
            change_names,
            select(stored.c.id, cast(null(), Integer), stored.c.value, now)
            .select_from(stored.join(wanted, same))
            .where(
                ~exists(
                    select(literal(1)).where(t.final_mark_change.c.final_mark_id == stored.c.id)
                )
            ),
        )
    )
    await _leave_out_withdrawn(run)
    run.note("final marks", change)


async def _stage_final_marks(run: Run) -> None:
    joined, given = _given()
    session = func.coalesce(
        st.line_items.c.grading_period_sourced_id, st.line_items.c.academic_session_sourced_id
    )
    period = t.grading_period
    joined = joined.join(t.school, t.school.c.id == t.section.c.school_id).outerjoin(
        period, period.c.sourced_id == session + ":" + t.school.c.sourced_id
    )
    final = and_(*given, st.categories.c.is_final.is_(True))
    await report(
        run,
        "results",
        select(st.results.c.line, session)
        .select_from(joined)
        .where(final, period.c.id.is_(None), session.is_not(None))
        .order_by(st.results.c.line),
        "is a final mark of {1}, which is no grading period",
    )
    numbered = (
        select(
            st.results.c.line,
            st.results.c.sourced_id,
            t.person.c.id.label("student_id"),
            t.section.c.subject_id,
            period.c.id.label("grading_period_id"),
            st.results.c.value,
            t.section.c.teacher_id.label("set_by"),
            func.row_number()
            .over(
                partition_by=[t.person.c.id, t.section.c.subject_id, period.c.id],
                order_by=st.results.c.line,
            )
            .label("number"),
        )
        .select_from(joined)
        .where(final, period.c.id.is_not(None))
        .subquery()
    )
    await report(
        run,
        "results",
        select(numbered.c.line).where(numbered.c.number > 1).order_by(numbered.c.line),
        "is a second final mark of this pupil, subject and period",
    )
    names = [column.name for column in st.final_marks.columns]
    await run.connection.execute(
        insert(st.final_marks).from_select(
            names, select(*(numbered.c[name] for name in names)).where(numbered.c.number == 1)
        )
    )
    await st.analyze(run.connection, st.final_marks)


async def _leave_out_withdrawn(run: Run) -> None:
    withdrawn = select(func.count()).where(
        t.final_mark.c.sourced_id == st.results.c.sourced_id, st.results.c.deleted.is_(True)
    )
    count = (await run.connection.execute(withdrawn)).scalar_one()
    run.problems.leave_out("withdrawn final marks: one is corrected, never taken back", count)
