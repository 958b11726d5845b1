"""The school year, classes, subjects and sections: few rows, put together here."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from sqlalchemy import RowMapping, case, func, or_, select, update

from domain.calendar import PeriodKind
from storage import tables as t
from storage.roster import staging as st
from storage.roster.merge import merge_rows
from storage.roster.naming import class_parts, derived_id, folded, group_of, subject_of
from storage.roster.run import Run
from storage.roster.values import SessionType

_WORDS = {
    PeriodKind.QUARTER: ("четверт", "quarter"),
    PeriodKind.TRIMESTER: ("триместр", "trimester"),
    PeriodKind.HALF_YEAR: ("полугоди", "semester", "half"),
    PeriodKind.MODULE: ("модул", "module"),
}
_BY_NUMBER = {2: PeriodKind.HALF_YEAR, 3: PeriodKind.TRIMESTER, 4: PeriodKind.QUARTER}
_SENIOR = 10  # grades 10 and 11 are attested by half-years (facts §2.3)


async def write_periods(run: Run) -> None:
    """Grading periods and school years, for every school of the bundle: sessions name none."""
    found = await run.connection.execute(
        select(st.academic_sessions)
        .where(st.academic_sessions.c.deleted.is_not(True))
        .order_by(st.academic_sessions.c.start_date, st.academic_sessions.c.line)
    )
    sessions = found.mappings().all()
    if not sessions:
        return
    periods = _periods(sessions)
    rows = [
        {**period, "sourced_id": period_id(period["sourced_id"], school), "school_id": school_id}
        for school, school_id in run.schools.items()
        for period in periods
    ]
    scope = t.grading_period.c.school_id.in_(list(run.schools.values()))
    change = await merge_rows(run.connection, t.grading_period, rows, ["sourced_id"], scope)
    run.note("grading periods", change)


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


async def write_bells(run: Run) -> None:
    """Bell schedules; a line without a school is for every school of the bundle."""
    found = await run.connection.execute(
        select(st.bell_schedules).order_by(st.bell_schedules.c.line)
    )
    lines = found.mappings().all()
    schools = list(run.schools.values())
    rows = {
        (school_id, line["bell_schedule_name"]): {
            "school_id": school_id,
            "title": line["bell_schedule_name"],
        }
        for line in lines
        for school_id in _schools_of(run, line["school_sourced_id"])
    }
    scope = t.bell_schedule.c.school_id.in_(schools)
    change = await merge_rows(
        run.connection, t.bell_schedule, rows.values(), ["school_id", "title"], scope
    )
    schedules = await _bell_schedules(run)
    periods = [
        {
            "bell_schedule_id": schedules[school_id, line["bell_schedule_name"]],
            "number": line["class_period"],
            "starts": line["start_time"],
            "ends": line["end_time"],
        }
        for line in lines
        for school_id in _schools_of(run, line["school_sourced_id"])
    ]
    change += await merge_rows(
        run.connection,
        t.class_period,
        periods,
        ["bell_schedule_id", "number"],
        t.class_period.c.bell_schedule_id.in_(list(schedules.values())),
    )
    run.note("bells", change)


def _schools_of(run: Run, named: str | None) -> list[int]:
    if named is None:
        return list(run.schools.values())
    return [run.schools[named]] if named in run.schools else []


async def _bell_schedules(run: Run) -> dict[tuple[int, str], int]:
    found = await run.connection.execute(
        select(t.bell_schedule).where(t.bell_schedule.c.school_id.in_(list(run.schools.values())))
    )
    return {(row.school_id, row.title): row.id for row in found}


async def write_classes(run: Run) -> None:
    """Homeroom classes, with their teachers."""
    rows = await _class_lines(run, "homeroom")
    teachers = await _teachers(run)
    kinds = await _kinds_of_schools(run)
    schedules = await _bell_schedules(run)
    by_grade = await _schedules_by_grade(run)
    terms = await _kinds_of_sessions(run)
    written = [
        {
            "sourced_id": row["sourced_id"],
            "school_id": (school_id := run.schools[row["school_sourced_id"]]),
            "grade_level": row["grades"] or 0,
            "letter": _letter(row["title"]),
            "title": row["title"][:64],
            "shift": row["shift"],
            "period_kind": _period_kind(row, terms, kinds[school_id]),
            "homeroom_teacher_id": teachers.get(row["sourced_id"]),
            "bell_schedule_id": schedules.get((school_id, row["bell_schedule"]))
            or by_grade.get((school_id, row["grades"])),
            "is_active": True,
        }
        for row in rows
    ]
    for row in rows:
        key = run.schools[row["school_sourced_id"]], row["bell_schedule"]
        if row["bell_schedule"] and key not in schedules:
            run.problems.add(
                run.files["classes"], row["line"], f"has no bell schedule “{row['bell_schedule']}”"
            )
    scope = t.school_class.c.school_id.in_(list(run.schools.values()))
    clears = frozenset({"homeroom_teacher_id"} if teachers else ())
    change = await merge_rows(
        run.connection, t.school_class, written, ["sourced_id"], scope, clears=clears
    )
    change.closed += await _close(run, t.school_class)
    run.note("classes", change)


async def _class_lines(run: Run, class_type: str) -> list[RowMapping]:
    found = await run.connection.execute(
        select(
            st.classes,
            st.courses.c.title.label("course_title"),
            st.courses.c.subjects.label("course_subjects"),
            st.courses.c.is_marked,
        )
        .select_from(
            st.classes.outerjoin(
                st.courses, st.courses.c.sourced_id == st.classes.c.course_sourced_id
            )
        )
        .where(st.classes.c.deleted.is_not(True), st.classes.c.class_type == class_type)
        .order_by(st.classes.c.line)
    )
    return [row for row in found.mappings() if row["school_sourced_id"] in run.schools]


async def _close(run: Run, table: Any) -> int:
    done = await run.connection.execute(
        update(table)
        .where(
            table.c.is_active,
            table.c.sourced_id.in_(
                select(st.classes.c.sourced_id).where(st.classes.c.deleted.is_(True))
            ),
        )
        .values(is_active=False)
    )
    return int(done.rowcount)


def _letter(title: str) -> str:
    parts = class_parts(title)
    return parts[1] if parts else ""


async def _teachers(run: Run) -> dict[str, int]:
    """The teacher of each class: the primary one, else the one who came last."""
    e = st.enrollments
    found = await run.connection.execute(
        select(e.c.class_sourced_id, t.person.c.id)
        .select_from(e.join(t.person, t.person.c.sourced_id == e.c.user_sourced_id))
        .where(
            e.c.role == "teacher",
            e.c.deleted.is_not(True),
            t.person.c.is_active,
            or_(e.c.end_date.is_(None), e.c.end_date > run.today),
        )
        .order_by(
            e.c.class_sourced_id,
            case((e.c.primary.is_(True), 1), else_=0),
            func.coalesce(e.c.begin_date, date(1, 1, 1)),
            e.c.line.desc(),
        )
    )
    return {row.class_sourced_id: row.id for row in found}


async def _kinds_of_schools(run: Run) -> dict[int, set[str]]:
    kinds: dict[int, set[str]] = {school_id: set() for school_id in run.schools.values()}
    found = await run.connection.execute(
        select(t.grading_period.c.school_id, t.grading_period.c.kind)
        .where(t.grading_period.c.school_id.in_(list(kinds)))
        .distinct()
    )
    for school_id, kind in found:
        kinds[school_id].add(kind)
    return kinds


async def _kinds_of_sessions(run: Run) -> dict[str, str]:
    found = await run.connection.execute(
        select(t.grading_period.c.sourced_id, t.grading_period.c.kind)
    )
    return {row.sourced_id: row.kind for row in found}


def _period_kind(row: RowMapping, terms: dict[str, str], kinds: set[str]) -> str | None:
    """The kind of the periods that the class names, else what its grade usually has."""
    for term in (row["term_sourced_ids"] or "").split(","):
        kind = terms.get(period_id(term, row["school_sourced_id"]))
        if kind and kind != PeriodKind.SCHOOL_YEAR:
            return kind
    usual = [PeriodKind.QUARTER, PeriodKind.TRIMESTER, PeriodKind.MODULE, PeriodKind.HALF_YEAR]
    if (row["grades"] or 0) >= _SENIOR:
        usual.insert(0, PeriodKind.HALF_YEAR)
    return next((kind.value for kind in usual if kind in kinds), None)


async def _schedules_by_grade(run: Run) -> dict[tuple[int, int | None], int]:
    """Bell schedules that name grades; one that names none is for all others of the school."""
    schedules = await _bell_schedules(run)
    found = await run.connection.execute(
        select(
            st.bell_schedules.c.school_sourced_id,
            st.bell_schedules.c.bell_schedule_name,
            func.max(st.bell_schedules.c.grade_levels),
        )
        .group_by(st.bell_schedules.c.school_sourced_id, st.bell_schedules.c.bell_schedule_name)
        .order_by(func.min(st.bell_schedules.c.line))
    )
    chosen: dict[tuple[int, int | None], int] = {}
    for school, name, levels in found:
        grades = [int(level) for level in (levels or "").split(",") if level]
        for school_id in _schools_of(run, school):
            for grade in grades or range(14):
                key = school_id, grade
                if grades or key not in chosen:
                    chosen[key] = schedules[school_id, name]
    return chosen


async def write_sections(run: Run) -> None:
    """Subjects, and the sections that teach them."""
    lines = await _class_lines(run, "scheduled")
    homerooms = await _homerooms(run)
    subjects = await _subjects(run, lines, homerooms)
    teachers = await _teachers(run)
    own_pupils = await _with_own_pupils(run)
    knows_pupils = "enrollments" in run.files
    stored = await _follows_class(run)
    rows = []
    for line in lines:
        homeroom_id, homeroom_title = homerooms.get(line["homeroom_sourced_id"], (None, ""))
        follows = line["sourced_id"] not in own_pupils
        if not knows_pupils:
            follows = stored.get(line["sourced_id"], True)
        rows.append(
            {
                "sourced_id": line["sourced_id"],
                "school_id": (school_id := run.schools[line["school_sourced_id"]]),
                "subject_id": subjects[school_id, folded(_subject_title(line, homeroom_title))],
                "school_class_id": homeroom_id,
                "title": line["title"],
                "group_name": line["group_name"] or group_of(line["title"])[:64],
                "grade_level": line["grades"] or 0,
                "teacher_id": teachers.get(line["sourced_id"]),
                "weekly_hours": line["weekly_hours"],
                "is_active": True,
                "follows_class": follows and homeroom_id is not None,
            }
        )
    scope = t.section.c.school_id.in_(list(run.schools.values()))
    clears = frozenset({"teacher_id"} if teachers else ())
    change = await merge_rows(run.connection, t.section, rows, ["sourced_id"], scope, clears=clears)
    change.closed += await _close(run, t.section)
    run.note("sections", change)
    await st.analyze(run.connection, t.section, t.school_class)


async def _homerooms(run: Run) -> dict[str | None, tuple[int, str]]:
    found = await run.connection.execute(
        select(t.school_class.c.sourced_id, t.school_class.c.id, t.school_class.c.title).where(
            t.school_class.c.school_id.in_(list(run.schools.values()))
        )
    )
    return {row.sourced_id: (row.id, row.title) for row in found}


def _subject_title(line: RowMapping, homeroom: str) -> str:
    """What the class calls it, else its course, else its own title without class and group."""
    title = line["subjects"] or line["course_subjects"] or line["course_title"]
    return (title or subject_of(line["title"], homeroom))[:128]


async def _subjects(
    run: Run, lines: list[RowMapping], homerooms: dict[str | None, tuple[int, str]]
) -> dict[tuple[int, str], int]:
    """Subjects by school and folded title; one title is one subject, in all grades."""
    rows: dict[tuple[int, str], dict[str, Any]] = {}
    for line in lines:
        school = line["school_sourced_id"]
        title = _subject_title(line, homerooms.get(line["homeroom_sourced_id"], (None, ""))[1])
        row = rows.setdefault(
            (run.schools[school], folded(title)),
            {
                "sourced_id": derived_id(school, "subject", folded(title)),
                "school_id": run.schools[school],
                "title": title[0].upper() + title[1:],
                "is_marked": True,
            },
        )
        if line["is_marked"] is False:
            row["is_marked"] = False
    scope = t.subject.c.school_id.in_(list(run.schools.values()))
    stored = {
        row.sourced_id for row in await run.connection.execute(select(t.subject).where(scope))
    }
    for row in rows.values():
        if row["sourced_id"] in stored and row["is_marked"]:
            row["is_marked"] = None
    change = await merge_rows(run.connection, t.subject, rows.values(), ["sourced_id"], scope)
    run.note("subjects", change)
    ids = {
        row.sourced_id: row.id
        for row in await run.connection.execute(select(t.subject).where(scope))
    }
    return {key: ids[row["sourced_id"]] for key, row in rows.items()}


async def _with_own_pupils(run: Run) -> set[str]:
    e = st.enrollments
    found = await run.connection.execute(
        select(e.c.class_sourced_id)
        .join(st.classes, st.classes.c.sourced_id == e.c.class_sourced_id)
        .where(
            e.c.role == "student",
            e.c.deleted.is_not(True),
            st.classes.c.class_type == "scheduled",
        )
        .distinct()
    )
    return set(found.scalars())


async def _follows_class(run: Run) -> dict[str, bool]:
    found = await run.connection.execute(
        select(t.section.c.sourced_id, t.section.c.follows_class).where(
            t.section.c.school_id.in_(list(run.schools.values()))
        )
    )
    return {row.sourced_id: row.follows_class for row in found}
