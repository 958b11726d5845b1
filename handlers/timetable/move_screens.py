"""Moving a school day: which, onto which, for whom, and what it does."""

from collections.abc import Sequence
from datetime import date, timedelta

from domain.calendar import week_of
from domain.classes.model import SchoolClass
from domain.timetable.day_moves import DayHasMoved, MovePlan
from handlers.page import Block, Heading, bold
from handlers.screen import Button, Screen, Style, in_columns
from handlers.timetable.callbacks import (
    MoveDay,
    OpenMove,
    OpenMovePlan,
    OpenMoveScope,
    OpenMoveTarget,
    OpenSubstitutions,
    OpenTimetable,
    UndoChange,
)
from handlers.words import _, day_month, n_, short_weekday_date, weekday_date

_WEEKS = 2  # on a screen


def source_screen(today: date, week: date) -> Screen:
    """The days of two weeks from tomorrow on."""
    days = [each for each in _days(week) if each > today]
    buttons = [
        Button(short_weekday_date(each), OpenMoveTarget(source=each.toordinal())) for each in days
    ]
    turning = [Button(text, OpenMove(week=day.toordinal())) for text, day in _beside(week, today)]
    back = [Button(_("‹ Timetable"), OpenTimetable())]
    blocks: list[Block] = [Heading(_("Moving a school day")), bold(_("Which day is moved?"))]
    return Screen(blocks, [*in_columns(buttons, 2), turning, back])


def target_screen(source: date, today: date, week: date) -> Screen:
    """Onto which of the days around it."""
    days = [each for each in _days(week) if each > today and each != source]
    buttons = [
        Button(
            short_weekday_date(each),
            OpenMoveScope(source=source.toordinal(), target=each.toordinal()),
        )
        for each in days
    ]
    turning = [
        Button(text, OpenMoveTarget(source=source.toordinal(), week=day.toordinal()))
        for text, day in _beside(week, today)
    ]
    blocks: list[Block] = [
        Heading(_("The timetable of {day}").format(day=weekday_date(source))),
        bold(_("On which day is it held?")),
    ]
    return Screen(blocks, [*in_columns(buttons, 2), turning, [Button(_("‹ Day"), OpenMove())]])


def _days(week: date) -> list[date]:
    """Monday to Saturday, week by week."""
    monday, _sunday = week_of(week)
    days = [monday + timedelta(days=each) for each in range(7 * _WEEKS)]
    return [each for each in days if each.isoweekday() < 7]


def _beside(week: date, today: date) -> list[tuple[str, date]]:
    before, after = week - timedelta(weeks=_WEEKS), week + timedelta(weeks=_WEEKS)
    found = [] if week_of(week)[0] <= today else [(_("◀ Earlier"), before)]
    return [*found, (_("Later ▶"), after)]


def scope_screen(classes: Sequence[SchoolClass], source: date, target: date, grade: int) -> Screen:
    """The whole school, a grade, or with a grade one of its classes."""
    days = {"source": source.toordinal(), "target": target.toordinal()}
    if grade:
        text = _("All of grade {number}").format(number=grade)
        buttons = [Button(text, OpenMovePlan(**days, grade=grade))]
        buttons += [
            Button(each.title, OpenMovePlan(**days, class_id=each.id))
            for each in classes
            if each.grade_level == grade
        ]
        back: OpenMoveScope | OpenMoveTarget = OpenMoveScope(**days)
    else:
        buttons = [Button(_("The whole school"), OpenMovePlan(**days))]
        buttons += [
            Button(_("Grade {number}").format(number=each), OpenMoveScope(**days, grade=each))
            for each in sorted({each.grade_level for each in classes})
        ]
        back = OpenMoveTarget(source=source.toordinal())
    blocks: list[Block] = [Heading(_way(source, target)), bold(_("Whose lessons?"))]
    return Screen(blocks, [*in_columns(buttons, 2), [Button(_("‹ Back"), back)]])


def plan_screen(plan: MovePlan) -> Screen:
    """What would happen, with the warning of D11; one tap more does it."""
    move = plan.move
    blocks = _said(plan)
    if plan.late is not None:
        due = day_month(plan.late.due)
        text = _("It is late: families should have known by {day}. It stays marked as late.")
        blocks.append(bold(text.format(day=due)))
    data = {
        "source": move.source.toordinal(),
        "target": move.target.toordinal(),
        "grade": move.grade_level or 0,
        "class_id": move.school_class_id or 0,
    }
    back = OpenMoveScope(source=data["source"], target=data["target"])
    style = Style.DANGER if plan.late or plan.cancelled else Style.PRIMARY
    return Screen(
        blocks,
        [[Button(_("Move the day"), MoveDay(**data), style)], [Button(_("‹ Back"), back)]],
    )


def moved_screen(done: DayHasMoved) -> Screen:
    """What was done, and the way back from it."""
    target = done.plan.move.target
    return Screen(
        _said(done.plan),
        [
            [Button(_("Take the change back"), UndoChange(decision_id=done.decision_id))],
            [Button(_("Substitutions"), OpenSubstitutions.of(target))],
            [Button(_("‹ Timetable"), OpenTimetable())],
        ],
    )


def _said(plan: MovePlan) -> list[Block]:
    move = plan.move
    if plan.of_class is not None:
        whose = plan.of_class.title
    elif move.grade_level is not None:
        whose = _("Grade {number}").format(number=move.grade_level)
    else:
        whose = _("The whole school")
    count = len(plan.moved)
    blocks: list[Block] = [
        Heading(_way(move.source, move.target)),
        whose,
        n_("{count} lesson is moved.", "{count} lessons are moved.", count),
        _("Homework that is due at them follows."),
    ]
    if plan.cancelled:
        gone = n_(
            "{count} lesson of that day is cancelled.",
            "{count} lessons of that day are cancelled.",
            len(plan.cancelled),
        )
        blocks.append(gone)
    return blocks


def _way(source: date, target: date) -> str:
    return f"{short_weekday_date(source)} → {short_weekday_date(target)}"
