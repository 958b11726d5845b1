"""A change of one date that is to last: from when, and the advice to wait for a vacation."""

from dataclasses import replace

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.errors import Refused
from domain.timetable.lasting import Lasting, make_lasting, open_lasting
from domain.timetable.reading import open_timetable_lesson
from handlers.context import Context
from handlers.days import to_day
from handlers.page import Block, bold
from handlers.refusals import leading_back
from handlers.screen import Button, Screen, Style, in_columns
from handlers.timetable.callbacks import MakeLasting, OpenLasting, OpenTimetableLesson, UndoChange
from handlers.timetable.choice_screens import back_to_lesson, warning_screen
from handlers.timetable.screens import head_lines, lesson_screen
from handlers.typing import WRITES
from handlers.words import _, day_month_year, n_


def make_router() -> Router:
    router = Router(name="lasting")
    router.callback_query.register(show_days, OpenLasting.filter())
    router.callback_query.register(make, MakeLasting.filter(), flags=WRITES)
    return router


async def show_days(query: CallbackQuery, callback_data: OpenLasting, ctx: Context) -> Screen:
    lesson_id = callback_data.lesson_id
    try:
        return lasting_screen(await open_lasting(ctx.uow, ctx.actor, lesson_id))
    except Refused as error:
        return leading_back(error, OpenTimetableLesson(lesson_id=lesson_id))


async def make(query: CallbackQuery, callback_data: MakeLasting, ctx: Context) -> Screen:
    since, lesson_id = to_day(callback_data.since), callback_data.lesson_id
    is_sure = callback_data.is_sure
    try:
        done = await make_lasting(ctx.uow, ctx.actor, lesson_id, since, is_sure=is_sure)
    except Refused as error:
        return leading_back(error, OpenLasting(lesson_id=lesson_id))
    if done.in_the_way:
        sure = callback_data.model_copy(update={"is_sure": True})
        back = OpenLasting(lesson_id=lesson_id)
        return warning_screen(done.taught, done.in_the_way, sure, back)
    screen = lesson_screen(await open_timetable_lesson(ctx.uow, ctx.actor, lesson_id))
    said = n_("Changed: {count} lesson.", "Changed: {count} lessons.", done.lessons)
    if done.decision_id is None:
        return replace(screen, toast=said)
    *rows, back_row = screen.keyboard
    undo = Button(
        _("Undo from {day} on").format(day=f"{since:%d.%m}"),
        UndoChange(decision_id=done.decision_id),
    )
    return replace(screen, toast=said, keyboard=[*rows, [undo], back_row])


def lasting_screen(found: Lasting) -> Screen:
    """The advised day first."""
    blocks: list[Block] = [
        *head_lines(found.taught),
        "",
        bold(_("From when on is it always so?")),
    ]
    advised = next((said for _day, said in found.days if said is not None), None)
    if advised is not None:
        text = _("It is better to change the timetable with the end of a vacation: from {day}.")
        blocks.append(text.format(day=day_month_year(advised.since)))
    buttons = [
        Button(
            _("From {day}").format(day=f"{day:%d.%m.%Y}"),
            MakeLasting(lesson_id=found.taught.id, since=day.toordinal()),
            Style.PRIMARY if said is None else None,
        )
        for day, said in found.days
    ]
    return Screen(blocks, [*in_columns(buttons, 2), back_to_lesson(found.taught.id)])
