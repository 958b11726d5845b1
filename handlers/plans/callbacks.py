"""Where the buttons of plans lead."""

from aiogram.filters.callback_data import CallbackData

from handlers.ids import Id, OptionalId, Page


class OpenPlan(CallbackData, prefix="l"):
    """The plan of a section, and how far it has come; without a page, where it has come to."""

    section_id: Id
    page: Page | None = None


class AskPlan(CallbackData, prefix="lp"):
    """A plan will be typed or sent as a file."""

    section_id: Id


class SavePlan(CallbackData, prefix="ls"):
    """What was read becomes the plan; with `appends`, its end."""

    section_id: Id
    appends: bool = False


class OpenSources(CallbackData, prefix="lc"):
    """Other classes whose plan can be taken over."""

    section_id: Id


class CopyPlan(CallbackData, prefix="lx"):
    """The plan of this class is read, to be saved."""

    section_id: Id
    source_id: Id


class OpenSchoolPlans(CallbackData, prefix="ld"):
    """The plans of the whole school: who has none."""

    page: Page = 0


class OpenClassPlans(CallbackData, prefix="lb"):
    """Plan and fact of every subject of a class."""

    class_id: Id


class ApprovePlan(CallbackData, prefix="lg"):
    """The deputy has seen the plan."""

    section_id: Id


class OpenTopics(CallbackData, prefix="lt"):
    """Topics of a subject of a pupil; with `section_id` 0, the choice of subjects."""

    student_id: Id
    section_id: OptionalId = 0
    page: Page = 0
