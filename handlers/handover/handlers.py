"""/codes, handing over, one family's codes, a lost phone."""

from collections.abc import Sequence
from dataclasses import replace

from aiogram import Router
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message

from domain.access import Action
from domain.binding.lost_phone import Reissued, lost_phone, reissue, reissue_staff, staff_lost_phone
from domain.binding.model import OwnChat
from domain.classes.codes import issue_family_codes, revoke_family_codes
from domain.classes.model import SchoolClass
from domain.classes.use_cases import class_families
from domain.errors import Refused
from domain.handover.model import ClassHandover
from domain.handover.staff_codes import issue_for_staff, revoke_staff_code, without_code
from domain.handover.use_cases import (
    class_handover,
    hand_to_class,
    hand_to_family,
    hand_to_staff,
    school_handover,
    take_back,
)
from domain.hat import Hat, Target
from domain.summaries import Summary
from handlers.classes.callbacks import AskCodes
from handlers.classes.code_screens import slips_file
from handlers.context import Context
from handlers.handover import order_handlers, orders_handlers
from handlers.handover.callbacks import (
    AskLostPhone,
    AskStaffLostPhone,
    Came,
    GiveFamilyCode,
    HandToClass,
    HandToFamily,
    HandToStaff,
    IssueStaffCodes,
    OpenFamilyCodes,
    OpenGradeCodes,
    OpenHandover,
    OpenPupils,
    OpenSchoolCodes,
    OpenStaffCodes,
    Reissue,
    ReissueStaff,
    RevokeFamilyCodes,
    RevokeStaffCode,
    TakeBack,
)
from handlers.handover.family_screens import (
    lost_phone_screen,
    reissued_words,
    staff_lost_phone_screen,
)
from handlers.handover.order_handlers import open_family
from handlers.handover.screens import (
    class_screen,
    grade_screen,
    led_screen,
    pupils_screen,
    school_screen,
)
from handlers.handover.staff_screens import staff_screen
from handlers.menu.callbacks import OpenMenu
from handlers.refusals import said_of
from handlers.screen import Button, Screen
from handlers.typing import WRITES
from handlers.words import _, c_, n_


def make_router() -> Router:
    router = Router(name="handover")
    router.message.register(show_school, Command("codes"))
    on = router.callback_query.register
    on(show_school, OpenSchoolCodes.filter())
    on(show_grade, OpenGradeCodes.filter())
    on(show_class, OpenHandover.filter())
    on(show_pupils, OpenPupils.filter())
    on(show_family, OpenFamilyCodes.filter())
    on(give_family_code, GiveFamilyCode.filter(), flags=WRITES)
    on(revoke_codes, RevokeFamilyCodes.filter(), flags=WRITES)
    on(mark_family, HandToFamily.filter(), flags=WRITES)
    on(unmark_family, TakeBack.filter(), flags=WRITES)
    on(mark_class, HandToClass.filter(), flags=WRITES)
    on(show_staff, OpenStaffCodes.filter())
    on(give_staff_codes, IssueStaffCodes.filter(), flags=WRITES)
    on(revoke_of_staff, RevokeStaffCode.filter(), flags=WRITES)
    on(mark_staff, HandToStaff.filter(), flags=WRITES)
    on(ask_lost_phone, AskLostPhone.filter())
    on(end_and_reissue, Reissue.filter(), flags=WRITES)
    on(ask_staff_lost_phone, AskStaffLostPhone.filter())
    on(end_and_reissue_staff, ReissueStaff.filter(), flags=WRITES)
    order_handlers.register(router)
    orders_handlers.register(router)
    return router


async def show_school(event: Message | CallbackQuery, ctx: Context) -> Screen:
    """Who watches no whole school has the classes led."""
    if not any(_sees_school(each) for each in ctx.actor.hats):
        led = [await class_handover(ctx.uow, ctx.actor, each) for each in _led(ctx)]
        if len(led) == 1:
            return _class(
                ctx, led[0], OpenHandover(class_id=led[0].school_class.id, came=Came.LIST)
            )
        if led:
            return led_screen([each.school_class for each in led])
    handover = await school_handover(ctx.uow, ctx.actor)
    school = Target(school_id=handover.school.id)
    records = ctx.actor.may(Action.RECORD_ORDER, school)
    opens = ctx.actor.may(Action.WATCH_HANDOVER, school)
    return school_screen(handover, records_orders=records, opens_lists=opens)


async def show_grade(query: CallbackQuery, callback_data: OpenGradeCodes, ctx: Context) -> Screen:
    handover = await school_handover(ctx.uow, ctx.actor)
    opens = ctx.actor.may(Action.WATCH_HANDOVER, Target(school_id=handover.school.id))
    return grade_screen(handover, callback_data.grade_level, opens_lists=opens)


async def show_class(query: CallbackQuery, callback_data: OpenHandover, ctx: Context) -> Screen:
    handover = await class_handover(ctx.uow, ctx.actor, callback_data.class_id)
    return _class(ctx, handover, callback_data)


async def show_pupils(query: CallbackQuery, callback_data: OpenPupils, ctx: Context) -> Screen:
    found = await class_families(ctx.uow, ctx.actor, callback_data.class_id, Action.ISSUE_CODE)
    return pupils_screen(*found, callback_data.page)


async def show_family(query: CallbackQuery, callback_data: OpenFamilyCodes, ctx: Context) -> Screen:
    return await open_family(ctx, callback_data.student_id)


async def give_family_code(
    query: CallbackQuery, callback_data: GiveFamilyCode, ctx: Context
) -> Screen:
    student_id, person_id = callback_data.student_id, callback_data.person_id
    try:
        family, issued = await issue_family_codes(
            ctx.uow, ctx.actor, student_id, person_id, seen=callback_data.seen
        )
    except Refused as error:
        return replace(await open_family(ctx, student_id), toast=said_of(error, "codes_changed"))
    file = await slips_file(family.student.list_name, issued, ctx.bot_name)
    toast = _("The code is in the document below.")
    return replace(await open_family(ctx, student_id), toast=toast, files=[file])


async def revoke_codes(
    query: CallbackQuery, callback_data: RevokeFamilyCodes, ctx: Context
) -> Screen:
    count = await revoke_family_codes(ctx.uow, ctx.actor, callback_data.student_id)
    toast = n_("{count} code does not work any more.", "{count} codes do not work any more.", count)
    return replace(await open_family(ctx, callback_data.student_id), toast=toast)


async def mark_family(query: CallbackQuery, callback_data: HandToFamily, ctx: Context) -> Screen:
    handover = await hand_to_family(ctx.uow, ctx.actor, callback_data.student_id)
    return _class(ctx, handover, undo=callback_data.student_id)


async def unmark_family(query: CallbackQuery, callback_data: TakeBack, ctx: Context) -> Screen:
    return _class(ctx, await take_back(ctx.uow, ctx.actor, callback_data.student_id))


async def mark_class(query: CallbackQuery, callback_data: HandToClass, ctx: Context) -> Screen:
    return _class(ctx, await hand_to_class(ctx.uow, ctx.actor, callback_data.class_id))


async def show_staff(query: CallbackQuery, callback_data: OpenStaffCodes, ctx: Context) -> Screen:
    return await _staff(ctx, callback_data)


async def give_staff_codes(
    query: CallbackQuery, callback_data: IssueStaffCodes, ctx: Context
) -> Screen:
    try:
        _school, issued = await issue_for_staff(ctx.uow, ctx.actor)
    except Refused as error:
        return replace(await _staff(ctx), toast=said_of(error, "all_have_codes"))
    file = await slips_file(c_("file name", "staff"), issued, ctx.bot_name)
    return replace(await _staff(ctx, note=_("The codes are in the document below.")), files=[file])


async def revoke_of_staff(
    query: CallbackQuery, callback_data: RevokeStaffCode, ctx: Context
) -> Screen:
    count = await revoke_staff_code(ctx.uow, ctx.actor, callback_data.person_id)
    return replace(await _staff(ctx), toast=_revoked(count))


async def mark_staff(query: CallbackQuery, callback_data: HandToStaff, ctx: Context) -> Screen:
    await hand_to_staff(ctx.uow, ctx.actor, callback_data.person_id)
    return await _staff(ctx, OpenStaffCodes(page=callback_data.page, by_name=callback_data.by_name))


async def ask_lost_phone(query: CallbackQuery, callback_data: AskLostPhone, ctx: Context) -> Screen:
    found = await lost_phone(ctx.uow, ctx.actor, callback_data.student_id, callback_data.person_id)
    return lost_phone_screen(*found, ctx.today)


async def end_and_reissue(query: CallbackQuery, callback_data: Reissue, ctx: Context) -> Screen:
    reissued = await reissue(ctx.uow, ctx.actor, callback_data.student_id, callback_data.person_id)
    return await _reissued(ctx, await open_family(ctx, callback_data.student_id), reissued)


async def ask_staff_lost_phone(
    query: CallbackQuery, callback_data: AskStaffLostPhone, ctx: Context
) -> Screen:
    found = await staff_lost_phone(ctx.uow, ctx.actor, callback_data.person_id)
    return staff_lost_phone_screen(*found, ctx.today)


async def end_and_reissue_staff(
    query: CallbackQuery, callback_data: ReissueStaff, ctx: Context
) -> Screen:
    reissued = await reissue_staff(ctx.uow, ctx.actor, callback_data.person_id)
    return await _reissued(ctx, await _staff(ctx), reissued)


async def _reissued(ctx: Context, screen: Screen, reissued: Reissued) -> Screen:
    file = await slips_file(reissued.person.list_name, reissued.codes, ctx.bot_name)
    heading, *rest = screen.blocks
    return replace(
        screen,
        blocks=[heading, reissued_words(reissued), *rest],
        files=[file],
        commands_of=_one(reissued.chats),
    )


def _one(chats: Sequence[OwnChat]) -> int | None:
    """Whose menu of commands follows: the commands that are left refuse anyway."""
    return chats[0].chat_id if chats else None


def _sees_school(hat: Hat) -> bool:
    return hat.watches_handover or Summary.HANDOVER in hat.granted


def _led(ctx: Context) -> list[int]:
    return sorted({each for hat in ctx.actor.hats for each in hat.homeroom_class_ids})


def _class(
    ctx: Context,
    handover: ClassHandover,
    at: OpenHandover | None = None,
    *,
    undo: int | None = None,
) -> Screen:
    school_class = handover.school_class
    given = tuple(each for each in handover.given if each.id == undo)
    at = at or OpenHandover(class_id=school_class.id)
    return class_screen(
        replace(handover, given=given),
        at,
        may_issue=ctx.actor.may(Action.ISSUE_CODE, school_class.target),
        back=Button(_("‹ Back"), _back(ctx, school_class, at.came)),
    )


def _back(ctx: Context, school_class: SchoolClass, came: Came) -> CallbackData:
    if came is Came.LIST:
        return OpenSchoolCodes() if len(_led(ctx)) > 1 else OpenMenu()
    everywhere = ctx.actor.may(Action.WATCH_HANDOVER, Target(school_id=school_class.school.id))
    if everywhere and came is Came.USUAL:
        return OpenGradeCodes(grade_level=school_class.grade_level)
    return AskCodes(class_id=school_class.id)


async def _staff(ctx: Context, at: OpenStaffCodes | None = None, note: str = "") -> Screen:
    _school, waiting, without = await without_code(ctx.uow, ctx.actor)
    return staff_screen(waiting, at or OpenStaffCodes(), to_issue=len(without), note=note)


def _revoked(count: int) -> str:
    return n_("{count} code does not work any more.", "{count} codes do not work any more.", count)
