"""Setting, changing and taking away current marks (R087, R093, R095).

A mark belongs to a place: lesson, pupil, work, and which one of several for the same work. Setting
says what the place holds from now on, so a button pressed twice makes one mark; a second mark for
the same work in the same lesson is another place, asked for in so many words.
"""

from domain.access import Action
from domain.actor import Actor
from domain.audit.chain import digest
from domain.audit.model import Thing, ThingKind
from domain.calendar import current_period
from domain.errors import Denied, Refused
from domain.gradebook.coverage import least_marks
from domain.groups.journal import is_shown, learners
from domain.hat import Hat
from domain.lessons.model import TaughtLesson
from domain.lessons.use_cases import open_lesson, require_held
from domain.marks.journal_model import ClassMarks, JournalMark, LessonMarks, MarkChange, NewMark
from domain.marks.model import WorkType
from domain.marks.telling import mark_event
from domain.marks.term import require_begun, require_due
from domain.marks.value import HANDED_IN, MarkValue, require_allowed, trace
from domain.notices.telling import tell_families
from domain.typed import one_line
from domain.unlocks.model import Place, opening
from domain.uow import UnitOfWork

COMMENT_LENGTH = 300  # characters


async def open_marks(
    uow: UnitOfWork, actor: Actor, lesson_id: int, *, in_term: bool = False
) -> LessonMarks:
    """The class with its marks in this lesson; `Refused` where no marks are given.

    `in_term`: for who sets marks within their term alone, whatever was opened after it.
    """
    return (await _open(uow, actor, lesson_id, in_term=in_term))[0]


async def set_mark(
    uow: UnitOfWork,
    actor: Actor,
    lesson_id: int,
    student_id: int,
    work_type_id: int,
    nth: int,
    code: str,
    seen: str | None = None,
) -> None:
    """The place holds this mark from now on, and the family is told if that is news.

    `seen` is the trace of what the pressed button's screen showed there. `Refused` for a pupil who
    was not in the section that day, off the scale, after the term of the work, where another
    teacher has set something else meanwhile, and where the pupil took back what is to be marked.
    `Denied` for another school's work and for a place beyond the next free one.
    """
    marks, hat = await _open(uow, actor, lesson_id, to_change=True)
    work = marks.work_type(work_type_id)
    if work is None:
        raise Denied(Action.SET_MARK)
    value = _value(marks, student_id, code)
    place = Place(lesson_id, student_id, work_type_id, nth)
    unlock_id = _require_open(marks, work, place)
    held = marks.place(student_id, work_type_id, nth)
    _require_seen(held, value, seen, hat)
    if seen == HANDED_IN and (held is None or held.value is None):
        await _require_work(uow, student_id, lesson_id)
    if held is not None:
        await _change(uow, (actor, hat), marks, held, value, unlock_id)
        return
    if not work.is_active:
        raise Refused("work_type_removed")
    if nth > 0 and marks.place(student_id, work_type_id, nth - 1) is None:
        raise Denied(Action.SET_MARK)
    new = NewMark(marks.taught, student_id, work_type_id, value, hat.person.id, unlock_id)
    change = await uow.mark_journal.add(new)
    _note(uow, (actor, hat), marks.taught, student_id, change.mark_id, (None, value))
    await _tell(uow, hat, student_id, change, (None, value), work)


async def remove_mark(uow: UnitOfWork, actor: Actor, lesson_id: int, mark_id: int) -> JournalMark:
    """Takes the mark away; its history stays and the family is told. Twice is once."""
    marks, hat = await _open(uow, actor, lesson_id, to_change=True)
    mark = _mark(marks, mark_id)
    unlock_id = require_open(marks, mark) if mark.value is not None else None
    await _change(uow, (actor, hat), marks, mark, None, unlock_id)
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
    require_open(marks, mark)
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
    """The pupils of a lesson with their marks in the grading period, for its teacher.

    Of who came from another group or class, the marks of the subject that were set there too.
    """
    taught, hat = await open_lesson(uow, actor, Action.SET_MARK, lesson_id)
    _require_marked(taught, hat)
    periods = await uow.schedule.periods(taught.school_id, taught.class_of_periods)
    period = current_period(periods, taught.date)
    if period is None:
        raise Refused("no_grading_period")
    section = taught.lesson.section_id
    today = hat.school.today(uow.now)
    hours = taught.weekly_hours if today <= period.ends else None
    members = await uow.groups.of_section(section)
    pupils = learners(members, taught.date, taught.date, today)
    left = {each.person.id: each.left for each in pupils}
    marks = await uow.mark_journal.in_subject(section, list(left), period.begins, period.ends)
    return ClassMarks(
        taught,
        period.title,
        period.begins,
        period.ends,
        tuple(pupils),
        tuple(
            each
            for each in marks
            if is_shown(each.date, left[each.student_id], is_own=each.section_id == section)
        ),
        least_marks(hours, period.kind, hat.school.policy),
    )


async def _open(
    uow: UnitOfWork, actor: Actor, lesson_id: int, *, to_change: bool = False, in_term: bool = False
) -> tuple[LessonMarks, Hat]:
    taught, hat = await open_lesson(uow, actor, Action.SET_MARK, lesson_id, to_change=to_change)
    _require_marked(taught, hat)
    require_held(taught, hat.school, uow)
    local = hat.school.local(uow.now)
    require_begun(taught, local)
    pupils, marks, attendance = await uow.mark_journal.at_lesson(taught)
    likely = await uow.mark_journal.works_for(taught, hat.person.id)
    # Nothing is closed on the day of the lesson, so nothing is asked to be opened.
    may_be_opened = taught.date < local.date() and not in_term
    unlocks = await uow.unlocks.of_lesson(taught.id) if may_be_opened else []
    return (
        LessonMarks(
            taught,
            hat.school.policy,
            tuple(pupils),
            tuple(marks),
            attendance,
            tuple(likely.works),
            local.date(),
            local,
            tuple(unlocks),
            likely.last_used_id,
            likely.planned_id,
        ),
        hat,
    )


def require_open(marks: LessonMarks, mark: JournalMark) -> int | None:
    """`Refused` "mark_locked" for a mark whose term is over (S4 §4(а)).

    Gives the id of the unlock by which it is open after its term.
    """
    work = marks.work_type(mark.work_type_id)
    place = Place(marks.taught.id, mark.student_id, mark.work_type_id, mark.nth)
    return None if work is None else _require_open(marks, work, place)


def _require_open(marks: LessonMarks, work: WorkType, place: Place) -> int | None:
    if marks.is_open(work):
        return None
    unlock = opening(marks.unlocks, place, marks.now)
    if unlock is None and marks.stays_closed(work):
        raise Refused("mark_stays_locked", work=work.title)
    if unlock is None:
        raise Refused("mark_locked", work=work.title, day=marks.last_day(work))
    return unlock.id


async def _require_work(uow: UnitOfWork, student_id: int, lesson_id: int) -> None:
    """`Refused` "work_taken_back": what was read before the mark is not handed in any more."""
    if not await uow.submissions.is_handed_in(student_id, lesson_id):
        raise Refused("work_taken_back")


def _require_seen(held: JournalMark | None, value: MarkValue, seen: str | None, hat: Hat) -> None:
    """`Refused` "mark_set_meanwhile": another teacher's mark is not replaced unseen."""
    stands = held.value if held is not None else None
    if held is None or seen is None or seen == trace(stands) or stands == value:
        return
    if held.teacher is not None and held.teacher.id != hat.person.id:
        raise Refused("mark_set_meanwhile", by=held.teacher, mark=stands)


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


def _value(marks: LessonMarks, student_id: int, code: str) -> MarkValue:
    """What this pupil may be given in this lesson; `Denied` for what no button says."""
    if marks.pupil(student_id) is None:
        raise Refused("pupil_not_here", day=marks.taught.date)
    try:
        value = MarkValue.of(code)
    except ValueError:
        raise Denied(Action.SET_MARK) from None
    require_allowed(value, marks.taught.scale, marks.policy)
    if value.due_on is not None:
        require_due(value.due_on, marks.today)
    return value


async def _change(
    uow: UnitOfWork,
    by: tuple[Actor, Hat],
    marks: LessonMarks,
    mark: JournalMark,
    value: MarkValue | None,
    unlock_id: int | None,
) -> None:
    if mark.value != value:
        hat = by[1]
        change = await uow.mark_journal.change(mark, value, hat.person.id, unlock_id)
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
        None if value is None else {"lesson": taught.id, "value": value.recorded}
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
