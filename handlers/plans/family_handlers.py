"""Topics as families see them."""

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.plans.families import learnt_subjects, subject_topics
from handlers.context import Context
from handlers.menu.around import around_diary
from handlers.menu.callbacks import Section
from handlers.plans.callbacks import OpenTopics
from handlers.plans.family_screens import subjects_screen, topics_screen
from handlers.screen import Screen


def make_router() -> Router:
    router = Router(name="topics")
    router.callback_query.register(show_topics, OpenTopics.filter())
    return router


async def show_topics(query: CallbackQuery, callback_data: OpenTopics, ctx: Context) -> Screen:
    student_id, section_id = callback_data.student_id, callback_data.section_id
    if section_id:
        topics = await subject_topics(ctx.uow, ctx.actor, student_id, section_id)
        screen = topics_screen(topics, callback_data.page)
    else:
        student, subjects = await learnt_subjects(ctx.uow, ctx.actor, student_id)
        screen = subjects_screen(student, subjects, ctx.today)
    return around_diary(screen, ctx.actor, student_id, Section.SCHEDULE)
