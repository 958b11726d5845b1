"""Who reads remarks (R120): the pupil, the guardians, the staff of the class, and nobody else."""

from dataclasses import replace
from datetime import date, timedelta

from domain.access import Action
from domain.actor import Actor
from domain.classes.use_cases import open_class
from domain.diary import open_diary, target_of
from domain.errors import Refused
from domain.hat import Hat, Target
from domain.lessons.model import TaughtLesson
from domain.lessons.use_cases import open_lesson, require_held
from domain.notices.timing import moment_of
from domain.people import Person, Student
from domain.remarks.model import (
    ClassRemarks,
    LessonPupil,
    PupilRemarks,
    Remark,
    seen_from_lesson,
)
from domain.uow import UnitOfWork

_LONGEST_MONTH = timedelta(days=31)


async def read_remarks(uow: UnitOfWork, actor: Actor, student_id: int) -> PupilRemarks:
    """All that stand about the pupil, and those that were taken off, with the reason."""
    student, school = await open_diary(uow, actor, student_id, Action.READ_REMARKS)
    target = target_of(student, school)
    return PupilRemarks(
        student,
        school,
        tuple(await uow.remarks.of_pupil(student.id)),
        uow.now,
        writers_of(actor),
        may_write=actor.may(Action.WRITE_REMARK, target),
        may_remove=actor.may(Action.REMOVE_REMARK, target),
    )


async def remarks_in_lesson(
    uow: UnitOfWork, actor: Actor, lesson_id: int, student_id: int
) -> tuple[TaughtLesson, PupilRemarks]:
    """Remarks about a pupil of the lesson: `seen_from_lesson`. `Refused` "pupil_not_here"."""
    taught, _hat = await open_lesson(uow, actor, Action.READ_REMARKS, lesson_id)
    found = await _member(uow, taught, student_id)
    student = found.student
    hat = actor.require(Action.READ_REMARKS, target_in_lesson(taught, student))
    is_taught = taught.usual_teacher_id == hat.person.id and found.is_learner
    is_of_class = is_taught or actor.may(Action.READ_REMARKS, target_of(student, hat.school))
    remarks = await uow.remarks.of_pupil(student.id)
    return taught, PupilRemarks(
        student,
        hat.school,
        seen_from_lesson(remarks, hat.person.id, taught.id, is_of_class=is_of_class),
        uow.now,
        writers_of(actor),
        may_write=actor.may(Action.WRITE_REMARK, given_by(taught)),
    )


async def class_remarks(
    uow: UnitOfWork, actor: Actor, class_id: int, day: date | None = None
) -> ClassRemarks:
    """What was written about a class in the month of this day, today's by default."""
    school_class, hat = await open_class(uow, actor, class_id, Action.READ_REMARKS)
    school = hat.school
    today = school.today(uow.now)
    first = min(day or today, today).replace(day=1)
    until = (first + _LONGEST_MONTH).replace(day=1)
    bounds = (moment_of(each, 0, school.timezone) for each in (first, until))
    found: dict[Person, list[Remark]] = {}
    for pupil, remark in await uow.remarks.of_class(class_id, *bounds):
        found.setdefault(pupil, []).append(remark)
    pupils = tuple((pupil, tuple(remarks)) for pupil, remarks in found.items())
    return ClassRemarks(school_class, first, today, pupils)


async def pupils_to_remark(
    uow: UnitOfWork, actor: Actor, lesson_id: int
) -> tuple[TaughtLesson, list[Person]]:
    """The pupils of a lesson, for who gives it."""
    taught, _hat = await _given(uow, actor, lesson_id)
    return taught, await uow.lessons.pupils(taught.lesson.section_id, taught.date)


async def pupil_of_lesson(
    uow: UnitOfWork, actor: Actor, lesson_id: int, student_id: int
) -> tuple[TaughtLesson, Student]:
    """One of these, about whom something may be written, before a word of it is typed.

    `Refused` "pupil_not_here" for who was not there, "pupil_left", "lesson_ahead",
    "lesson_cancelled".
    """
    taught, hat = await _given(uow, actor, lesson_id)
    student = (await _member(uow, taught, student_id)).student
    require_held(taught, hat.school, uow)
    require_in_class(student)
    return taught, student


def require_in_class(student: Student) -> None:
    """`Refused` "pupil_left": nobody is told of a pupil whom the school has no more."""
    if student.school_class_id is None:
        raise Refused("pupil_left")


async def _given(uow: UnitOfWork, actor: Actor, lesson_id: int) -> tuple[TaughtLesson, Hat]:
    taught, _hat = await open_lesson(uow, actor, Action.WRITE_REMARK, lesson_id)
    return taught, actor.require(Action.WRITE_REMARK, given_by(taught))


async def _member(uow: UnitOfWork, taught: TaughtLesson, student_id: int) -> LessonPupil:
    found = await uow.remarks.lesson_pupil(student_id, taught.lesson.section_id, taught.date)
    if found is None:
        raise Refused("pupil_not_here", day=taught.date)
    return found


def given_by(taught: TaughtLesson) -> Target:
    """A lesson as what its giver has a right to: who leads the class writes from no lesson."""
    return replace(taught.target, school_class_id=None, also_class_ids=frozenset())


def target_in_lesson(taught: TaughtLesson, student: Student) -> Target:
    """A pupil of a lesson as what a right to read is to: its giver's, and those of the own class.

    In a group of several classes whoever leads one of them has no right to the others' pupils.
    """
    return replace(given_by(taught), school_class_id=student.school_class_id)


def writers_of(actor: Actor) -> frozenset[int]:
    """The people of the staff behind this chat."""
    return frozenset(hat.person.id for hat in actor.hats if hat.is_staff)
