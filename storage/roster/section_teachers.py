"""Who teaches a section: as the school decided, else as the files say; who did is kept."""

from typing import Any

from sqlalchemy import ColumnElement, insert, select, update

from storage import tables as t
from storage.roster.run import Run


async def leave_appointed(run: Run, rows: list[dict[str, Any]], scope: ColumnElement[bool]) -> None:
    """Whom the school has appointed inside, whatever files say (C12); until that person leaves."""
    section = t.section
    left = select(t.person.c.id).where(t.person.c.is_active.is_(False))
    await run.connection.execute(
        update(section)
        .where(scope, section.c.is_teacher_decided, section.c.teacher_id.in_(left))
        .values(is_teacher_decided=False)
    )
    found = await run.connection.execute(
        select(section.c.sourced_id).where(scope, section.c.is_teacher_decided)
    )
    decided = frozenset(found.scalars())
    for row in rows:
        if row["sourced_id"] in decided:
            del row["teacher_id"]


async def note_former_teachers(
    run: Run, rows: list[dict[str, Any]], scope: ColumnElement[bool], *, clears: bool
) -> None:
    """Until yesterday the section was theirs: the register of hours says so (R071).

    `clears`: that the files name nobody means that nobody teaches it.
    """
    found = await run.connection.execute(
        select(t.section.c.sourced_id, t.section.c.id, t.section.c.teacher_id).where(scope)
    )
    stored = {row.sourced_id: row for row in found}
    made = []
    for row in rows:
        before = stored.get(row["sourced_id"])
        if before is None or before.teacher_id is None or "teacher_id" not in row:
            continue
        teacher_id = row["teacher_id"]
        if teacher_id != before.teacher_id and (teacher_id is not None or clears):
            made.append(
                {
                    "section_id": before.id,
                    "former_id": before.teacher_id,
                    "teacher_id": teacher_id,
                    "day": run.today,
                    "minute": 0,
                }
            )
    if made:
        await run.connection.execute(insert(t.section_teacher), made)
