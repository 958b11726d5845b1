"""Sheets by e-mail: addresses by their shape, what a server's answer means, when a week is due."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.mail_verdicts import Step, Verdict, judge
from domain.errors import Refused
from domain.people import Student
from domain.personal_data.letter_model import PAUSES, pause_after
from domain.personal_data.mail_address import LONGEST, checked_address, on_the_wire
from domain.personal_data.opt_out_model import FAILURE_COUNTS, LastSheet, LetterState, OptOut
from domain.personal_data.posting import sheet_day
from domain.personal_data.statements import Statement
from tests.support.diary_examples import NOON, SCHOOL

ANNA = Student(3, "Иванова", "Анна", "Дмитриевна")
_NAME = st.from_regex(r"[a-z0-9]+([.+_-][a-z0-9]+)*", fullmatch=True).filter(
    lambda each: len(each) <= 64
)
_SERVER = st.from_regex(r"[a-z0-9]{1,20}\.(ru|org|рф)", fullmatch=True)


@given(_NAME, _SERVER)
def test_an_address_stays_as_typed(name: str, server: str) -> None:
    address = f"{name}@{server}"
    assert checked_address(f"  mailto:{address} ") == address
    assert checked_address(address) == address
    assert on_the_wire(address).isascii()


@given(st.text(max_size=80))
def test_whatever_is_typed_no_letter_gets_another_line_or_reader(typed: str) -> None:
    try:
        address = checked_address(typed)
    except Refused:
        return
    assert not set(address) & set('\r\n\t ,;:<>()[]"\\')
    assert address.count("@") == 1
    assert len(address) <= LONGEST


@pytest.mark.parametrize(
    "typed",
    [
        "почта",
        "ivan@school",
        "ivan@@example.org",
        "иван@example.org",
        "ivan@example.org, petr@example.org",
        "ivan@example.org\r\nBcc: petr@example.org",
        ".ivan@example.org",
        "ivan@-example.org",
        "ivan@10.0.0.1",
        f"{'a' * 65}@example.org",
        f"ivan@{'a' * 250}.org",
    ],
)
def test_what_is_no_address(typed: str) -> None:
    with pytest.raises(Refused, match="email_form"):
        checked_address(typed)


def test_a_server_in_another_alphabet_is_spelt_as_servers_do() -> None:
    assert on_the_wire(checked_address("ivan@Школа.рф")) == "ivan@xn--80atdl2c.xn--p1ai"


@pytest.mark.parametrize(
    ("step", "code", "verdict"),
    [
        (Step.CONNECTING, None, Verdict.AWAY),
        (Step.CONNECTING, 535, Verdict.AWAY),  # we are not let in: no fault of the address
        (Step.SENDER, 550, Verdict.AGAIN),
        (Step.ADDRESS, 450, Verdict.AGAIN),
        (Step.ADDRESS, 550, Verdict.REFUSED),
        (Step.ADDRESS, None, Verdict.AWAY),
        (Step.ADDRESS, 421, Verdict.AWAY),
        (Step.LETTER, 552, Verdict.REFUSED),
        (Step.LETTER, 451, Verdict.AGAIN),
        (Step.LETTER, None, Verdict.UNKNOWN),
        (Step.LETTER, -1, Verdict.UNKNOWN),  # what it said nobody understands
    ],
)
def test_what_an_answer_means(step: Step, code: int | None, verdict: Verdict) -> None:
    assert judge(step, code) is verdict


@given(st.sampled_from(Step), st.none() | st.integers(-1, 599))
def test_nothing_that_may_have_arrived_is_called_not_sent(step: Step, code: int | None) -> None:
    verdict = judge(step, code)
    is_answered = code is not None and code >= 400
    assert (verdict is Verdict.UNKNOWN) is (step is Step.LETTER and not is_answered)
    assert verdict is not Verdict.TAKEN


def test_pauses_grow() -> None:
    pauses = [pause_after(attempts) for attempts in range(1, 20)]
    assert pauses == sorted(pauses)
    assert set(pauses) == set(PAUSES)


@given(st.integers(1, 7), st.integers(0, 1_439), st.integers(0, 60 * 24 * 400))
def test_the_newest_sheet_is_of_the_last_evening_of_the_week(
    weekday: int, minute: int, after: int
) -> None:
    policy = replace(SCHOOL.policy, weekly_digest_weekday=weekday, evening_at=minute)
    school = replace(SCHOOL, policy=policy)
    now = datetime(2026, 9, 14, tzinfo=UTC) + timedelta(minutes=after)
    found = sheet_day(school, now)
    if found is None:
        assert now.month in (6, 7, 8, 9)
        return
    day, due = found
    assert day.isoweekday() == weekday
    assert timedelta() <= now - due < timedelta(days=7, hours=1)  # an hour where clocks change
    assert day.month not in (6, 7, 8)
    assert sheet_day(school, due) == found
    before = sheet_day(school, due - timedelta(minutes=1))
    assert before is None or before[0] == day - timedelta(days=7)


def test_a_sheet_that_did_not_arrive_is_printed_until_the_next_one() -> None:
    day = date(2026, 11, 27)
    failed = LastSheet(day, LetterState.FAILED, NOON)
    sent = LastSheet(day, LetterState.SENT, NOON)
    assert _opt_out("").is_on_paper(day)
    assert not _opt_out("a@example.org").is_on_paper(day)
    assert not _opt_out("a@example.org", sent).is_on_paper(day)
    mail = _opt_out("a@example.org", failed)
    assert mail.is_on_paper(day + FAILURE_COUNTS - timedelta(days=1))
    assert not mail.is_on_paper(day + FAILURE_COUNTS)
    assert _opt_out("a@example.org", replace(failed, state=LetterState.DROPPED)).is_on_paper(day)
    assert "example" not in repr(mail), "a log that shows one tells no address"


def _opt_out(email: str, last: LastSheet | None = None) -> OptOut:
    return OptOut(1, ANNA, SCHOOL, Statement("14", date(2026, 9, 1)), ANNA, NOON, email, "", last)
