"""A final mark that does not follow from the marks beneath it is asked for in so many words."""

from domain.final_marks.rules import Why
from domain.final_marks.setting_model import FinalSheet, Standing
from domain.marks.value import MarkValue
from handlers.final_marks.pupil_screen import nothing_beneath
from handlers.final_marks.setting_callbacks import OpenFinalPupil
from handlers.mark_words import written
from handlers.page import Block, Heading, bold
from handlers.periods import mark_for
from handlers.screen import Button, Screen
from handlers.words import _, average


def why_screen(sheet: FinalSheet, standing: Standing, value: MarkValue, *, whole: bool) -> Screen:
    """What is unusual about the mark; what is typed next is the reason."""
    heading = _("{pupil}: {mark} for {period}").format(
        pupil=standing.pupil.list_name,
        mark=written(value),
        period=mark_for(sheet.period.kind, sheet.period.title),
    )
    blocks: list[Block] = [
        Heading(heading),
        _unusual(standing, sheet, value),
        bold(_("Type why this mark is right. It stays in the journal beside the mark.")),
    ]
    back = OpenFinalPupil(
        section_id=sheet.section.id,
        period_id=sheet.period.id,
        student_id=standing.pupil.id,
        whole=whole,
    )
    return Screen(blocks, [[Button(_("‹ Back"), back)]])


def _unusual(standing: Standing, sheet: FinalSheet, value: MarkValue) -> str:
    beneath = standing.basis.average
    match standing.why(value, sheet.policy):
        case Why.FAR if beneath is not None:
            return _("The average is {average}: the mark is far from it.").format(
                average=average(beneath)
            )
        case Why.FAR:
            return _("The marks beneath it say otherwise.")
        case Why.ENOUGH if standing.basis.by_marks is not None:
            return _("By marks and attendance this pupil can be attested.")
        case Why.MARKED:
            return _("There are marks beneath it.")
        case Why.HELD_BACK:
            return _(
                "A control work is unsatisfactory: by the school's rule this mark does not come"
                " out."
            )
    return _("There are no marks beneath it.") if sheet.period.is_part else nothing_beneath(sheet)
