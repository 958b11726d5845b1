"""What is told, by name: in the settings of a family and in the school's list of what was told."""

from domain.notices.model import Kind
from handlers.words import _, c_


def kind_name(kind: Kind) -> str:
    return {
        Kind.PRESENCE: _("Where the pupil is"),
        Kind.ABSENCE: _("Absences"),
        Kind.MARK: _("Marks"),
        Kind.FINAL_MARK: _("Final marks"),
        Kind.LESSON: _("Changed lessons"),
        Kind.HOMEWORK: c_("button", "Homework"),
        Kind.TOMORROW: _("The card “Tomorrow”"),
        Kind.EVENT: _("Events and holidays"),
        Kind.FORECAST: c_("notices", "Outlook"),
        Kind.REMARK: c_("button", "Remarks and praise"),
        Kind.MESSAGE: _("Messages from school"),
        Kind.BINDING: _("New readers of the diary"),
        Kind.ROLE: _("Roles of staff"),
        Kind.UNLOCK: _("Requests to open marks"),
        Kind.APPOINTMENT: _("Who teaches what"),
        Kind.NOT_HELD: _("Lessons not held"),
        Kind.TEACHING: _("Substitutions and changes"),
        Kind.TASKS: _("What is missing in the journal"),
        Kind.CONSENT: _("Consent"),
        Kind.DATA_CHANGE: _("Requests to change data"),
        Kind.ERASURE: _("Requests to erase data"),
        Kind.CLASS_LIST: _("Checks of class lists"),
        Kind.SHEET: _("Sheets by e-mail"),
        Kind.TRUST: _("Trusted persons"),
        Kind.TRUST_OVER: _("Trusted persons"),
    }[kind]
