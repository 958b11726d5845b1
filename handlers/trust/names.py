"""Rights, relations and terms of a trust in words."""

from collections.abc import Collection
from datetime import date

from domain.access import ENTRUSTABLE, Action
from domain.people import Person
from domain.trust.model import ContactRelation, TrustedContact
from handlers.words import _, c_, day_month, day_month_year, in_sentence


def right_name(right: Action) -> str:
    """On a button."""
    return {
        Action.READ_TIMETABLE: _("Timetable"),
        Action.READ_HOMEWORK: c_("with a tick", "Homework"),
        Action.READ_EVENTS: c_("of a school", "Events"),
        Action.READ_MARKS: _("Marks"),
        Action.READ_ATTENDANCE: _("Attendance"),
        Action.READ_FINAL_MARKS: c_("button", "Final marks"),
    }[right]


def rights_words(rights: Collection[Action]) -> str:
    """«расписание, домашние задания, события»."""
    return ", ".join(in_sentence(right_name(each)) for each in ENTRUSTABLE if each in rights)


def relation_name(relation: ContactRelation) -> str:
    """On a button."""
    return {
        ContactRelation.GRANDMOTHER: _("Grandmother"),
        ContactRelation.GRANDFATHER: _("Grandfather"),
        ContactRelation.AUNT: _("Aunt"),
        ContactRelation.UNCLE: _("Uncle"),
        ContactRelation.SISTER: _("Sister"),
        ContactRelation.BROTHER: _("Brother"),
        ContactRelation.NANNY: _("Nanny"),
        ContactRelation.OTHER: _("Somebody else"),
    }[relation]


def who(contact: TrustedContact) -> str:
    """«Белова Мария Петровна, бабушка»."""
    if contact.relation is ContactRelation.OTHER:
        return contact.person.full_name
    return f"{contact.person.full_name}, {in_sentence(relation_name(contact.relation))}"


def until(last_day: date, today: date) -> str:
    """«до 31 мая», with the year where it is another one; the day itself still counts."""
    same = last_day.year == today.year
    day = day_month(last_day) if same else day_month_year(last_day)
    return _("until {day}").format(day=day)


def named_by(guardian: Person) -> str:
    return _("Access was given by {person}.").format(person=guardian.polite_name)
