"""Who is away and who substitutes, on the screen; the hours of a month."""

from collections.abc import Sequence
from datetime import date, timedelta

from markupsafe import Markup

from domain.calendar import week_of
from domain.timetable.away import AwayPlan, LeftLesson, Substitutions, TeachersOfSchool
from domain.timetable.edits import Edit
from domain.timetable.hours import TeacherHours
from domain.timetable.model import Away, DayMove, TimetableLesson, WhyAway
from domain.timetable.registering import HoursOfMonth
from handlers.days import beside
from handlers.page import Block, Footer, Heading, Table, bold
from handlers.paging import paged
from handlers.screen import MAX_BUTTON, Button, Screen, Style, in_columns
from handlers.timetable.callbacks import (
    AskAwayDays,
    AssignAll,
    ChooseEdit,
    GetHours,
    OpenAwayDays,
    OpenAwayPlan,
    OpenHours,
    OpenSubstitutions,
    OpenTeachers,
    OpenTimetable,
    UndoChange,
)
from handlers.timetable.screens import lesson_line
from handlers.words import (
    _,
    c_,
    in_sentence,
    joined,
    month_words,
    n_,
    short_weekday,
    short_weekday_date,
    shorten,
    weekday_date,
)

_A_PAGE = 40
_MOST_LINES = 40


def teachers_screen(found: TeachersOfSchool, page: int) -> Screen:
    """A button a teacher."""
    shown = paged(found.teachers, page, at_most=_A_PAGE)
    blocks: list[Block] = [Heading(_("Who is away?"))]
    if shown.title:
        blocks.append(shown.title)
    buttons = [
        Button(shorten(each.person.short_name, MAX_BUTTON), OpenAwayDays(person_id=each.person.id))
        for each in shown.items
    ]
    turning = shown.buttons(lambda number: OpenTeachers(page=number))
    back = [Button(_("‹ Timetable"), OpenTimetable())]
    return Screen(blocks, [*in_columns(buttons, 2), *([turning] if turning else []), back])


def away_days_screen(found: TeachersOfSchool, person_id: int, today: date) -> Screen:
    """Which days; the likeliest first."""
    person = next((it.person for it in found.teachers if it.person.id == person_id), None)
    name = person.full_name if person else ""
    blocks: list[Block] = [Heading(name), bold(_("On which days?"))]
    monday, _sunday = week_of(today + timedelta(days=7))
    friday = monday - timedelta(days=3)
    tomorrow = today + timedelta(days=1)
    spans = [(_("Today"), today, today), (_("Tomorrow"), tomorrow, tomorrow)]
    if friday > today:
        spans.append((_("Until Friday"), today, friday))
    spans.append((_("Next week"), monday, monday + timedelta(days=6)))
    spans.append((_("Two weeks"), today, today + timedelta(days=13)))
    buttons = [
        Button(
            text, OpenAwayPlan(person_id=person_id, first=one.toordinal(), last=last.toordinal())
        )
        for text, one, last in spans
    ]
    buttons.append(Button(c_("days", "Other days…"), AskAwayDays(person_id=person_id)))
    back = [Button(_("‹ Teachers"), OpenTeachers())]
    return Screen(blocks, [*in_columns(buttons, 2), back])


def typing_days_screen(found: TeachersOfSchool, person_id: int) -> Screen:
    """Where the days are typed."""
    person = next((it.person for it in found.teachers if it.person.id == person_id), None)
    blocks: list[Block] = [
        Heading(person.full_name if person else ""),
        bold(_("Type the days, for example: 26–28 November")),
    ]
    return Screen(blocks, [[Button(_("‹ Days"), OpenAwayDays(person_id=person_id))]])


def away_plan_screen(plan: AwayPlan, why: WhyAway) -> Screen:
    """The lessons, with who would give each; a lesson opens the choice of another."""
    days = joined(
        *dict.fromkeys((short_weekday_date(plan.begins), short_weekday_date(plan.ends))), by=" – "
    )
    blocks: list[Block] = [Heading(f"{plan.person.short_name} · {days}")]
    blocks += [_left(each) for each in plan.lessons[:_MOST_LINES]]
    if len(plan.lessons) > _MOST_LINES:
        more = len(plan.lessons) - _MOST_LINES
        blocks.append(n_("and {count} more lesson", "and {count} more lessons", more))
    if not plan.lessons:
        blocks.append(_("No lessons on these days, or all of them have somebody else."))
    given = sum(each.candidate is not None for each in plan.lessons)
    rows = []
    if plan.lessons:
        text = _("Assign all · {count}").format(count=given) if given else _("Away, nobody free")
        to = AssignAll(
            person_id=plan.person.id,
            first=plan.begins.toordinal(),
            last=plan.ends.toordinal(),
            check=plan.check,
            why=why,
        )
        rows.append([Button(text, to, Style.PRIMARY)])
        rows += in_columns(_reasons(plan, why), 2)
        blocks += ["", _("Why? Only who assigns substitutes sees it.")]
    buttons = [
        Button(
            shorten(_short(each.taught), MAX_BUTTON),
            ChooseEdit(lesson_id=each.taught.id, kind=Edit.TEACHER),
        )
        for each in plan.lessons[:_MOST_LINES]
    ]
    back = [Button(_("‹ Days"), OpenAwayDays(person_id=plan.person.id))]
    return Screen(blocks, [*rows, *in_columns(buttons, 2), back])


def _reasons(plan: AwayPlan, why: WhyAway) -> list[Button]:
    """Known to who assigns substitutes; a second tap takes it off again."""
    first, last = plan.begins.toordinal(), plan.ends.toordinal()
    return [
        Button(
            ("✓ " if each is why else "") + why_words(each),
            OpenAwayPlan(
                person_id=plan.person.id,
                first=first,
                last=last,
                why=WhyAway.UNSAID if each is why else each,
            ),
        )
        for each in WhyAway
        if each is not WhyAway.UNSAID
    ]


def why_words(why: WhyAway) -> str:
    """«Болезнь»."""
    return {
        WhyAway.UNSAID: "",
        WhyAway.ILL: c_("away", "Ill"),
        WhyAway.TRAINING: c_("away", "Training"),
        WhyAway.WITH_CLASS: c_("away", "Out with a class"),
        WhyAway.LEAVE: c_("away", "Leave"),
    }[why]


def _gone(each: Away, *, in_full: bool) -> str:
    """With the reason for who assigns substitutes."""
    why = in_sentence(why_words(each.why)) if in_full and each.why else ""
    return each.person.short_name + (f" ({why})" if why else "")


def _left(each: LeftLesson) -> str:
    lesson = each.taught.lesson
    who = each.candidate.person.short_name if each.candidate else _("nobody of the subject is free")
    subject = in_sentence(joined(lesson.subject, lesson.group_name))
    what = joined(each.taught.class_title or each.taught.section_title, subject, by=" ")
    day = short_weekday(lesson.date)
    return f"{day}, {lesson.number}. {what} → {who}"


def _short(taught: TimetableLesson) -> str:
    lesson = taught.lesson
    title = taught.class_title or taught.section_title
    return f"{short_weekday(lesson.date)} {lesson.number} · {title}"


def substitutions_screen(found: Substitutions) -> Screen:
    """Who is away, and every lesson that differs."""
    blocks: list[Block] = [
        Heading(_("Substitutions and changes · {day}").format(day=weekday_date(found.day)))
    ]
    if found.away:
        names = ", ".join(_gone(each, in_full=found.can_edit) for each in found.away)
        blocks.append(_("Away: {names}").format(names=names))
    blocks += [_moved(move) for _decision_id, move in found.moves]
    shown = found.lessons[:_MOST_LINES]
    blocks += [_differs(each) for each in shown]
    if len(found.lessons) > len(shown):
        more = len(found.lessons) - len(shown)
        blocks.append(n_("and {count} more lesson", "and {count} more lessons", more))
    if not found.lessons:
        blocks.append(_("Every lesson is as in the timetable."))
    before, after = beside(found.day, -1), beside(found.day, 1)
    turning = [
        Button(f"◀ {short_weekday(before)}", OpenSubstitutions.of(before)),
        Button(f"{short_weekday(after)} ▶", OpenSubstitutions.of(after)),
    ]
    return Screen(
        blocks,
        [*in_columns(_undoing(found), 2), turning, [Button(_("‹ Timetable"), OpenTimetable())]],
    )


def _undoing(found: Substitutions) -> list[Button]:
    """For who may: an absence is over, a moved day is where it was."""
    if not found.can_edit:
        return []
    back = [
        Button(
            shorten(_("{name} is back").format(name=each.person.family_name), MAX_BUTTON),
            UndoChange(decision_id=each.decision_id),
        )
        for each in found.away
    ]
    moved = [
        Button(
            _("Undo {source} → {target}").format(
                source=f"{move.source:%d.%m}", target=f"{move.target:%d.%m}"
            ),
            UndoChange(decision_id=decision_id),
        )
        for decision_id, move in found.moves
    ]
    return [*back, *moved]


def _moved(move: DayMove) -> str:
    """Late ones say so to everybody at the school (R065)."""
    days = f"{short_weekday_date(move.source)} → {short_weekday_date(move.target)}"
    late = c_("entered", "late") if move.is_late else ""
    return joined(_("Moved day: {days}").format(days=days), late)


def _differs(each: TimetableLesson) -> str:
    line = Markup("{}: {}").format(each.class_title or each.section_title, lesson_line(each.lesson))
    usual, now = each.usual_teacher, each.lesson.teacher
    if not each.lesson.is_cancelled and each.lesson.is_substituted and usual not in (None, now):
        assert usual is not None
        line += " " + _("(instead of {teacher})").format(teacher=usual.short_name)
    return line


def hours_screen(found: HoursOfMonth, page: int = 0) -> Screen:
    """A line a teacher."""
    blocks: list[Block] = [Heading(_("Hours · {month}").format(month=month_words(found.begins)))]
    shown = paged(found.lines, page, at_most=_A_PAGE)
    blocks += _hours_table(shown.items, found.lines)
    if shown.title:
        blocks.append(Footer(shown.title))
    before, after = found.begins - timedelta(days=1), found.ends + timedelta(days=1)
    month = [
        Button(f"◀ {month_words(before)}", OpenHours(day=before.toordinal())),
        Button(f"{month_words(after)} ▶", OpenHours(day=after.toordinal())),
    ]
    turning = shown.buttons(lambda number: OpenHours(day=found.begins.toordinal(), page=number))
    file = [Button(_("As a file (XLSX)"), GetHours(day=found.begins.toordinal()))]
    back = [Button(_("‹ Timetable"), OpenTimetable())]
    rows_of_buttons = [turning, month, file if found.lines else [], back]
    return Screen(blocks, [row for row in rows_of_buttons if row])


def _hours_table(shown: Sequence[TeacherHours], lines: Sequence[TeacherHours]) -> list[Block]:
    if not shown:
        return [_("No lessons in this month so far.")]
    heads = c_("hours", "Own"), c_("hours", "Cover"), c_("hours", "Not"), c_("hours", "Blank")
    rows = [_hours_row(each, lines) for each in shown]
    legend = _(
        "Own and cover: lessons given, with the roll called or the topic written."
        " Not: not given. Blank: nothing is recorded."
    )
    return [Table((_("Teacher"), *heads), rows, "lrrrr", all_named=True), Footer(legend)]


def _hours_row(line: TeacherHours, lines: Sequence[TeacherHours]) -> tuple[str, ...]:
    """The surname alone, where nobody else has it: the columns need the room."""
    teacher = line.teacher
    namesakes = sum(each.teacher.family_name == teacher.family_name for each in lines)
    name = teacher.family_name if namesakes == 1 else teacher.short_name
    return (name, *map(str, (line.own, line.for_others, line.missed, line.unrecorded)))
