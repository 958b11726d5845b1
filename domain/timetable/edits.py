"""One lesson of one date made another than the timetable has it (R067)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from domain.timetable.planning import PlannedLesson


class Edit(StrEnum):
    """What of a lesson is changed: S2 3.2 «мест, предметов, времени, учителей»; or it is not held.

    The values are stored and stand in buttons.
    """

    CANCEL = "c"
    TEACHER = "t"
    ROOM = "r"
    SUBJECT = "s"
    TIME = "n"


@dataclass(frozen=True, slots=True)
class LessonEdit:
    """How one lesson is to differ; each kind reads the fields that it needs.

    `teacher_id` of `SUBJECT` is the teacher of the other section.
    """

    kind: Edit
    teacher_id: int | None = None
    location: str = ""
    section_id: int = 0
    number: int = 0


def edit_on(
    lesson: PlannedLesson, edit: LessonEdit, bells: Mapping[int, tuple[int, int]]
) -> tuple[PlannedLesson, PlannedLesson | None]:
    """The lesson as it stays, and the lesson that comes in its place (R067; S2 3.2).

    Only another subject brings a lesson in the place of this one, which stays cancelled: what its
    journal holds is lost by nothing. An edit done again changes nothing. `KeyError` where no bell
    is known for the number.
    """
    match edit.kind:
        case Edit.CANCEL:
            return replace(lesson, is_cancelled=True), None
        case Edit.TEACHER:
            is_new = edit.teacher_id != lesson.teacher_id
            return replace(
                lesson,
                teacher_id=edit.teacher_id,
                is_substituted=lesson.is_substituted or is_new,
            ), None
        case Edit.ROOM:
            if edit.location == lesson.location:
                return lesson, None
            return replace(lesson, location=edit.location, change_note=f"→ {edit.location}"), None
        case Edit.TIME:
            if edit.number == lesson.number:
                return lesson, None
            starts, ends = bells[edit.number]
            note = f"{_clock(lesson.starts)} → {_clock(starts)}"
            return replace(
                lesson, number=edit.number, starts=starts, ends=ends, change_note=note
            ), None
        case Edit.SUBJECT:
            instead = replace(
                lesson,
                section_id=edit.section_id,
                teacher_id=edit.teacher_id,
                is_substituted=True,
                change_note="",
            )
            return replace(lesson, is_cancelled=True), instead


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"
