"""What a lesson was besides its topic: its form, and that nothing is set in it (R083, R118)."""

from domain.access import Action
from domain.actor import Actor
from domain.audit.model import Thing, ThingKind
from domain.errors import Refused
from domain.lessons.use_cases import open_lesson
from domain.schedule.model import LessonForm
from domain.uow import UnitOfWork


async def set_form(uow: UnitOfWork, actor: Actor, lesson_id: int, form: LessonForm) -> None:
    """Before the lesson or after it: families see it beside the lesson. Twice is once."""
    taught, hat = await open_lesson(uow, actor, Action.SET_TOPIC, lesson_id, to_change=True)
    if taught.lesson.is_cancelled:
        raise Refused("lesson_cancelled")
    if taught.lesson.form is form:
        return
    await uow.lessons.set_form(taught.id, form)
    uow.audit.note(
        actor,
        hat,
        Action.SET_TOPIC,
        Thing(ThingKind.LESSON, taught.id),
        before={"form": taught.lesson.form},
        after={"form": form},
    )


async def say_no_homework(uow: UnitOfWork, actor: Actor, lesson_id: int, *, is_none: bool) -> None:
    """«Не задано» is a fact of the record, or taken back; `Refused` where homework is set."""
    taught, hat = await open_lesson(uow, actor, Action.SET_HOMEWORK, lesson_id, to_change=True)
    taught.require_homework(hat.school.policy)
    if taught.lesson.is_cancelled:
        raise Refused("lesson_cancelled")
    if is_none and taught.homework_count:
        raise Refused("homework_is_set")
    if taught.says_no_homework is is_none:
        return
    await uow.lessons.say_no_homework(taught.id, is_none=is_none)
    uow.audit.note(
        actor,
        hat,
        Action.SET_HOMEWORK,
        Thing(ThingKind.LESSON, taught.id),
        before={"none": not is_none},
        after={"none": is_none},
    )
