"""The card of a lesson, to which every part of its record leads back."""

from domain.access import Action
from domain.lessons.use_cases import read_lesson
from domain.remarks.reading import given_by
from handlers.context import Context
from handlers.lessons.card_screens import card_screen
from handlers.screen import Screen

_CHANGES = (
    Action.TAKE_ATTENDANCE,
    Action.SET_MARK,
    Action.SET_HOMEWORK,
    Action.SET_TOPIC,
    Action.SET_FINAL_MARK,
    Action.READ_PLAN,
    Action.PLAN_CONTROL_WORK,
    Action.CLAIM_NOT_HELD,
)


async def lesson_card(ctx: Context, lesson_id: int) -> Screen:
    """The card with the buttons that this person has a right to."""
    card = await read_lesson(ctx.uow, ctx.actor, lesson_id)
    allowed = [action for action in _CHANGES if ctx.actor.may(action, card.taught.target)]
    if ctx.actor.may(Action.WRITE_REMARK, given_by(card.taught)):
        allowed.append(Action.WRITE_REMARK)
    return card_screen(card, allowed, card.school.local(ctx.now))
