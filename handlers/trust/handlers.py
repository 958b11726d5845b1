"""«Доверенные лица»: the list, one of them, what they see, revoking; then naming a new one."""

from dataclasses import replace

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.errors import ConsentMissing, Refused
from domain.trust.model import Held, from_number
from domain.trust.offering import terms
from domain.trust.use_cases import (
    agree,
    choose_rights,
    new_code,
    open_contact,
    prolong,
    revoke,
    trusted_contacts,
)
from handlers.classes.code_screens import slips_file
from handlers.context import Context
from handlers.refusals import refusal, said_of
from handlers.screen import Screen, toast
from handlers.trust import naming_handlers
from handlers.trust.callbacks import (
    AgreeAgain,
    AskTerm,
    ChooseRights,
    NewCode,
    OpenContact,
    OpenTrusted,
    Prolong,
    Revoke,
)
from handlers.trust.naming_screens import code_screen, slip
from handlers.trust.screens import circle_screen, contact_screen, revoked_screen, terms_screen
from handlers.typing import WRITES
from handlers.whose import chosen_student


def make_router() -> Router:
    router = Router(name="trust")
    on = router.callback_query.register
    on(show_circle, OpenTrusted.filter())
    on(show_contact, OpenContact.filter())
    on(choose, ChooseRights.filter(), flags=WRITES)
    on(ask_term, AskTerm.filter())
    on(prolong_trust, Prolong.filter(), flags=WRITES)
    on(give_new_code, NewCode.filter(), flags=WRITES)
    on(revoke_trust, Revoke.filter(), flags=WRITES)
    on(agree_again, AgreeAgain.filter(), flags=WRITES)
    router.include_router(naming_handlers.make_router())
    return router


async def show_circle(query: CallbackQuery, callback_data: OpenTrusted, ctx: Context) -> Screen:
    return await _circle(ctx, callback_data.student_id or chosen_student(ctx))


async def show_contact(query: CallbackQuery, callback_data: OpenContact, ctx: Context) -> Screen:
    return await _contact(ctx, await open_contact(ctx.uow, ctx.actor, callback_data.trust_id))


async def choose(query: CallbackQuery, callback_data: ChooseRights, ctx: Context) -> Screen:
    """The last tick stays: to show nothing is to revoke."""
    rights = from_number(callback_data.rights)
    try:
        held = await choose_rights(ctx.uow, ctx.actor, callback_data.trust_id, rights)
    except Refused as error:
        return toast(said_of(error, "trust_empty"), alert=True)
    return await _contact(ctx, held)


async def ask_term(query: CallbackQuery, callback_data: AskTerm, ctx: Context) -> Screen:
    held = await open_contact(ctx.uow, ctx.actor, callback_data.trust_id)
    ends = await terms(ctx.uow, held.student, held.school)
    return terms_screen(held, ends, held.school.today(ctx.now))


async def prolong_trust(query: CallbackQuery, callback_data: Prolong, ctx: Context) -> Screen:
    held = await prolong(ctx.uow, ctx.actor, callback_data.trust_id, callback_data.term)
    return await _contact(ctx, held)


async def give_new_code(query: CallbackQuery, callback_data: NewCode, ctx: Context) -> Screen:
    trust_id, seen = callback_data.trust_id, callback_data.seen
    try:
        held, issued = await new_code(ctx.uow, ctx.actor, trust_id, seen=seen)
    except Refused as error:
        said = said_of(error, "codes_changed")
        held = await open_contact(ctx.uow, ctx.actor, trust_id)
        return replace(await _contact(ctx, held), toast=said)
    file = await slips_file(held.contact.person.list_name, [issued], ctx.bot_name)
    screen = code_screen(held, issued, ctx.bot_name)
    return replace(screen, files=[slip(file)], commands_of=next(iter(held.chats), None))


async def revoke_trust(query: CallbackQuery, callback_data: Revoke, ctx: Context) -> Screen:
    held = await revoke(ctx.uow, ctx.actor, callback_data.trust_id)
    try:
        circle = await trusted_contacts(ctx.uow, ctx.actor, held.student.id)
    except ConsentMissing as error:  # who may see nothing of the child may still end this
        screen = refusal(error, ctx.actor)
    else:
        screen = revoked_screen(held, circle, held.school.today(ctx.now))
    return replace(screen, commands_of=next(iter(held.chats), None))


async def agree_again(query: CallbackQuery, callback_data: AgreeAgain, ctx: Context) -> Screen:
    await agree(ctx.uow, ctx.actor, callback_data.student_id)
    return await _circle(ctx, callback_data.student_id)


async def _circle(ctx: Context, student_id: int) -> Screen:
    circle = await trusted_contacts(ctx.uow, ctx.actor, student_id)
    return circle_screen(circle, circle.school.today(ctx.now))


async def _contact(ctx: Context, held: Held) -> Screen:
    circle = await trusted_contacts(ctx.uow, ctx.actor, held.student.id)
    return contact_screen(held, circle, held.school.today(ctx.now))
