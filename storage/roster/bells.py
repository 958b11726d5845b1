"""When lessons begin and end, and which classes go by which bells."""

from sqlalchemy import func, select

from storage import tables as t
from storage.roster import staging as st
from storage.roster.merge import merge_rows
from storage.roster.run import Run


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
        for school_id in schools_of(run, line["school_sourced_id"])
    }
    scope = t.bell_schedule.c.school_id.in_(schools)
    change = await merge_rows(
        run.connection, t.bell_schedule, rows.values(), ["school_id", "title"], scope
    )
    schedules = await bell_schedules(run)
    periods = [
        {
            "bell_schedule_id": schedules[school_id, line["bell_schedule_name"]],
            "number": line["class_period"],
            "starts": line["start_time"],
            "ends": line["end_time"],
        }
        for line in lines
        for school_id in schools_of(run, line["school_sourced_id"])
    ]
    change += await merge_rows(
        run.connection,
        t.class_period,
        periods,
        ["bell_schedule_id", "number"],
        t.class_period.c.bell_schedule_id.in_(list(schedules.values())),
    )
    run.note("bells", change)


def schools_of(run: Run, named: str | None) -> list[int]:
    if named is None:
        return list(run.schools.values())
    return [run.schools[named]] if named in run.schools else []


async def bell_schedules(run: Run) -> dict[tuple[int, str], int]:
    found = await run.connection.execute(
        select(t.bell_schedule).where(t.bell_schedule.c.school_id.in_(list(run.schools.values())))
    )
    return {(row.school_id, row.title): row.id for row in found}


async def schedules_by_grade(run: Run) -> dict[tuple[int, int | None], int]:
    """Bell schedules that name grades; one that names none is for all others of the school."""
    schedules = await bell_schedules(run)
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
        for school_id in schools_of(run, school):
            for grade in grades or range(14):
                key = school_id, grade
                if grades or key not in chosen:
                    chosen[key] = schedules[school_id, name]
    return chosen
