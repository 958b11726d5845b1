"""«Приказы»: who lacks one, and one typed for a pupil or for all who lack one in a class."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from domain.access import Action
from domain.handover.orders import (
    class_orders,
    orders_lacking,
    pupil_order,
    record_for_class,
    staff_orders,
)
from domain.handover.use_cases import record_order
from domain.hat import Target
from domain.staff.typed import read_order
from handlers.context import Context
from handlers.handover.callbacks import (
    AskClassOrder,
    AskPupilOrder,
    OpenClassOrders,
    OpenOrders,
    OpenStaffOrders,
)
from handlers.handover.orders_screens import (
    all_screen,
    class_screen,
    grade_screen,
    pupil_screen,
    school_screen,
    staff_screen,
)
from handlers.screen import Screen
from handlers.typing import WRITES, Typing
from handlers.words import _

_OF_PUPIL, _OF_CLASS = "listed_order", "class_order"


def register(router: Router) -> None:
    on = router.callback_query.register
    on(show_orders, OpenOrders.filter())
    on(show_class, OpenClassOrders.filter())
    on(show_staff, OpenStaffOrders.filter())
    on(ask_for_pupil, AskPupilOrder.filter(), flags=WRITES)
    on(ask_for_class, AskClassOrder.filter(), flags=WRITES)
    router.message.register(take_for_pupil, Typing(_OF_PUPIL), flags=WRITES)
    router.message.register(take_for_class, Typing(_OF_CLASS), flags=WRITES)


async def show_orders(query: CallbackQuery, callback_data: OpenOrders, ctx: Context) -> Screen:
    orders = await orders_lacking(ctx.uow, ctx.actor)
    if callback_data.grade_level:
        return grade_screen(orders, callback_data.grade_level)
    watches = ctx.actor.may(Action.WATCH_HANDOVER, Target(school_id=orders.school.id))
    return school_screen(orders, watches_codes=watches)


async def show_class(query: CallbackQuery, callback_data: OpenClassOrders, ctx: Context) -> Screen:
    orders = await class_orders(ctx.uow, ctx.actor, callback_data.class_id)
    return class_screen(orders, callback_data)


async def show_staff(query: CallbackQuery, callback_data: OpenStaffOrders, ctx: Context) -> Screen:
    return staff_screen(*await staff_orders(ctx.uow, ctx.actor), callback_data.page)


async def ask_for_pupil(query: CallbackQuery, callback_data: AskPupilOrder, ctx: Context) -> Screen:
    class_id, student_id = callback_data.class_id, callback_data.student_id
    found = await pupil_order(ctx.uow, ctx.actor, class_id, student_id)
    data = {"class_id": class_id, "student_id": student_id}
    await ctx.uow.chats.ask(ctx.session.chat_id, _OF_PUPIL, data)
    return pupil_screen(*found)


async def take_for_pupil(message: Message, ctx: Context) -> Screen:
    """A slip of the pen leaves the question as it is."""
    asked = ctx.session.typing_data
    order = read_order(message.text or "", today=ctx.today)
    await pupil_order(ctx.uow, ctx.actor, asked["class_id"], asked["student_id"])
    await record_order(ctx.uow, ctx.actor, asked["student_id"], order)
    return await _recorded(ctx, asked["class_id"])


async def ask_for_class(query: CallbackQuery, callback_data: AskClassOrder, ctx: Context) -> Screen:
    orders = await class_orders(ctx.uow, ctx.actor, callback_data.class_id)
    if not orders.lacking:
        return class_screen(orders, OpenClassOrders(class_id=callback_data.class_id))
    data = {"class_id": callback_data.class_id}
    await ctx.uow.chats.ask(ctx.session.chat_id, _OF_CLASS, data)
    return all_screen(orders)


async def take_for_class(message: Message, ctx: Context) -> Screen:
    """The same."""
    class_id = int(ctx.session.typing_data["class_id"])
    order = read_order(message.text or "", today=ctx.today)
    await record_for_class(ctx.uow, ctx.actor, class_id, order)
    return await _recorded(ctx, class_id)


async def _recorded(ctx: Context, class_id: int) -> Screen:
    await ctx.uow.chats.stop_asking(ctx.session.chat_id)
    orders = await class_orders(ctx.uow, ctx.actor, class_id)
    return class_screen(orders, OpenClassOrders(class_id=class_id), _("The order is recorded."))
