"""The school's rules: reading, choosing, typing a value, back to the default."""

from dataclasses import replace

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from domain.rules.model import RuleName
from domain.rules.use_cases import reset_rule, rule_to_set, school_rules, set_rule
from handlers.context import Context
from handlers.rules.callbacks import (
    OpenGroup,
    OpenRule,
    OpenRules,
    ResetRule,
    SetRule,
    TypeRule,
)
from handlers.rules.screens import group_screen, groups_screen, rule_screen, typing_screen
from handlers.screen import Screen
from handlers.typing import WRITES, Typing
from handlers.words import _


def make_router() -> Router:
    router = Router(name="rules")
    on = router.callback_query.register
    on(show_groups, OpenRules.filter())
    on(show_group, OpenGroup.filter())
    on(show_rule, OpenRule.filter())
    on(choose_value, SetRule.filter(), flags=WRITES)
    on(ask_value, TypeRule.filter(), flags=WRITES)
    on(take_default, ResetRule.filter(), flags=WRITES)
    router.message.register(take_value, Typing("rule"), flags=WRITES)
    return router


async def show_groups(query: CallbackQuery, callback_data: OpenRules, ctx: Context) -> Screen:
    return groups_screen(await school_rules(ctx.uow, ctx.actor))


async def show_group(query: CallbackQuery, callback_data: OpenGroup, ctx: Context) -> Screen:
    return group_screen(await school_rules(ctx.uow, ctx.actor), callback_data.group)


async def show_rule(query: CallbackQuery, callback_data: OpenRule, ctx: Context) -> Screen:
    return rule_screen(await school_rules(ctx.uow, ctx.actor), callback_data.rule)


async def choose_value(query: CallbackQuery, callback_data: SetRule, ctx: Context) -> Screen:
    book = await set_rule(ctx.uow, ctx.actor, callback_data.rule, callback_data.value)
    return replace(rule_screen(book, callback_data.rule), toast=_("Saved"))


async def take_default(query: CallbackQuery, callback_data: ResetRule, ctx: Context) -> Screen:
    book = await reset_rule(ctx.uow, ctx.actor, callback_data.rule)
    return replace(rule_screen(book, callback_data.rule), toast=_("Saved"))


async def ask_value(query: CallbackQuery, callback_data: TypeRule, ctx: Context) -> Screen:
    rule = callback_data.rule
    book = await rule_to_set(ctx.uow, ctx.actor, rule)
    await ctx.uow.chats.ask(ctx.session.chat_id, "rule", {"rule": rule.value})
    return typing_screen(book, rule)


async def take_value(message: Message, ctx: Context) -> Screen:
    rule = RuleName(ctx.session.typing_data["rule"])
    book = await set_rule(ctx.uow, ctx.actor, rule, message.text or "")
    await ctx.uow.chats.stop_asking(ctx.session.chat_id)
    return rule_screen(book, rule)
