"""The way back from a question that was answered wrongly: to where one was when it was asked."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from aiogram.filters.callback_data import CallbackData

from domain.session import Session
from handlers.absences.callbacks import OpenAnnouncing
from handlers.absences.note_callbacks import OpenAbsenceNote
from handlers.audit.callbacks import Of, OpenAudit
from handlers.consent.callbacks import OpenFamilyConsents, OpenFields, OpenNote
from handlers.handover.callbacks import OpenClassOrders, OpenFamilyCodes, OpenStaffOrders
from handlers.lessons.callbacks import OpenHomework, OpenLesson
from handlers.personal_data.callbacks import (
    CorrectField,
    OpenErasure,
    OpenOptOuts,
    OpenOwnData,
    OpenRequest,
    OpenSchoolData,
    OpenSubject,
)
from handlers.pins.callbacks import OpenPin
from handlers.plans.callbacks import OpenPlan
from handlers.rules.callbacks import OpenRule
from handlers.screen import Button, Screen
from handlers.staff.callbacks import (
    ChooseNewRole,
    OpenEntries,
    OpenMember,
    OpenRegister,
    OpenRoles,
)
from handlers.submissions.callbacks import OpenOwnWork
from handlers.timetable.callbacks import OpenTimetableLesson
from handlers.trust.callbacks import OpenTrusted
from handlers.words import _

Asked = Mapping[str, Any]


def cancelling(screen: Screen, session: Session) -> Screen:
    """The same with «Отмена» in place of the menu; the question stays until it is tapped."""
    make = _BACK.get(session.typing or "")
    if make is None:
        return screen
    return replace(screen, keyboard=[[Button(_("‹ Cancel"), make(session.typing_data))]])


# By what the chat is asked (Typing), of the data that was kept with the question.
_BACK: Mapping[str, Callable[[Asked], CallbackData]] = {
    "absence_days": lambda asked: OpenAnnouncing(student_id=asked["student_id"]),
    "absence_note": lambda asked: OpenAbsenceNote(announced_id=asked["announced_id"]),
    "rule": lambda asked: OpenRule(rule=asked["rule"]),
    "trusted_name": lambda asked: OpenTrusted(student_id=asked["student_id"]),
    "card_value": lambda asked: OpenOwnData(student_id=asked["student_id"]),
    "correct_value": lambda asked: CorrectField(
        student_id=asked["student_id"], person_id=asked["person_id"]
    ),
    "decline_change": lambda asked: OpenRequest(request_id=asked["request_id"]),
    "decline_erasure": lambda asked: OpenErasure(erasure_id=asked["erasure_id"]),
    "surname": lambda _asked: OpenSchoolData(),
    "erasure_statement": lambda asked: OpenSubject(person_id=asked["person_id"]),
    "opt_out": lambda asked: OpenOptOuts(class_id=asked.get("class_id", 0)),
    "consent_paper": lambda asked: OpenFamilyConsents(student_id=asked["student_id"]),
    "consent_end": lambda asked: OpenFamilyConsents(student_id=asked["student_id"]),
    "nondisclosure": lambda asked: OpenNote(person_id=asked["person_id"]),
    "field_decision": lambda _asked: OpenFields(),
    "account_order": lambda asked: OpenFamilyCodes(student_id=asked["student_id"]),
    "hiring_order": lambda asked: (
        OpenStaffOrders() if asked.get("listed") else OpenMember(person_id=asked["person_id"])
    ),
    "listed_order": lambda asked: OpenClassOrders(class_id=asked["class_id"]),
    "class_order": lambda asked: OpenClassOrders(class_id=asked["class_id"]),
    "staff_order": lambda asked: OpenRoles(person_id=asked["person_id"]),
    "staff_name": lambda _asked: ChooseNewRole(),
    "staff_field": lambda asked: OpenEntries(person_id=asked["person_id"]),
    "duty_order": lambda _asked: OpenRegister(),
    "log_name": lambda _asked: OpenAudit(of=Of.SCHOOL),
    "plan": lambda asked: OpenPlan(section_id=asked["section_id"]),
    "lesson_topic": lambda asked: OpenLesson(lesson_id=asked["lesson_id"]),
    "lesson_homework": lambda asked: OpenLesson(lesson_id=asked["lesson_id"]),
    "hand_in": lambda asked: OpenOwnWork(
        student_id=asked["student_id"], homework_id=asked["homework_id"]
    ),
    "homework_minutes": lambda asked: OpenHomework(
        lesson_id=asked["lesson_id"], homework_id=asked["homework_id"]
    ),
    "homework_files": lambda asked: OpenHomework(
        lesson_id=asked["lesson_id"], homework_id=asked["homework_id"]
    ),
    "mark_comment": lambda asked: OpenLesson(lesson_id=asked["lesson_id"]),
    "lesson_room": lambda asked: OpenTimetableLesson(lesson_id=asked["lesson_id"]),
    "not_held": lambda asked: OpenTimetableLesson(lesson_id=asked["lesson_id"]),
    "pin_new": lambda _asked: OpenPin(),
    "pin_old": lambda _asked: OpenPin(),
}
