"""The school's timetable: looking at it, changing one lesson, taking that back."""

from dataclasses import replace
from datetime import date

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from domain.errors import NotFound, Refused
from domain.timetable.changing import (
    ROOM_LENGTH,
    Edited,
    edit_lesson,
    lesson_of_change,
    type_room,
    undo_change,
)
from domain.timetable.choosing import open_choices
from domain.timetable.edits import Edit, LessonEdit
from domain.timetable.not_held import note_not_held
from domain.timetable.reading import (
    class_timetable,
    open_timetable_lesson,
    timetable_classes,
)
from handlers.claims.typed import take_typed_reason
from handlers.context import Context
from handlers.days import to_day
from handlers.pieces import too_long
from handlers.refusals import leading_back
from handlers.screen import Screen
from handlers.timetable import away_handlers, lasting, move_handlers
from handlers.timetable.callbacks import (
    AskNotHeld,
    ChooseEdit,
    EditLesson,
    OpenClassDay,
    OpenTimetable,
    OpenTimetableLesson,
    TypeRoom,
    UndoChange,
)
from handlers.timetable.choice_screens import (
    choice_screen,
    fits_button,
    not_held_screen,
    typing_room_screen,
    warning_screen,
)
from handlers.timetable.screens import class_day_screen, classes_screen, lesson_screen
from handlers.typing import WRITES, Typing
from handlers.words import _, n_


def make_router() -> Router:
    router = Router(name="timetable")
    on = router.callback_query.register
    on(show_classes, OpenTimetable.filter())
    on(show_class_day, OpenClassDay.filter())
    on(show_lesson, OpenTimetableLesson.filter())
    on(show_choices, ChooseEdit.filter())
    on(change_lesson, EditLesson.filter(), flags=WRITES)
    on(ask_room, TypeRoom.filter(), flags=WRITES)
    on(take_back, UndoChange.filter(), flags=WRITES)
    router.include_routers(away_handlers.make_router(), move_handlers.make_router())
    router.include_router(lasting.make_router())
    on(ask_not_held, AskNotHeld.filter(), flags=WRITES)
    router.message.register(take_room, Typing("lesson_room"), flags=WRITES)
    router.message.register(take_not_held, Typing("not_held"), flags=WRITES)
    return router


async def show_classes(query: CallbackQuery, callback_data: OpenTimetable, ctx: Context) -> Screen:
    return classes_screen(
        await timetable_classes(ctx.uow, ctx.actor), ctx.today, callback_data.page
    )


async def show_class_day(query: CallbackQuery, callback_data: OpenClassDay, ctx: Context) -> Screen:
    return await class_day(ctx, callback_data.class_id, to_day(callback_data.day))


async def class_day(ctx: Context, class_id: int, day: date) -> Screen:
    return class_day_screen(await class_timetable(ctx.uow, ctx.actor, class_id, day))


async def show_lesson(
    query: CallbackQuery, callback_data: OpenTimetableLesson, ctx: Context
) -> Screen:
    return lesson_screen(await open_timetable_lesson(ctx.uow, ctx.actor, callback_data.lesson_id))


async def show_choices(query: CallbackQuery, callback_data: ChooseEdit, ctx: Context) -> Screen:
    choices = await open_choices(ctx.uow, ctx.actor, callback_data.lesson_id, callback_data.kind)
    return choice_screen(choices, callback_data.page)


async def change_lesson(query: CallbackQuery, callback_data: EditLesson, ctx: Context) -> Screen:
    lesson_id, edit = callback_data.lesson_id, _edit(callback_data)
    try:
        edited = await edit_lesson(
            ctx.uow, ctx.actor, lesson_id, edit, is_sure=callback_data.is_sure
        )
    except Refused as error:
        return leading_back(error, OpenTimetableLesson(lesson_id=lesson_id))
    if edited.in_the_way:
        sure = callback_data.model_copy(update={"is_sure": True})
        return warning_screen(
            edited.opened.taught, edited.in_the_way, sure, ChooseEdit(**_of(callback_data))
        )
    return _done(edited)


def _of(wanted: EditLesson) -> dict[str, int | str]:
    return {"lesson_id": wanted.lesson_id, "kind": wanted.kind}


def _edit(wanted: EditLesson) -> LessonEdit:
    """What the button says; `NotFound` for a value that none has."""
    match wanted.kind:
        case Edit.CANCEL:
            return LessonEdit(Edit.CANCEL)
        case Edit.ROOM:
            return LessonEdit(Edit.ROOM, location=wanted.value)
    if not wanted.value.isdecimal() or not wanted.value.isascii() or len(wanted.value) > 16:
        raise NotFound("choice")
    number = int(wanted.value)
    match wanted.kind:
        case Edit.TEACHER:
            return LessonEdit(Edit.TEACHER, teacher_id=number)
        case Edit.SUBJECT:
            return LessonEdit(Edit.SUBJECT, section_id=number)
    return LessonEdit(Edit.TIME, number=number)


def _done(edited: Edited) -> Screen:
    screen = lesson_screen(edited.opened)
    if edited.told is None:
        return screen
    if not edited.told:
        return replace(screen, toast=_("Changed. Nobody who is connected is concerned."))
    said = n_(
        "Changed. {count} message goes out.", "Changed. {count} messages go out.", edited.told
    )
    return replace(screen, toast=said)


async def ask_room(query: CallbackQuery, callback_data: TypeRoom, ctx: Context) -> Screen:
    opened = await open_timetable_lesson(ctx.uow, ctx.actor, callback_data.lesson_id)
    await ctx.uow.chats.ask(
        ctx.session.chat_id, "lesson_room", {"lesson_id": callback_data.lesson_id}
    )
    return typing_room_screen(opened)


async def take_room(message: Message, ctx: Context) -> Screen:
    refused = await too_long(ctx, message, "room_length", ROOM_LENGTH)
    if refused is not None:
        return refused
    lesson_id = int(ctx.session.typing_data["lesson_id"])
    typed = message.text or ""
    room = " ".join(typed.split())
    # What no button can carry is taken as it is: no lesson of the list has such a room either.
    edited = await type_room(ctx.uow, ctx.actor, lesson_id, typed, is_sure=not fits_button(room))
    await ctx.uow.chats.stop_asking(ctx.session.chat_id)
    if edited.in_the_way:
        sure = EditLesson(lesson_id=lesson_id, kind=Edit.ROOM, value=room, is_sure=True)
        return warning_screen(
            edited.opened.taught,
            edited.in_the_way,
            sure,
            ChooseEdit(lesson_id=lesson_id, kind=Edit.ROOM),
        )
    return _done(edited)


async def ask_not_held(query: CallbackQuery, callback_data: AskNotHeld, ctx: Context) -> Screen:
    lesson_id = callback_data.lesson_id
    found = await open_timetable_lesson(ctx.uow, ctx.actor, lesson_id)
    if not found.was_not_held:
        return lesson_screen(found)
    await ctx.uow.chats.ask(ctx.session.chat_id, "not_held", {"lesson_id": lesson_id})
    return not_held_screen(found)


async def take_not_held(message: Message, ctx: Context) -> Screen:
    return await take_typed_reason(ctx, message, note_not_held, lesson_screen)


async def take_back(query: CallbackQuery, callback_data: UndoChange, ctx: Context) -> Screen:
    decision_id = callback_data.decision_id
    try:
        undone = await undo_change(ctx.uow, ctx.actor, decision_id)
    except Refused as error:
        lesson_id = await lesson_of_change(ctx.uow, ctx.actor, decision_id)
        if lesson_id is None:
            raise
        return leading_back(error, OpenTimetableLesson(lesson_id=lesson_id))
    if undone.opened is None:
        screen = await away_handlers.substitutions(ctx, undone.school.today(ctx.now))
    else:
        screen = lesson_screen(undone.opened)
    return replace(screen, toast=_("Taken back"))
