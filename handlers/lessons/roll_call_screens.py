"""The roll call: everyone present, tap who is not."""

from domain.attendance.model import Status
from domain.attendance.roll_call_model import AFTER, RollCall
from domain.people import Person
from handlers.labels import labels
from handlers.lessons.callbacks import FinishRollCall, OpenLessons, TapPupil
from handlers.lessons.day_screens import exceptions, lesson_lines
from handlers.page import Block, Footer, bold
from handlers.screen import Button, Screen, Style, in_columns
from handlers.words import _, n_

# Before the name: of a long one in three columns a phone cuts the end off.
SIGNS = {Status.PRESENT: "", Status.ABSENT: "✕ ", Status.LATE: "◔ "}
_STYLES = {Status.PRESENT: None, Status.ABSENT: Style.DANGER, Status.LATE: Style.PRIMARY}


def roll_call_screen(roll: RollCall) -> Screen:
    """A button a pupil, in the colour of where they are; above it what that adds up to."""
    names = labels(roll.pupils)
    blocks: list[Block] = [*lesson_lines(roll.taught), bold(_summary(roll)), Footer(_hint(roll))]
    pupils = [_pupil_button(roll, pupil, names[pupil.id]) for pupil in roll.pupils]
    done = Button(_("Done"), FinishRollCall(lesson_id=roll.taught.id), Style.SUCCESS)
    back = Button(_("‹ My lessons"), OpenLessons.of(roll.taught.date))
    return Screen(blocks, [*in_columns(pupils, 3), [done], [back]])


def _pupil_button(roll: RollCall, pupil: Person, name: str) -> Button:
    """Leads to the next status, and says so in its data: pressed twice it is one step."""
    status = roll.status(pupil.id)
    after = TapPupil(lesson_id=roll.taught.id, student_id=pupil.id, status=AFTER[status])
    return Button(SIGNS[status] + name, after, _STYLES[status])


def _summary(roll: RollCall) -> str:
    """«26 в классе: нет 2, опоздал 1»."""
    if not roll.pupils:
        return _("Nobody is in this group on that day.")
    parts = exceptions(len(roll.with_status(Status.ABSENT)), len(roll.with_status(Status.LATE)))
    in_class = n_("{count} in the class", "{count} in the class", len(roll.pupils))
    return in_class + ": " + (", ".join(parts) or _("all are here"))


def _hint(roll: RollCall) -> str:
    if roll.untold:
        return _("Kept. Families are told after “Done”.")
    if roll.taught.lesson.attendance_taken_at is not None:
        return _("Recorded. Tap to correct; families are told after “Done”.")
    return _("Tap who is absent; tap again if late. Families are told after “Done”.")
