"""The lessons that are there, and what stands in the way of changing them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.timetable.planning import LessonKey, PlannedLesson
from domain.timetable.replanning import StoredLesson
from storage import tables as t
from storage.roster.lesson_changes import Planning

IMPORT, PLAN = "import", "plan"  # lesson.change_source


IDS_AT_ONCE = 5_000


_COLUMNS = (
    t.lesson.c.id,
    t.lesson.c.section_id,
    t.lesson.c.date,
    t.lesson.c.number,
    t.lesson.c.starts,
    t.lesson.c.ends,
    t.lesson.c.teacher_id,
    t.lesson.c.location,
    t.lesson.c.is_cancelled,
    t.lesson.c.is_substituted,
    t.lesson.c.change_note,
    t.lesson.c.replaces_id,
    t.lesson.c.change_source,
    t.lesson.c.usual_date,
    t.lesson.c.usual_number,
)
_JOURNAL = (
    t.mark.c.lesson_id,
    t.attendance_event.c.lesson_id,
    t.attendance_change.c.lesson_id,
    t.roll_call.c.lesson_id,
    t.homework.c.lesson_id,
    t.homework.c.due_lesson_id,
    t.lesson.c.replaces_id,
    t.lesson_change.c.lesson_id,
    t.not_held_claim.c.lesson_id,
    t.control_work.c.lesson_id,
)


async def stored_lessons(
    planning: Planning, section_ids: Sequence[int], planned: Mapping[LessonKey, PlannedLesson]
) -> list[StoredLesson]:
    """The sections' lessons from today on, beside those that are planned."""
    run, lesson = planning.run, t.lesson
    query = select(*_COLUMNS).where(
        lesson.c.section_id.in_(section_ids), lesson.c.date >= run.today
    )
    found = (await run.connection.execute(query)).all()
    keys = [_usual(row) or (row.section_id, row.date, row.number) for row in found]
    missing = [row.id for key, row in zip(keys, found, strict=True) if key not in planned]
    journal = await with_journal(run.connection, missing)
    return [
        StoredLesson(
            row.id,
            PlannedLesson(
                row.section_id,
                row.date,
                row.number,
                row.starts,
                row.ends,
                row.teacher_id,
                row.location,
                row.is_cancelled,
                row.is_substituted,
                row.change_note,
            ),
            is_decided=_is_decided(planning, key, row),
            has_journal=row.id in journal,
            usual=_usual(row),
        )
        for key, row in zip(keys, found, strict=True)
    ]


def _usual(row: Any) -> LessonKey | None:
    if row.usual_date is None:
        return None
    return row.section_id, row.usual_date, row.usual_number


def _is_decided(planning: Planning, key: LessonKey, row: Any) -> bool:
    """Whether somebody changed this lesson, and the files do not say otherwise."""
    if key in planning.differing or key in planning.replaced:
        return False
    differs = row.is_cancelled or row.is_substituted or row.change_note or row.replaces_id
    differs = differs or row.usual_date is not None
    if not differs or row.change_source == PLAN:
        return False
    return not (row.change_source == IMPORT and "lesson_changes" in planning.run.files)


async def with_journal(connection: AsyncConnection, lesson_ids: Sequence[int]) -> set[int]:
    """Those of the lessons that the journal holds something of."""
    holding: set[int] = set()
    for ids in slices(lesson_ids):
        facts = [select(column).where(column.in_(ids)) for column in _JOURNAL]
        own = select(t.lesson.c.id).where(
            t.lesson.c.id.in_(ids),
            or_(t.lesson.c.topic != "", t.lesson.c.attendance_taken_at.is_not(None)),
        )
        for query in (*facts, own):
            holding.update((await connection.execute(query)).scalars())
    return holding


def slices(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), IDS_AT_ONCE):
        yield ids[start : start + IDS_AT_ONCE]
