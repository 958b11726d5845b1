"""Areas, components and plans in the chat."""

from dataclasses import replace

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery

from domain.access import Action
from domain.curriculum.areas import set_area, set_likely_areas, subject_areas
from domain.curriculum.plans import class_plan, grade_plans, pupil_plan
from domain.hat import Target
from domain.year.load import set_chosen_hours, subject_hours
from domain.year.subjects import school_subjects
from handlers.context import Context
from handlers.curriculum.area_screens import areas_screen, component_screen, subject_area_screen
from handlers.curriculum.callbacks import (
    OpenAreas,
    OpenClassPlan,
    OpenComponent,
    OpenCurriculum,
    OpenPupilPlan,
    OpenSubjectArea,
    SetArea,
    SetComponent,
    SetLikelyAreas,
)
from handlers.curriculum.plan_screens import class_screen, grade_screen, pupil_screen
from handlers.menu.around import around_diary
from handlers.menu.callbacks import Section
from handlers.schedule.callbacks import OpenWeek
from handlers.screen import Screen
from handlers.timetable.callbacks import OpenClassDay
from handlers.typing import WRITES
from handlers.words import _, n_
from handlers.year.load_screens import hours_screen


def make_router() -> Router:
    router = Router(name="plans_of_classes")
    on = router.callback_query.register
    on(show_areas, OpenAreas.filter())
    on(choose_likely, SetLikelyAreas.filter(), flags=WRITES)
    on(show_area, OpenSubjectArea.filter())
    on(choose_area, SetArea.filter(), flags=WRITES)
    on(show_component, OpenComponent.filter())
    on(choose_component, SetComponent.filter(), flags=WRITES)
    on(show_grade, OpenCurriculum.filter())
    on(show_class, OpenClassPlan.filter())
    on(show_pupil, OpenPupilPlan.filter())
    return router


async def show_areas(query: CallbackQuery, callback_data: OpenAreas, ctx: Context) -> Screen:
    return areas_screen(await school_subjects(ctx.uow, ctx.actor), callback_data.page)


async def choose_likely(
    query: CallbackQuery, callback_data: SetLikelyAreas, ctx: Context
) -> Screen:
    subjects, count = await set_likely_areas(ctx.uow, ctx.actor)
    said = n_("Chosen for {count} subject", "Chosen for {count} subjects", count)
    return replace(areas_screen(subjects), toast=said if count else None)


async def show_area(query: CallbackQuery, callback_data: OpenSubjectArea, ctx: Context) -> Screen:
    subject_id = callback_data.subject_id
    return subject_area_screen(await subject_areas(ctx.uow, ctx.actor, subject_id), subject_id)


async def choose_area(query: CallbackQuery, callback_data: SetArea, ctx: Context) -> Screen:
    subject_id, area = callback_data.subject_id, callback_data.area
    subjects = await set_area(ctx.uow, ctx.actor, subject_id, area)
    return replace(subject_area_screen(subjects, subject_id), toast=_("Saved"))


async def show_component(
    query: CallbackQuery, callback_data: OpenComponent, ctx: Context
) -> Screen:
    subject_id, section_id = callback_data.subject_id, callback_data.section_id
    grade_level = callback_data.grade_level
    load = await subject_hours(ctx.uow, ctx.actor, grade_level, subject_id, section_id)
    return component_screen(load, subject_id, section_id)


async def choose_component(
    query: CallbackQuery, callback_data: SetComponent, ctx: Context
) -> Screen:
    wanted = callback_data
    load = await set_chosen_hours(
        ctx.uow,
        ctx.actor,
        wanted.grade_level,
        wanted.subject_id,
        wanted.hours,
        section_id=wanted.section_id,
    )
    return replace(hours_screen(load, wanted.subject_id, wanted.section_id), toast=_("Saved"))


async def show_grade(query: CallbackQuery, callback_data: OpenCurriculum, ctx: Context) -> Screen:
    found = await grade_plans(ctx.uow, ctx.actor, callback_data.grade_level)
    return grade_screen(found, callback_data.page)


async def show_class(query: CallbackQuery, callback_data: OpenClassPlan, ctx: Context) -> Screen:
    """Whoever sets it up came from the grade, the others from the timetable of the class."""
    plan = await class_plan(ctx.uow, ctx.actor, callback_data.class_id)
    of_class = plan.school_class
    edits = ctx.actor.may(Action.EDIT_CALENDAR, Target(school_id=of_class.school.id))
    back: CallbackData = OpenClassDay.of(of_class.id, ctx.today)
    if edits:
        back = OpenCurriculum(grade_level=of_class.grade_level)
    return class_screen(plan, callback_data.page, back, edits=edits)


async def show_pupil(query: CallbackQuery, callback_data: OpenPupilPlan, ctx: Context) -> Screen:
    plan = await pupil_plan(ctx.uow, ctx.actor, callback_data.student_id)
    back = OpenWeek.of(plan.student.id, ctx.today)
    screen = pupil_screen(plan, callback_data.page, back)
    return around_diary(screen, ctx.actor, plan.student.id, Section.SCHEDULE)
