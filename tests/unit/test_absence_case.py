"""Rules of an unexplained absence: who is called when, and what ends it."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.absences.case import (
    TWO_LESSONS,
    Answer,
    Closing,
    Level,
    after_answer,
    closes,
    first_step,
    is_watched,
    next_step,
    on_duty,
    opens_case,
)
from domain.access import Role
from domain.attendance.model import Reason, Status
from domain.policy import SchoolPolicy
from domain.schedule.model import LessonForm

NOW = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
minutes = st.integers(5, 240)
later = st.integers(0, 600).map(lambda count: NOW + timedelta(minutes=count))
people = st.lists(st.integers(1, 9), unique=True)


@st.composite
def policies(draw: st.DrawFn) -> SchoolPolicy:
    answer = draw(minutes)
    deputy = draw(st.integers(answer, 480))
    return SchoolPolicy(absence_answer_minutes=answer, absence_deputy_minutes=deputy)


@given(policies())
def test_silence_calls_one_after_the_other_by_the_minutes_of_the_school(
    policy: SchoolPolicy,
) -> None:
    step = first_step(NOW, policy, can_be_asked=True)
    assert (step.call, step.level) == (None, Level.FAMILY)
    assert step.next_at == NOW + timedelta(minutes=policy.absence_answer_minutes)
    second = next_step(step.level, NOW, step.next_at, policy)
    assert second.call is Level.HOMEROOM
    assert second.next_at == NOW + timedelta(minutes=policy.absence_deputy_minutes)
    third = next_step(second.level, NOW, second.next_at, policy)
    assert (third.call, third.next_at) == (Level.DEPUTY, None)
    assert next_step(third.level, NOW, second.next_at, policy).call is None


@given(policies(), later)
def test_nobody_waits_for_a_homeroom_teacher_who_cannot_be_told(
    policy: SchoolPolicy, now: datetime
) -> None:
    step = next_step(Level.FAMILY, NOW, now, policy, has_homeroom=False)
    assert (step.call, step.level, step.next_at) == (Level.DEPUTY, Level.DEPUTY, None)


@given(policies(), later)
def test_a_job_that_was_late_never_looks_back(policy: SchoolPolicy, now: datetime) -> None:
    step = next_step(Level.FAMILY, NOW, now, policy)
    assert step.next_at is not None
    assert step.next_at >= now


@given(policies())
def test_where_nobody_can_be_asked_the_deputy_is_called_at_once(policy: SchoolPolicy) -> None:
    step = first_step(NOW, policy, can_be_asked=False)
    assert (step.call, step.next_at) == (Level.DEPUTY, None)


@given(st.sampled_from(Level), st.sampled_from(Answer), later)
def test_an_answer_calls_the_school_only_where_nobody_knows(
    level: Level, answer: Answer, now: datetime
) -> None:
    step = after_answer(level, answer, now)
    assert (step.call is Level.DEPUTY) is (answer is Answer.UNKNOWN)
    assert step.level >= level
    waits = answer is Answer.COMING and level < Level.DEPUTY
    assert step.next_at == (now + TWO_LESSONS if waits else None)


@given(
    st.sampled_from(Status),
    st.sampled_from(Reason),
    st.booleans(),
    st.booleans(),
    later,
    policies(),
)
def test_only_a_fresh_unexplained_absence_opens_a_case(
    status: Status,
    reason: Reason,
    is_announced: bool,
    is_seen_later: bool,
    now: datetime,
    policy: SchoolPolicy,
) -> None:
    opens = opens_case(
        status,
        reason,
        is_announced=is_announced,
        is_seen_later=is_seen_later,
        ended=NOW,
        now=now,
        policy=policy,
    )
    is_fresh = now - NOW <= timedelta(minutes=policy.absence_deputy_minutes)
    known = is_announced or is_seen_later or reason is not Reason.UNKNOWN
    assert opens is (status is Status.ABSENT and not known and is_fresh)


def test_who_is_seen_ends_it_and_who_is_absent_does_not() -> None:
    assert {status: closes(status) for status in Status} == {
        Status.PRESENT: Closing.ARRIVED,
        Status.LATE: Closing.ARRIVED,
        Status.LEFT_EARLY: Closing.ARRIVED,
        Status.REMOTE: Closing.ARRIVED,
        Status.RELEASED: Closing.BY_SCHOOL,
        Status.ABSENT: None,
    }


@given(st.dictionaries(st.integers(1, 7), people), people, people, st.dates())
def test_somebody_is_on_duty_whenever_anybody_can_be_told(
    named: dict[int, list[int]], deputies: list[int], principals: list[int], day: date
) -> None:
    staff = {Role.DEPUTY_PRINCIPAL: deputies, Role.PRINCIPAL: principals}
    found = on_duty(named, day, staff)
    assert bool(found) is bool(deputies or principals)
    duty = [each for each in deputies if each in named.get(day.isoweekday(), [])]
    assert found == (duty or deputies or principals)


def test_a_lesson_by_tasks_looks_for_nobody() -> None:
    watched = [form for form in LessonForm if is_watched(form)]
    assert watched == [LessonForm.IN_PERSON, LessonForm.REMOTE]
