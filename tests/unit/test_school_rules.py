"""What a school may change from the bot: the table, its bounds, and what people type."""

from dataclasses import fields
from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Refused
from domain.policy import SchoolPolicy
from domain.rules.book import RuleBook, changed, value_in
from domain.rules.model import Form, Group, RuleName, Setting, StoredRules, Value
from domain.rules.reading import code_of, read
from domain.rules.settings import NOT_IN_CHAT, SETTINGS, ZONES, of_group
from handlers.rules.callbacks import SetRule
from handlers.rules.names import button_words, group_name, rule_name, value_words, zone_words
from handlers.rules.screens import group_screen, groups_screen, rule_screen, typing_screen
from handlers.words import speaking
from tests.support.rendering import check_complete

MOSCOW = "Europe/Moscow"
OF_POLICY = [each for each in SETTINGS.values() if each.name is not RuleName.TIMEZONE]


def book(**policy: object) -> RuleBook:
    return RuleBook(StoredRules(policy, None, MOSCOW), can_edit=True)


def values_of(setting: Setting) -> st.SearchStrategy[Value]:
    """Everything that the table lets it be."""
    if setting.only_offered:
        return st.sampled_from(setting.offered)
    if setting.form is Form.GRADES:
        levels = st.frozensets(st.integers(1, 11)).map(lambda found: tuple(sorted(found)))
        return levels.filter(
            lambda found: setting.name is not RuleName.UNMARKED_GRADES or 1 in found
        )
    if setting.form is Form.AVERAGE:
        least, most = round(setting.least * 100), round(setting.most * 100)
        return st.integers(least, most).map(lambda hundredths: hundredths / 100)
    return st.integers(int(setting.least), int(setting.most))


def test_every_field_of_the_policy_is_a_rule_or_says_why_not() -> None:
    known = {each.key for each in OF_POLICY}
    assert not known & NOT_IN_CHAT.keys()
    assert known | NOT_IN_CHAT.keys() == {each.name for each in fields(SchoolPolicy)}
    assert all(NOT_IN_CHAT.values())


def test_a_field_of_several_parts_is_there_with_all_of_them() -> None:
    parts = {each.part for each in OF_POLICY if each.key == "thresholds"}
    assert parts == SchoolPolicy().thresholds.keys()


def test_every_name_is_a_rule_with_a_clause_in_a_group() -> None:
    assert set(SETTINGS) == set(RuleName)
    assert all(each.clause for each in SETTINGS.values())
    assert all(of_group(group) for group in Group)


@pytest.mark.parametrize("setting", OF_POLICY, ids=lambda each: each.name)
def test_the_default_is_among_what_may_be(setting: Setting) -> None:
    default = value_in(SchoolPolicy(), setting)
    book().require(setting.name, default)
    for value in setting.offered:
        read_back = read(setting, code_of(setting, value))
        assert (read_back, type(read_back)) == (value, type(value))


@pytest.mark.parametrize("setting", OF_POLICY, ids=lambda each: each.name)
@given(st.data())
def test_every_value_goes_into_the_json_and_comes_back(
    setting: Setting, data: st.DataObject
) -> None:
    value = data.draw(values_of(setting))
    assert read(setting, code_of(setting, value)) == value
    # Rules that depend on each other are moved out of the way, as a school has to.
    apart = {"own_consent_age": 18, "own_consent_warning_age": 14, "class_list_asked_on": 1}
    apart |= {"class_list_due_on": 31, "erasure_days": 30, "erasure_warned_days": 0}
    apart |= {"journal_kept_years": 5, "final_marks_kept_years": 75}
    apart.pop(setting.key, None)
    stored = changed(apart, setting, value)
    policy = SchoolPolicy.from_json(stored)
    assert value_in(policy, setting) == value
    others = [each for each in OF_POLICY if each is not setting]
    before = SchoolPolicy.from_json(dict(apart))
    assert [value_in(policy, each) for each in others] == [
        value_in(before, each) for each in others
    ]


@pytest.mark.parametrize("setting", OF_POLICY, ids=lambda each: each.name)
def test_back_to_the_default_leaves_nothing_in_the_json(setting: Setting) -> None:
    other = next(
        each
        for each in (*setting.offered, setting.least)
        if each != value_in(SchoolPolicy(), setting)
    )
    stored = changed({}, setting, other)
    assert stored
    assert changed(stored, setting, value_in(SchoolPolicy(), setting)) == {}


@pytest.mark.parametrize("setting", OF_POLICY, ids=lambda each: each.name)
def test_beyond_the_bounds_is_refused(setting: Setting) -> None:
    if setting.form not in (Form.NUMBER, Form.AVERAGE, Form.TIME):
        return
    step = 0.01 if setting.form is Form.AVERAGE else 1
    code = "choose_button" if setting.only_offered else "out_of_range"
    for value in (setting.least - step, setting.most + step):
        with pytest.raises(Refused, match=code):
            book().require(setting.name, round(value, 2))


@pytest.mark.parametrize(
    ("stored", "name", "least", "most"),
    [
        ({}, RuleName.CONSENT_WARNING_AGE, 14, 16),
        ({"own_consent_age": 15}, RuleName.CONSENT_WARNING_AGE, 14, 15),
        ({"own_consent_warning_age": 16}, RuleName.CONSENT_AGE, 16, 18),
        ({}, RuleName.LIST_ASKED, 1, 25),
        ({"class_list_asked_on": 20}, RuleName.LIST_DUE, 20, 31),
        ({"erasure_days": 10}, RuleName.ERASURE_WARNING, 0, 10),
        ({}, RuleName.ERASURE, 5, 30),
        ({}, RuleName.JOURNAL_KEPT, 5, 25),
        ({"journal_kept_years": 25, "final_marks_kept_years": 30}, RuleName.FINALS_KEPT, 25, 75),
    ],
)
def test_a_rule_keeps_its_order_with_another_one(
    stored: dict[str, int], name: RuleName, least: int, most: int
) -> None:
    assert book(**stored).bounds(name) == (least, most)
    for value in (least, most):
        assert book(**stored).with_value(name, value).value(name) == value
    with pytest.raises(Refused) as refused:
        book(**stored).require(name, most + 1)
    assert refused.value.params == {"least": least, "most": most}
    assert all(isinstance(each, int) for each in refused.value.params.values())


def test_a_better_mark_never_needs_a_lower_average() -> None:
    five, four, three = (
        SETTINGS[each] for each in (RuleName.FIVE_FROM, RuleName.FOUR_FROM, RuleName.THREE_FROM)
    )
    assert five.least > four.most > four.least > three.most


def test_grade_one_stays_without_marks() -> None:
    for value in ((), (2, 3)):
        with pytest.raises(Refused, match="grade_one_unmarked"):
            book().require(RuleName.UNMARKED_GRADES, value)
    book().require(RuleName.NO_HOMEWORK_GRADES, ())


def test_the_eleven_zones_lie_an_hour_apart() -> None:
    noon = datetime(2026, 7, 1, 12, tzinfo=UTC)
    offsets = [noon.astimezone(ZoneInfo(zone)).utcoffset() for zone in ZONES]
    assert [each.total_seconds() / 3600 for each in offsets if each] == list(range(2, 13))
    with speaking("ru"):
        assert zone_words(MOSCOW) == "Москва, МСК"
        assert zone_words("Asia/Omsk") == "Омск, МСК+3"
        assert zone_words("Europe/Kaliningrad") == "Калининград, МСК-1"
        assert zone_words("Asia/Chita") == "Asia/Chita, МСК+6"
    with speaking("en"):
        assert zone_words("Asia/Omsk") == "Omsk, UTC+6"


@pytest.mark.parametrize("locale", ["ru", "en"])
@pytest.mark.parametrize("zone", ZONES)
def test_a_zone_that_holds_can_be_read_on_its_button(locale: str, zone: str) -> None:
    with speaking(locale):
        screen = rule_screen(RuleBook(StoredRules({}, zone, MOSCOW), True), RuleName.TIMEZONE)
    shared = [button.text for row in screen.keyboard if len(row) > 1 for button in row]
    assert all(len(text) <= 20 for text in shared), shared


@pytest.mark.parametrize("locale", ["ru", "en"])
@pytest.mark.parametrize("can_edit", [True, False])
def test_every_screen_fits_a_phone(locale: str, can_edit: bool) -> None:
    stored = StoredRules({"hides_details": True}, "Asia/Omsk", MOSCOW)
    rules = RuleBook(stored, can_edit)
    with speaking(locale):
        check_complete(groups_screen(rules))
        for group in Group:
            assert len(group_name(group)) <= 20
            check_complete(group_screen(rules, group))
        for name, setting in SETTINGS.items():
            assert len(rule_name(name)) <= 20
            check_complete(rule_screen(rules, name))
            assert all(len(button_words(setting, each)) <= 20 for each in setting.offered)
            if not setting.only_offered:
                check_complete(typing_screen(rules, name))
            writes = [
                button
                for row in rule_screen(rules, name).keyboard
                for button in row
                if isinstance(button.to, SetRule)
            ]
            assert bool(writes) is can_edit


def test_values_are_said_as_people_say_them() -> None:
    said = {
        RuleName.FINALS_OPEN: "14 дней",
        RuleName.FIVE_FROM: "от 4,50",
        RuleName.EVENING: "19:00",
        RuleName.WEEKLY: "в пятницу",
        RuleName.HIDES_DETAILS: "выключено",
        RuleName.UNMARKED_GRADES: "1 класс",
        RuleName.SLIP_WINDOW: "сразу",
        RuleName.LIST_DUE: "25-го числа",
        RuleName.CONSENT_AGE: "16 лет",
        RuleName.LOWEST_MARK: "2",
    }
    with speaking("ru"):
        for name, words in said.items():
            assert value_words(SETTINGS[name], book().default(name)) == words
        levels = SETTINGS[RuleName.NO_HOMEWORK_GRADES]
        assert value_words(levels, (1, 2, 3, 5)) == "1–3, 5 классы"
        assert value_words(levels, ()) == "таких нет"


def test_a_fraction_that_the_server_was_given_by_hand_is_shown() -> None:
    rules = book(slip_window=1.5)
    assert rules.value(RuleName.SLIP_WINDOW) == 1.5
    with speaking("ru"):
        assert value_words(SETTINGS[RuleName.SLIP_WINDOW], 1.5) == "1,50"


def test_an_average_in_a_refusal_knows_no_language_yet() -> None:
    with pytest.raises(Refused) as refused:
        book().require(RuleName.FIVE_FROM, 3.0)
    assert refused.value.params == {"least": Decimal("4.01"), "most": Decimal("5.0")}
