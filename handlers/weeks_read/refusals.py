"""Why a week is not confirmed or nobody is reminded, and what to do instead."""

from collections.abc import Callable, Mapping

from handlers.words import _

OF_WEEKS: Mapping[str, Callable[[], str]] = {
    "no_week_asked": lambda: _(
        "The school does not ask to confirm weeks any more. Open the menu for marks and attendance."
    ),
    "week_not_asked": lambda: _(
        "This week need not be confirmed any more. Open “Marks”, or “Attendance” where no marks are"
        " given yet: the newest one is there."
    ),
    "week_without_lessons": lambda: _(
        "There were no lessons in this week, so there is nothing to confirm. Open “Marks” for the"
        " whole period."
    ),
    "weeks_not_asked": lambda: _(
        "The school does not ask families to confirm the week. Ask the director to switch it on in"
        " the rules of the school."
    ),
    "nobody_to_remind": lambda: _(
        "Nobody is to be reminded: a family gets one reminder a week at the most. Try again in a"
        " week, or call those who do not answer."
    ),
}
