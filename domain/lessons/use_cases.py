"""Opening the teacher's day and a lesson, and recording its topic (R073, R074)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.access import Action
from domain.actor import Actor
from domain.attendance.model import Status
from domain.audit.model import Thing, ThingKind
from domain.calendar import School
from domain.errors import Denied, Refused, unknown_is_denied
from domain.hat import Hat
from domain.homework.model import SetHomework
from domain.lessons.model import TaughtLesson, TeachingDay
from domain.lessons.substituted import say_who_substitutes
from domain.plans.model import PlannedTopic
from domain.plans.rules import find_topic
from domain.timetable.claim_model import Claim
from domain.typed import one_line
from domain.uow import UnitOfWork

TOPIC_LENGTH = 300  # characters; a topic is a line of the journal's page
OFFERED_TOPICS = 5


@dataclass(frozen=True, slots=True)
class LessonCard:
    """A lesson with the homework set in it and those who were not simply there."""

    taught: TaughtLesson
    school: School
    homework: tuple[SetHomework, ...]
    attendance: Mapping[int, Status]
    claim: Claim | None = None  # where nothing is recorded: said by its teacher not to be held

    @property
    def has_marks(self) -> bool:
        """Whether marks are given here at all (R092)."""
        return self.taught.is_marked and self.school.policy.has_marks(self.taught.grade_level)

    @property
    def has_homework(self) -> bool:
        """Whether homework is set here at all (R106)."""
        policy = self.school.policy
        return self.taught.takes_homework and policy.has_homework(self.taught.grade_level)


async def teaching_day(uow: UnitOfWork, actor: Actor, day: date | None = None) -> TeachingDay:
    """The actor's own lessons of a day, today by default; `Refused` for who teaches nothing.

    `Unbound` for who is not connected.
    """
    hat = teaching_hat(actor)
    at = hat.school.local(uow.now)
    wanted = day or at.date()
    lessons = await uow.lessons.of_teacher(hat.person.id, wanted)
    return TeachingDay(hat.person, hat.school, wanted, at, tuple(lessons))


def teaching_hat(actor: Actor) -> Hat:
    """The hat in which the actor teaches: the one worn now, else the first that does."""
    actor.require_hat()
    for hat in actor.current_first:
        if hat.teaches:
            return hat
    raise Refused("not_a_teacher")


async def open_lesson(
    uow: UnitOfWork, actor: Actor, action: Action, lesson_id: int, *, to_change: bool = False
) -> tuple[TaughtLesson, Hat]:
    """The lesson, and the hat in which the actor may do this to it.

    An unknown id and another teacher's lesson are refused in equal words (R009); whose section it
    is reads who substitutes (`Substituted`).
    """
    with unknown_is_denied(action):
        taught = await uow.lessons.lesson(lesson_id, to_change=to_change)
    try:
        return taught, actor.require(action, taught.target)
    except Denied:
        say_who_substitutes(actor, taught)
        raise


def require_held(taught: TaughtLesson, school: School, uow: UnitOfWork) -> None:
    """Attendance and marks are records of what took place (R090): neither ahead nor cancelled."""
    if taught.lesson.is_cancelled:
        raise Refused("lesson_cancelled")
    if taught.date > school.today(uow.now):
        raise Refused("lesson_ahead")


async def read_lesson(uow: UnitOfWork, actor: Actor, lesson_id: int) -> LessonCard:
    """The record of a lesson, for who may read it."""
    taught, hat = await open_lesson(uow, actor, Action.READ_LESSON, lesson_id)
    homework = await uow.homework.of_lesson(taught.id) if taught.homework_count else []
    taken = taught.lesson.attendance_taken_at is not None
    attendance = await uow.roll_call.recorded(taught.id) if taken else {}
    is_bare = taught.is_bare(hat.school.local(uow.now))
    claim = await uow.claims.of_lesson(taught.id) if is_bare else None
    return LessonCard(taught, hat.school, tuple(homework), attendance, claim)


async def offered_topics(
    uow: UnitOfWork, actor: Actor, lesson_id: int
) -> tuple[TaughtLesson, list[PlannedTopic]]:
    """The lesson and the next topics of its plan."""
    taught, _hat = await open_lesson(uow, actor, Action.SET_TOPIC, lesson_id)
    return taught, await uow.lessons.planned_topics(taught.lesson.section_id, OFFERED_TOPICS)


async def type_topic(uow: UnitOfWork, actor: Actor, lesson_id: int, typed: str) -> None:
    """Records the topic as typed; `Refused` when it is empty or too long.

    Typed as it stands in the plan, it is the plan's (R059).
    """
    topic = one_line(typed)
    if not topic or len(topic) > TOPIC_LENGTH:
        raise Refused("topic_length", limit=TOPIC_LENGTH, length=len(topic))
    taught, hat = await _open_topic(uow, actor, lesson_id)
    found = await uow.plans.followed(taught.lesson.section_id)
    planned = find_topic(found.plan, topic, found.had)
    await _set_topic(uow, (actor, hat), taught, topic, planned)


async def pick_topic(uow: UnitOfWork, actor: Actor, lesson_id: int, topic_id: int) -> None:
    """Records a topic of the section's own plan."""
    taught, hat = await _open_topic(uow, actor, lesson_id)
    topic = await uow.lessons.planned_topic(taught.lesson.section_id, topic_id)
    await _set_topic(uow, (actor, hat), taught, topic.title, topic)


async def record_planned_topic(uow: UnitOfWork, actor: Actor, taught: TaughtLesson) -> None:
    """With the roll call a lesson without a topic gets the next of its plan (S2 4.2, R059).

    Nothing where there is no plan, the school wants none of it, or the actor may record no topic.
    """
    if taught.lesson.topic or not actor.may(Action.SET_TOPIC, taught.target):
        return
    hat = actor.require(Action.SET_TOPIC, taught.target)
    if not hat.school.policy.topic_by_plan:
        return
    planned = await uow.lessons.planned_topics(taught.lesson.section_id, 1)
    for topic in planned:
        await _set_topic(uow, (actor, hat), taught, topic.title, topic, is_by_plan=True)


async def _open_topic(uow: UnitOfWork, actor: Actor, lesson_id: int) -> tuple[TaughtLesson, Hat]:
    taught, hat = await open_lesson(uow, actor, Action.SET_TOPIC, lesson_id, to_change=True)
    if taught.lesson.is_cancelled:
        raise Refused("lesson_cancelled")
    return taught, hat


async def _set_topic(
    uow: UnitOfWork,
    by: tuple[Actor, Hat],
    taught: TaughtLesson,
    topic: str,
    planned: PlannedTopic | None,
    *,
    is_by_plan: bool = False,
) -> None:
    ordinal = planned.ordinal if planned else None
    await uow.lessons.set_topic(taught.id, topic, ordinal, is_by_plan=is_by_plan)
    uow.audit.note(
        *by,
        Action.SET_TOPIC,
        Thing(ThingKind.LESSON, taught.id),
        before={"topic": taught.lesson.topic},
        after={"topic": topic},
    )
