"""«Мои данные» and its buttons, for families."""

from collections.abc import Callable
from dataclasses import replace

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from domain.access import Action
from domain.hat import Hat, Target
from domain.personal_data.changes import ask_change, card_to_change, own_data
from domain.personal_data.copy_model import MAX_DOCUMENT, CopyScope
from domain.personal_data.copying import permit_copy, read_copy
from domain.personal_data.erasing import ask_erasure, own_erasures, withdraw_erasure
from domain.personal_data.erasure_model import Erasure, Subject
from domain.personal_data.fields import Field
from domain.uow import UnitOfWork
from handlers.context import Context
from handlers.documents.archive import archive_zip
from handlers.personal_data.callbacks import (
    AskErasure,
    AskValue,
    ChooseSex,
    MakeCopy,
    OpenCopy,
    OpenOwnData,
    OpenOwnErasure,
    PickField,
    SendErasure,
    WithdrawErasure,
)
from handlers.personal_data.own_screens import (
    ask_erasure_screen,
    asked_screen,
    copy_screen,
    erasure_asked_screen,
    fields_screen,
    making_screen,
    own_data_screen,
    own_erasure_screen,
    pupil_data_screen,
    value_screen,
    withdrawn_screen,
)
from handlers.personal_data.typed_value import ask_to_type, take_typed
from handlers.screen import File, Later, Screen
from handlers.settings.callbacks import OpenSettings
from handlers.typing import WRITES, Typing
from handlers.whose import chosen_student
from handlers.words import _


def make_router() -> Router:
    router = Router(name="own data")
    on = router.callback_query.register
    on(show_own, OpenOwnData.filter())
    on(show_fields, PickField.filter())
    on(ask_value, AskValue.filter(), flags=WRITES)
    on(choose_sex, ChooseSex.filter(), flags=WRITES)
    on(show_copy, OpenCopy.filter())
    on(make_copy, MakeCopy.filter(), flags=WRITES)
    on(show_erasure, OpenOwnErasure.filter())
    on(show_ask_erasure, AskErasure.filter())
    on(send_erasure, SendErasure.filter(), flags=WRITES)
    on(withdraw, WithdrawErasure.filter(), flags=WRITES)
    router.message.register(take_value, Typing("card_value"), flags=WRITES)
    return router


async def show_own(query: CallbackQuery, callback_data: OpenOwnData, ctx: Context) -> Screen:
    student_id = callback_data.student_id or chosen_student(ctx)
    target = Target(student_id=student_id)
    if not ctx.actor.may(Action.ASK_DATA_CHANGE, target):
        return pupil_data_screen(ctx.actor.require(Action.COPY_DATA, target))
    return own_data_screen(await own_data(ctx.uow, ctx.actor, student_id))


async def show_fields(query: CallbackQuery, callback_data: PickField, ctx: Context) -> Screen:
    student_id = callback_data.student_id
    _hat, card = await card_to_change(ctx.uow, ctx.actor, student_id, callback_data.person_id)
    return fields_screen(student_id, card)


async def ask_value(query: CallbackQuery, callback_data: AskValue, ctx: Context) -> Screen:
    student_id, person_id = callback_data.student_id, callback_data.person_id
    _hat, card = await card_to_change(ctx.uow, ctx.actor, student_id, person_id)
    await ask_to_type(ctx, "card_value", callback_data)
    return value_screen(student_id, card, callback_data.field)


async def take_value(message: Message, ctx: Context) -> Screen:
    return asked_screen(await take_typed(message, ctx, ask_change))


async def choose_sex(query: CallbackQuery, callback_data: ChooseSex, ctx: Context) -> Screen:
    student_id, person_id = callback_data.student_id, callback_data.person_id
    request = await ask_change(
        ctx.uow, ctx.actor, student_id, person_id, Field.SEX, callback_data.sex
    )
    return asked_screen(request)


async def show_copy(query: CallbackQuery, callback_data: OpenCopy, ctx: Context) -> Screen:
    student_id = callback_data.student_id or chosen_student(ctx)
    hat = ctx.actor.require(Action.COPY_DATA, Target(student_id=student_id))
    return copy_screen(student_id, is_pupil=hat.person.id == student_id)


async def make_copy(query: CallbackQuery, callback_data: MakeCopy, ctx: Context) -> Screen:
    scope = await permit_copy(ctx.uow, ctx.actor, callback_data.student_id)
    return replace(making_screen(callback_data.student_id), later=_archive(scope))


def _archive(scope: CopyScope) -> Later:
    """Reads it all in one transaction; what is read is packed outside of it."""

    async def read(uow: UnitOfWork) -> Callable[[], Screen]:
        copy = await read_copy(uow, scope)

        def pack() -> Screen:
            content = archive_zip(copy)
            if len(content) > MAX_DOCUMENT:
                return Screen([_("The archive is too large for Telegram. Ask the school for it.")])
            day = scope.school.local(copy.made_at).date().isoformat()
            caption = _("A copy of all data that is kept here. Nobody else gets it.")
            return Screen(files=[File(_("data {day}.zip").format(day=day), content, caption)])

        return pack

    return read


async def show_erasure(query: CallbackQuery, callback_data: OpenOwnErasure, ctx: Context) -> Screen:
    return await _erasures(ctx, callback_data.student_id)


async def _erasures(ctx: Context, student_id: int) -> Screen:
    return _erasures_screen(ctx, student_id, *await own_erasures(ctx.uow, ctx.actor, student_id))


def _erasures_screen(
    ctx: Context, student_id: int, hat: Hat, subjects: list[tuple[Subject, Erasure | None]]
) -> Screen:
    reads = ctx.actor.may(Action.ASK_DATA_CHANGE, Target(student_id=student_id))
    back = OpenOwnData(student_id=student_id) if reads else OpenSettings()
    return own_erasure_screen(student_id, subjects, hat.school.today(ctx.now), back, hat)


async def show_ask_erasure(query: CallbackQuery, callback_data: AskErasure, ctx: Context) -> Screen:
    student_id, person_id = callback_data.student_id, callback_data.person_id
    hat, subjects = await own_erasures(ctx.uow, ctx.actor, student_id)
    for subject, erasure in subjects:
        if subject.person.id == person_id and erasure is None:
            return ask_erasure_screen(student_id, subject, hat.school.today(ctx.now), hat)
    return _erasures_screen(ctx, student_id, hat, subjects)


async def send_erasure(query: CallbackQuery, callback_data: SendErasure, ctx: Context) -> Screen:
    student_id, person_id = callback_data.student_id, callback_data.person_id
    erasure = await ask_erasure(ctx.uow, ctx.actor, student_id, person_id)
    return erasure_asked_screen(student_id, erasure)


async def withdraw(query: CallbackQuery, callback_data: WithdrawErasure, ctx: Context) -> Screen:
    erasure = await withdraw_erasure(ctx.uow, ctx.actor, callback_data.erasure_id)
    return withdrawn_screen(erasure.student_id)
