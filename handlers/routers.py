"""Every conversation, in the order in which they are asked; the fallback comes last."""

from collections.abc import Callable

from aiogram import Router

from handlers.absences import handlers as absences
from handlers.absences import note_handlers as absence_notes
from handlers.absences import reason_handlers as absence_reasons
from handlers.attendance import handlers as attendance
from handlers.audit import handlers as audit
from handlers.binding import handlers as binding
from handlers.claims import handlers as claims
from handlers.classes import handlers as classes
from handlers.consent import handlers as consent
from handlers.control_works import handlers as control_works
from handlers.curriculum import handlers as curriculum
from handlers.deadlines import handlers as deadlines
from handlers.delivery import handlers as delivery
from handlers.events import handlers as events
from handlers.final_marks import handlers as final_marks
from handlers.gradebook import handlers as gradebook
from handlers.groups import handlers as groups
from handlers.handover import handlers as handover
from handlers.help import handlers as help_
from handlers.homeroom import handlers as homeroom
from handlers.homework import handlers as homework
from handlers.lessons import handlers as lessons
from handlers.marks import handlers as marks
from handlers.menu import handlers as menu
from handlers.messages import handlers as messages
from handlers.notices import handlers as notices
from handlers.personal_data import (
    correct_handlers,
    list_handlers,
    mail_handlers,
    own_handlers,
    school_handlers,
)
from handlers.pins import handlers as pins
from handlers.plans import handlers as plans
from handlers.quizzes import handlers as quizzes
from handlers.remarks import handlers as remarks
from handlers.rules import handlers as rules
from handlers.schedule import handlers as schedule
from handlers.school_documents import handlers as school_documents
from handlers.sessions import handlers as sessions
from handlers.settings import handlers as settings
from handlers.staff import handlers as staff
from handlers.submissions import handlers as submissions
from handlers.timetable import handlers as timetable
from handlers.trust import handlers as trust
from handlers.unlocks import handlers as unlocks
from handlers.weeks_read import handlers as weeks_read
from handlers.work_types import handlers as work_types
from handlers.year import handlers as year

MAKERS: tuple[Callable[[], Router], ...] = (
    binding.make_router,
    menu.make_router,
    schedule.make_router,
    homework.make_router,
    submissions.make_router,
    quizzes.make_router,
    marks.make_router,
    attendance.make_router,
    weeks_read.make_router,
    remarks.make_router,
    absences.make_router,
    absence_notes.make_router,
    absence_reasons.make_router,
    final_marks.make_router,
    settings.make_router,
    sessions.make_router,
    pins.make_router,
    consent.make_router,
    homeroom.make_router,
    lessons.make_router,
    plans.make_router,
    classes.make_router,
    gradebook.make_router,
    handover.make_router,
    messages.make_router,
    notices.make_router,
    deadlines.make_router,
    delivery.make_router,
    own_handlers.make_router,
    school_handlers.make_router,
    list_handlers.make_router,
    mail_handlers.make_router,
    correct_handlers.make_router,
    audit.make_router,
    staff.make_router,
    rules.make_router,
    year.make_router,
    work_types.make_router,
    school_documents.make_router,
    timetable.make_router,
    events.make_router,
    groups.make_router,
    control_works.make_router,
    curriculum.make_router,
    trust.make_router,
    unlocks.make_router,
    claims.make_router,
    help_.make_router,
    help_.make_fallback,
)


def make_routers() -> list[Router]:
    """New routers: aiogram lets one have one parent only."""
    return [make() for make in MAKERS]
