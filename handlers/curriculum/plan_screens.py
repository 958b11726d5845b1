"""«Учебный план»: of the classes of a grade, of a class, of a pupil."""

from collections.abc import Iterable, Sequence

from aiogram.filters.callback_data import CallbackData

from domain.curriculum.area_model import Area
from domain.curriculum.load import Taught, Week
from domain.curriculum.plan_model import ClassPlan, GradePlans, PupilPlan
from handlers.curriculum.area_screens import area_name
from handlers.curriculum.callbacks import (
    OpenAreas,
    OpenClassPlan,
    OpenClassProfile,
    OpenCurriculum,
    OpenProfiles,
    OpenPupilPlan,
)
from handlers.page import Block, Footer, Heading, bold
from handlers.paging import Paged, length, paged
from handlers.screen import Button, Screen, in_columns
from handlers.whose import whose
from handlers.words import _, c_, joined, n_, shorten
from handlers.year.callbacks import OpenYear
from handlers.year.load_callbacks import OpenLoad

_CLASSES = 30
_SUBJECTS = 45
_NONE = "—"
_ORDER = {each: at for at, each in enumerate([*Area][:-1])} | {None: 90, Area.EXTRA: 91}
Line = tuple[Area | None, str]


def grade_screen(found: GradePlans, page: int = 0) -> Screen:
    """How many hours each class has of those that it may have; above it is said plainly."""
    title = joined(_("Curriculum"), _grade(found.grade_level), by=" · ")
    shown = paged(found.plans, page, at_most=_CLASSES, size=lambda each: length(_of(each)) + 1)
    blocks: list[Block] = [Heading(title), *map(_of, shown.items)]
    if not found.plans:
        blocks.append(_("No class is entered yet."))
    if shown.title:
        blocks.append(Footer(shown.title))
    blocks.append(Footer(_clause()))
    classes = [
        Button(shorten(each.school_class.title, 12), OpenClassPlan(class_id=each.school_class.id))
        for each in shown.items
    ]
    turning = shown.buttons(lambda at: OpenCurriculum(grade_level=found.grade_level, page=at))
    grades = [
        Button(_grade(each), OpenCurriculum(grade_level=each))
        for each in found.grades
        if each != found.grade_level
    ]
    ways = [
        Button(_("Hours a week"), OpenLoad(grade_level=found.grade_level)),
        Button(_("Areas"), OpenAreas()),
        Button(_("Profiles"), OpenProfiles()),
    ]
    rows = [*in_columns(classes, 3), *in_columns(turning, 2), *in_columns(grades, 3)]
    back = [Button(_("‹ Back"), OpenYear())]
    return Screen(blocks, [*rows, *in_columns(ways, 2), back])


def class_screen(plan: ClassPlan, page: int, back: CallbackData, *, edits: bool) -> Screen:
    """What the hours come to, then the subjects by area."""
    key, title = plan.school_class.id, plan.school_class.title
    blocks: list[Block] = [Heading(joined(_("Curriculum"), title, by=" · "))]
    profiles = ", ".join(_profiles(plan))
    if profiles:
        blocks.append(_("Profile: {profile}").format(profile=profiles))
    shown = _paged(plan.sections, page)
    blocks += [*_week_lines(plan), "", *_by_area(shown.items)]
    blocks += [*_notes(plan.sections, shown), Footer(_clause())]
    turning = shown.buttons(lambda at: OpenClassPlan(class_id=key, page=at))
    ways = [
        Button(_("Hours a week"), OpenLoad(grade_level=plan.school_class.grade_level)),
        Button(_("Profile"), OpenClassProfile(class_id=key)),
    ]
    rows = [*in_columns(turning, 2), *([ways] if edits else [])]
    return Screen(blocks, [*rows, [Button(_("‹ Back"), back)]])


def pupil_screen(plan: PupilPlan, page: int, back: CallbackData) -> Screen:
    """The hours of a pupil, then the subjects by area."""
    blocks: list[Block] = [Heading(joined(whose(plan.student), _("curriculum"), by=" · "))]
    shown = _paged(plan.sections, page)
    if not plan.sections:
        blocks.append(_("No subjects are entered yet."))
    elif plan.week.hours:
        blocks += [_("In a week: {hours}").format(hours=_hours(plan.week.hours)), ""]
    blocks += _by_area(shown.items)
    blocks += _notes(plan.sections, shown)
    turning = shown.buttons(lambda at: OpenPupilPlan(student_id=plan.student.id, page=at))
    return Screen(blocks, [*in_columns(turning, 2), [Button(_("‹ Back"), back)]])


def _paged(sections: Sequence[Taught], page: int) -> Paged[Line]:
    by_subject: dict[int, list[Taught]] = {}
    for each in sections:
        by_subject.setdefault(each.subject_id, []).append(each)
    lines = [(some[0].area, _line(some)) for some in by_subject.values()]
    lines.sort(key=lambda line: _ORDER[line[0]])
    return paged(lines, page, at_most=_SUBJECTS, size=lambda line: length(line[1]) + 10)


def _by_area(lines: Iterable[Line]) -> list[Block]:
    blocks: list[Block] = []
    before: Area | str | None = ""
    for area, line in lines:
        if area != before:
            blocks.append(bold(area_name(area)))
        blocks.append(line)
        before = area
    return blocks


def _line(sections: Sequence[Taught]) -> str:
    """«Алгебра: 3 + 1»; groups apart where they differ."""
    weeks = {_week(each) for each in sections}
    says = ", ".join(joined(each.group_name, _week(each), by=": ") for each in sections)
    if len(weeks) == 1:
        [says] = weeks
    return f"{shorten(sections[0].subject, 60)}: {shorten(says, 200)}"


def _week(each: Taught) -> str:
    if each.hours is None:
        return _NONE
    return f"{each.week.obligatory} + {each.week.chosen}" if each.week.chosen else str(each.hours)


def _notes(sections: Sequence[Taught], shown: Paged[Line]) -> list[Block]:
    notes = [shown.title]
    if any(each.hours is None for each in sections):
        notes.append(_("A dash: the hours are not entered yet."))
    if any(each.week.chosen for each in sections):
        notes.append(_("After “+”: the part that school and families form."))
    if any(not each.counts for each in sections):
        notes.append(_("What is beside the lessons is not in the sum."))
    return [Footer(each) for each in notes if each]


def _week_lines(plan: ClassPlan) -> list[Block]:
    """The sum, and plainly when it is above the norm."""
    least, most = plan.least, plan.most
    if least.hours == most.hours:
        total = _("In a week: {hours}").format(hours=_hours(most.hours))
    else:
        total = _("In a week: {least}–{most} hours, by groups").format(
            least=least.hours, most=most.hours
        )
    lines: list[Block] = [total, *_components(most)]
    if plan.unsaid:
        lines.append(
            n_(
                "{count} class or group has no hours yet.",
                "{count} classes or groups have no hours yet.",
                plan.unsaid,
            )
        )
    lines.append(_norm(plan))
    if 0 < plan.overloaded < len(plan.weeks):
        lines.append(
            n_("That is so for {count} pupil.", "That is so for {count} pupils.", plan.overloaded)
        )
    return lines


def _clause() -> str:
    return _("SanPiN 1.2.3685-21, table 6.6")


def _components(week: Week) -> list[str]:
    if not week.chosen:
        return []
    words = _("Obligatory part {obligatory}, formed by school and families {chosen}")
    return [words.format(obligatory=week.obligatory, chosen=week.chosen)]


def _norm(plan: ClassPlan) -> str:
    most = plan.greatest
    if most is None and plan.school_class.grade_level == 1:
        return _("Grade 1 has a week of five days only: choose it behind “Week and shifts”.")
    if most is None:
        return _("There is no greatest load for this grade.")
    days = n_("{count} day", "{count} days", plan.school_class.days_a_week)
    if plan.above:
        words = _("Above the norm by {above}: with a week of {days} not more than {most}.")
        return bold(words.format(above=_hours(plan.above), days=days, most=most))
    if plan.unsaid:  # who knows what it comes to
        return _("With a week of {days} not more than {most}.").format(days=days, most=most)
    return _("The norm is kept: with a week of {days} not more than {most}.").format(
        days=days, most=most
    )


def _of(plan: ClassPlan) -> str:
    """«7А: 30–32 из 32»."""
    least, most = plan.least.hours, plan.most.hours
    hours = str(most) if least == most else f"{least}–{most}"
    if plan.greatest is not None:
        hours = _("{hours} of {most}").format(hours=hours, most=plan.greatest)
    lacking = n_("{count} without hours", "{count} without hours", plan.unsaid)
    above = _("above the norm by {above}").format(above=_hours(plan.above))
    says = joined(hours, above if plan.above else "", lacking if plan.unsaid else "")
    return f"{shorten(plan.school_class.title, 30)}: {says}"


def _profiles(plan: ClassPlan) -> list[str]:
    found = []
    for each in plan.profiles:
        own = [one.group_name for one in each.followers if one.class_id == plan.school_class.id]
        groups = ", ".join(one for one in own if one)
        found.append(each.title if "" in own else f"{each.title} ({groups})")
    return found


def _hours(count: int) -> str:
    return n_("{count} hour", "{count} hours", count)


def _grade(grade_level: int) -> str:
    return _("Grade {grade}").format(grade=grade_level) if grade_level else c_("grades", "Mixed")
