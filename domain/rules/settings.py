"""The table of what a school may change from the bot, and why the rest is not in it."""

from collections.abc import Mapping

from domain.rules.control_settings import of_controls
from domain.rules.coverage_settings import of_coverage
from domain.rules.final_settings import of_finals
from domain.rules.model import Form, Group, RuleName, Setting, Unit, Value
from domain.rules.quiz_settings import of_quizzes

ZONES = (
    "Europe/Kaliningrad",
    "Europe/Moscow",
    "Europe/Samara",
    "Asia/Yekaterinburg",
    "Asia/Omsk",
    "Asia/Krasnoyarsk",
    "Asia/Irkutsk",
    "Asia/Yakutsk",
    "Asia/Vladivostok",
    "Asia/Magadan",
    "Asia/Kamchatka",
)
"""The eleven hours of Russia (107-ФЗ art. 5), from west to east."""

LAST_GRADE = 11
_R = RuleName
_G = Group


def _number(
    name: RuleName,
    group: Group,
    unit: Unit,
    bounds: tuple[int, int],
    clause: str,
    *offered: int,
    only_offered: bool = False,
    not_above: RuleName | None = None,
    not_below: RuleName | None = None,
) -> Setting:
    return Setting(
        name,
        group,
        Form.NUMBER,
        clause,
        offered,
        unit,
        *bounds,
        only_offered,
        not_above=not_above,
        not_below=not_below,
    )


def _threshold(name: RuleName, mark: int) -> Setting:
    """The bounds lie apart, so a better mark never needs a lower average."""
    offered = tuple(mark - each for each in (0.5, 0.4, 0.3))
    least, most = mark - 0.99, float(mark)
    return Setting(
        name,
        _G.FINALS,
        Form.AVERAGE,
        "facts §2.2",
        tuple(round(each, 2) for each in offered),
        least=round(least, 2),
        most=most,
        field="thresholds",
        part=mark,
    )


def _time(
    name: RuleName, clause: str, *hours: int, least: int = 0, most: int = 24 * 60 - 1
) -> Setting:
    offered = tuple(hour * 60 for hour in hours)
    return Setting(name, _G.NOTICES, Form.TIME, clause, offered, least=least, most=most)


def _switch(name: RuleName, group: Group, clause: str) -> Setting:
    return Setting(name, group, Form.SWITCH, clause, (True, False), only_offered=True)


def _grades(name: RuleName, group: Group, clause: str, *offered: tuple[int, ...]) -> Setting:
    return Setting(name, group, Form.GRADES, clause, offered, least=1, most=LAST_GRADE)


def _of_marks() -> tuple[Setting, ...]:
    lowest = _number(
        _R.LOWEST_MARK, _G.MARKS, Unit.MARK, (1, 2), "facts §2.1", 2, 1, only_offered=True
    )
    return (
        lowest,
        _grades(_R.UNMARKED_GRADES, _G.MARKS, "S1 3.7, S3 1.2", (1,), (1, 2)),
        _switch(_R.SIGNS, _G.MARKS, "facts §2.1"),
        _number(_R.PENDING_DAYS, _G.MARKS, Unit.DAYS, (1, 60), "facts §2.1", 7, 14, 21),
        _switch(_R.LOCKS_MARKS, _G.MARKS, "S4 §4(а), R089"),
        _number(_R.UNLOCK_HOURS, _G.MARKS, Unit.HOURS, (1, 168), "R091", 4, 24, 72),
    )


def _of_lessons() -> tuple[Setting, ...]:
    return (
        _switch(_R.TOPIC_BY_PLAN, _G.LESSONS, "S2 4.2, R059"),
        _number(_R.PLANS_DUE, _G.LESSONS, Unit.DAY_OF_MONTH, (1, 31), "S4 П2.VI, D09", 1, 15, 31),
        _number(_R.PLAN_LAG, _G.LESSONS, Unit.COUNT, (0, 40), "S4 §2, R056", 2, 3, 6),
    )


def _of_teaching() -> tuple[Setting, ...]:
    return (
        _threshold(_R.FIVE_FROM, 5),
        _threshold(_R.FOUR_FROM, 4),
        _threshold(_R.THREE_FROM, 3),
        _switch(_R.NO_FIVE, _G.FINALS, "facts §2.2, §2.7"),
        Setting(
            _R.FAR,
            _G.FINALS,
            Form.AVERAGE,
            "S4 П2.VIII, R099",
            (0.75, 1.0, 1.5),
            least=0.51,
            most=3.0,
        ),
        *of_finals(),
        _number(_R.FINALS_OPEN, _G.FINALS, Unit.DAYS, (0, 60), "R096", 3, 7, 14),
    )


def _of_homework() -> tuple[Setting, ...]:
    return (
        _grades(_R.NO_HOMEWORK_GRADES, _G.HOMEWORK, "S3 1.2, C1", (1,), (1, 2), ()),
        *(
            Setting(
                name,
                _G.HOMEWORK,
                Form.NUMBER,
                "СанПиН 1.2.3685-21, facts §2.12",
                tuple(range(norm - 30, norm + 31, 30)),
                Unit.MINUTES,
                least=15,
                most=360,
                field="homework_norms",
                part=first,
            )
            for name, first, norm in (
                (_R.NORM_1, 1, 60),
                (_R.NORM_2, 2, 90),
                (_R.NORM_4, 4, 120),
                (_R.NORM_6, 6, 150),
                (_R.NORM_9, 9, 210),
            )
        ),
        _number(_R.LARGEST_FILE, _G.HOMEWORK, Unit.MEGABYTES, (1, 20), "R108", 5, 10, 20),
        _number(_R.MOST_FILES, _G.HOMEWORK, Unit.FILES, (1, 10), "R108", 3, 5, 10),
        *(
            _number(name, _G.HOMEWORK, Unit.MEGABYTES, (least, most), "R108", *offered)
            for name, least, most, *offered in (
                (_R.LESSON_FILES, 20, 1000, 100, 200, 500),
                (_R.PERSON_FILES, 20, 10_000, 200, 500, 1000),
                (_R.SCHOOL_FILES, 1000, 1_000_000, 50_000, 100_000, 200_000),
            )
        ),
    )


def _of_calendar() -> tuple[Setting, ...]:
    high = tuple(range(5, LAST_GRADE + 1))
    return (
        _grades(_R.SIX_DAYS, _G.CALENDAR, "S4 П2.II, R035", (), high, (10, 11)),
        _number(
            _R.WORKING_WEEK,
            _G.CALENDAR,
            Unit.DAYS,
            (5, 6),
            "ТК РФ art. 100",
            5,
            6,
            only_offered=True,
        ),
        _number(_R.SETUP_DUE, _G.CALENDAR, Unit.DAY_OF_MONTH, (1, 30), "S4 П2.II, D08", 1, 15, 30),
        _number(_R.EVENT_NOTICE, _G.CALENDAR, Unit.DAYS, (0, 60), "S4 П2.VII, D10", 7, 14, 21),
        _number(_R.CLASS_EVENT_NOTICE, _G.CALENDAR, Unit.DAYS, (0, 60), "S4 П2.VII, D12", 3, 7, 14),
        _number(_R.DAY_MOVE_NOTICE, _G.CALENDAR, Unit.DAYS, (0, 20), "S4 П2.VII, D11", 1, 3, 5),
        _switch(_R.HOMEROOM_EDITS, _G.CALENDAR, "S4 П2.VII, S1 3.6, C6"),
    )


def _of_attendance() -> tuple[Setting, ...]:
    group, answer, deputy = _G.ATTENDANCE, _R.ANSWER_MINUTES, _R.DEPUTY_MINUTES
    return (
        _number(answer, group, Unit.MINUTES, (5, 240), "R076", 15, 30, 45, not_above=deputy),
        _number(deputy, group, Unit.MINUTES, (5, 480), "R076", 30, 60, 90, not_below=answer),
        _switch(_R.DEPUTY_AT_ONCE, group, "S2 3.2, C13"),
        _number(_R.REASON_DUE, group, Unit.DAYS, (1, 10), "S4 П2.VIII, D06", 1, 2, 3),
        _number(_R.ANNOUNCED_DAYS, group, Unit.DAYS, (1, 90), "R077", 7, 14, 30),
    )


def _of_notices() -> tuple[Setting, ...]:
    return (
        _number(_R.SLIP_WINDOW, _G.NOTICES, Unit.MINUTES, (0, 60), "R111", 0, 2, 5),
        _number(_R.NEWS_GAP, _G.NOTICES, Unit.MINUTES, (0, 60), "R111", 0, 1, 15),
        _time(_R.DESK_HOURS, "R111", 13, 14, 15, least=10 * 60, most=20 * 60),
        _time(_R.TASKS, "R073", 17, 18, 19, least=12 * 60, most=21 * 60),
        _time(_R.EVENING, "facts §3.2", 18, 19, 20, least=12 * 60, most=22 * 60),
        Setting(
            _R.WEEKLY,
            _G.NOTICES,
            Form.WEEKDAY,
            "R113",
            tuple(range(1, 8)),
            least=1,
            most=7,
            only_offered=True,
        ),
        _switch(_R.FORECAST, _G.NOTICES, "S4 П3.3, D19"),
        _switch(_R.CONFIRMS_WEEKS, _G.NOTICES, "S1 5.2, R119"),
        _number(_R.UNREAD_DAYS, _G.NOTICES, Unit.DAYS, (7, 60), "S1 5.2, R119", 7, 14, 30),
        _time(_R.QUIET_FROM, "R111", 21, 22, 23),
        _time(_R.QUIET_UNTIL, "R111", 6, 7, 8),
        _switch(_R.HIDES_DETAILS, _G.NOTICES, "152-ФЗ art. 12"),
    )


def _of_data() -> tuple[Setting, ...]:
    warning_age, age = _R.CONSENT_WARNING_AGE, _R.CONSENT_AGE
    asked, due = _R.LIST_ASKED, _R.LIST_DUE
    warning, erasure = _R.ERASURE_WARNING, _R.ERASURE
    journal, finals = _R.JOURNAL_KEPT, _R.FINALS_KEPT
    years, days, month = Unit.YEARS, Unit.DAYS, Unit.DAY_OF_MONTH
    law = "152-ФЗ art. 21"
    return (
        _number(age, _G.CONSENTS, years, (14, 18), "S1 6.1, C9", 14, 16, 18, not_below=warning_age),
        _number(warning_age, _G.CONSENTS, years, (14, 18), "C9", 14, 15, 16, not_above=age),
        _number(_R.CONSENT_GRACE, _G.CONSENTS, days, (0, 365), "D21", 0, 14, 30),
        _switch(_R.NONDISCLOSURE, _G.CONSENTS, "R030"),
        _number(asked, _G.LISTS, month, (1, 31), "S1 4.2, S4 §4", 1, 5, 10, not_above=due),
        _number(due, _G.LISTS, month, (1, 31), "S1 4.2, S4 §4", 15, 20, 25, not_below=asked),
        _number(erasure, _G.LISTS, days, (1, 30), law, 10, 20, 30, not_below=warning),
        _number(warning, _G.LISTS, days, (0, 29), law, 3, 5, 10, not_above=erasure),
        _number(journal, _G.LISTS, years, (5, 75), "273-ФЗ art. 28", 5, 10, 25, not_above=finals),
        _number(finals, _G.LISTS, years, (25, 75), "273-ФЗ art. 28", 25, 50, 75, not_below=journal),
    )


def _of_codes() -> tuple[Setting, ...]:
    group = _G.CODES
    return (
        _number(_R.CODE_LIFETIME, group, Unit.DAYS, (1, 30), "R015", 3, 7, 14),
        _number(_R.UNDO_LIFETIME, group, Unit.DAYS, (1, 365), "R014", 7, 30, 90),
        _number(_R.PIN_IDLE, group, Unit.MINUTES, (1, 480), "R014", 5, 15, 60),
        _number(_R.DENIALS, group, Unit.COUNT, (3, 200), "R009", 10, 20, 50),
        Setting(_R.TIMEZONE, _G.CLOCK, Form.ZONE, "107-ФЗ art. 5", ZONES, only_offered=True),
    )


SETTINGS: Mapping[RuleName, Setting] = {
    each.name: each
    for each in (
        *_of_marks(),
        *_of_lessons(),
        *_of_teaching(),
        *_of_homework(),
        *of_quizzes(),
        *of_coverage(),
        *of_controls(),
        *_of_attendance(),
        *_of_calendar(),
        *_of_notices(),
        *_of_data(),
        *_of_codes(),
    )
}

NOT_IN_CHAT: Mapping[str, str] = {
    "highest_mark": "the scale ends with 5 on every form of certificate (facts §2.1)",
    "lowest_pass": "3 is satisfactory in every regulation (facts §2.1)",
    "failed_codes_an_hour": "the same for every school: whoever shows a code has none yet",
    "operator_name": "named on the server with the texts of consents: bot consents --operator",
    "operator_address": "named on the server with the texts of consents: bot consents --operator",
    "requires_consent": "the law asks for consent (152-ФЗ art. 9): no tap may do without it",
}
"""The other fields of `SchoolPolicy`, each with the reason."""


def of_group(group: Group) -> list[Setting]:
    """The rules of a group, in the order of the screen."""
    return [each for each in SETTINGS.values() if each.group is group]


def is_always_unmarked(name: RuleName, value: Value) -> bool:
    """Whether grade 1 stays without marks, as it must (S1 3.7, S3 1.2)."""
    return name is not RuleName.UNMARKED_GRADES or (isinstance(value, tuple) and 1 in value)
