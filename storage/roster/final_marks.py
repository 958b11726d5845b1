"""Results into final marks, each with the change that tells of it."""

from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    and_,
    cast,
    exists,
    func,
    insert,
    literal,
    null,
    or_,
    select,
    update,
)

from domain.calendar import PeriodKind
from storage import tables as t
from storage.roster import staging as st
from storage.roster.merge import merge_select
from storage.roster.results import given, is_never_final
from storage.roster.run import Run, report

_KEY = ("student_id", "subject_id", "grading_period_id")
_NAMED = t.grading_period.alias("named_period")
_SAME = and_(*(st.final_marks.c[name] == t.final_mark.c[name] for name in _KEY))


async def write_final_marks(run: Run) -> None:
    """One final mark a pupil, subject and period, whoever set it first."""
    if "results" not in run.files:
        return
    await _stage_final_marks(run)
    wanted, stored = st.final_marks, t.final_mark
    differs = or_(stored.c.value.is_distinct_from(wanted.c.value), stored.c.code != wanted.c.code)
    changed = select(
        stored.c.id, stored.c.value, stored.c.code, wanted.c.value, wanted.c.code.label("new_code")
    )
    await _record(run, changed, differs)
    # A result that now stands for another period takes its id along.
    moved = exists(select(literal(1)).where(wanted.c.sourced_id == stored.c.sourced_id, ~_SAME))
    await run.connection.execute(update(stored).where(moved).values(sourced_id=None))
    source = select(
        *(wanted.c[name] for name in _KEY),
        wanted.c.sourced_id,
        wanted.c.value,
        wanted.c.code,
        wanted.c.set_by,
        literal(run.now, stored.c.set_at.type).label("set_at"),
    )
    change = await merge_select(
        run.connection, stored, source, _KEY, only_new=frozenset({"set_at", "set_by"})
    )
    unrecorded = ~exists(
        select(literal(1)).where(t.final_mark_change.c.final_mark_id == stored.c.id)
    )
    first = select(
        stored.c.id,
        cast(null(), Integer),
        literal("").label("old_code"),
        stored.c.value,
        stored.c.code,
    )
    await _record(run, first, unrecorded)
    await _leave_out_withdrawn(run)
    run.note("final marks", change)


async def _record(run: Run, changes: Select[Any], of: ColumnElement[bool]) -> None:
    """final_mark_change rows: what families are told and the journal's history (R016)."""
    rows = changes.select_from(t.final_mark.join(st.final_marks, _SAME)).where(of).subquery()
    await run.connection.execute(
        insert(t.final_mark_change).from_select(
            [
                "final_mark_id",
                "old_value",
                "old_code",
                "new_value",
                "new_code",
                "changed_at",
            ],
            select(*rows.columns, literal(run.now, t.final_mark_change.c.changed_at.type)),
        )
    )


async def _stage_final_marks(run: Run) -> None:
    """The final marks that there should be; two of one kind are a problem."""
    period, named = t.grading_period, _NAMED
    session = func.coalesce(
        st.line_items.c.grading_period_sourced_id, st.line_items.c.academic_session_sourced_id
    )
    joined, is_mark = given()
    joined = (
        joined.join(t.school, t.school.c.id == t.section.c.school_id)
        .outerjoin(named, named.c.sourced_id == session + ":" + t.school.c.sourced_id)
        .outerjoin(period, _stands_in(run.today))
    )
    final = and_(*is_mark, ~is_never_final(), st.categories.c.is_final.is_(True))
    await _check_periods(run, joined, final, session)
    numbered = _numbered(joined, final)
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


async def _check_periods(
    run: Run, joined: Any, final: ColumnElement[bool], session: ColumnElement[str]
) -> None:
    """Final marks of what is no period here."""
    period, named = t.grading_period, _NAMED
    await report(
        run,
        "results",
        select(st.results.c.line, session)
        .select_from(joined)
        .where(final, named.c.id.is_(None), session.is_not(None))
        .order_by(st.results.c.line),
        "is a final mark of {1}, which is no grading period",
    )
    await report(
        run,
        "results",
        select(st.results.c.line)
        .select_from(joined)
        .where(final, named.c.id.is_not(None), period.c.id.is_(None))
        .order_by(st.results.c.line),
        "is a mark of an exam, or one for the whole course, in a year and a grade of which the bot"
        " has no such exam that was held",
    )


def _stands_in(today: date) -> ColumnElement[bool]:
    """The period that the session names; of exams the column of its year and the section's grade.

    Of an exam from the day on that is entered for the subject (R097).
    """
    period, named, kind = t.grading_period, _NAMED, st.categories.c.of_exams
    is_held = exists().where(
        t.exam.c.school_id == period.c.school_id,
        t.exam.c.school_year == period.c.school_year,
        t.exam.c.grade_level == period.c.grade_level,
        t.exam.c.subject_id == t.section.c.subject_id,
        t.exam.c.date <= today,
    )
    of_exams = and_(
        period.c.kind == kind,
        period.c.school_id == named.c.school_id,
        period.c.school_year == named.c.school_year,
        period.c.grade_level == t.section.c.grade_level,
        named.c.kind == PeriodKind.SCHOOL_YEAR.value,
        or_(kind == PeriodKind.FINAL.value, is_held),
    )
    return or_(and_(kind == "", period.c.id == named.c.id), of_exams)


def _numbered(joined: Any, final: ColumnElement[bool]) -> Any:
    """Final marks, counted within their pupil, subject and period."""
    period = t.grading_period
    return (
        select(
            st.results.c.line,
            st.results.c.sourced_id,
            t.person.c.id.label("student_id"),
            t.section.c.subject_id,
            period.c.id.label("grading_period_id"),
            st.results.c.value,
            st.results.c.code,
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


async def _leave_out_withdrawn(run: Run) -> None:
    withdrawn = select(func.count()).where(
        t.final_mark.c.sourced_id == st.results.c.sourced_id, st.results.c.deleted.is_(True)
    )
    count = (await run.connection.execute(withdrawn)).scalar_one()
    run.problems.leave_out("withdrawn final marks: one is corrected, never taken back", count)
