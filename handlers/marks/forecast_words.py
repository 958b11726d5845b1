"""A forecast in words: «Чтобы вышла 5: две пятёрки за контрольные»."""

from collections.abc import Callable, Mapping

from domain.forecast.rules import Outlook, Step, Way, Work
from domain.marks.model import SubjectMarks
from domain.marks.work_types import DEFAULT_WORK_TYPES
from handlers.words import _, average, c_, in_sentence, n_

_CODES = {each.title: each.code for each in DEFAULT_WORK_TYPES}


def forecast_lines(marks: SubjectMarks) -> list[str]:
    """What may still become of the subject, and how firm it is; nothing of a past period."""
    if marks.suggested is None or marks.forecast is None:
        return []
    lines = []
    best = marks.school.policy.highest_mark
    if marks.forecast.is_held_back:
        lines.append(
            _(
                "No {mark} comes out while a control work is unsatisfactory: so the school rules."
            ).format(mark=best)
        )
    elif marks.forecast.ways:
        ways = c_("ways", " or ").join(way_words(way) for way in marks.forecast.ways)
        target = marks.forecast.ways[0].target
        lines.append(_("For a {mark}: {ways}.").format(mark=target, ways=ways))
    elif marks.suggested < best:
        better = marks.suggested + 1
        lines.append(_("For a {mark} even ten more marks are too few.").format(mark=better))
    return [*lines, *_outlook_lines(marks.forecast.outlook, marks.suggested)]


def _outlook_lines(outlook: Outlook, suggested: int) -> list[str]:
    match outlook:
        case Outlook.SAFE:
            return [_("The {mark} is safe: no single mark takes it away.").format(mark=suggested)]
        case Outlook.AT_RISK:
            return [
                _("At risk: one more {worse} takes the {mark} away.").format(
                    worse=suggested - 1, mark=suggested
                )
            ]
    return []


def way_words(way: Way) -> str:
    """«две пятёрки за контрольные»."""
    return f"{_marks(way.value, way.count)} {_for_works(way.work, way.count)}"


def moved(step: Step | None) -> str:
    """«4,33 → 4,45»: where a mark moved the average; nothing of the first mark."""
    if step is None or step.before is None or step.after is None or step.before == step.after:
        return ""
    return f"{average(step.before)} → {average(step.after)}"


def _marks(value: int, count: int) -> str:
    counted: Mapping[int, Callable[[], str]] = {
        5: lambda: n_("five", "fives", count),
        4: lambda: n_("four", "fours", count),
        3: lambda: n_("three", "threes", count),
        2: lambda: n_("two", "twos", count),
    }
    return f"{_count(count)} {counted[value]()}"


def _count(count: int) -> str:
    words = (
        c_("count of marks", "one"),
        c_("count of marks", "two"),
        c_("count of marks", "three"),
        c_("count of marks", "four"),
        c_("count of marks", "five"),
        c_("count of marks", "six"),
        c_("count of marks", "seven"),
        c_("count of marks", "eight"),
        c_("count of marks", "nine"),
        c_("count of marks", "ten"),
    )
    return words[count - 1] if count <= len(words) else str(count)


def _for_works(work: Work, count: int) -> str:
    """By the usual names; a work that the school named itself stands in its own words."""
    usual: Mapping[str, Callable[[], str]] = {
        "answer": lambda: n_("for an answer", "for answers", count),
        "classwork": lambda: n_("for work in class", "for work in class", count),
        "homework": lambda: n_("for homework", "for homework", count),
        "independent": lambda: n_("for an independent work", "for independent works", count),
        "quiz": lambda: n_("for a quiz", "for quizzes", count),
        "test": lambda: n_("for a test", "for tests", count),
        "control": lambda: n_("for a control work", "for control works", count),
        "practical": lambda: n_("for a practical work", "for practical works", count),
        "dictation": lambda: n_("for a dictation", "for dictations", count),
        "project": lambda: n_("for a project", "for projects", count),
    }
    words = usual.get(_CODES.get(work.title, ""))
    if words is not None:
        return words()
    return _("for “{work}”").format(work=in_sentence(work.title))
