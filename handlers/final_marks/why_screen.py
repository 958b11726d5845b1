"""A final mark that does not follow from the marks beneath it is asked for in so many words."""

from domain.final_marks.rules import Why
from domain.final_marks.setting_model import FinalSheet, Standing
from handlers.final_marks.setting_callbacks import OpenFinalPupil
from handlers.page import Block, Heading, bold
from handlers.screen import Button, Screen
from handlers.words import _, average


def why_screen(sheet: FinalSheet, standing: Standing, value: int, *, whole: bool) -> Screen:
    """What is unusual about the mark; what is typed next is the reason."""
    heading = _("{pupil}: {mark} for {period}").format(
        pupil=standing.pupil.list_name, mark=value, period=sheet.period.title
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


def _unusual(standing: Standing, sheet: FinalSheet, value: int) -> str:
    match standing.why(value, sheet.policy):
        case Why.FAR if standing.average is not None:
            return _("The average is {average}: the mark is far from it.").format(
                average=average(standing.average)
            )
        case Why.HELD_BACK:
            return _(
                "A control work is unsatisfactory: by the school's rule this mark does not come"
                " out."
            )
    return _("There are no marks beneath it.")
