"""Where the buttons of the curriculum lead."""

from aiogram.filters.callback_data import CallbackData

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
