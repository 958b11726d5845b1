"""/class and its buttons."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from domain.access import READINGS, Action
from domain.classes.codes import (
    issue_class_codes,
    issue_family_codes,
    revoke_class_codes,
    revoke_family_codes,
)
from domain.classes.model import ClassDay, Family, SchoolClass
from domain.classes.use_cases import (
    class_day,
    class_families,
    led_classes,
    pupil_card,
    readable_classes,
)
from domain.errors import Refused
from domain.hat import Target
from domain.weeks_read.model import ClassCount
from domain.weeks_read.watching import school_reading
from handlers.classes.callbacks import (
    AskCodes,
    AskToRevoke,
    IssueClassCodes,
    IssueCodes,
    OpenCard,
    OpenClass,
    OpenClasses,
    OpenClassMore,
    OpenFamilies,
    OpenGrade,
    RevokeClassCodes,
    RevokeCodes,
)
from handlers.classes.code_screens import codes_screen, revoke_screen, slips_file
from handlers.classes.screens import (
    card_screen,
    choice_screen,
    class_screen,
    families_screen,
    grade_screen,
    grades_screen,
    more_screen,
)
from handlers.context import Context
from handlers.menu.around import around_work
from handlers.refusals import said_of
from handlers.screen import Screen
from handlers.typing import WRITES
from handlers.words import _, n_

_ACTIONS = (
    Action.READ_OPT_OUTS,
    *READINGS,
    Action.READ_CLASS,
    Action.READ_DELIVERY,
    Action.WRITE_TO_FAMILIES,
    Action.EXPLAIN_ABSENCE,
    Action.READ_REMARKS,
    Action.READ_CLASS_ATTENDANCE,
    Action.READ_HOMEROOM,
    Action.ISSUE_CODE,
    Action.READ_GRADEBOOK,
    Action.READ_HOMEWORK_LOAD,
    Action.SET_FINAL_MARK,
    Action.READ_AUDIT,
    Action.READ_CONSENTS,
    Action.READ_CONFIRMATIONS,
)


def make_router() -> Router:
    router = Router(name="classes")
    router.message.register(show_own, Command("class"))
    on = router.callback_query.register
    on(show_class, OpenClass.filter())
    on(show_more, OpenClassMore.filter())
    on(show_classes, OpenClasses.filter())
    on(show_grade, OpenGrade.filter())
    on(show_families, OpenFamilies.filter())
    on(show_card, OpenCard.filter())
    on(show_codes, AskCodes.filter())
    on(issue_for_class, IssueClassCodes.filter(), flags=WRITES)
    on(ask_to_revoke, AskToRevoke.filter())
    on(revoke_for_class, RevokeClassCodes.filter(), flags=WRITES)
    on(issue_for_family, IssueCodes.filter(), flags=WRITES)
    on(revoke_for_family, RevokeCodes.filter(), flags=WRITES)
    return router


async def show_own(message: Message, ctx: Context) -> Screen:
    return await _own(ctx)


async def show_class(query: CallbackQuery, callback_data: OpenClass, ctx: Context) -> Screen:
    if callback_data.class_id:
        return await _class(ctx, callback_data.class_id)
    return await _own(ctx)


async def show_more(query: CallbackQuery, callback_data: OpenClassMore, ctx: Context) -> Screen:
    """The rare things, or the page of the class where they stand there."""
    day = await class_day(ctx.uow, ctx.actor, callback_data.class_id)
    return more_screen(day, _allowed(ctx, day)) or _page(ctx, day)


async def show_classes(query: CallbackQuery, callback_data: OpenClasses, ctx: Context) -> Screen:
    return grades_screen(await readable_classes(ctx.uow, ctx.actor))


async def show_grade(query: CallbackQuery, callback_data: OpenGrade, ctx: Context) -> Screen:
    classes = await readable_classes(ctx.uow, ctx.actor)
    reading: Mapping[int, ClassCount] = {}
    if ctx.actor.may(Action.READ_CONFIRMATIONS, Target(school_id=ctx.school.id)):
        reading = await school_reading(ctx.uow, ctx.actor)
    return grade_screen(classes, callback_data.grade_level, reading)


async def show_families(query: CallbackQuery, callback_data: OpenFamilies, ctx: Context) -> Screen:
    found = await class_families(ctx.uow, ctx.actor, callback_data.class_id)
    return families_screen(*found, callback_data.page)


async def show_card(query: CallbackQuery, callback_data: OpenCard, ctx: Context) -> Screen:
    return await _card(ctx, callback_data.student_id)


async def show_codes(query: CallbackQuery, callback_data: AskCodes, ctx: Context) -> Screen:
    found = await class_families(ctx.uow, ctx.actor, callback_data.class_id, Action.ISSUE_CODE)
    return _codes(ctx, *found)


async def issue_for_class(
    query: CallbackQuery, callback_data: IssueClassCodes, ctx: Context
) -> Screen:
    class_id = callback_data.class_id
    try:
        school_class, issued = await issue_class_codes(
            ctx.uow,
            ctx.actor,
            class_id,
            everyone=callback_data.everyone,
            seen=callback_data.seen,
        )
    except Refused as error:
        found = await class_families(ctx.uow, ctx.actor, class_id, Action.ISSUE_CODE)
        return _codes(ctx, *found, note=said_of(error, "codes_changed"))
    _school_class, families = await class_families(ctx.uow, ctx.actor, class_id, Action.ISSUE_CODE)
    note = _("The codes are in the document below.")
    screen = _codes(ctx, school_class, families, note=note)
    file = await slips_file(school_class.title, issued, ctx.bot_name)
    return replace(screen, files=[file])


async def ask_to_revoke(query: CallbackQuery, callback_data: AskToRevoke, ctx: Context) -> Screen:
    found = await class_families(ctx.uow, ctx.actor, callback_data.class_id, Action.ISSUE_CODE)
    return revoke_screen(*found)


async def revoke_for_class(
    query: CallbackQuery, callback_data: RevokeClassCodes, ctx: Context
) -> Screen:
    school_class, count = await revoke_class_codes(ctx.uow, ctx.actor, callback_data.class_id)
    found = await class_families(ctx.uow, ctx.actor, school_class.id, Action.ISSUE_CODE)
    return _codes(ctx, *found, note=_revoked(count))


async def issue_for_family(query: CallbackQuery, callback_data: IssueCodes, ctx: Context) -> Screen:
    try:
        family, issued = await issue_family_codes(
            ctx.uow,
            ctx.actor,
            callback_data.student_id,
            callback_data.person_id or None,
            seen=callback_data.seen,
        )
    except Refused as error:
        return replace(
            await _card(ctx, callback_data.student_id), toast=said_of(error, "codes_changed")
        )
    screen = await _card(ctx, callback_data.student_id)
    file = await slips_file(family.student.list_name, issued, ctx.bot_name)
    return replace(screen, toast=_("The code is in the document below."), files=[file])


async def revoke_for_family(
    query: CallbackQuery, callback_data: RevokeCodes, ctx: Context
) -> Screen:
    count = await revoke_family_codes(
        ctx.uow, ctx.actor, callback_data.student_id, callback_data.person_id or None
    )
    screen = await _card(ctx, callback_data.student_id)
    return replace(screen, toast=_revoked(count))


def _codes(
    ctx: Context, school_class: SchoolClass, families: Sequence[Family], note: str = ""
) -> Screen:
    reads_class = ctx.actor.may(Action.READ_CLASS, school_class.target)
    return codes_screen(school_class, families, note, reads_class=reads_class)


def _revoked(count: int) -> str:
    return n_("{count} code does not work any more.", "{count} codes do not work any more.", count)


async def _own(ctx: Context) -> Screen:
    led = ctx.actor.led_class_ids
    if len(led) == 1:
        return await _class(ctx, min(led))
    if led:
        return choice_screen(await led_classes(ctx.uow, ctx.actor))
    return grades_screen(await readable_classes(ctx.uow, ctx.actor))


async def _class(ctx: Context, class_id: int) -> Screen:
    return _page(ctx, await class_day(ctx.uow, ctx.actor, class_id))


def _page(ctx: Context, day: ClassDay) -> Screen:
    staff = next(hat for hat in ctx.actor.current_first if hat.is_staff)
    return around_work(class_screen(day, _allowed(ctx, day)), ctx.actor, staff.person)


def _allowed(ctx: Context, day: ClassDay) -> list[Action]:
    return [each for each in _ACTIONS if ctx.actor.may(each, day.school_class.target)]


async def _card(ctx: Context, student_id: int) -> Screen:
    card = await pupil_card(ctx.uow, ctx.actor, student_id)
    target = card.school_class.target
    allowed = [each for each in _ACTIONS if ctx.actor.may(each, target)]
    today = card.school_class.school.today(ctx.now)
    return card_screen(card, allowed, today)
