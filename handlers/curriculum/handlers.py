"""Profiles of the curriculum in the chat."""

from dataclasses import replace

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from domain.curriculum.profiles import (
    add_profile,
    change_profile,
    class_profile,
    follow_profile,
    open_profile,
    remove_profile,
    school_profiles,
)
from handlers.context import Context
from handlers.curriculum import plan_handlers
from handlers.curriculum.callbacks import (
    AskProfile,
    AskProfileAnew,
    OpenClassProfile,
    OpenProfile,
    OpenProfiles,
    RemoveProfile,
    SetProfile,
)
from handlers.curriculum.profile_screens import (
    class_profile_screen,
    profile_screen,
    profiles_screen,
    type_anew_screen,
    type_profile_screen,
)
from handlers.screen import Screen
from handlers.typing import WRITES, Typing
from handlers.words import _


def make_router() -> Router:
    router = Router(name="curriculum")
    on = router.callback_query.register
    on(show_profiles, OpenProfiles.filter())
    on(ask_profile, AskProfile.filter(), flags=WRITES)
    on(show_profile, OpenProfile.filter())
    on(ask_anew, AskProfileAnew.filter(), flags=WRITES)
    on(drop_profile, RemoveProfile.filter(), flags=WRITES)
    on(show_class_profile, OpenClassProfile.filter())
    on(choose_profile, SetProfile.filter(), flags=WRITES)
    router.message.register(take_profile, Typing("profile"), flags=WRITES)
    router.message.register(take_anew, Typing("profile_anew"), flags=WRITES)
    router.include_router(plan_handlers.make_router())
    return router


async def show_profiles(query: CallbackQuery, callback_data: OpenProfiles, ctx: Context) -> Screen:
    return profiles_screen(await school_profiles(ctx.uow, ctx.actor), callback_data.page)


async def ask_profile(query: CallbackQuery, callback_data: AskProfile, ctx: Context) -> Screen:
    await school_profiles(ctx.uow, ctx.actor)
    await ctx.uow.chats.ask(ctx.session.chat_id, "profile", {})
    return type_profile_screen()


async def take_profile(message: Message, ctx: Context) -> Screen:
    shown, added = await add_profile(ctx.uow, ctx.actor, message.text or "")
    await ctx.uow.chats.stop_asking(ctx.session.chat_id)
    return profile_screen(shown, added)


async def ask_anew(query: CallbackQuery, callback_data: AskProfileAnew, ctx: Context) -> Screen:
    profile_id = callback_data.profile_id
    _shown, profile = await open_profile(ctx.uow, ctx.actor, profile_id)
    await ctx.uow.chats.ask(ctx.session.chat_id, "profile_anew", {"profile_id": profile_id})
    return type_anew_screen(profile)


async def take_anew(message: Message, ctx: Context) -> Screen:
    profile_id = int(ctx.session.typing_data["profile_id"])
    found = await change_profile(ctx.uow, ctx.actor, profile_id, message.text or "")
    await ctx.uow.chats.stop_asking(ctx.session.chat_id)
    return profile_screen(*found)


async def show_profile(query: CallbackQuery, callback_data: OpenProfile, ctx: Context) -> Screen:
    shown, profile = await open_profile(ctx.uow, ctx.actor, callback_data.profile_id)
    return profile_screen(shown, profile, callback_data.page)


async def drop_profile(query: CallbackQuery, callback_data: RemoveProfile, ctx: Context) -> Screen:
    shown = await remove_profile(ctx.uow, ctx.actor, callback_data.profile_id)
    return replace(profiles_screen(shown), toast=_("Removed"))


async def show_class_profile(
    query: CallbackQuery, callback_data: OpenClassProfile, ctx: Context
) -> Screen:
    class_id, group_id = callback_data.class_id, callback_data.group_id
    shown = await class_profile(ctx.uow, ctx.actor, class_id, group_id)
    return class_profile_screen(shown, group_id)


async def choose_profile(query: CallbackQuery, callback_data: SetProfile, ctx: Context) -> Screen:
    class_id, group_id = callback_data.class_id, callback_data.group_id
    wanted = callback_data.profile_id
    shown = await follow_profile(ctx.uow, ctx.actor, class_id, wanted, group_id=group_id)
    return replace(class_profile_screen(shown, group_id), toast=_("Saved"))
