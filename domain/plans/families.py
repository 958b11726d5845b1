"""Topics as families see them: what was taught, and what the plan has next (S2 2; R057)."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.access import Action
from domain.actor import Actor
from domain.diary import open_diary
from domain.errors import NotFound
from domain.people import Student
from domain.plans.model import LearntSubject, PlannedTopic, TaughtTopic
from domain.plans.rules import next_topics
from domain.school_documents.model import SchoolDocument
from domain.school_documents.reading import may_read
from domain.school_documents.rules import in_order, is_of_grade
from domain.uow import UnitOfWork

SHOWN_AHEAD = 5


@dataclass(frozen=True, slots=True)
class SubjectTopics:
    """One subject of a pupil: topics of its lessons, and the next ones of the plan."""

    student: Student
    subject: LearntSubject
    taught: Sequence[TaughtTopic]
    ahead: Sequence[PlannedTopic]
    programmes: Sequence[SchoolDocument] = ()  # that the reader is shown


async def learnt_subjects(
    uow: UnitOfWork, actor: Actor, student_id: int
) -> tuple[Student, list[LearntSubject]]:
    """The subjects whose topics can be seen."""
    student, school = await open_diary(uow, actor, student_id, Action.READ_TOPICS)
    return student, await uow.plans.subjects(student.id, school.today(uow.now))


async def subject_topics(
    uow: UnitOfWork, actor: Actor, student_id: int, section_id: int
) -> SubjectTopics:
    """Past and planned topics; `NotFound` for a section in which the pupil is not."""
    student, school = await open_diary(uow, actor, student_id, Action.READ_TOPICS)
    today = school.today(uow.now)
    found = await uow.school_documents.of_section(student.id, section_id, today)
    if found is None:
        raise NotFound("section")
    subject, programmes = found
    taught = await uow.plans.taught(student.id, section_id, today)
    followed = await uow.plans.followed(section_id)
    ahead = next_topics(followed.plan, followed.had)[:SHOWN_AHEAD]
    shown = [
        each
        for each in programmes
        if is_of_grade(each.whom, student.grade_level) and may_read(actor, each)
    ]
    return SubjectTopics(student, subject, taught, ahead, tuple(in_order(shown)))
