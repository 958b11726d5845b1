"""Where the buttons about lessons that were not held lead."""

from aiogram.filters.callback_data import CallbackData

from handlers.ids import Id, Page


class AskClaim(CallbackData, prefix="eza"):
    """The teacher says so; the reason will be typed."""

    lesson_id: Id


class OpenClaims(CallbackData, prefix="ez"):
    """What waits for an answer."""

    page: Page = 0


class OpenClaim(CallbackData, prefix="ezo"):
    """One of them."""

    claim_id: Id


class ConfirmClaim(CallbackData, prefix="ezy"):
    """It was not held."""

    claim_id: Id


class DeclineClaim(CallbackData, prefix="ezn"):
    """It was held."""

    claim_id: Id
