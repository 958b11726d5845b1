"""What roles, duties, summaries and entries of a card are called."""

from collections.abc import Mapping

from domain.access import Role
from domain.staff.model import CardField, Duty, StaffCard, StaffMember
from domain.summaries import Summary
from handlers.whose import staff_roles
from handlers.words import _, c_, in_sentence, joined


def role_name(role: Role) -> str:
    return staff_roles([role])[0]


def roles_line(member: StaffMember) -> str:
    """«учитель, классный руководитель», or that there is no role."""
    names = [in_sentence(each) for each in staff_roles(member.roles)]
    return joined(*names) if names else _("no role")


def role_about(role: Role) -> str:
    """What the role opens, in a line."""
    return {
        Role.PRINCIPAL: _(
            "Sees the whole school, gives and takes every role, decides who sees which summary."
        ),
        Role.DEPUTY_PRINCIPAL: _(
            "Sees the whole school and every diary, calls the roll, gives and takes the roles of"
            " teachers, educators and secretaries."
        ),
        Role.SYSTEM_ADMIN: _(
            "Issues codes, disconnects chats, keeps the list of staff and gives the roles of"
            " teachers, educators and secretaries. Reads no diary."
        ),
        Role.WORKING_GROUP: _("Sees the summaries that the principal opens, and nothing else."),
        Role.TEACHER: _("Own lessons: roll call, marks, homework, topics, final marks."),
        Role.EXTRA_TEACHER: _("Own lessons of extra education, as a teacher has them."),
        Role.EDUCATOR: _(
            "Own lessons and the classes of the group after lessons: who is there, timetable and"
            " homework. No marks."
        ),
        Role.SECRETARY: _(
            "Sees the lists of classes and of staff, records orders of enrolment and hiring."
        ),
    }[role]


def duty_name(duty: Duty) -> str:
    return {
        Duty.JOURNAL: _("Organising the journal"),
        Duty.ADMINISTRATION: _("Administration"),
        Duty.PERSONAL_CARDS: _("Keeping personal cards"),
    }[duty]


def duty_label(duty: Duty) -> str:
    """The same on a button."""
    return {
        Duty.JOURNAL: c_("button", "The journal"),
        Duty.ADMINISTRATION: _("Administration"),
        Duty.PERSONAL_CARDS: c_("button", "Personal cards"),
    }[duty]


def summary_name(summary: Summary) -> str:
    return {
        Summary.DELIVERY: _("Delivery"),
        Summary.PAPER: _("To tell on paper"),
        Summary.CLASSES: _("Classes today"),
        Summary.HANDOVER: _("Codes in hand"),
        Summary.LIST_CHECKS: _("Class lists"),
        Summary.OPT_OUTS: c_("summary", "Print-outs"),
    }[summary]


def summary_about(summary: Summary) -> str:
    return {
        Summary.DELIVERY: _("who was told in time, by grade and class, in numbers"),
        Summary.PAPER: _("families whom nothing reached, by name"),
        Summary.CLASSES: _("every class today: who is absent, who is connected"),
        Summary.HANDOVER: _("who has no code in hand in time, by grade and class, in numbers"),
        Summary.LIST_CHECKS: _("which class lists were checked this month"),
        Summary.OPT_OUTS: _("families that get print-outs instead of the diary, by name"),
    }[summary]


def field_name(field: CardField) -> str:
    return {
        CardField.NAME: _("Name"),
        CardField.BIRTH_DATE: _("Birth date"),
        CardField.POSITION: _("Position"),
        CardField.PAY_GRADE: _("Pay grade"),
        CardField.CATEGORY: _("Category"),
        CardField.SPECIALTY: _("Specialty"),
    }[field]


def written(card: StaffCard) -> Mapping[CardField, str]:
    """The entries of a card that are there and are plain text."""
    entries = {
        CardField.POSITION: card.position,
        CardField.PAY_GRADE: card.pay_grade,
        CardField.CATEGORY: card.category,
        CardField.SPECIALTY: card.specialty,
    }
    return {field: value for field, value in entries.items() if value}
