"""Which results are marks, and what is wrong with the others."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    and_,
    func,
    or_,
    select,
)

from domain.final_marks.rules import FINAL_WORDS
from domain.marks.value import MarkKind
from storage import tables as t
from storage.mark_values import says_nothing, says_something
from storage.roster import staging as st
from storage.roster.run import Run, report

# How systems write the top of the five-point scale.
FIVE = ("5", "5.0", "5.00")


async def check_results(run: Run) -> None:
    """Scores that are no marks, marks without a date, final marks without a period."""
    if "results" not in run.files:
        return
    results, items = st.results, st.line_items
    joined = results.join(items, items.c.sourced_id == results.c.line_item_sourced_id)
    given = and_(results.c.deleted.is_not(True), results.c.has_mark.is_(True))
    five = or_(items.c.result_value_max.is_(None), items.c.result_value_max.in_(FIVE))
    await report(
        run,
        "results",
        select(results.c.line, func.coalesce(results.c.score, results.c.text_score))
        .select_from(_with_category(joined))
        .where(given, five, or_(says_nothing(results.c.value, results.c.code), _is_misplaced()))
        .order_by(results.c.line),
        "score “{1:.20}” is not a mark from 1 to 5",
    )
    other_scale = select(func.count()).select_from(joined).where(given, ~five)
    count = (await run.connection.execute(other_scale)).scalar_one()
    run.problems.leave_out("results on another scale than 1 to 5", count)
    await report(
        run,
        "results",
        select(results.c.line)
        .select_from(joined)
        .where(
            given,
            five,
            results.c.score_date.is_(None),
            items.c.due_date.is_(None),
            items.c.assign_date.is_(None),
        )
        .order_by(results.c.line),
        "has no date, and its line item neither",
    )
    await _check_final_marks(run)


def _with_category(joined: Any) -> Any:
    categories = st.categories
    return joined.outerjoin(
        categories, categories.c.sourced_id == st.line_items.c.category_sourced_id
    )


def _is_misplaced() -> ColumnElement[bool]:
    """«н/а» is of a period or a year alone, a sign and a «точка» are of neither (facts §2.1)."""
    is_final = st.categories.c.is_final.is_(True)
    return or_(
        and_(is_final, is_never_final()),
        and_(~is_final, st.results.c.code == MarkKind.NOT_ATTESTED.value),
    )


def is_never_final() -> ColumnElement[bool]:
    """Whether the code of a result is none that a final mark may have."""
    return st.results.c.code.not_in(("", *(kind.value for kind in FINAL_WORDS)))


async def _check_final_marks(run: Run) -> None:
    items, categories = st.line_items, st.categories
    period = func.coalesce(items.c.grading_period_sourced_id, items.c.academic_session_sourced_id)
    await report(
        run,
        "line_items",
        select(items.c.line)
        .select_from(items.join(categories, categories.c.sourced_id == items.c.category_sourced_id))
        .where(items.c.deleted.is_not(True), categories.c.is_final.is_(True), period.is_(None))
        .order_by(items.c.line),
        "is a final mark and names no grading period",
    )


def given() -> tuple[Any, list[Any]]:
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
        says_something(results.c.value, results.c.code),
        or_(items.c.result_value_max.is_(None), items.c.result_value_max.in_(FIVE)),
    ]
