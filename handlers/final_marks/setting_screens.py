"""Setting final marks on the screen: the subjects of a class, one subject, one pupil."""

from domain.calendar import GradingPeriod
from domain.final_marks.setting_model import (
    ClassFinals,
    FinalSheet,
    MarkedSection,
    SectionCount,
    Standing,
)
from domain.marks.value import MarkValue
from handlers.classes.callbacks import OpenClass
from handlers.final_marks.setting_callbacks import (
    DraftByAverage,
    DropFinalDrafts,
    OpenClassFinals,
    OpenFinalMarks,
    OpenFinalPupil,
    SaveClassFinals,
    SaveFinalMarks,
)
from handlers.labels import labels, with_group
from handlers.lessons.callbacks import OpenLessons
from handlers.mark_words import written
from handlers.page import Block, Footer, Heading, Table
from handlers.screen import MAX_BUTTON, Button, Screen, Style, in_columns
from handlers.words import _, average, c_, joined, n_, shorten

_CHOSEN = "●"
_SECTION_LABEL = 18  # characters of half a narrow phone


def class_finals_screen(finals: ClassFinals) -> Screen:
    """Every subject with how many pupils have their mark; all that is chosen is saved at once."""
    title = _("{title} · final marks · {period}").format(
        title=finals.class_title, period=finals.period.title
    )
    blocks: list[Block] = [Heading(title)]
    if finals.sections:
        header = (_("Subject"), c_("final marks", "Set"), c_("final marks", "Chosen"))
        rows = [_section_row(each) for each in finals.sections]
        blocks.append(Table(header, rows, "lcc"))
    else:
        blocks.append(_("This class has no subjects with marks."))
    if finals.drafted:
        blocks.append(Footer(_("Families are told after “Save”, of all subjects in one message.")))
    return Screen(blocks, _class_keyboard(finals))


def _class_keyboard(finals: ClassFinals) -> list[list[Button]]:
    rows = []
    if finals.drafted:
        save = _("Save · {count}").format(count=finals.drafted)
        to = SaveClassFinals(class_id=finals.class_id, period_id=finals.period.id)
        rows.append([Button(save, to, Style.SUCCESS)])
    sections = [
        Button(
            with_group(each.section.subject, each.section.group_name, _SECTION_LABEL),
            OpenFinalMarks(section_id=each.section.id, period_id=finals.period.id, whole=True),
        )
        for each in finals.sections
    ]
    periods = [
        Button(
            shorten(period.title, MAX_BUTTON),
            OpenClassFinals(class_id=finals.class_id, period_id=period.id),
        )
        for period in _others(finals.periods, finals.period)
    ]
    back = [Button(_("‹ Back"), OpenClass(class_id=finals.class_id))]
    return [*rows, *in_columns(sections, 2), *in_columns(periods, 2), back]


def _section_row(count: SectionCount) -> tuple[str, str, str]:
    have = _("{count} of {all}").format(count=count.set_count, all=count.pupils)
    chosen = f"{_CHOSEN} {count.drafted}" if count.drafted else ""
    return section_title(count.section), have, chosen


def section_title(section: MarkedSection) -> str:
    """«Английский язык, гр. 1»."""
    return joined(section.subject, section.group_name)


def sheet_screen(sheet: FinalSheet, *, whole: bool) -> Screen:
    """The list with averages; a tap opens a pupil. `whole`: saving waits for the other subjects."""
    blocks: list[Block] = [Heading(sheet_title(sheet))]
    if sheet.standings:
        blocks.append(_table(sheet))
    else:
        blocks.append(_("Nobody is in this group on that day."))
    blocks.append(Footer(_hint(sheet, whole)))
    return Screen(blocks, _sheet_keyboard(sheet, whole))


def _table(sheet: FinalSheet) -> Table:
    names = labels([each.pupil for each in sheet.standings])
    pupil, mark = _("Pupil"), c_("final marks", "Mark")
    if sheet.is_exam:  # it follows from nothing
        rows = [(names[each.pupil.id], _mark_words(each)) for each in sheet.standings]
        return Table((pupil, mark), rows, "lc")
    mean = _("Average") if sheet.period.is_part else _("Mean")
    beneath = [
        (
            names[each.pupil.id],
            "—" if each.basis.average is None else average(each.basis.average),
            _or_dash(each.basis.suggested),
            _mark_words(each),
        )
        for each in sheet.standings
    ]
    return Table((pupil, mean, c_("column", "Suggested"), mark), beneath, "lccc")


def sheet_title(sheet: FinalSheet) -> str:
    section = sheet.section
    return joined(section_title(section), section.class_title, sheet.period.title, by=" · ")


def _mark_words(standing: Standing) -> str:
    """«5», «● 5» chosen, «3 → ● 4» chosen instead of what the family sees, «—» none."""
    if not standing.is_changed:
        return _or_dash(standing.current)
    chosen = f"{_CHOSEN} {_or_dash(standing.drafted)}"
    return f"{written(standing.current)} → {chosen}" if standing.current else chosen


def _or_dash(value: MarkValue | None) -> str:
    return "—" if value is None else written(value)


def _hint(sheet: FinalSheet, whole: bool) -> str:
    changed, missing = len(sheet.changed), len(sheet.missing)
    if changed:
        told = (
            _("Families are told after “Save” in the table of the class.")
            if whole and sheet.opens_class
            else _("Families are told after “Save”.")
        )
        return n_("Chosen: {count}.", "Chosen: {count}.", changed) + " " + told
    if missing:
        return n_("{count} pupil has no mark.", "{count} pupils have no mark.", missing)
    return _("All marks are set. Tap a pupil to correct one.")


def _sheet_keyboard(sheet: FinalSheet, whole: bool) -> list[list[Button]]:
    section_id, period_id = sheet.section.id, sheet.period.id
    whole = whole and sheet.opens_class
    rows = []
    if sheet.changed and not whole:
        save = _("Save · {count}").format(count=len(sheet.changed))
        to = SaveFinalMarks(section_id=section_id, period_id=period_id)
        rows.append([Button(save, to, Style.SUCCESS)])
    if sheet.suggestible:
        text = _("By average · {count}").format(count=len(sheet.suggestible))
        by_average = DraftByAverage(section_id=section_id, period_id=period_id, whole=whole)
        rows.append([Button(text, by_average, None if sheet.changed else Style.PRIMARY)])
    if sheet.changed:
        drop = DropFinalDrafts(section_id=section_id, period_id=period_id, whole=whole)
        rows.append([Button(_("Undo the choice"), drop)])
    names = labels([each.pupil for each in sheet.standings])
    pupils = [
        Button(
            names[each.pupil.id],
            OpenFinalPupil(
                section_id=section_id,
                period_id=period_id,
                student_id=each.pupil.id,
                whole=whole,
            ),
            Style.PRIMARY if each.is_changed else None,
        )
        for each in sheet.standings
    ]
    return [*rows, *in_columns(pupils, 3), *_periods(sheet), _back_from_sheet(sheet, whole)]


def _periods(sheet: FinalSheet) -> list[list[Button]]:
    buttons = [
        Button(
            shorten(period.title, MAX_BUTTON),
            OpenFinalMarks(section_id=sheet.section.id, period_id=period.id),
        )
        for period in _others(sheet.periods, sheet.period)
    ]
    return in_columns(buttons, 2)


def _others(periods: tuple[GradingPeriod, ...], shown: GradingPeriod) -> list[GradingPeriod]:
    return [each for each in periods if each.id != shown.id]


def _back_from_sheet(sheet: FinalSheet, whole: bool) -> list[Button]:
    section, period_id = sheet.section, sheet.period.id
    if not sheet.opens_class or section.school_class_id is None:
        return [Button(_("‹ My lessons"), OpenLessons())]
    to_class = OpenClassFinals(class_id=section.school_class_id, period_id=period_id)
    if whole and sheet.changed:
        return [Button(_("‹ Other subjects"), to_class, Style.PRIMARY)]
    return [Button(_("‹ Back"), to_class)]
