"""What the first screen of the staff leads to: daily things a tap away, rare ones behind «Ещё»."""

from domain.hat import Hat
from handlers.absences.callbacks import OpenDuty
from handlers.audit.callbacks import Of, OpenAudit
from handlers.classes.callbacks import OpenClass, OpenClasses
from handlers.consent.callbacks import OpenConsentClasses
from handlers.deadlines.callbacks import OpenOwnGaps, OpenSchoolGaps
from handlers.delivery.callbacks import OpenSchoolDelivery, OpenTroubles
from handlers.handover.callbacks import OpenOrders, OpenSchoolCodes
from handlers.menu.callbacks import OpenMenu, OpenMore
from handlers.menu.waiting import Waiting, corrections_button, messages_button
from handlers.page import Heading
from handlers.personal_data.callbacks import OpenSchoolData
from handlers.plans.callbacks import OpenSchoolPlans
from handlers.rules.callbacks import OpenRules
from handlers.school_documents.callbacks import OpenDocuments
from handlers.screen import Button, Screen, in_columns
from handlers.staff.callbacks import OpenStaff, OpenSummaries
from handlers.timetable.callbacks import OpenTimetable
from handlers.words import _, c_
from handlers.year.callbacks import OpenYear

_FEW = 2  # rare things that need no screen of their own


def staff_ways(hat: Hat, waiting: Waiting) -> list[Button]:
    """In the order of how often they are wanted."""
    return [*_daily(hat, waiting), *_office(hat), *_rest(hat)]


def more_screen(hat: Hat) -> Screen | None:
    """The rare things; None where they are few and stand on the first screen themselves."""
    rare = _rare(hat)
    if len(rare) <= _FEW:
        return None
    back = [Button(_("‹ Back"), OpenMenu())]
    return Screen(
        [Heading(f"{hat.person.polite_name} · {hat.school.name}"), _("What is needed less often.")],
        [*in_columns(rare, 2), back],
    )


def _daily(hat: Hat, waiting: Waiting) -> list[Button]:
    return _open(
        (bool(hat.homeroom_class_ids | hat.group_class_ids), Button(_("My class"), OpenClass())),
        (hat.reads_every_class, Button(_("Classes"), OpenClasses())),
        (hat.writes_letters, messages_button(waiting.messages)),
        (hat.reads_timetable, Button(_("Timetable"), OpenTimetable())),
        (hat.opens_marks, corrections_button(waiting.unlocks)),
        (hat.has_gaps, Button(_own_gaps(hat), OpenOwnGaps())),
        (hat.oversees_gaps, Button(_school_gaps(hat), OpenSchoolGaps())),
    )


def _own_gaps(hat: Hat) -> str:
    """Who oversees others has both, side by side: each says whose it is."""
    return _("Not filled in by me") if hat.oversees_gaps else _("What is missing")


def _school_gaps(hat: Hat) -> str:
    return _("Overdue in school") if hat.has_gaps else _("What is overdue")


def _office(hat: Hat) -> list[Button]:
    return _open(
        (hat.reads_staff, Button(_("Staff"), OpenStaff())),
        (hat.watches_handover, Button(_("Codes"), OpenSchoolCodes())),
        (hat.records_orders and not hat.watches_handover, Button(_("Orders"), OpenOrders())),
        (hat.is_management, Button(_("Delivery"), OpenSchoolDelivery())),
        (hat.sends_again and not hat.is_management, Button(_("Not delivered"), OpenTroubles())),
        (bool(hat.granted) and not hat.is_management, Button(_("Summaries"), OpenSummaries())),
    )


def _rest(hat: Hat) -> list[Button]:
    rare = _rare(hat)
    return rare if len(rare) <= _FEW else [Button(c_("menu", "More"), OpenMore())]


def _rare(hat: Hat) -> list[Button]:
    return _open(
        (hat.oversees_plans, Button(_("Plans of topics"), OpenSchoolPlans())),
        (hat.reads_log, Button(_("Log of actions"), OpenAudit(of=Of.SCHOOL))),
        (hat.keeps_papers, Button(_("Consents and papers"), OpenConsentClasses())),
        (hat.guards_data, Button(_("Personal data"), OpenSchoolData())),
        (hat.reads_rules, Button(_("School rules"), OpenRules())),
        (hat.names_duty, Button(_("Who is on duty"), OpenDuty())),
        (hat.sets_up_year, Button(_("School year"), OpenYear())),
        (hat.keeps_documents, Button(_("School documents"), OpenDocuments())),
    )


def _open(*ways: tuple[bool, Button]) -> list[Button]:
    return [button for is_theirs, button in ways if is_theirs]
