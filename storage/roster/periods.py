"""Academic sessions into school years and grading periods."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, exists, select, update

from domain.calendar import PeriodKind
from storage import tables as t
from storage.roster import staging as st
from storage.roster.merge import merge_rows
from storage.roster.naming import derived_id
from storage.roster.run import Run
from storage.roster.values import SessionType

_WORDS = {
    PeriodKind.QUARTER: ("четверт", "quarter"),
    PeriodKind.TRIMESTER: ("триместр", "trimester"),
    PeriodKind.HALF_YEAR: ("полугоди", "semester", "half"),
    PeriodKind.MODULE: ("модул", "module"),
}


_BY_NUMBER = {2: PeriodKind.HALF_YEAR, 3: PeriodKind.TRIMESTER, 4: PeriodKind.QUARTER}


async def write_periods(run: Run) -> None:
    """Grading periods and school years, for every school of the bundle: sessions name none.

    Bounds that somebody changed in the chat stay.
    """
    found = await run.connection.execute(
        select(st.academic_sessions)
        .where(st.academic_sessions.c.deleted.is_not(True))
        .order_by(st.academic_sessions.c.start_date, st.academic_sessions.c.line)
    )
    sessions = found.mappings().all()
    if not sessions:
        return
    periods = _periods(sessions)
    scope = t.grading_period.c.school_id.in_(list(run.schools.values()))
    decided = set(
        await run.connection.scalars(
            select(t.grading_period.c.sourced_id).where(scope, t.grading_period.c.is_decided)
        )
    )
    rows = [
        {**period, "sourced_id": sourced_id, "school_id": school_id}
        for school, school_id in run.schools.items()
        for period in periods
        if (sourced_id := period_id(period["sourced_id"], school)) not in decided
    ]
    change = await merge_rows(run.connection, t.grading_period, rows, ["sourced_id"], scope)
    run.note("grading periods", change)
    await _columns_follow(run, scope)


async def _columns_follow(run: Run, scope: ColumnElement[bool]) -> None:
    """The column of final marks spans the year, also once files have moved that."""
    period, year = t.grading_period, t.grading_period.alias("year")
    its_year = (
        year.c.school_id == period.c.school_id,
        year.c.school_year == period.c.school_year,
        year.c.kind == PeriodKind.SCHOOL_YEAR.value,
        year.c.grade_level.is_(None),
    )
    bounds = {
        name: select(year.c[name]).where(*its_year).limit(1).scalar_subquery()
        for name in ("begins", "ends")
    }
    await run.connection.execute(
        update(period)
        .where(scope, period.c.kind == PeriodKind.FINAL.value, exists().where(*its_year))
        .values(bounds)
    )


def period_id(session: str, school: str) -> str:
    """A session is of all schools; each has its own period of it."""
    return derived_id(session, school)


def _periods(sessions: Iterable[RowMapping]) -> list[dict[str, Any]]:
    sessions = list(sessions)
    starts = {row["start_date"] for row in sessions}
    years = [row for row in sessions if row["type"] == SessionType.SCHOOL_YEAR]
    if not years:
        years = [_whole_year(sessions)]
    rows = []
    for year in years:
        ends = _last_day(year["end_date"], starts)
        parts = [
            row
            for row in sessions
            if row["type"] != SessionType.SCHOOL_YEAR
            and year["start_date"] <= row["start_date"] <= ends
        ]
        rows.append(_period(year, PeriodKind.SCHOOL_YEAR, 1, ends.year, ends))
        numbers: dict[PeriodKind, int] = defaultdict(int)
        for part in parts:
            kind = _kind(part, sum(part["type"] == other["type"] for other in parts))
            numbers[kind] += 1
            last = _last_day(part["end_date"], starts)
            rows.append(_period(part, kind, numbers[kind], ends.year, last))
    return rows


def _whole_year(sessions: list[RowMapping]) -> Any:
    """A bundle of terms alone has the year that they make."""
    begins = min(row["start_date"] for row in sessions)
    ends = max(row["end_date"] for row in sessions)
    return {
        "sourced_id": f"schoolYear:{ends.year}",
        "title": f"{begins.year}/{ends.year}",
        "start_date": begins,
        "end_date": ends,
    }


def _period(
    row: Any, kind: PeriodKind, ordinal: int, school_year: int, ends: date
) -> dict[str, Any]:
    return {
        "sourced_id": row["sourced_id"],
        "kind": kind.value,
        "ordinal": ordinal,
        "title": row["title"],
        "school_year": school_year,
        "begins": row["start_date"],
        "ends": ends,
    }


def _last_day(end: date, starts: set[date]) -> date:
    """OneRoster says that endDate is exclusive, systems write the last day: the neighbours tell."""
    return end - timedelta(days=1) if end in starts else end


def _kind(session: RowMapping, number: int) -> PeriodKind:
    title = session["title"].casefold()
    for kind, words in _WORDS.items():
        if any(word in title for word in words):
            return kind
    if session["type"] == SessionType.SEMESTER:
        return PeriodKind.HALF_YEAR
    return _BY_NUMBER.get(number, PeriodKind.MODULE)
