"""What may be opened from the page of a class."""

from collections.abc import Collection, Sequence

from domain.access import Action
from domain.classes.model import ClassDay
from handlers.absences.reason_callbacks import OpenClassWeek
from handlers.audit.callbacks import Of, OpenAudit
from handlers.classes.callbacks import AskCodes, OpenClassMore, OpenFamilies
from handlers.consent.callbacks import OpenClassConsents
from handlers.delivery.callbacks import OpenDelivery
from handlers.final_marks.behaviour_callbacks import OpenBehaviour
from handlers.final_marks.setting_callbacks import OpenClassFinals
from handlers.gradebook.callbacks import OpenClassBook
from handlers.homeroom.callbacks import OpenRegister
from handlers.lessons.minutes_callbacks import OpenLoad
from handlers.messages.callbacks import OpenMessages
from handlers.personal_data.callbacks import OpenClassList
from handlers.remarks.callbacks import OpenClassRemarks
from handlers.screen import Button
from handlers.weeks_read.callbacks import OpenReading
from handlers.words import _, c_

_FEW = 2  # rare things that need no screen of their own


def class_buttons(day: ClassDay, allowed: Collection[Action]) -> list[Button]:
    """What this person may here, in the order of how often it is wanted; rare things behind one."""
    class_id, grade = day.school_class.id, day.school_class.grade_level
    unread = f" · {day.unread}" if day.unread else ""
    remarks = OpenClassRemarks(class_id=class_id)
    found = [
        (Action.WRITE_TO_FAMILIES, Button(_("Messages") + unread, OpenMessages())),
        (Action.READ_CLASS, Button(_("Families"), OpenFamilies(class_id=class_id))),
        (Action.READ_CLASS_ATTENDANCE, Button(_("Attendance"), OpenClassWeek(class_id=class_id))),
        (Action.READ_REMARKS, Button(c_("button", "Remarks and praise"), remarks)),
        (Action.READ_HOMEROOM, Button(_("Homeroom hours"), OpenRegister(class_id=class_id))),
    ]
    if day.school_class.school.policy.has_marks(grade):
        finals, book = OpenClassFinals(class_id=class_id), OpenClassBook(class_id=class_id)
        found.append((Action.SET_FINAL_MARK, Button(c_("button", "Final marks"), finals)))
        found.append((Action.READ_GRADEBOOK, Button(c_("button", "Gradebook"), book)))
    if day.school_class.school.policy.has_behaviour(grade):
        behaviour = Button(c_("button", "Behaviour"), OpenBehaviour(class_id=class_id))
        found.append((Action.SET_FINAL_MARK, behaviour))
    found.append((Action.ISSUE_CODE, Button(_("Codes"), AskCodes(class_id=class_id))))
    rare = _rare(day, allowed)
    if len(rare) > _FEW:
        rare = [Button(c_("menu", "More"), OpenClassMore(class_id=class_id))]
    return [*_allowed(found, allowed), *rare]


def more_buttons(day: ClassDay, allowed: Collection[Action]) -> list[Button]:
    """The rare things, where they are too many for the page of the class."""
    rare = _rare(day, allowed)
    return rare if len(rare) > _FEW else []


def _rare(day: ClassDay, allowed: Collection[Action]) -> list[Button]:
    class_id, grade = day.school_class.id, day.school_class.grade_level
    log = OpenAudit(of=Of.CLASS, of_id=class_id)
    found = [
        (Action.READ_OPT_OUTS, Button(_("Class list"), OpenClassList(class_id=class_id))),
        (Action.READ_DELIVERY, Button(_("Delivery"), OpenDelivery(class_id=class_id))),
    ]
    if day.school_class.school.policy.confirms_weeks:
        reading = Button(_("Who reads"), OpenReading(class_id=class_id))
        found.append((Action.READ_CONFIRMATIONS, reading))
    if day.school_class.school.policy.has_homework(grade):
        load = Button(_("Time of homework"), OpenLoad(class_id=class_id))
        found.append((Action.READ_HOMEWORK_LOAD, load))
    found.append((Action.READ_CONSENTS, Button(_("Consent"), OpenClassConsents(class_id=class_id))))
    found.append((Action.READ_AUDIT, Button(_("Who did what"), log)))
    return _allowed(found, allowed)


def _allowed(found: Sequence[tuple[Action, Button]], allowed: Collection[Action]) -> list[Button]:
    return [button for action, button in found if action in allowed]
