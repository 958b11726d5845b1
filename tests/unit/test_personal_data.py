"""Terms, months, what is kept, and what may stand in a card: rules that hold for every input."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import School
from domain.errors import Refused
from domain.personal_data.erasure_model import Erasure, ErasureState, due_on, is_pressing
from domain.personal_data.fields import PUPIL_AGES, Field, age, checked_value
from domain.personal_data.keeping import ALWAYS, Keep, Situation, kept, years_after
from domain.personal_data.list_model import (
    CheckState,
    SchoolYear,
    day_of_month,
    first_of,
    state_of,
)
from domain.personal_data.statements import checked_statement
from domain.policy import SchoolPolicy

POLICY = SchoolPolicy()
DAYS = st.dates(date(2020, 1, 1), date(2060, 12, 31))
YEAR = SchoolYear(date(2026, 9, 1), date(2027, 5, 26))
SCHOOL = School(1, "Школа", ZoneInfo("Europe/Moscow"), POLICY)


def erasure(due: date, state: ErasureState = ErasureState.OPEN) -> Erasure:
    return Erasure(1, 2, SCHOOL, datetime(2026, 11, 24, tzinfo=UTC), due, state)


class TestTerm:
    @given(DAYS)
    def test_thirty_days_whatever_the_month(self, received: date) -> None:
        assert (due_on(POLICY, received) - received).days == 30

    @given(DAYS, st.integers(-60, 60))
    def test_pressing_from_five_days_before_until_it_is_decided(
        self, due: date, ahead: int
    ) -> None:
        today = due - timedelta(days=ahead)
        assert is_pressing(POLICY, erasure(due), today) is (ahead <= 5)
        assert not is_pressing(POLICY, erasure(due, ErasureState.DONE), today)
        assert erasure(due).days_left(today) == ahead

    @pytest.mark.parametrize("days", [0, 31, 90])
    def test_the_law_allows_no_longer_term(self, days: int) -> None:
        with pytest.raises(ValueError, match="erasure_days"):
            SchoolPolicy.from_json({"erasure_days": days})


class TestKept:
    @given(DAYS, st.integers(0, 20_000), st.integers(0, 20_000))
    def test_with_the_years_it_never_grows(self, left: date, one: int, more: int) -> None:
        gone = Situation(is_pupil=True, left_on=left)
        first, later = (left + timedelta(days=each) for each in sorted((one, one + more)))
        assert kept(POLICY, gone, later) <= kept(POLICY, gone, first)

    @given(DAYS, st.integers(0, 20_000))
    def test_who_has_left_keeps_less_than_who_is_here(self, left: date, after: int) -> None:
        today = left + timedelta(days=after)
        here = kept(POLICY, Situation(is_pupil=True, is_current=True), today)
        assert kept(POLICY, Situation(is_pupil=True, left_on=left), today) < here

    @given(DAYS)
    def test_to_the_day(self, left: date) -> None:
        gone = Situation(is_pupil=True, left_on=left)
        five, many = years_after(left, 5), years_after(left, 25)
        day = timedelta(days=1)
        assert Keep.JOURNAL in kept(POLICY, gone, five - day)
        assert Keep.JOURNAL not in kept(POLICY, gone, five)
        assert {Keep.FINAL_MARKS, Keep.NAME} <= kept(POLICY, gone, many - day)
        assert kept(POLICY, gone, many) == ALWAYS

    @given(DAYS)
    def test_a_guardian_of_nobody_keeps_nothing(self, today: date) -> None:
        assert kept(POLICY, Situation(), today) == ALWAYS
        here = kept(POLICY, Situation(is_current=True), today)
        assert here == ALWAYS | {Keep.NAME, Keep.CARD, Keep.GUARDIANSHIP}

    @given(DAYS, st.booleans(), st.booleans())
    def test_staff_keep_their_name(self, today: date, is_pupil: bool, is_current: bool) -> None:
        found = kept(POLICY, Situation(is_pupil, is_current, is_staff=True), today)
        assert {Keep.STAFF, Keep.NAME, Keep.CARD} <= found

    def test_not_known_when_is_as_if_now(self) -> None:
        today = date(2026, 11, 24)
        assert Keep.JOURNAL in kept(POLICY, Situation(is_pupil=True), today)


class TestMonth:
    @given(st.dates(date(2026, 9, 1), date(2027, 5, 31)))
    def test_a_day_has_one_state_and_a_check_ends_it(self, today: date) -> None:
        state = state_of(POLICY, today, None, None)
        expected = (
            CheckState.NOT_ASKED
            if today.day < 10
            else CheckState.ASKED
            if today.day <= 25
            else CheckState.OVERDUE
        )
        assert state is expected
        assert state_of(POLICY, today, None, first_of(today)) is CheckState.DONE

    @given(DAYS, st.integers(32, 400))
    def test_a_check_of_an_earlier_month_counts_for_nothing(self, today: date, ago: int) -> None:
        month = first_of(today - timedelta(days=ago))
        assert state_of(POLICY, today, None, month) is state_of(POLICY, today, None, None)

    @given(DAYS)
    def test_outside_the_school_year_nobody_is_asked(self, today: date) -> None:
        asked = day_of_month(first_of(today), POLICY.class_list_asked_on)
        state = state_of(POLICY, today, YEAR, None)
        if not YEAR.begins <= asked <= YEAR.ends:
            assert state is CheckState.NOT_ASKED

    @given(DAYS, st.integers(1, 31))
    def test_the_day_is_in_its_month(self, today: date, number: int) -> None:
        found = day_of_month(first_of(today), number)
        assert first_of(found) == first_of(today)
        assert found.day == number or (found + timedelta(days=1)).day == 1

    def test_a_school_that_asks_on_the_last_day_asks_in_february_too(self) -> None:
        policy = SchoolPolicy.from_json({"class_list_asked_on": 31, "class_list_due_on": 31})
        assert state_of(policy, date(2027, 2, 27), None, None) is CheckState.NOT_ASKED
        assert state_of(policy, date(2027, 2, 28), None, None) is CheckState.ASKED

    def test_asked_before_due(self) -> None:
        with pytest.raises(ValueError, match="class_list_asked_on"):
            SchoolPolicy.from_json({"class_list_asked_on": 26})


class TestCard:
    TODAY = date(2026, 11, 24)

    @given(st.text(max_size=30))
    def test_whatever_is_typed_is_a_value_or_a_refusal(self, typed: str) -> None:
        for field in Field:
            try:
                value = checked_value(field, typed, self.TODAY, is_pupil=True)
            except Refused:
                continue
            assert len(value) <= 100
            assert value == value.strip()
            assert not set(value) & set("<>\n\t\x00")

    @given(st.dates(date(1990, 1, 1), TODAY))
    def test_a_pupil_is_of_school_age(self, born: date) -> None:
        try:
            checked_value(Field.BIRTH_DATE, born.isoformat(), self.TODAY, is_pupil=True)
            accepted = True
        except Refused:
            accepted = False
        assert accepted is (age(born, self.TODAY) in PUPIL_AGES)

    @pytest.mark.parametrize(
        "name", ["Ёлкина", "Анна-Мария", "д’Артаньян", "Абу Али", "O'Neil", "Кызы-оглы", "Ю"]
    )
    def test_names_as_people_have_them(self, name: str) -> None:
        found = checked_value(Field.FAMILY_NAME, f"  {name} ", self.TODAY, is_pupil=False)
        assert found == name[0].upper() + name[1:]

    @pytest.mark.parametrize("name", ["", "-", "--", "А1", "Ан_на", "а" * 101, "-Анна"])
    def test_and_as_they_do_not(self, name: str) -> None:
        with pytest.raises(Refused):
            checked_value(Field.FAMILY_NAME, name, self.TODAY, is_pupil=False)

    def test_born_on_a_leap_day(self) -> None:
        assert age(date(2012, 2, 29), date(2026, 2, 28)) == 13
        assert age(date(2012, 2, 29), date(2026, 3, 1)) == 14


class TestStatement:
    TODAY = date(2026, 11, 24)

    @pytest.mark.parametrize(
        ("typed", "number"),
        [
            ("14 от 20.11.2026", "14"),
            ("№ 14/к от 20.11.2026", "14/к"),
            ("№14, от 20.11.2026.", "14"),
            ("01-12 ОД of 2026-11-20", "01-12 ОД"),
        ],
    )
    def test_as_schools_write_it(self, typed: str, number: str) -> None:
        found = checked_statement(typed, self.TODAY)
        assert (found.number, found.date) == (number, date(2026, 11, 20))

    @pytest.mark.parametrize(
        ("typed", "code"),
        [
            ("14", "statement_form"),
            ("от 20.11.2026", "statement_form"),
            ("14 от вчера", "statement_form"),
            ("1" * 33 + " от 20.11.2026", "statement_form"),
            ("14 от 25.11.2026", "statement_ahead"),
        ],
    )
    def test_what_is_none(self, typed: str, code: str) -> None:
        with pytest.raises(Refused) as refused:
            checked_statement(typed, self.TODAY)
        assert refused.value.code == code
