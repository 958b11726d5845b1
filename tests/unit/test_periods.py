"""Which grading period is shown, and which ones can be turned to."""

from datetime import date

from domain.calendar import GradingPeriod, PeriodKind, ShownPeriod, current_period
from handlers.marks.callbacks import OpenPeriodMarks
from handlers.periods import period_buttons, period_column, period_title, year_title
from handlers.words import speaking


def quarter(key: int, ordinal: int, year: int, begins: date, ends: date) -> GradingPeriod:
    return GradingPeriod(
        key, PeriodKind.QUARTER, ordinal, f"{ordinal} четверть", year, begins, ends
    )


LAST_YEAR = quarter(1, 4, 2026, date(2026, 4, 6), date(2026, 5, 26))
FIRST = quarter(2, 1, 2027, date(2026, 9, 1), date(2026, 10, 23))
SECOND = quarter(3, 2, 2027, date(2026, 11, 2), date(2026, 12, 30))
ALL = [LAST_YEAR, FIRST, SECOND]


def labels(shown: ShownPeriod) -> list[str]:
    buttons = period_buttons(shown, lambda key: OpenPeriodMarks(student_id=1, period_id=key))
    return [button.text for button in buttons]


def test_in_the_holidays_the_period_that_ended_last() -> None:
    assert current_period(ALL, date(2026, 10, 28)) is FIRST
    assert current_period(ALL, date(2026, 7, 1)) is LAST_YEAR


def test_before_all_periods_the_first() -> None:
    assert current_period(ALL, date(2020, 1, 1)) is LAST_YEAR
    assert current_period([], date(2020, 1, 1)) is None


def test_buttons_lead_to_the_others_of_the_year_and_to_the_year_before() -> None:
    assert labels(ShownPeriod(SECOND, (LAST_YEAR, FIRST, SECOND))) == ["1 четверть", "‹ 2025/26"]
    assert labels(ShownPeriod(FIRST, (LAST_YEAR, FIRST, SECOND))) == ["2 четверть", "‹ 2025/26"]


def test_from_an_earlier_year_there_is_a_way_back() -> None:
    assert labels(ShownPeriod(LAST_YEAR, (LAST_YEAR, FIRST, SECOND))) == ["2026/27 ›"]


def test_an_earlier_year_is_named() -> None:
    with speaking("ru"):
        shown = ShownPeriod(LAST_YEAR, (LAST_YEAR, FIRST))
        assert period_title(shown) == "4 четверть 2025/26"
        assert period_title(ShownPeriod(FIRST, (FIRST,))) == "1 четверть, по 23 октября"


def test_columns_are_as_narrow_as_they_can_be() -> None:
    year = GradingPeriod(
        9, PeriodKind.SCHOOL_YEAR, 0, "2026/27", 2027, date(2026, 9, 1), date(2027, 5, 26)
    )
    with speaking("ru"):
        assert [period_column(each) for each in (FIRST, SECOND, year)] == ["I", "II", "Год"]
    assert year_title(2000) == "1999/00"
