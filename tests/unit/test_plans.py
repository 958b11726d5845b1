"""The plan of topics: what a file says, what comes next, how far behind it is."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.plans.model import (
    MOST_TOPICS,
    FaultCode,
    Plan,
    PlanLesson,
    PlannedSection,
    PlannedTopic,
    ReadPlan,
)
from domain.plans.reading import (
    MESSAGE_LENGTH,
    from_json,
    put_together,
    read_plan,
    to_json,
    typed_plan,
)
from domain.plans.rules import (
    deviates,
    find_topic,
    next_topics,
    plan_and_fact,
    same_words,
)
from domain.plans.terms import is_behind, lacks_plan
from domain.policy import SchoolPolicy

TODAY = date(2026, 11, 24)
HEADER = ["№ урока", "Тема урока", "Кол-во часов", "Дата", "Домашнее задание"]

hours = st.integers(1, 3)
plans = st.lists(hours, min_size=1, max_size=12).map(
    lambda given_: Plan(
        tuple(PlannedTopic(at, f"Тема {at}", each) for at, each in enumerate(given_, start=1))
    )
)
titles = st.text("абвгдеж ", min_size=1, max_size=20).map(str.strip).filter(bool)


def read(*rows: list[str]) -> ReadPlan:
    return read_plan(enumerate(rows, start=1), TODAY)


def codes(found: ReadPlan) -> list[tuple[int, FaultCode]]:
    return [(fault.row, fault.code) for fault in found.faults]


def test_a_plan_is_read_by_the_names_of_its_columns() -> None:
    found = read(
        ["Календарно-тематическое планирование", "", "", "", ""],
        ["Учитель Орлова М. П.", "", "", "", ""],
        HEADER,
        ["", "Раздел 1. Дроби", "12", "", ""],
        ["1", " Сложение  дробей ", "2", "02.09.2026", "№ 5"],
        ["2.", "Вычитание дробей", "", "", ""],
        ["", "Итого", "3", "", ""],
    )
    assert found.faults == ()
    assert found.headings == 2
    assert found.plan.topics == (
        PlannedTopic(1, "Сложение дробей", 2, date(2026, 9, 2), "№ 5"),
        PlannedTopic(2, "Вычитание дробей"),
    )
    assert found.plan.hours == 3


def test_columns_may_stand_in_any_order_and_only_the_topic_is_needed() -> None:
    found = read(["Д/з", "Тема"], ["§ 1", "Рельеф"], ["", "Климат"])
    assert [(each.title, each.homework) for each in found.plan.topics] == [
        ("Рельеф", "§ 1"),
        ("Климат", ""),
    ]


def test_every_fault_is_named_by_its_row() -> None:
    found = read(
        HEADER,
        ["1", "", "1", "", ""],
        ["2", "Т" * 301, "1", "", ""],
        ["3", "Тема", "полтора", "", ""],
        ["4", "Тема", "0", "1 неделя", ""],
        ["5", "Тема", "1", "", "з" * 1001],
    )
    assert codes(found) == [
        (2, FaultCode.NO_TITLE),
        (3, FaultCode.TITLE),
        (4, FaultCode.HOURS),
        (5, FaultCode.HOURS),
        (5, FaultCode.DATE),
        (6, FaultCode.HOMEWORK),
    ]


def test_a_table_without_the_names_of_columns_is_no_plan() -> None:
    assert codes(read(["1", "Дроби"], ["2", "Степени"])) == [(0, FaultCode.NO_HEADER)]
    assert codes(read(*[["x"]] * 20, HEADER)) == [(0, FaultCode.NO_HEADER)]
    assert codes(read(HEADER)) == [(0, FaultCode.NO_TOPICS)]


def test_a_plan_has_no_more_topics_than_a_year_has_lessons() -> None:
    rows = [[str(at), f"Тема {at}", "", "", ""] for at in range(MOST_TOPICS + 1)]
    assert codes(read(HEADER, *rows)) == [(0, FaultCode.TOO_LONG)]
    assert codes(read(HEADER, *rows[1:])) == []


@pytest.mark.parametrize(
    ("line", "title", "length"),
    [
        ("Дроби", "Дроби", 1),
        ("1. Дроби — 2 ч", "Дроби", 2),
        ("12) Дроби (3 часа)", "Дроби", 3),
        ("Дроби, 5 часов", "Дроби", 5),
        ("1812 год", "1812 год", 1),
        ("Решение задач 2", "Решение задач 2", 1),
        ("Fractions, 2 h", "Fractions", 2),
    ],
)
def test_a_typed_line_is_a_topic_with_its_hours(line: str, title: str, length: int) -> None:
    (topic,) = typed_plan(line).plan.topics
    assert (topic.title, topic.hours) == (title, length)


def test_typed_lines_are_counted_through_and_empty_ones_skipped() -> None:
    found = typed_plan("Дроби\n\n  \nСтепени 2 ч\n")
    assert [(each.ordinal, each.title) for each in found.plan.topics] == [
        (1, "Дроби"),
        (2, "Степени"),
    ]
    assert codes(typed_plan(" \n ")) == [(0, FaultCode.NO_TOPICS)]
    assert codes(typed_plan("Дроби\nСтепени 99 ч")) == [(2, FaultCode.HOURS)]


@given(plans)
def test_what_is_kept_between_dry_run_and_saving_is_the_plan(plan: Plan) -> None:
    assert from_json(to_json(plan)) == plan


@given(st.lists(st.lists(st.text(max_size=12), max_size=6), max_size=25))
def test_no_file_breaks_the_reader(rows: list[list[str]]) -> None:
    found = read(*rows)
    assert found.plan.topics or found.faults
    assert [each.ordinal for each in found.plan.topics] == list(
        range(1, len(found.plan.topics) + 1)
    )


@given(plans)
def test_following_the_plan_passes_every_topic_its_hours_in_order(plan: Plan) -> None:
    had: list[int] = []
    while ahead := next_topics(plan, had):
        had.append(ahead[0].ordinal)
    assert had == sorted(had)
    assert Counter(had) == {topic.ordinal: topic.hours for topic in plan.topics}


@given(plans, st.lists(st.integers(1, 12), max_size=20))
def test_what_was_skipped_comes_after_what_follows(plan: Plan, had: list[int]) -> None:
    left = next_topics(plan, had)
    used = Counter(had)
    assert {topic.ordinal for topic in left} == {
        topic.ordinal for topic in plan.topics if used[topic.ordinal] < topic.hours
    }
    last = max(had, default=0)
    skipped = [topic.ordinal < last for topic in left]
    assert skipped == sorted(skipped)


def test_a_topic_of_one_name_taught_again_is_the_next_of_them() -> None:
    plan = Plan(tuple(PlannedTopic(at, "Решение задач") for at in (1, 2, 3)))
    had: list[int] = []
    for expected in (1, 2, 3, 3):
        topic = find_topic(plan, "решение  задач.", had)
        assert topic is not None
        assert topic.ordinal == expected
        had.append(topic.ordinal)
    assert find_topic(plan, "Контрольная", []) is None


@given(titles)
def test_a_topic_is_known_whatever_its_case_spaces_and_stops(title: str) -> None:
    plan = Plan((PlannedTopic(1, title),))
    assert same_words(title, f" {title.upper()}.")
    assert find_topic(plan, f"{title}  ", []) == plan.topics[0]
    assert find_topic(plan, f"{title} и ещё", []) is None


def test_a_topic_of_ones_own_deviates_where_there_is_a_plan() -> None:
    assert deviates("Экскурсия", None, has_plan=True)
    assert not deviates("Экскурсия", None, has_plan=False)
    assert not deviates("Дроби", 3, has_plan=True)
    assert not deviates("", None, has_plan=True)


def lesson(back: int, topic: int | None, *, cancelled: bool = False) -> PlanLesson:
    """So many days before today; negative: ahead."""
    words = f"Тема {topic}" if topic else ""
    return PlanLesson(TODAY - timedelta(days=back), cancelled, words, topic)


def test_a_cancelled_hour_and_a_topic_of_ones_own_put_behind() -> None:
    plan = Plan(tuple(PlannedTopic(at, f"Тема {at}") for at in range(1, 7)))
    off_plan = PlanLesson(TODAY - timedelta(days=2), topic="Экскурсия")
    lessons = [lesson(9, 1), lesson(7, 1, cancelled=True), off_plan, lesson(1, None), lesson(-1, 0)]
    fact = plan_and_fact(plan, lessons, TODAY)
    assert (fact.expected, fact.passed, fact.lag) == (4, 1, 3)
    assert (fact.held, fact.cancelled, fact.off_plan, fact.unfilled) == (3, 1, 1, 1)
    assert (fact.left, fact.to_pass, fact.missing) == (1, 5, 4)


def test_dates_of_the_plan_say_what_is_expected() -> None:
    plan = Plan(
        (
            PlannedTopic(1, "Тема 1", 2, TODAY - timedelta(days=9)),
            PlannedTopic(2, "Тема 2"),
            PlannedTopic(3, "Тема 3", 1, TODAY),
        )
    )
    fact = plan_and_fact(plan, [lesson(9, 1), lesson(8, 1), lesson(1, 2)], TODAY)
    assert (fact.expected, fact.passed, fact.lag) == (3, 3, 0)


@given(plans, st.lists(st.booleans(), max_size=30))
def test_whoever_follows_the_plan_is_behind_by_what_was_cancelled(
    plan: Plan, cancelled: list[bool]
) -> None:
    had: list[int] = []
    lessons = []
    for back, is_cancelled in zip(range(len(cancelled), 0, -1), cancelled, strict=True):
        topic = None if is_cancelled else next(iter(next_topics(plan, had)), None)
        if topic is not None:
            had.append(topic.ordinal)
        lessons.append(lesson(back, topic.ordinal if topic else None, cancelled=is_cancelled))
    fact = plan_and_fact(plan, lessons, TODAY)
    passed = min(plan.hours, len(cancelled) - sum(cancelled))
    assert fact.passed == passed
    assert fact.lag == min(plan.hours, len(cancelled)) - passed
    assert 0 <= fact.lag <= sum(cancelled)


def section(number: int, topics: int) -> PlannedSection:
    return PlannedSection(number, 1, 1, "7А", 1, "Алгебра", "", 7, None, topics)


@given(st.dates(date(2026, 9, 1), date(2027, 5, 31)), st.lists(st.integers(0, 2)))
def test_nobody_lacks_a_plan_before_its_day_and_who_has_none_does_after(
    day: date, topics: list[int]
) -> None:
    policy = SchoolPolicy()
    sections = [section(number, each) for number, each in enumerate(topics)]
    lacking = lacks_plan(sections, day, policy)
    if day <= date(2026, 10, 15):
        assert lacking == []
    else:
        assert [each.id for each in lacking] == [at for at, each in enumerate(topics) if not each]


def test_a_school_says_by_how_many_hours_a_class_may_be_behind() -> None:
    plan = Plan(tuple(PlannedTopic(at, f"Тема {at}") for at in range(1, 9)))
    fact = plan_and_fact(plan, [lesson(back, None) for back in range(4, 0, -1)], TODAY)
    assert fact.lag == 4
    assert is_behind(fact, SchoolPolicy())
    assert not is_behind(fact, SchoolPolicy(plan_lag_hours=4))


@given(st.lists(st.text("абв ", min_size=1, max_size=300), min_size=40, max_size=60), st.data())
def test_no_line_of_a_numbered_plan_is_lost_where_telegram_cuts_it(
    titles: list[str], data: st.DataObject
) -> None:
    """A cut at a full message, or at a space before; blanks at both ends are gone."""
    lines = [f"{at}. т{title}" for at, title in enumerate(titles, start=1)]
    whole = "\n".join(lines)
    cut = MESSAGE_LENGTH
    if data.draw(st.booleans()):
        spaces = [at for at, sign in enumerate(whole[:cut]) if sign in " \n" and at > cut // 2 + 9]
        cut = data.draw(st.sampled_from(spaces)) if spaces else cut
    first, rest = whole[:cut].strip(), whole[cut:].strip()
    found = typed_plan(put_together(first, rest, len(first)) if rest else first).plan.topics
    wanted = ["".join(line.partition(".")[2].split()) for line in lines]
    assert ["".join(each.title.split()) for each in found] == wanted


def test_short_messages_sent_at_once_are_lines_of_their_own() -> None:
    assert put_together("1. Дроби", "Степени", 8) == "1. Дроби\nСтепени"
    assert put_together("Дроби", "Степени", 5) == "Дроби\nСтепени"
