"""Following a plan of topics: the next one, what deviates, how far behind (R054–R056, R059)."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from domain.plans.model import Plan, PlanFact, PlanLesson, PlannedTopic

_NOT_A_WORD = re.compile(r"\W+")

Had = Iterable[int] | Mapping[int, int]
"""Ordinals of the topics had, one a lesson, or how many lessons each ordinal had."""


def next_topics(plan: Plan, had: Had) -> list[PlannedTopic]:
    """What no lesson has used up, from where the last one stopped (S2 4.2, R059).

    A topic of two hours is had twice. What was skipped comes after what follows: most lessons go
    on where the last one stopped.
    """
    used = Counter(had)
    last = max(used, default=0)
    left = [topic for topic in plan.topics if used[topic.ordinal] < topic.hours]
    return sorted(left, key=lambda topic: (topic.ordinal < last, topic.ordinal))


def same_words(one: str, other: str) -> bool:
    """Whether they are one topic, whatever the case, the spaces and the stops."""
    return _NOT_A_WORD.sub(" ", one).strip().casefold() == (
        _NOT_A_WORD.sub(" ", other).strip().casefold()
    )


def find_topic(plan: Plan, title: str, had: Had) -> PlannedTopic | None:
    """The topic meant by typed words: of several with one name the next, as repetitions are."""
    named = [topic for topic in plan.topics if same_words(topic.title, title)]
    if len(named) > 1:
        left = [topic for topic in next_topics(plan, had) if topic in named]
        return left[0] if left else named[-1]
    return named[0] if named else None


def deviates(topic: str, ordinal: int | None, *, has_plan: bool) -> bool:
    """Whether what was taught is none of the plan's topics (R059); without a plan it cannot."""
    return bool(topic) and has_plan and ordinal is None


def plan_and_fact(plan: Plan, lessons: Sequence[PlanLesson], today: date) -> PlanFact:
    """What the plan expects before today beside what was passed (S4 §2, S1 2.5; R056).

    Topics with dates are expected by them; without any date the plan is expected to go lesson by
    lesson of the timetable, cancelled ones included: a cancelled hour is an hour behind. Today
    counts for what is already recorded.
    """
    held = [each for each in lessons if not each.is_cancelled and _is_over(each, today)]
    cancelled = [each for each in lessons if each.is_cancelled and each.date < today]
    passed = _passed(plan, held)
    return PlanFact(
        hours=plan.hours,
        expected=_expected(plan, len(held) + len(cancelled), today),
        passed=passed,
        held=len(held),
        cancelled=len(cancelled),
        off_plan=sum(deviates(each.topic, each.topic_ordinal, has_plan=True) for each in held),
        unfilled=sum(1 for each in held if not each.topic),
        left=sum(1 for each in lessons if not each.is_cancelled and not _is_over(each, today)),
    )


def _is_over(lesson: PlanLesson, today: date) -> bool:
    return lesson.date < today or (lesson.date == today and bool(lesson.topic))


def _passed(plan: Plan, held: Iterable[PlanLesson]) -> int:
    """Hours of the plan, a topic never more than it has."""
    used = Counter(each.topic_ordinal for each in held if each.topic_ordinal is not None)
    return sum(min(topic.hours, used[topic.ordinal]) for topic in plan.topics)


def _expected(plan: Plan, lessons: int, today: date) -> int:
    dated = [topic for topic in plan.topics if topic.planned_on is not None]
    if not dated:
        return min(plan.hours, lessons)
    # An undated topic goes with the dated one before it.
    last = max((each.ordinal for each in dated if _planned_before(each, today)), default=0)
    following = [each.ordinal for each in dated if each.ordinal > last]
    until = min(following, default=len(plan.topics) + 1)
    return sum(topic.hours for topic in plan.topics if last and topic.ordinal < until)


def _planned_before(topic: PlannedTopic, today: date) -> bool:
    return topic.planned_on is not None and topic.planned_on < today
