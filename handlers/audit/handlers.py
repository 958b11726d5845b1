"""Opening the audit trail."""

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.audit.use_cases import class_trail, own_trail, pupil_trail, school_trail
from handlers.audit.callbacks import Of, OpenAudit
from handlers.audit.screens import class_screen, own_screen, pupil_screen, school_screen
from handlers.context import Context
from handlers.screen import Screen
from handlers.whose import chosen_student


def make_router() -> Router:
    router = Router(name="audit")
    router.callback_query.register(show, OpenAudit.filter())
    return router


async def show(query: CallbackQuery, callback_data: OpenAudit, ctx: Context) -> Screen:
    of_id, page = callback_data.of_id, (callback_data.part, callback_data.before)
    own_ids = frozenset(hat.person.id for hat in ctx.actor.hats)
    match callback_data.of:
        case Of.PUPIL:
            student_id = of_id or chosen_student(ctx)
            trail = await pupil_trail(ctx.uow, ctx.actor, student_id, *page)
            family = bool(ctx.actor.hats_about(student_id))
            return pupil_screen(trail, trail.school.today(ctx.now), own_ids, family=family)
        case Of.OWN:
            trail = await own_trail(ctx.uow, ctx.actor, *page)
            return own_screen(trail, trail.school.today(ctx.now))
        case Of.CLASS:
            trail = await class_trail(ctx.uow, ctx.actor, of_id, *page)
            return class_screen(trail, of_id, trail.school.today(ctx.now), own_ids)
        case Of.SCHOOL:
            trail = await school_trail(ctx.uow, ctx.actor, *page)
            return school_screen(trail, trail.school.today(ctx.now), own_ids)
