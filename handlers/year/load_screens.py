"""«Нагрузка»: hours a week by subject, for a whole grade or for one class or group of it."""

from collections.abc import Iterable, Sequence

from domain.year.load import MOST_HOURS
from domain.year.load_model import GradeLoad, SectionHours
from handlers.curriculum.callbacks import OpenComponent
from handlers.labels import narrow_titles
from handlers.page import Block, Footer, Heading
from handlers.paging import length, paged
from handlers.screen import MAX_BUTTON, Button, Keyboard, Screen, in_columns
from handlers.words import _, c_, joined, n_, shorten
from handlers.year.callbacks import OpenYear
from handlers.year.load_callbacks import OpenHours, OpenLoad, SetHours
from handlers.year.teacher_callbacks import OpenTeachers

_ON_PAGE = 20
_IN_ROW = 6
_NONE = "—"


def load_screen(load: GradeLoad, page: int) -> Screen:
    """The subjects of a grade; the other grades are a tap away."""
    subjects = list(load.by_subject.values())
    shown = paged(subjects, page, at_most=_ON_PAGE, size=lambda each: length(_line(each)) + 1)
    blocks: list[Block] = [Heading(_title(_("Hours a week"), load.grade_level))]
    blocks += map(_line, shown.items)
    if not subjects:
        blocks.append(_("Nothing is taught yet: subjects come with the files of the register."))
    if shown.title:
        blocks.append(Footer(shown.title))
    if load.unsaid:
        blocks.append(
            n_(
                "{count} class or group has no hours: nobody hears there of too few marks.",
                "{count} classes or groups have no hours: nobody hears there of too few marks.",
                load.unsaid,
            )
        )
    names = _labels({each[0].subject_id: each[0].subject for each in shown.items})
    ways = [
        Button(
            names[each[0].subject_id],
            OpenHours(grade_level=load.grade_level, subject_id=each[0].subject_id),
        )
        for each in shown.items
    ]
    pages = shown.buttons(lambda to: OpenLoad(grade_level=load.grade_level, page=to))
    grades = [
        Button(_grade(each), OpenLoad(grade_level=each))
        for each in load.grades
        if each != load.grade_level
    ]
    back = [Button(_("‹ Back"), OpenYear())]
    rows = [*in_columns(ways, 2), *in_columns(pages, 2), *in_columns(grades, 3), back]
    return Screen(blocks, rows)


def hours_screen(load: GradeLoad, subject_id: int, section_id: int) -> Screen:
    """Class by class and group by group; a number is for all of them, or for the one chosen."""
    sections, chosen = load.by_subject[subject_id], load.chosen(subject_id, section_id)
    blocks: list[Block] = [Heading(_title(shorten(sections[0].subject, 60), load.grade_level))]
    blocks += map(_section_line, chosen)
    blocks.append(
        _("How many hours a week here?")
        if len(chosen) == 1
        else _("How many hours a week in all of them? For one of them tap it first.")
    )
    asked = OpenHours(grade_level=load.grade_level, subject_id=subject_id)
    if section_id:
        ones, up = [], Button(_("‹ Back"), asked)
    else:
        ones = _each_alone(sections, asked)
        up = Button(_("‹ Back"), OpenLoad(grade_level=load.grade_level))
    numbers = _numbers(asked.model_copy(update={"section_id": section_id}), chosen)
    rows = [*in_columns(numbers, _IN_ROW), *_component(asked, chosen, section_id)]
    rows += [[_teacher(load.grade_level, each)] for each in chosen if len(chosen) == 1]
    return Screen(blocks, [*rows, *in_columns(ones, 2), [up]])


def _component(asked: OpenHours, chosen: Sequence[SectionHours], section_id: int) -> Keyboard:
    """Where there are hours, some of them may be of the part that school and families form."""
    if not any(each.weekly_hours for each in chosen):
        return []
    own = ", ".join(str(each) for each in sorted({each.chosen for each in chosen}))
    to = OpenComponent(**{**dict(asked), "section_id": section_id})
    return [[Button(_("Formed part: {hours}").format(hours=own), to)]]


def section_screen(load: GradeLoad, section_id: int) -> Screen:
    """One class or group of a grade."""
    subject_id = next(each.subject_id for each in load.sections if each.id == section_id)
    return hours_screen(load, subject_id, section_id)


def _teacher(grade_level: int, each: SectionHours) -> Button:
    name = each.teacher.short_name if each.teacher else _("no teacher")
    text = c_("teacher of a section", "Teacher: {person}").format(person=name)
    return Button(
        shorten(text, 2 * MAX_BUTTON), OpenTeachers(grade_level=grade_level, section_id=each.id)
    )


def _numbers(asked: OpenHours, chosen: Sequence[SectionHours]) -> list[Button]:
    same = {each.weekly_hours for each in chosen}
    return [
        Button(
            f"{hours} ✓" if same == {hours} else str(hours), SetHours(hours=hours, **dict(asked))
        )
        for hours in range(1, MOST_HOURS + 1)
    ]


def _each_alone(sections: Sequence[SectionHours], asked: OpenHours) -> list[Button]:
    """A class or group by itself, where there are several."""
    names = _labels({each.id: _whose(each) for each in sections})
    return [
        Button(names[each.id], asked.model_copy(update={"section_id": each.id}))
        for each in sections
        if len(sections) > 1
    ]


def _title(what: str, grade_level: int) -> str:
    return joined(what, _grade(grade_level) if grade_level else "", by=" · ")


def _grade(grade_level: int) -> str:
    return _("Grade {grade}").format(grade=grade_level) if grade_level else c_("grades", "Mixed")


def _line(sections: Sequence[SectionHours]) -> str:
    return f"{shorten(sections[0].subject, 60)}: {_hours(sections)}"


def _hours(sections: Iterable[SectionHours]) -> str:
    """«3»; «3, 4» where classes differ; a dash where nobody has said any."""
    found = {each.weekly_hours for each in sections}
    known = [str(each) for each in sorted(each for each in found if each is not None)]
    return ", ".join([*known, _NONE] if None in found else known)


def _section_line(each: SectionHours) -> str:
    teacher = each.teacher.short_name if each.teacher else _("no teacher")
    hours = str(each.weekly_hours or _NONE)
    if each.chosen:
        hours = f"{(each.weekly_hours or 0) - each.chosen} + {each.chosen}"
    return f"{shorten(_whose(each), 60)}: {hours} · {teacher}"


def _whose(each: SectionHours) -> str:
    """«7А, гр. 1»."""
    return joined(each.class_title, each.group_name)


def _labels(titles: dict[int, str]) -> dict[int, str]:
    """As much of each as fits; other words where two would look alike."""
    short = {key: shorten(title, MAX_BUTTON) for key, title in titles.items()}
    if len({*short.values()}) == len(short):
        return short
    return narrow_titles(titles, MAX_BUTTON)
