"""One pupil: what is beneath the final mark, and what may be chosen."""

from domain.final_marks.rules import final_values
from domain.final_marks.setting_model import FinalSheet, Standing
from domain.marks.value import MarkKind, MarkValue
from handlers.final_marks.setting_callbacks import DraftFinalMark, OpenFinalMarks
from handlers.final_marks.setting_screens import sheet_title
from handlers.mark_words import written
from handlers.page import Block, Heading
from handlers.screen import Button, Screen, Style, in_columns
from handlers.words import _, average


def pupil_screen(sheet: FinalSheet, standing: Standing, *, whole: bool) -> Screen:
    """The marks to choose from, the suggested one in colour; words below the numbers."""
    blocks: list[Block] = [Heading(sheet_title(sheet)), standing.pupil.list_name]
    blocks += _beneath(sheet, standing)
    if standing.current is not None:
        blocks.append(_("Set: {mark}").format(mark=written(standing.current)))
    if standing.is_changed and standing.drafted is not None:
        chosen = _("Chosen, not saved: {mark}").format(mark=written(standing.drafted))
        blocks.append(chosen)
        if standing.reason:
            blocks.append(_("Why: {reason}").format(reason=standing.reason))
    values = final_values(sheet.section.scale, sheet.policy)
    numbers = [each for each in values if each.number is not None]
    words = [each for each in values if each.number is None]
    back = OpenFinalMarks(section_id=sheet.section.id, period_id=sheet.period.id, whole=whole)
    return Screen(
        blocks,
        [
            *in_columns([_button(sheet, standing, each, whole) for each in numbers], 5),
            *in_columns([_button(sheet, standing, each, whole) for each in words], 4),
            [Button(_("‹ Back"), back)],
        ],
    )


def _beneath(sheet: FinalSheet, standing: Standing) -> list[Block]:
    mean, suggested = standing.basis.average, standing.basis.suggested
    found: list[Block] = []
    if mean is not None and suggested is not None:
        text = _("Average {average}, suggested {mark}")
        found.append(text.format(average=average(mean), mark=written(suggested)))
    elif standing.basis.by_marks is None and not sheet.is_exam:
        found.append(nothing_beneath(sheet))
    if mean is None and suggested is not None:
        found.append(_("Suggested: {mark}").format(mark=written(suggested)))
    if suggested is not None and suggested.kind is MarkKind.NOT_ATTESTED and sheet.period.is_part:
        found.append(_("Too few marks, and too many lessons were missed."))
    return found


def nothing_beneath(sheet: FinalSheet) -> str:
    """Of a period without marks, a year without those of its periods, a course without the year."""
    if sheet.period.is_part:
        return _("No marks in this period.")
    return _("No marks of the year's periods.") if sheet.is_year else _("No mark of the year.")


def _button(sheet: FinalSheet, standing: Standing, value: MarkValue, whole: bool) -> Button:
    to = DraftFinalMark(
        section_id=sheet.section.id,
        period_id=sheet.period.id,
        student_id=standing.pupil.id,
        code=value.code,
        whole=whole,
    )
    is_suggested = value == standing.basis.suggested
    return Button(written(value), to, Style.PRIMARY if is_suggested else None)
