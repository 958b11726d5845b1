"""Why a week is not confirmed or nobody is reminded, and what to do instead."""

from collections.abc import Callable, Mapping

from handlers.words import _

OF_WEEKS: Mapping[str, Callable[[], str]] = {
    "week_not_asked": lambda: _(
        "This week need not be confirmed any more. The newest one is under “Marks”."
    ),
    "week_without_lessons": lambda: _(
        "There were no lessons in this week, so there is nothing to confirm."
    ),
    "weeks_not_asked": lambda: _(
        "The school does not ask families to confirm the week. The director switches it on in the"
        " rules of the school."
    ),
    "nobody_to_remind": lambda: _(
        "Nobody is to be reminded: a family gets one reminder a week at the most. Those who do not"
        " answer are better called."
    ),
}
