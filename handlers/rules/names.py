"""Groups and rules by name, and their values in words."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from domain.rules.model import Form, Group, RuleName, Setting, Unit, Value
from domain.schedule.model import clock_time
from handlers.rules.calendar_words import calendar_names
from handlers.rules.control_words import control_names
from handlers.rules.coverage_words import coverage_names
from handlers.rules.final_words import final_names, scale_words
from handlers.rules.homework_words import homework_names
from handlers.rules.quiz_words import quiz_names
from handlers.words import _, average, c_, clock, current_locale, joined, n_, on_weekday, sentence

_ANY_DAY = datetime(2026, 1, 1, tzinfo=UTC)  # no zone of Russia changes its clocks
_MOSCOW = ZoneInfo("Europe/Moscow")
_HOUR = timedelta(hours=1)


def group_name(group: Group) -> str:
    return {
        Group.MARKS: c_("rules", "Marks"),
        Group.FINALS: c_("rules", "Final marks"),
        Group.COVERAGE: c_("rules", "Number of marks"),
        Group.CONTROLS: c_("rules", "Control works"),
        Group.LESSONS: c_("rules", "Lessons and topics"),
        Group.HOMEWORK: c_("rules", "Homework"),
        Group.ATTENDANCE: c_("rules", "Attendance"),
        Group.CALENDAR: c_("rules", "School year"),
        Group.NOTICES: c_("rules", "Notifications"),
        Group.CONSENTS: c_("rules", "Consents"),
        Group.LISTS: c_("rules", "Lists and terms"),
        Group.CODES: c_("rules", "Codes and entry"),
        Group.CLOCK: c_("rules", "Time zone"),
    }[group]


def rule_name(name: RuleName) -> str:
    """At most twenty characters: it stands on a button."""
    return {**_of_teaching(), **_of_days(), **calendar_names(), **_of_office()}[name]


def _of_teaching() -> Mapping[RuleName, str]:
    return {
        RuleName.LOWEST_MARK: c_("rule", "Lowest mark"),
        RuleName.UNMARKED_GRADES: c_("rule", "Without marks"),
        RuleName.FIVE_FROM: c_("rule", "When it is a 5"),
        RuleName.FOUR_FROM: c_("rule", "When it is a 4"),
        RuleName.THREE_FROM: c_("rule", "When it is a 3"),
        RuleName.SIGNS: c_("rule", "Plus and minus"),
        RuleName.PENDING_DAYS: c_("rule", "Owed marks"),
        RuleName.LOCKS_MARKS: c_("rule", "Term of marks"),
        RuleName.UNLOCK_HOURS: c_("rule", "Opened for"),
        RuleName.NO_FIVE: c_("rule", "5 after a bad test"),
        RuleName.FAR: c_("rule", "When to say why"),
        RuleName.FINALS_OPEN: c_("rule", "When finals open"),
        **final_names(),
        **coverage_names(),
        **quiz_names(),
        **control_names(),
        RuleName.TOPIC_BY_PLAN: c_("rule", "Topic by the plan"),
        RuleName.PLANS_DUE: c_("rule", "Plans due by"),
        RuleName.PLAN_LAG: c_("rule", "Plan behind by"),
        **homework_names(),
    }


def _of_days() -> Mapping[RuleName, str]:
    return {
        RuleName.SIX_DAYS: c_("rule", "Six-day week"),
        RuleName.WORKING_WEEK: c_("rule", "Working week"),
        RuleName.ANSWER_MINUTES: c_("rule", "Wait for a family"),
        RuleName.DEPUTY_MINUTES: c_("rule", "When to call deputy"),
        RuleName.DEPUTY_AT_ONCE: c_("rule", "Deputy at once"),
        RuleName.REASON_DUE: c_("rule", "Time for a reason"),
        RuleName.ANNOUNCED_DAYS: c_("rule", "Absence announced"),
        RuleName.SLIP_WINDOW: c_("rule", "Time to mend"),
        RuleName.NEWS_GAP: c_("rule", "Between messages"),
        RuleName.DESK_HOURS: c_("rule", "Marks after lessons"),
        RuleName.TASKS: c_("rule", "Reminder to staff"),
        RuleName.EVENING: c_("rule", "Evening message"),
        RuleName.WEEKLY: c_("rule", "Weekly digest"),
        RuleName.FORECAST: c_("rule", "Weekly forecast"),
        RuleName.CONFIRMS_WEEKS: c_("rule", "Week confirmed"),
        RuleName.UNREAD_DAYS: c_("rule", "Reads nothing for"),
        RuleName.QUIET_FROM: c_("rule", "Quiet from"),
        RuleName.QUIET_UNTIL: c_("rule", "Quiet until"),
        RuleName.HIDES_DETAILS: c_("rule", "No details"),
    }


def _of_office() -> Mapping[RuleName, str]:
    return {
        RuleName.CONSENT_AGE: c_("rule", "Pupil's consent"),
        RuleName.CONSENT_WARNING_AGE: c_("rule", "Consent offered"),
        RuleName.CONSENT_GRACE: c_("rule", "Time to consent"),
        RuleName.NONDISCLOSURE: c_("rule", "Non-disclosure"),
        RuleName.LIST_ASKED: c_("rule", "Lists asked on"),
        RuleName.LIST_DUE: c_("rule", "Lists due by"),
        RuleName.ERASURE: c_("rule", "Time to erase"),
        RuleName.ERASURE_WARNING: c_("rule", "Erasure alarm"),
        RuleName.JOURNAL_KEPT: c_("rule", "Journal kept"),
        RuleName.FINALS_KEPT: c_("rule", "Final marks kept"),
        RuleName.CODE_LIFETIME: c_("rule", "How long codes last"),
        RuleName.UNDO_LIFETIME: c_("rule", "“This is not me”"),
        RuleName.PIN_IDLE: c_("rule", "When to ask a PIN"),
        RuleName.DENIALS: c_("rule", "Refusals an hour"),
        RuleName.TIMEZONE: c_("rule", "Time zone"),
    }


def value_words(setting: Setting, value: Value) -> str:
    """«14 дней», «от 4,50», «19:00», «включено», «1–2 классы»."""
    match setting.form:
        case Form.AVERAGE if setting.name is RuleName.FAR:
            return _("{distance} and more").format(distance=average(float(str(value))))
        case Form.AVERAGE:
            return _("average from {average}").format(average=average(float(str(value))))
        case Form.TIME:
            return clock(clock_time(int(str(value))))
        case Form.SWITCH:
            return c_("rule", "on") if value else c_("rule", "off")
        case Form.WEEKDAY:
            return on_weekday(int(str(value)))
        case Form.ZONE:
            return zone_words(str(value))
        case Form.CHOICE:
            return scale_words(str(value))
    if isinstance(value, tuple):
        return _grades(value)
    if not value and setting.name in _NOTHING:
        return _nothing(setting.name)
    return _counted(setting.unit, value)


def button_words(setting: Setting, value: Value) -> str:
    """The same, short enough for a button."""
    match setting.form:
        case Form.AVERAGE:
            return average(float(str(value)))
        case Form.SWITCH:
            return c_("rule", "On") if value else c_("rule", "Off")
    if setting.unit is Unit.DAY_OF_MONTH:
        return str(value)
    return sentence(value_words(setting, value))


def _counted(unit: Unit, value: Value) -> str:
    if not isinstance(value, int):  # a fraction that the server was given by hand
        return average(float(str(value)))
    match unit:
        case Unit.DAYS:
            return n_("{count} day", "{count} days", value)
        case Unit.MINUTES:
            return n_("{count} minute", "{count} minutes", value)
        case Unit.YEARS:
            return n_("{count} year", "{count} years", value)
        case Unit.DAY_OF_MONTH:
            return _("day {number} of the month").format(number=value)
        case Unit.HOURS:
            return n_("{count} hour", "{count} hours", value)
        case Unit.MEGABYTES:
            return _("{count} MB").format(count=value)
        case Unit.FILES:
            return n_("{count} file", "{count} files", value)
        case Unit.PERCENT:
            return _("{share} %").format(share=value)
    return str(value)


_NOTHING = frozenset(
    {
        RuleName.SLIP_WINDOW,
        RuleName.NEWS_GAP,
        RuleName.FINALS_OPEN,
        RuleName.CONSENT_GRACE,
        RuleName.ERASURE_WARNING,
    }
)


def _nothing(name: RuleName) -> str:
    """What none of a unit means."""
    match name:
        case RuleName.SLIP_WINDOW:
            return c_("rule", "at once")
        case RuleName.NEWS_GAP:
            return c_("rule", "each by itself")
    return c_("rule", "on the day itself")


def _grades(levels: tuple[int, ...]) -> str:
    """«1 класс», «1–4 классы», «1, 3–4 классы»."""
    if not levels:
        return c_("grades", "none")
    spans: list[list[int]] = []
    for level in levels:
        if spans and spans[-1][-1] == level - 1:
            spans[-1].append(level)
        else:
            spans.append([level])
    numbers = joined(*(f"{each[0]}–{each[-1]}" if each[1:] else str(each[0]) for each in spans))
    text = _("grades {numbers}") if levels[1:] else _("grade {numbers}")
    return text.format(numbers=numbers)


def zone_words(zone: str) -> str:
    """«Омск, МСК+3» · "Omsk, UTC+6"."""
    here = _offset(ZoneInfo(zone))
    if current_locale() == "ru":
        here -= _offset(_MOSCOW)
        return joined(_cities().get(zone, zone), f"МСК{here // _HOUR:+}" if here else "МСК")
    return joined(_cities().get(zone, zone), f"UTC{here // _HOUR:+}")


def _offset(zone: ZoneInfo) -> timedelta:
    return _ANY_DAY.astimezone(zone).utcoffset() or timedelta()


def _cities() -> Mapping[str, str]:
    return {
        "Europe/Kaliningrad": _("Kaliningrad"),
        "Europe/Moscow": _("Moscow"),
        "Europe/Samara": _("Samara"),
        "Asia/Yekaterinburg": _("Yekaterinburg"),
        "Asia/Omsk": _("Omsk"),
        "Asia/Krasnoyarsk": _("Krasnoyarsk"),
        "Asia/Irkutsk": _("Irkutsk"),
        "Asia/Yakutsk": _("Yakutsk"),
        "Asia/Vladivostok": _("Vladivostok"),
        "Asia/Magadan": _("Magadan"),
        "Asia/Kamchatka": _("Kamchatka"),
    }
