"""What the school year refuses, in words."""

from collections.abc import Callable, Mapping

from handlers.words import _
from handlers.work_types.refusals import OF_WORK_TYPES

OF_YEAR: Mapping[str, Callable[[], str]] = {
    "calendar_day_form": lambda: _(
        "These are no days of a calendar. Type them so: 9 January, or 26 October – 1 November"
    ),
    "calendar_day_over": lambda: _("This day is over. Type one that is still ahead."),
    "days_backwards": lambda: _(
        "The last day is before the first. Type the earlier one first, with years if needed."
    ),
    "span_too_long": lambda: _("These are more than {days} days. Look at the dates again."),
    "holiday_form": lambda: _(
        "A name and days are needed, for example: Autumn vacation, 26 October – 1 November"
    ),
    "holiday_over": lambda: _("These days are over. Type days of which the last is still ahead."),
    "title_length": lambda: _("Type a name of up to {limit} characters."),
    **OF_WORK_TYPES,
}
