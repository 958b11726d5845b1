"""Which marks go into a picture, and the message that brings it."""

from collections.abc import Callable
from decimal import Decimal

from domain.forecast.rules import walk
from domain.marks.model import PeriodMarks, SubjectMarks
from domain.uow import UnitOfWork
from handlers.documents.trend import Point, period_trend, subject_trend
from handlers.periods import period_title
from handlers.screen import File, Later, Screen, toast
from handlers.whose import whose
from handlers.words import _

FEWEST = 2  # points: one makes no line


def points_of(marks: SubjectMarks) -> list[Point]:
    """The marks that moved or could move the average, the oldest first."""
    found = []
    for mark in sorted(marks.marks, key=lambda each: (each.date, each.id)):
        number, step = mark.value.number, marks.steps.get(mark.id)
        after = None if step is None else step.after
        if mark.counts and mark.weight > 0 and number is not None and after is not None:
            found.append(Point(mark.date, number, after))
    return found


def lines_of(marks: PeriodMarks) -> list[tuple[str, list[Decimal]]]:
    """By subject, the average after each of its marks; none of a subject without an average."""
    found = []
    for each in marks.subjects:
        averages = [step.after for step in walk(each.row.marks) if step.after is not None]
        if averages:
            found.append((each.row.subject, averages))
    return found


def subject_picture(marks: SubjectMarks) -> Screen:
    points = points_of(marks)
    if len(points) < FEWEST:
        return _too_few()
    title = f"{whose(marks.student)} · {marks.subject}"
    thresholds = marks.school.policy.thresholds
    caption = f"{title}\n{period_title(marks.period)}"
    return _drawn(lambda: subject_trend(title, points, thresholds), caption)


def period_picture(marks: PeriodMarks) -> Screen:
    lines = lines_of(marks)
    if not lines:
        return _too_few()
    title = f"{whose(marks.student)} · {period_title(marks.period)}"
    return _drawn(lambda: period_trend(title, lines), title)


def _too_few() -> Screen:
    return toast(_("There are too few marks for a picture yet."))


def _drawn(draw: Callable[[], bytes], caption: str) -> Screen:
    """Drawing takes a while, so it waits until nobody else does."""
    name = _("marks.png")

    async def read(_uow: UnitOfWork) -> Callable[[], Screen]:
        return lambda: Screen(files=[File(name, draw(), caption, is_picture=True)])

    later: Later = read
    return Screen(later=later)
