"""The roll call: everyone present, tap who is not."""

from domain.access import Action
from domain.attendance.model import Status
from domain.attendance.roll_call_model import RollCall
from domain.errors import Denied
from domain.people import Person
from handlers.absences.words import excuse_name
from handlers.labels import labels
from handlers.lessons.callbacks import FinishRollCall, OpenLessons, OpenRollCall, TapPupil
from handlers.lessons.day_screens import lesson_lines
from handlers.lessons.roll_call_callbacks import (
    AllPresent,
    ByResults,
    OpenOthers,
    OpenStatuses,
    SetStatus,
)
from handlers.lessons.status_words import SIGNS, exceptions, status_name
from handlers.page import Block, Footer, bold
from handlers.screen import Button, Screen, Style, in_columns
from handlers.words import _, n_, sentence

_STYLES = {Status.ABSENT: Style.DANGER, Status.LATE: Style.PRIMARY}
_MINUTES = (5, 10, 15, 20)
_ANNOUNCED = "✉ "


def roll_call_screen(roll: RollCall) -> Screen:
    """A button a pupil, in the colour of where they are; above it what that adds up to."""
    names = labels(roll.pupils)
    blocks: list[Block] = [
        *lesson_lines(roll.taught),
        bold(_summary(roll)),
        *_announced(roll),
        *_by_tasks(roll),
        Footer(_hint(roll)),
    ]
    pupils = [_pupil_button(roll, pupil, names[pupil.id]) for pupil in roll.pupils]
    lesson_id = roll.taught.id
    more = [
        Button(_("Other status"), OpenOthers(lesson_id=lesson_id)),
        Button(_("All are here"), AllPresent(lesson_id=lesson_id)),
    ]
    offered = bool(roll.results)
    results = [[Button(_("By work handed in"), ByResults(lesson_id=lesson_id))]] * offered
    done = Button(_("Done"), FinishRollCall(lesson_id=lesson_id), Style.SUCCESS)
    back = Button(_("‹ My lessons"), OpenLessons.of(roll.taught.date))
    return Screen(blocks, [*in_columns(pupils, 3), [done], *results, more, [back]])


def others_screen(roll: RollCall) -> Screen:
    """Whose status is not one of the three that a tap goes through."""
    names = labels(roll.pupils)
    pupils = [
        Button(
            SIGNS[roll.status(pupil.id)] + names[pupil.id],
            OpenStatuses(lesson_id=roll.taught.id, student_id=pupil.id),
            _STYLES.get(roll.status(pupil.id)),
        )
        for pupil in roll.pupils
    ]
    blocks: list[Block] = [
        *lesson_lines(roll.taught),
        bold(_("Whose?")),
        Footer(_("Minutes late, left early, released from the lesson, takes part remotely.")),
    ]
    return Screen(blocks, [*in_columns(pupils, 3), _back(roll)])


def statuses_screen(roll: RollCall, student_id: int) -> Screen:
    """All that one pupil may be; `Denied` for who was not in the section on that date."""
    pupil = next((each for each in roll.pupils if each.id == student_id), None)
    if pupil is None:
        raise Denied(Action.TAKE_ATTENDANCE)

    def to(status: Status, minutes: int = 0) -> SetStatus:
        return SetStatus(
            lesson_id=roll.taught.id, student_id=student_id, status=status, minutes=minutes
        )

    late = [
        Button(_("◔ by {minutes} min").format(minutes=each), to(Status.LATE, each))
        for each in _MINUTES
    ]
    others = [
        Button(SIGNS[status] + sentence(status_name(status)), to(status))
        for status in (
            Status.PRESENT,
            Status.ABSENT,
            Status.LEFT_EARLY,
            Status.RELEASED,
            Status.REMOTE,
        )
    ]
    said = roll.says(student_id)
    now = status_name(said.status)
    if said.minutes:
        now += " " + n_("by {count} minute", "by {count} minutes", said.minutes)
    blocks: list[Block] = [
        *lesson_lines(roll.taught),
        bold(_("{name}: {status}").format(name=pupil.list_name, status=now)),
    ]
    return Screen(blocks, [*in_columns([*late, *others], 2), _back(roll)])


def _back(roll: RollCall) -> list[Button]:
    return [Button(_("‹ Roll call"), OpenRollCall(lesson_id=roll.taught.id))]


def _pupil_button(roll: RollCall, pupil: Person, name: str) -> Button:
    """Leads to the next status, and says so in its data: pressed twice it is one step."""
    status = roll.status(pupil.id)
    after = TapPupil(lesson_id=roll.taught.id, student_id=pupil.id, status=roll.after(pupil.id))
    sign = _ANNOUNCED if _is_announced(roll, pupil) else SIGNS[status]
    return Button(sign + name, after, _STYLES.get(status))


def _is_announced(roll: RollCall, pupil: Person) -> bool:
    return pupil.id in roll.announced and roll.status(pupil.id) is Status.ABSENT


def _announced(roll: RollCall) -> list[Block]:
    """Who said why, so that a teacher asks nobody twice."""
    names = labels(roll.pupils)
    lines: list[Block] = [
        _ANNOUNCED
        + _("{name}: {excuse} ({person})").format(
            name=names[pupil.id],
            excuse=excuse_name(roll.announced[pupil.id].excuse),
            person=roll.announced[pupil.id].by.short_name,
        )
        for pupil in roll.pupils
        if pupil.id in roll.announced
    ]
    if lines:
        lines.append(Footer(_("Announced. Here after all? One tap brings the pupil in.")))
    return lines


def _summary(roll: RollCall) -> str:
    """«26 в классе: нет 2, опоздал 1»."""
    if not roll.pupils:
        return _("Nobody is in this group on that day.")
    parts = exceptions(roll.status(pupil.id) for pupil in roll.pupils)
    in_class = n_("{count} in the class", "{count} in the class", len(roll.pupils))
    return in_class + ": " + (", ".join(parts) or _("all are here"))


def _by_tasks(roll: RollCall) -> list[Block]:
    """How many results there are to take presence from; nothing of a lesson of another form."""
    if not roll.is_by_tasks:
        return []
    count = len(roll.results)
    if not count:
        return [_("Nobody has handed in work or has a mark of this lesson yet.")]
    return [n_("{count} pupil has work or a mark.", "{count} pupils have work or a mark.", count)]


def _hint(roll: RollCall) -> str:
    if roll.changes:
        return _("Kept. Families are told after “Done”.")
    if roll.taught.lesson.attendance_taken_at is not None:
        return _("Recorded. Tap to correct; families are told after “Done”.")
    return _("Tap who is absent; tap again if late. Families are told after “Done”.")
