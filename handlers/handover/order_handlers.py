"""Orders of enrolment and hiring, as they are typed; and the family's screen they lead back to."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from domain.access import Action
from domain.handover.use_cases import family_codes, record_order, staff_order
from domain.staff.typed import read_order
from handlers.context import Context
from handlers.handover.callbacks import AskOrder, AskStaffOrder
from handlers.handover.family_screens import family_screen, order_screen, staff_order_screen
from handlers.screen import Screen
from handlers.typing import WRITES, Typing

_OF_PUPIL, _OF_STAFF = "account_order", "hiring_order"


def register(router: Router) -> None:
    router.message.register(take_order, Typing(_OF_PUPIL), flags=WRITES)
    router.message.register(take_staff_order, Typing(_OF_STAFF), flags=WRITES)
    router.callback_query.register(ask_order, AskOrder.filter(), flags=WRITES)
    router.callback_query.register(ask_staff_order, AskStaffOrder.filter(), flags=WRITES)


async def ask_order(query: CallbackQuery, callback_data: AskOrder, ctx: Context) -> Screen:
    codes = await family_codes(ctx.uow, ctx.actor, callback_data.student_id)
    ctx.actor.require(Action.RECORD_ORDER, codes.card.school_class.target)
    data = {"student_id": callback_data.student_id}
    await ctx.uow.chats.ask(ctx.session.chat_id, _OF_PUPIL, data)
    return order_screen(codes.card.family.student, callback_data.student_id)


async def take_order(message: Message, ctx: Context) -> Screen:
    """A slip of the pen leaves the question as it is."""
    student_id = int(ctx.session.typing_data["student_id"])
    order = read_order(message.text or "", today=ctx.today)
    await record_order(ctx.uow, ctx.actor, student_id, order)
    await ctx.uow.chats.stop_asking(ctx.session.chat_id)
    return await open_family(ctx, student_id)


async def ask_staff_order(
    query: CallbackQuery, callback_data: AskStaffOrder, ctx: Context
) -> Screen:
    person, order = await staff_order(ctx.uow, ctx.actor, callback_data.person_id)
    data = {"person_id": callback_data.person_id, "listed": callback_data.listed}
    await ctx.uow.chats.ask(ctx.session.chat_id, _OF_STAFF, data)
    return staff_order_screen(person, order, listed=callback_data.listed)


async def take_staff_order(message: Message, ctx: Context) -> Screen:
    """The same."""
    person_id = int(ctx.session.typing_data["person_id"])
    order = read_order(message.text or "", today=ctx.today)
    await record_order(ctx.uow, ctx.actor, person_id, order)
    await ctx.uow.chats.stop_asking(ctx.session.chat_id)
    person, stored = await staff_order(ctx.uow, ctx.actor, person_id)
    listed = bool(ctx.session.typing_data.get("listed"))
    return staff_order_screen(person, stored, is_new=True, listed=listed)


async def open_family(ctx: Context, student_id: int) -> Screen:
    codes = await family_codes(ctx.uow, ctx.actor, student_id)
    target = codes.card.school_class.target
    actions = (Action.RECORD_ORDER, Action.END_BINDING)
    allowed = [each for each in actions if ctx.actor.may(each, target)]
    return family_screen(codes, allowed, codes.card.school_class.school.today(ctx.now))
