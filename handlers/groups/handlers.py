"""Groups of a class: looking at them, moving a pupil."""

from dataclasses import replace

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.groups.use_cases import class_groups, move_pupil, subject_groups
from handlers.context import Context
from handlers.days import to_day
from handlers.groups.callbacks import MovePupil, OpenGroups, OpenPupilGroup, OpenSubjectGroups
from handlers.groups.screens import groups_screen, pupil_screen, subject_screen
from handlers.screen import Screen
from handlers.typing import WRITES
from handlers.words import _, n_


def make_router() -> Router:
    router = Router(name="groups")
    on = router.callback_query.register
    on(show_groups, OpenGroups.filter())
    on(show_subject, OpenSubjectGroups.filter())
    on(show_pupil, OpenPupilGroup.filter())
    on(move, MovePupil.filter(), flags=WRITES)
    return router


async def show_groups(query: CallbackQuery, callback_data: OpenGroups, ctx: Context) -> Screen:
    found = await class_groups(ctx.uow, ctx.actor, callback_data.class_id)
    return groups_screen(found, ctx.today)


async def show_subject(
    query: CallbackQuery, callback_data: OpenSubjectGroups, ctx: Context
) -> Screen:
    class_id, subject_id = callback_data.class_id, callback_data.subject_id
    return subject_screen(await subject_groups(ctx.uow, ctx.actor, class_id, subject_id))


async def show_pupil(query: CallbackQuery, callback_data: OpenPupilGroup, ctx: Context) -> Screen:
    class_id, subject_id = callback_data.class_id, callback_data.subject_id
    found = await subject_groups(ctx.uow, ctx.actor, class_id, subject_id)
    return pupil_screen(found, callback_data.student_id)


async def move(query: CallbackQuery, callback_data: MovePupil, ctx: Context) -> Screen:
    done = await move_pupil(
        ctx.uow,
        ctx.actor,
        callback_data.class_id,
        callback_data.student_id,
        callback_data.section_id,
        to_day(callback_data.since),
    )
    screen = subject_screen(done.groups)
    if done.told is None:
        return screen
    if done.is_back:
        said = _("Stays. Whoever was told of the other group hears that it is off.")
        return replace(screen, toast=said)
    if not done.told:
        return replace(screen, toast=_("Moved. Nobody who is connected is concerned."))
    said = n_("Moved. {count} message goes out.", "Moved. {count} messages go out.", done.told)
    return replace(screen, toast=said)
