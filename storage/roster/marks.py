"""Results into marks, each with the change that tells of it."""

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

from domain.policy import SchoolPolicy
from storage import tables as t
from storage.mark_values import says_something
from storage.roster import staging as st
from storage.roster.results import given
from storage.roster.run import Change, Run, report

_NO_CATEGORY = "classwork"
_NOTHING = cast(null(), Integer), literal("")  # no value, and no code


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
        t.mark_change.c.id > last,
        says_something(t.mark_change.c.old_value, t.mark_change.c.old_code),
    )
    rewritten = (
        await run.connection.execute(
            changed.where(says_something(t.mark_change.c.new_value, t.mark_change.c.new_code))
        )
    ).scalar_one()
    run.note("marks", Change(added, rewritten, removed))


async def _last_id(run: Run, column: ColumnElement[int]) -> int:
    return int(
        (await run.connection.execute(select(func.coalesce(func.max(column), 0)))).scalar_one()
    )


async def _report_unmarked_grades(run: Run) -> None:
    """S1 3.7: a mark in grade 1 is a mistake of whoever exported it."""
    joined, is_mark = given()
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
        .where(*is_mark, unmarked)
        .order_by(st.results.c.line),
        "grade {1} has no marks in this school",
    )


async def _stage_marks(run: Run) -> Any:
    """The marks that there should be, as a temporary table."""
    joined, is_mark = given()
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
            st.results.c.code,
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
        .where(*is_mark, date.is_not(None), st.categories.c.is_final.is_not(True))
    )
    names = [column.name for column in st.marks.columns]
    await run.connection.execute(insert(st.marks).from_select(names, source))
    await st.analyze(run.connection, st.marks)
    return st.marks


_COMPARED = (
    "section_id",
    "student_id",
    "date",
    "work_type_id",
    "value",
    "code",
    "comment",
    "topic",
)


async def _change_marks(run: Run, wanted: Any) -> None:
    mark = t.mark
    same = wanted.c.sourced_id == mark.c.sourced_id
    # Taken away and given again counts as new.
    stands = mark.c.removed_at.is_(None)
    old = case((stands, mark.c.value), else_=null()), case((stands, mark.c.code), else_="")
    is_other = or_(
        mark.c.value.is_distinct_from(wanted.c.value), mark.c.code != wanted.c.code, ~stands
    )
    await _record(
        run,
        select(mark.c.id, *old, wanted.c.value, wanted.c.code)
        .select_from(mark.join(wanted, same))
        .where(is_other),
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
            ["mark_id", "old_value", "old_code", "new_value", "new_code", "changed_at"],
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
    await _record(run, select(t.mark.c.id, t.mark.c.value, t.mark.c.code, *_NOTHING).where(gone))
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
        select(t.mark.c.id, *_NOTHING, t.mark.c.value, t.mark.c.code)
        .select_from(t.mark.join(wanted, wanted.c.sourced_id == t.mark.c.sourced_id))
        .where(unrecorded),
    )
    return done.rowcount
