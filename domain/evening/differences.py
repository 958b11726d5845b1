"""What of a day is worth saying: lessons that are not as usual, and control works."""

from collections.abc import Iterable, Sequence

from domain.evening.model import ChangedLesson, ControlWork, DayLesson

_CONTROL = "контрольн"  # «Контрольный диктант»: however the school calls its work types


def taking_place(lessons: Iterable[DayLesson]) -> list[DayLesson]:
    return [each for each in lessons if not each.lesson.is_cancelled]


def count(lessons: Iterable[DayLesson]) -> int:
    """How many lessons a pupil sits through: two at one time count once."""
    return len({each.lesson.number for each in taking_place(lessons)})


def changes(lessons: Sequence[DayLesson]) -> tuple[ChangedLesson, ...]:
    """Those that differ; a cancelled one in whose place another stands is said with that one."""
    replaced = {each.replaces_id for each in taking_place(lessons)}
    found = (_change(each) for each in lessons if each.lesson.id not in replaced)
    return tuple(change for change in found if change is not None)


def _change(each: DayLesson) -> ChangedLesson | None:
    lesson, usual = each.lesson, each.usual
    if lesson.is_cancelled:
        return ChangedLesson(
            lesson.number, lesson.subject, is_cancelled=True, note=lesson.change_note
        )
    is_new = lesson.replaces_subject is not None or usual.is_planned is False
    is_elsewhere = bool(usual.location) and lesson.location not in ("", usual.location)
    is_at_another_time = usual.starts is not None and lesson.starts != usual.starts
    has_another_teacher = lesson.is_substituted or (
        usual.teacher_id is not None
        and lesson.teacher is not None
        and lesson.teacher.id != usual.teacher_id
    )
    if not (
        is_new or is_elsewhere or is_at_another_time or has_another_teacher or lesson.change_note
    ):
        return None
    is_extra = usual.is_planned is False and lesson.replaces_subject is None
    location = lesson.location if is_new or is_elsewhere else ""
    return ChangedLesson(
        lesson.number,
        lesson.subject,
        is_extra=is_extra,
        instead_of=lesson.replaces_subject,
        starts=lesson.starts if is_extra or is_at_another_time else None,
        location=location,
        teacher=lesson.teacher if is_new or has_another_teacher else None,
        note=_note(lesson.change_note, location),
    )


def _note(note: str, location: str) -> str:
    """«Кабинет 410 вместо 212» says nothing more than the room."""
    return "" if location and location in note else note


def control_works(
    topics: Iterable[tuple[str, str]], titles: Iterable[str]
) -> tuple[ControlWork, ...]:
    """Of subjects and their topics, those that name a control work in their first words.

    «Работа над ошибками контрольной» is none.
    """
    kinds = (_CONTROL, *(_plain(title) for title in titles if title))
    return tuple(
        ControlWork(subject, topic) for subject, topic in topics if _plain(topic).startswith(kinds)
    )


def _plain(text: str) -> str:
    return text.strip().casefold().replace("ё", "е")
