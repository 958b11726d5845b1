"""Any school, any person, any choice: whom a notice may be for."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from domain.calendar import School
from domain.notices.model import Kind, Reader
from domain.policy import SchoolPolicy
from domain.preferences.choices import Choice, Habits, QuietHours

MOSCOW = ZoneInfo("Europe/Moscow")
# Ahead and behind, half hours, changes of an hour and of half an hour, at midnight and by day.
ZONES = [
    ZoneInfo(name)
    for name in (
        "Europe/Moscow",
        "Asia/Kamchatka",
        "Europe/Berlin",
        "America/St_Johns",
        "Australia/Lord_Howe",
        "Asia/Beirut",
        "Africa/Cairo",
        "America/Havana",
        "Africa/Casablanca",
        "Asia/Kathmandu",
        "Pacific/Kiritimati",
    )
]
HOUR, MINUTE, DAY = timedelta(hours=1), timedelta(minutes=1), timedelta(days=1)
A_CHANGE_OF_CLOCKS = timedelta(hours=2)  # more than any clock is moved

minutes = st.integers(0, 24 * 60 - 1)
moments = st.integers(0, 3 * 365 * 24 * 3600).map(
    lambda seconds: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)
kinds = st.sampled_from(Kind)
ANY = st.sampled_from(Choice)


@st.composite
def readers(draw: st.DrawFn, *, choices: st.SearchStrategy[Choice] = ANY) -> Reader:
    """Any school and any person; choices as stored, also those that a kind does not offer."""
    policy = SchoolPolicy(
        slip_window=draw(st.sampled_from((timedelta(), 5 * MINUTE, HOUR))),
        news_gap=draw(st.sampled_from((timedelta(), 30 * MINUTE, 3 * HOUR))),
        desk_hours_from=draw(minutes),
        evening_at=draw(minutes),
        weekly_digest_weekday=draw(st.integers(1, 7)),
        quiet_from=draw(minutes),
        quiet_until=draw(minutes),
    )
    own = draw(st.none() | st.tuples(minutes, minutes))
    stored = st.dictionaries(kinds, choices)
    told_at = draw(st.none() | moments)
    return reader(
        policy,
        draw(st.sampled_from(ZONES)),
        draw(stored),
        Habits(*own) if own else Habits(),
        told_at,
    )


def reader(
    policy: SchoolPolicy | None = None,
    zone: ZoneInfo = MOSCOW,
    choices: Mapping[Kind, Choice] | None = None,
    habits: Habits | None = None,
    told_at: datetime | None = None,
) -> Reader:
    school = School(1, "Школа", zone, policy or SchoolPolicy())
    return Reader(1, 2, 3, 4, school, choices or {}, habits or Habits(), told_at)


def quiet(of: Reader) -> QuietHours:
    return of.habits.quiet_hours(of.school.policy)


def is_quiet(of: Reader, moment: datetime) -> bool:
    local = of.school.local(moment)
    return local.hour * 60 + local.minute in quiet(of)
