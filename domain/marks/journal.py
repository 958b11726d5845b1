"""Setting, changing and taking away current marks (R087, R093, R095).

A mark belongs to a place: lesson, pupil, work, and which one of several for the same work. Setting
says what the place holds from now on, so a button pressed twice makes one mark; a second mark for
the same work in the same lesson is another place, asked for in so many words.
"""

from collections.abc import Mapping

from domain.access import Action
from domain.actor import Actor
from domain.attendance.model import Status
from domain.audit.chain import digest
from domain.audit.model import Thing, ThingKind
from domain.calendar import current_period
from domain.errors import Denied, Refused
from domain.hat import Hat
from domain.lessons.model import TaughtLesson
from domain.lessons.use_cases import one_line, open_lesson, require_held
from domain.marks.journal_model import ClassMarks, JournalMark, LessonMarks, MarkChange, NewMark
from domain.marks.model import WorkType
from domain.marks.telling import mark_event
from domain.marks.value import MarkValue
from domain.notices.telling import tell_families
from domain.policy import SchoolPolicy
from domain.uow import UnitOfWork

COMMENT_LENGTH = 300  # characters


async def open_marks(uow: UnitOfWork, actor: Actor, lesson_id: int) -> LessonMarks:
    """The class with its marks in this lesson; `Refused` where no marks are given."""
    marks, _hat = await _open(uow, actor, lesson_id)
    return marks


async def set_mark(
    uow: UnitOfWork,
    actor: Actor,
    lesson_id: int,
    student_id: int,
    work_type_id: int,
    nth: int,
    code: str,
) -> None:
    """The place holds this mark from now on, and the family is told if that is news.

    `Denied` for a pupil who was not in the section on that date, for another school's work and for
    a place beyond the next free one; `Refused` off the school's scale.
    """
    marks, hat = await _open(uow, actor, lesson_id, to_change=True)
    work = marks.work_type(work_type_id)
    if marks.pupil(student_id) is None or work is None:
        raise Denied(Action.SET_MARK)
    value = _value(marks.policy, code)
    held = marks.place(student_id, work_type_id, nth)
    if held is not None:
        await _change(uow, (actor, hat), marks, held, value)
        return
    if nth > 0 and marks.place(student_id, work_type_id, nth - 1) is None:
        raise Denied(Action.SET_MARK)
    new = NewMark(marks.taught, student_id, work_type_id, value, hat.person.id)
    change = await uow.mark_journal.add(new)
    _note(uow, (actor, hat), marks.taught, student_id, change.mark_id, (None, value))
    await _tell(uow, hat, student_id, change, (None, value), work)


async def remove_mark(uow: UnitOfWork, actor: Actor, lesson_id: int, mark_id: int) -> JournalMark:
    """Takes the mark away; its history stays and the family is told. Twice is once."""
    marks, hat = await _open(uow, actor, lesson_id, to_change=True)
    mark = _mark(marks, mark_id)
    await _change(uow, (actor, hat), marks, mark, None)
    return mark


async def comment_mark(
    uow: UnitOfWork, actor: Actor, lesson_id: int, mark_id: int, typed: str
) -> JournalMark:
    """A word of the teacher beside the mark, shown wherever the mark is."""
    comment = one_line(typed)
    if not comment or len(comment) > COMMENT_LENGTH:
        raise Refused("comment_length", limit=COMMENT_LENGTH, length=len(comment))
    marks, hat = await _open(uow, actor, lesson_id, to_change=True)
    mark = standing_mark(marks, mark_id)
    await uow.mark_journal.comment(mark.id, comment)
    uow.audit.note(
        actor,
        hat,
        Action.SET_MARK,
        Thing(ThingKind.MARK, mark.id),
        about=mark.student_id,
        before={"lesson": lesson_id, "comment": digest(mark.comment)},
        after={"lesson": lesson_id, "comment": digest(comment)},
    )
    return mark


def standing_mark(marks: LessonMarks, mark_id: int) -> JournalMark:
    """A mark of this lesson that was not taken away; else `Denied`."""
    mark = _mark(marks, mark_id)
    if mark.value is None:
        raise Denied(Action.SET_MARK)
    return mark


async def class_marks(uow: UnitOfWork, actor: Actor, lesson_id: int) -> ClassMarks:
    """The section's marks in the grading period of the lesson, for its teacher."""
    taught, hat = await open_lesson(uow, actor, Action.SET_MARK, lesson_id)
    _require_marked(taught, hat)
    periods = await uow.schedule.periods(taught.school_id, taught.class_of_periods)
    period = current_period(periods, taught.date)
    if period is None:
        raise Refused("no_grading_period")
    section = taught.lesson.section_id
    pupils = await uow.lessons.pupils(section, taught.date)
    ids = [pupil.id for pupil in pupils]
    return ClassMarks(
        taught,
        period.title,
        period.begins,
        period.ends,
        tuple(pupils),
        tuple(await uow.mark_journal.of_section(section, ids, period.begins, period.ends)),
    )


async def _open(
    uow: UnitOfWork, actor: Actor, lesson_id: int, *, to_change: bool = False
) -> tuple[LessonMarks, Hat]:
    taught, hat = await open_lesson(uow, actor, Action.SET_MARK, lesson_id, to_change=to_change)
    _require_marked(taught, hat)
    require_held(taught, hat.school, uow)
    marks = LessonMarks(
        taught,
        hat.school.policy,
        tuple(await uow.lessons.pupils(taught.lesson.section_id, taught.date)),
        tuple(await uow.mark_journal.of_lesson(taught.id)),
        await _attendance(uow, taught),
        tuple(await uow.mark_journal.work_types(taught.school_id)),
    )
    return marks, hat


async def _attendance(uow: UnitOfWork, taught: TaughtLesson) -> Mapping[int, Status]:
    """As the teacher has said so far: recorded, and over it tapped."""
    recorded = await uow.roll_call.recorded(taught.id)
    tapped = await uow.roll_call.tapped(taught.id) if taught.has_untold_taps else {}
    return {**recorded, **tapped}


def _require_marked(taught: TaughtLesson, hat: Hat) -> None:
    """No marks in grade 1 (S1 3.7, S3 1.2, R092), nor in what the school teaches without them."""
    if not hat.school.policy.has_marks(taught.grade_level):
        raise Refused("grade_without_marks", grade=taught.grade_level)
    if not taught.is_marked:
        raise Refused("subject_without_marks", subject=taught.lesson.subject)


def _mark(marks: LessonMarks, mark_id: int) -> JournalMark:
    for mark in marks.marks:
        if mark.id == mark_id:
            return mark
    raise Denied(Action.SET_MARK)


def _value(policy: SchoolPolicy, code: str) -> MarkValue:
    """`Refused` "mark_off_scale" for what is no mark of this school."""
    try:
        value = MarkValue.of(code)
    except ValueError:
        value = None
    if value is None or value.number not in policy.marks:
        raise Refused("mark_off_scale", lowest=policy.lowest_mark, highest=policy.highest_mark)
    return value


def _recorded(value: MarkValue) -> int | str:
    """In the audit trail a plain number stays a number."""
    return value.code if value.sign or value.number is None else value.number


async def _change(
    uow: UnitOfWork,
    by: tuple[Actor, Hat],
    marks: LessonMarks,
    mark: JournalMark,
    value: MarkValue | None,
) -> None:
    if mark.value != value:
        hat = by[1]
        change = await uow.mark_journal.change(mark, value, hat.person.id)
        _note(uow, by, marks.taught, mark.student_id, mark.id, (mark.value, value))
        work = marks.work_type(mark.work_type_id)
        await _tell(uow, hat, mark.student_id, change, (mark.value, value), work)


def _note(
    uow: UnitOfWork,
    by: tuple[Actor, Hat],
    taught: TaughtLesson,
    student_id: int,
    mark_id: int,
    values: tuple[MarkValue | None, MarkValue | None],
) -> None:
    before, after = (
        None if value is None else {"lesson": taught.id, "value": _recorded(value)}
        for value in values
    )
    mark = Thing(ThingKind.MARK, mark_id)
    uow.audit.note(*by, Action.SET_MARK, mark, about=student_id, before=before, after=after)


async def _tell(
    uow: UnitOfWork,
    hat: Hat,
    student_id: int,
    change: MarkChange,
    values: tuple[MarkValue | None, MarkValue | None],
    work: WorkType | None,
) -> None:
    event = mark_event(
        hat.school.policy,
        student_id,
        (change.change_id, change.mark_id),
        values,
        is_control=work is not None and work.is_control,
    )
    await tell_families(uow, [event])
