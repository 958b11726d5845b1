"""Where pupils are, in a sign, a word, a count."""

from collections import Counter
from collections.abc import Iterable, Mapping

from domain.attendance.model import Status
from handlers.words import _, c_, n_

# Before the name: of a long one in three columns a phone cuts the end off.
SIGNS: Mapping[Status, str] = {
    Status.PRESENT: "",
    Status.ABSENT: "✕ ",
    Status.LATE: "◔ ",
    Status.LEFT_EARLY: "◕ ",
    Status.RELEASED: "○ ",
    Status.REMOTE: "⌂ ",
}


def status_name(status: Status) -> str:
    """On a button, and in the middle of a line."""
    return {
        Status.PRESENT: c_("status", "present"),
        Status.ABSENT: c_("status", "absent"),
        Status.LATE: c_("status", "late"),
        Status.LEFT_EARLY: c_("status", "left early"),
        Status.RELEASED: c_("status", "released"),
        Status.REMOTE: c_("status", "remote"),
    }[status]


def exceptions(statuses: Iterable[Status]) -> list[str]:
    """«нет 2», «опоздал 1»; nothing where all are there."""
    count = Counter(statuses)
    of = {
        Status.ABSENT: n_("{count} absent", "{count} absent", count[Status.ABSENT]),
        Status.LATE: n_("{count} late", "{count} late", count[Status.LATE]),
        Status.LEFT_EARLY: n_("{count} left early", "{count} left early", count[Status.LEFT_EARLY]),
        Status.RELEASED: n_("{count} released", "{count} released", count[Status.RELEASED]),
        Status.REMOTE: n_("{count} remote", "{count} remote", count[Status.REMOTE]),
    }
    return [words for status, words in of.items() if count[status]]


def attendance_line(status: Status) -> str | None:
    """On the screen of one pupil at a lesson."""
    return {
        Status.ABSENT: _("✕ Absent from this lesson"),
        Status.LATE: _("◔ Late for this lesson"),
        Status.LEFT_EARLY: _("◕ Left this lesson early"),
        Status.RELEASED: _("○ Released from this lesson"),
        Status.REMOTE: _("⌂ Takes part remotely"),
    }.get(status)
