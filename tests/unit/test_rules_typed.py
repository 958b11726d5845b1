"""The value of a rule as people type it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Refused
from domain.rules.book import RuleBook
from domain.rules.model import RuleName, Setting, StoredRules, Value
from domain.rules.reading import code_of, read
from domain.rules.settings import SETTINGS

DAYS, MINUTES, YEARS = (
    SETTINGS[each] for each in (RuleName.FINALS_OPEN, RuleName.PIN_IDLE, RuleName.JOURNAL_KEPT)
)
AVERAGE, TIME = SETTINGS[RuleName.FIVE_FROM], SETTINGS[RuleName.QUIET_FROM]
GRADES, MONTH = SETTINGS[RuleName.NO_HOMEWORK_GRADES], SETTINGS[RuleName.LIST_DUE]


@pytest.mark.parametrize(
    ("setting", "typed", "value"),
    [
        (DAYS, "10", 10),
        (DAYS, " 10 дней ", 10),
        (DAYS, "10дн.", 10),
        (DAYS, "за 10 дней", 10),
        (DAYS, "две недели", 14),
        (DAYS, "Неделя", 7),
        (DAYS, "2 weeks", 14),
        (DAYS, "10 days", 10),
        (DAYS, "0", 0),
        (MINUTES, "полчаса", 30),
        (MINUTES, "1,5 часа", 90),
        (MINUTES, "15 мин", 15),
        (MINUTES, "1 hour", 60),
        (YEARS, "10 лет", 10),
        (YEARS, "год", 1),
        (MONTH, "20-го", 20),
        (MONTH, "до 20 числа", 20),
        (MONTH, "20th", 20),
        (AVERAGE, "4,65", 4.65),
        (AVERAGE, "от 4.6", 4.6),
        (AVERAGE, "5", 5.0),
        (TIME, "21:30", 21 * 60 + 30),
        (TIME, "21.30", 21 * 60 + 30),
        (TIME, "21-30", 21 * 60 + 30),
        (TIME, "21 30", 21 * 60 + 30),
        (TIME, "2130", 21 * 60 + 30),
        (TIME, "930", 9 * 60 + 30),
        (TIME, "21", 21 * 60),
        (TIME, "в 21 час", 21 * 60),
        (TIME, "19 часов", 19 * 60),
        (TIME, "19 ч 30 мин", 19 * 60 + 30),
        (TIME, "7 вечера", 19 * 60),
        (TIME, "7 утра", 7 * 60),
        (TIME, "12 ночи", 0),
        (TIME, "12 дня", 12 * 60),
        (TIME, "9:30 pm", 21 * 60 + 30),
        (TIME, "0:00", 0),
        (GRADES, "1, 2", (1, 2)),
        (GRADES, "1 и 2 классы", (1, 2)),
        (GRADES, "1-4", (1, 2, 3, 4)),
        (GRADES, "1 – 4", (1, 2, 3, 4)),
        (GRADES, "с 1 по 4 класс", (1, 2, 3, 4)),
        (GRADES, "3;1-2", (1, 2, 3)),
        (GRADES, "1-й класс", (1,)),
        (GRADES, "Нет", ()),
        (GRADES, "-", ()),
        (GRADES, "grades 1 and 2", (1, 2)),
    ],
)
def test_a_value_is_understood_as_people_type_it(
    setting: Setting, typed: str, value: Value
) -> None:
    found = read(setting, typed)
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    ("setting", "typed", "code"),
    [
        (DAYS, "", "not_a_number"),
        (DAYS, "много", "not_a_number"),
        (DAYS, "2,5", "not_a_number"),
        (DAYS, "2 часа", "not_a_number"),
        (DAYS, "-3", "not_a_number"),
        (DAYS, "٣", "not_a_number"),
        (DAYS, "9" * 4000, "not_a_number"),
        (MINUTES, "2 месяца", "not_a_number"),
        (AVERAGE, "4,555", "not_a_number"),
        (AVERAGE, "4,5 балла!", "not_a_number"),
        (TIME, "24:00", "not_a_time"),
        (TIME, "19:60", "not_a_time"),
        (TIME, "вечером", "not_a_time"),
        (TIME, "13 вечера", "not_a_time"),
        (TIME, "7 лет", "not_a_time"),
        (GRADES, "12", "not_grades"),
        (GRADES, "4-1", "not_grades"),
        (GRADES, "7А", "not_grades"),
        (GRADES, "", "not_grades"),
        (GRADES, "классы", "not_grades"),
        (SETTINGS[RuleName.HIDES_DETAILS], "да", "choose_button"),
        (SETTINGS[RuleName.TIMEZONE], "Europe/Paris", "choose_button"),
    ],
)
def test_what_is_no_value_is_refused_in_words(setting: Setting, typed: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read(setting, typed)
    assert refused.value.code == code


@pytest.mark.parametrize("setting", SETTINGS.values(), ids=lambda each: each.name)
@given(typed=st.text(max_size=40) | st.from_regex(r"[0-9 ,.:\-чдс]{1,12}", fullmatch=True))
def test_nothing_typed_breaks_the_reading(setting: Setting, typed: str) -> None:
    book = RuleBook(StoredRules({}, None, "Europe/Moscow"))
    try:
        value = read(setting, typed)
        book.require(setting.name, value)
        book.with_value(setting.name, value)
    except Refused:
        return
    assert read(setting, code_of(setting, value)) == value
