"""What an archive says of absences: columns, and codes in words."""

from collections.abc import Callable, Mapping

from domain.attendance.model import Status
from handlers.lessons.status_words import status_name
from handlers.words import _, c_


def absence_titles() -> dict[str, str]:
    """By column of the announced absences."""
    return {
        "old_reason": c_("column", "Reason before"),
        "is_present": c_("column", "Was there"),
        "handed_on": c_("column", "Handed in"),
        "corrected_at": c_("column", "Reason corrected"),
        "first_number": c_("column", "From lesson"),
        "last_number": c_("column", "Up to lesson"),
        "excuse": c_("column", "Reason as the family says it"),
        "announced_at": c_("column", "Announced"),
        "is_accepted": c_("column", "Confirmed by the school"),
        "withdrawn_at": c_("column", "Withdrawn"),
        "came_on": c_("column", "Came after all"),
        "came_number": c_("column", "Came to lesson"),
    }


ABSENCE_CODED = frozenset({"old_reason", "excuse"})
ABSENCE_CODES: Mapping[str, Callable[[], str]] = {
    "left_early": lambda: status_name(Status.LEFT_EARLY),
    "released": lambda: status_name(Status.RELEASED),
    "remote": lambda: status_name(Status.REMOTE),
    "family": lambda: c_("excuse", "family reasons"),
    "event": lambda: c_("excuse", "a competition"),
    "presence": lambda: _("Where the pupil is"),
}
