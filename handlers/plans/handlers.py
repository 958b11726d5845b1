"""Plans of topics: reading, typing, sending a file, taking over, saving."""

from dataclasses import asdict, replace

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from domain.attachments.model import MEGABYTE, FileKind, Incoming, checked
from domain.errors import Refused
from domain.plans.reading import is_cut, put_together, typed_plan
from domain.plans.use_cases import (
    draft_copied,
    draft_of_rows,
    draft_typed,
    plan_sources,
    plan_to_enter,
    read_plan_of,
    save_plan,
)
from handlers.attached import Attached
from handlers.context import Context
from handlers.fetched import Fetch, FetchedFile, FetchedTable
from handlers.paging import length
from handlers.pieces import Cut, is_piece_of, second
from handlers.plans import family_handlers, school_handlers
from handlers.plans.callbacks import AskPlan, CopyPlan, OpenPlan, OpenSources, SavePlan
from handlers.plans.draft_screens import draft_screen
from handlers.plans.screens import asking_screen, plan_screen, sources_screen
from handlers.screen import Screen
from handlers.typing import WRITES, Typing
from handlers.words import _

_ASKED = "plan"
_MOST_MB = 5  # a plan of four hundred topics has a hundredth of it


def make_router() -> Router:
    router = Router(name="plans")
    router.include_routers(school_handlers.make_router(), family_handlers.make_router())
    on = router.callback_query.register
    on(show_plan, OpenPlan.filter())
    on(ask_for_plan, AskPlan.filter(), flags=WRITES)
    on(keep_plan, SavePlan.filter(), flags=WRITES)
    on(show_sources, OpenSources.filter())
    on(copy_plan, CopyPlan.filter(), flags=WRITES)
    router.message.register(take_text, Typing(_ASKED), flags=WRITES)
    router.message.register(take_rows, Attached(_ASKED), FetchedFile(), flags=WRITES)
    router.message.register(take_file, Attached(_ASKED))
    return router


async def show_plan(query: CallbackQuery, callback_data: OpenPlan, ctx: Context) -> Screen:
    return await _plan(ctx, callback_data.section_id, callback_data.page)


async def _plan(ctx: Context, section_id: int, page: int | None = None) -> Screen:
    return plan_screen(await read_plan_of(ctx.uow, ctx.actor, section_id), page)


async def ask_for_plan(query: CallbackQuery, callback_data: AskPlan, ctx: Context) -> Screen:
    section = await plan_to_enter(ctx.uow, ctx.actor, callback_data.section_id)
    await ctx.uow.chats.ask(ctx.session.chat_id, _ASKED, {"section_id": section.id})
    return asking_screen(section)


async def take_text(message: Message, ctx: Context) -> Screen:
    """The question stays open: a long plan comes in several messages.

    What Telegram cut in two is read again as one text, so that no line is cut.
    """
    asked = ctx.session.typing_data
    section_id, typed = asked["section_id"], message.text or ""
    cut = Cut(**asked["cut"]) if asked.get("cut") else None
    is_rest = cut is not None and is_piece_of(cut, message.message_id, second(message))
    after = asked["began_after"] if is_rest else asked.get("topics", 0)
    text = put_together(asked["text"], typed, cut.length) if cut and is_rest else typed
    run = await draft_typed(ctx.uow, ctx.actor, section_id, text, after=after)
    going_on = {
        "section_id": section_id,
        "topics": len(run.draft.plan.topics) if run.draft else after,
        "began_after": after,
        "text": text,
        "cut": asdict(Cut(message.message_id, second(message), length(typed))),
    }
    await ctx.uow.chats.ask(ctx.session.chat_id, _ASKED, going_on)
    if cut and is_rest and is_cut(cut.length):
        return draft_screen(run, after + len(typed_plan(asked["text"]).plan.topics))
    return draft_screen(run)


async def take_file(message: Message, ctx: Context, incoming: Incoming | None) -> Screen:
    """Before it is fetched: who sends it, and whether it may be one."""
    await plan_to_enter(ctx.uow, ctx.actor, ctx.session.typing_data["section_id"])
    file = checked(incoming, ctx.school.policy, wants=frozenset({FileKind.DOCUMENT}))
    if file.size > _MOST_MB * MEGABYTE:
        size = -(-file.size // MEGABYTE)
        raise Refused("file_too_large", limit=_MOST_MB, size=size)
    return Screen(fetch=Fetch(file.file_id, file.name))


async def take_rows(message: Message, ctx: Context, fetched: FetchedTable) -> Screen:
    section_id = ctx.session.typing_data["section_id"]
    return draft_screen(await draft_of_rows(ctx.uow, ctx.actor, section_id, fetched.rows))


async def show_sources(query: CallbackQuery, callback_data: OpenSources, ctx: Context) -> Screen:
    section, found = await plan_sources(ctx.uow, ctx.actor, callback_data.section_id)
    return sources_screen(section, found)


async def copy_plan(query: CallbackQuery, callback_data: CopyPlan, ctx: Context) -> Screen:
    wanted = callback_data
    return draft_screen(await draft_copied(ctx.uow, ctx.actor, wanted.section_id, wanted.source_id))


async def keep_plan(query: CallbackQuery, callback_data: SavePlan, ctx: Context) -> Screen:
    section_id, appends = callback_data.section_id, callback_data.appends
    is_saved = await save_plan(ctx.uow, ctx.actor, section_id, appends=appends)
    screen = await _plan(ctx, section_id)
    return replace(screen, toast=_("Saved")) if is_saved else screen
