"""The published schedule as families read it (R058 «отображение учащимся и родителям»)."""

from dataclasses import dataclass

from domain.access import Action
from domain.actor import Actor
from domain.calendar import School
from domain.control_works.model import PlannedWork
from domain.control_works.rules import year_of
from domain.diary import open_diary
from domain.people import Student
from domain.schedule.model import DayNote
from domain.school_days import ClassKey
from domain.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class PupilWorks:
    """What a pupil writes from today to the end of the school year, and the exams of the grade."""

    student: Student
    school: School
    works: tuple[PlannedWork, ...]
    exams: tuple[DayNote, ...] = ()


async def works_of_pupil(uow: UnitOfWork, actor: Actor, student_id: int) -> PupilWorks:
    """Published works of the own sections and exams of the grade, each by day."""
    student, school = await open_diary(uow, actor, student_id, Action.READ_EVENTS)
    today = school.today(uow.now)
    ends = year_of(today)[1]
    works = await uow.control_works.of_pupil(student.id, today, ends)
    who = ClassKey(student.school_class_id, student.grade_level)
    _holidays, notes = await uow.schedule.calendar(school.id, who, today, ends)
    exams = tuple(each for each in notes if each.exam_id is not None)
    return PupilWorks(student, school, tuple(works), exams)
