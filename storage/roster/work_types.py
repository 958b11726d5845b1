"""Work types: the usual list of a new school, and categories that it does not know."""

from typing import Any

from sqlalchemy import (
    Select,
    func,
    literal,
    select,
)

from domain.marks.work_types import DEFAULT_WORK_TYPES
from storage import tables as t
from storage.roster import staging as st
from storage.roster.merge import insert_many, merge_select
from storage.roster.run import Change, Run

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
