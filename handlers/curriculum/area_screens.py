"""Areas of the school's subjects, and components of their hours."""

from collections.abc import Sequence

from domain.curriculum.area_model import Area, likely_area
from domain.year.load_model import GradeLoad
from domain.year.subject_model import SchoolSubject
from handlers.curriculum.callbacks import (
    OpenAreas,
    OpenCurriculum,
    OpenSubjectArea,
    SetArea,
    SetComponent,
    SetLikelyAreas,
)
from handlers.labels import narrow_titles
from handlers.page import Block, Footer, Heading
from handlers.paging import length, paged
from handlers.screen import MAX_BUTTON, Button, Keyboard, Screen, in_columns
from handlers.words import _, c_, joined, shorten
from handlers.year.load_callbacks import OpenHours

_ON_PAGE = 20
_IN_ROW = 6


def area_name(area: Area | None) -> str:
    """As the federal plans call it."""
    return _NAMES[area]() if area else c_("area", "Area not said")


_NAMES = {
    Area.RUSSIAN: lambda: c_("area", "Russian language and literature"),
    Area.NATIVE: lambda: c_("area", "Native language and literature"),
    Area.FOREIGN: lambda: c_("area", "Foreign languages"),
    Area.MATHS: lambda: c_("area", "Mathematics and informatics"),
    Area.WORLD: lambda: c_("area", "Society and nature"),
    Area.SOCIETY: lambda: c_("area", "Social sciences"),
    Area.NATURE: lambda: c_("area", "Natural sciences"),
    Area.ETHICS: lambda: c_("area", "Spiritual and moral culture"),
    Area.ART: lambda: c_("area", "Arts"),
    Area.TECHNOLOGY: lambda: c_("area", "Technology"),
    Area.SPORT: lambda: c_("area", "Physical culture"),
    Area.SAFETY: lambda: c_("area", "Safety and defence"),
    Area.OTHER: lambda: c_("area", "Other"),
    Area.EXTRA: lambda: c_("area", "Beside the lessons"),
}


def areas_screen(subjects: Sequence[SchoolSubject], page: int = 0) -> Screen:
    """Each subject with its area; those that have none are said."""
    shown = paged(subjects, page, at_most=_ON_PAGE, size=lambda each: length(_line(each)) + 1)
    blocks: list[Block] = [Heading(_("Areas of subjects")), *map(_line, shown.items)]
    if not subjects:
        blocks.append(_("Nothing is taught yet: subjects come with the files of the register."))
    if shown.title:
        blocks.append(Footer(shown.title))
    names = _labels(shown.items)
    buttons = [Button(names[each.id], OpenSubjectArea(subject_id=each.id)) for each in shown.items]
    turning = shown.buttons(lambda at: OpenAreas(page=at))
    rows: Keyboard = [*in_columns(buttons, 2), *in_columns(turning, 2)]
    if any(each.area is None and likely_area(each.title) for each in subjects):
        blocks.append(_("“By titles” chooses for those whose title says it."))
        rows = [[Button(_("By titles"), SetLikelyAreas())], *rows]
    return Screen(blocks, [*rows, [Button(_("‹ Back"), OpenCurriculum())]])


def subject_area_screen(subjects: Sequence[SchoolSubject], subject_id: int) -> Screen:
    """The areas in the order of the plan; the one that is chosen is marked."""
    subject = next(each for each in subjects if each.id == subject_id)
    blocks: list[Block] = [Heading(shorten(subject.title, 100)), area_name(subject.area)]
    blocks.append(Footer(_("“Beside the lessons” is no part of the weekly load.")))
    rows = [
        [
            Button(
                f"{'✓ ' if each is subject.area else ''}{area_name(each)}",
                SetArea(subject_id=subject_id, area=each),
            )
        ]
        for each in Area
    ]
    return Screen(blocks, [*rows, [Button(_("‹ Back"), OpenAreas())]])


def component_screen(load: GradeLoad, subject_id: int, section_id: int) -> Screen:
    """How many of the hours are of the part that school and families form."""
    sections = load.chosen(subject_id, section_id)
    hours = sorted({each.weekly_hours or 0 for each in sections})
    said = ", ".join(str(each) for each in hours)
    whose = joined(sections[0].class_title, sections[0].group_name) if section_id else ""
    title = joined(shorten(sections[0].subject, 60), whose, by=" · ")
    blocks: list[Block] = [Heading(title), _("Hours a week: {hours}").format(hours=said)]
    blocks.append(
        _("How many of them are of the part that school and families form? The rest is obligatory.")
    )
    chosen = {each.chosen for each in sections}
    place = {"grade_level": load.grade_level, "subject_id": subject_id, "section_id": section_id}
    numbers = [
        Button(f"{each} ✓" if chosen == {each} else str(each), SetComponent(hours=each, **place))
        for each in range(max(hours) + 1)
    ]
    back = [Button(_("‹ Back"), OpenHours(**place))]
    return Screen(blocks, [*in_columns(numbers, _IN_ROW), back])


def _line(each: SchoolSubject) -> str:
    return f"{shorten(each.title, 60)}: {area_name(each.area)}"


def _labels(subjects: Sequence[SchoolSubject]) -> dict[int, str]:
    """As much of each title as fits; other words where two would look alike."""
    short = {each.id: shorten(each.title, MAX_BUTTON) for each in subjects}
    if len({*short.values()}) == len(short):
        return short
    return narrow_titles({each.id: each.title for each in subjects}, MAX_BUTTON)
