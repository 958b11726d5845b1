"""Where the buttons of the curriculum lead."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from domain.curriculum.area_model import Area
from domain.year.load import MOST_HOURS
from handlers.ids import Id, OptionalId, Page


class OpenProfiles(CallbackData, prefix="rca"):
    """The profiles, and the classes that lack one."""

    page: Page = 0


class AskProfile(CallbackData, prefix="rcb"):
    """A name and grades are to be typed."""


class OpenProfile(CallbackData, prefix="rcc"):
    """Who follows it."""

    profile_id: Id
    page: Page = 0


class AskProfileAnew(CallbackData, prefix="rcg"):
    """Another name or other grades are to be typed."""

    profile_id: Id


class RemoveProfile(CallbackData, prefix="rcd"):
    """It is there no more."""

    profile_id: Id


class OpenClassProfile(CallbackData, prefix="rce"):
    """What a class follows, or with an id a group of it."""

    class_id: Id
    group_id: OptionalId = 0


class SetProfile(CallbackData, prefix="rcf"):
    """It follows this one from now on; 0: none."""

    class_id: Id
    profile_id: OptionalId
    group_id: OptionalId = 0


class OpenAreas(CallbackData, prefix="rch"):
    """The subjects of the school with their areas."""

    page: Page = 0


class SetLikelyAreas(CallbackData, prefix="rci"):
    """Every subject without an area gets the one that its title says."""


class OpenSubjectArea(CallbackData, prefix="rcj"):
    """One subject, and the areas to choose from."""

    subject_id: Id


class SetArea(CallbackData, prefix="rck"):
    """It is of this area."""

    subject_id: Id
    area: Area


class OpenComponent(CallbackData, prefix="rcl"):
    """How many hours of a subject in a grade, or of a section, school and families form."""

    grade_level: OptionalId
    subject_id: Id
    section_id: OptionalId = 0


class SetComponent(CallbackData, prefix="rcm"):
    """So many of its hours."""

    grade_level: OptionalId
    subject_id: Id
    hours: Annotated[int, Field(ge=0, le=MOST_HOURS)]
    section_id: OptionalId = 0


class OpenCurriculum(CallbackData, prefix="rcn"):
    """The weekly load of the classes of a grade; 0: of the first."""

    grade_level: OptionalId = 0
    page: Page = 0


class OpenClassPlan(CallbackData, prefix="rco"):
    """What a class is taught."""

    class_id: Id
    page: Page = 0


class OpenPupilPlan(CallbackData, prefix="rcp"):
    """What a pupil is taught."""

    student_id: Id
    page: Page = 0
