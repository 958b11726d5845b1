"""One act that concerned many: «выпущены коды: 25 семей, 70 человек, до 1 декабря 2026»."""

from datetime import date

from domain.access import Action
from domain.audit.model import Deed
from domain.audit.trail_model import Line, Together
from handlers.words import c_, day_month_year, joined, n_


def codes_words(line: Line, together: Together) -> str:
    """What was done with their codes, and how many they are; each has a record of their own."""
    _before, after = line.facts
    until = after.get("until")
    day = c_("audit", "until {day}").format(day=_day(until)) if until else ""
    people = n_("{count} person", "{count} people", together.people)
    families = n_("{count} family", "{count} families", together.families)
    counts = joined(families, people) if together.families < together.people else people
    return f"{_done(line)}: {joined(counts, day)}"


def _day(until: object) -> str:
    return day_month_year(date.fromisoformat(str(until)))


def _done(line: Line) -> str:
    _before, after = line.facts
    if line.record.action == Deed.INVITE:
        return c_("audit", "codes issued on the server")
    if after.get("handed"):
        return c_("audit", "codes handed over")
    if not after.get("until"):
        return c_("audit", "codes revoked")
    if line.record.action == Action.ISSUE_STAFF_CODE:
        return c_("audit", "codes of staff issued")
    return c_("audit", "codes issued for families")
