"""When a school hears of what is due by the day: in its own morning, in whichever of the zones."""

from datetime import datetime

from domain.calendar import School
from domain.schedule.model import minute_of

CODES_FROM = 8 * 60  # minutes after midnight, on the school's clock
TERMS_FROM = 9 * 60
_EVENING = 20 * 60


def is_told_now(school: School, now: datetime, begins: int) -> bool:
    """From `begins` to the evening: where the program stood still in the morning, later that day.

    The jobs look every hour. What they tell is told once, so an hour more changes nothing, and the
    hours of one day are less than what an alarm waits for until it is escalated.
    """
    return begins <= minute_of(school.local(now)) < _EVENING
