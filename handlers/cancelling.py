"""The way back from a question that was answered wrongly: to where one was when it was asked."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from aiogram.filters.callback_data import CallbackData

from domain.session import Session
from handlers.absences.callbacks import OpenAnnouncing
from handlers.absences.note_callbacks import OpenAbsenceNote
from handlers.audit.callbacks import Of, OpenAudit
from handlers.classes.callbacks import OpenClass
from handlers.consent.callbacks import OpenFamilyConsents, OpenFields, OpenNote
from handlers.control_works.callbacks import OpenWork, OpenWorks
from handlers.curriculum.callbacks import OpenProfile, OpenProfiles
from handlers.deadlines.callbacks import OpenOwnGaps
from handlers.events.callbacks import OpenEvents
from handlers.final_marks.exam_callbacks import OpenExams
from handlers.final_marks.setting_callbacks import OpenFinalPupil
from handlers.handover.callbacks import OpenClassOrders, OpenFamilyCodes, OpenStaffOrders
from handlers.homeroom import callbacks as homeroom
from handlers.lessons.callbacks import OpenHomework, OpenLesson
from handlers.lessons.mark_callbacks import OpenPupil
from handlers.messages.callbacks import OpenMessage
from handlers.personal_data.callbacks import (
    CorrectField,
    OpenErasure,
    OpenOptOut,
    OpenOptOuts,
    OpenOwnData,
    OpenRequest,
    OpenSchoolData,
    OpenSubject,
)
from handlers.pins.callbacks import OpenPin
from handlers.plans.callbacks import OpenPlan
from handlers.remarks.callbacks import OpenLessonRemarks, OpenOwnRemark, OpenRemarks
from handlers.rules.callbacks import OpenRule
from handlers.school_documents.callbacks import NewDocument, OpenDocument
from handlers.screen import Button, Screen
from handlers.staff.callbacks import (
    ChooseNewRole,
    OpenEntries,
    OpenMember,
    OpenRegister,
    OpenRoles,
)
from handlers.submissions.callbacks import OpenOwnWork
from handlers.timetable.callbacks import OpenAwayDays, OpenTimetableLesson
from handlers.trust.callbacks import OpenTrusted
from handlers.unlocks.callbacks import OpenUnlock
from handlers.words import _
from handlers.work_types.callbacks import OpenWorkType, OpenWorkTypes
from handlers.year.bell_callbacks import OpenBells, OpenSchedule
from handlers.year.callbacks import OpenDays, OpenHolidays
from handlers.year.period_callbacks import OpenPeriod, OpenPeriods

Asked = Mapping[str, Any]


def cancelling(screen: Screen, session: Session) -> Screen:
    """The same with «Отмена» in place of the menu; the question stays until it is tapped."""
    make = _BACK.get(session.typing or "")
    if make is None:
        return screen
    return replace(screen, keyboard=[[Button(_("‹ Cancel"), make(session.typing_data))]])


def _pupil_in_lesson(asked: Asked) -> OpenPupil:
    return OpenPupil(**{name: asked[name] for name in OpenPupil.model_fields})


def _remarks(asked: Asked) -> OpenRemarks | OpenLessonRemarks:
    if not asked["lesson_id"]:
        return OpenRemarks(student_id=asked["student_id"])
    return OpenLessonRemarks(lesson_id=asked["lesson_id"], student_id=asked["student_id"])


# By what the chat is asked (Typing), of the data that was kept with the question.
_BACK: Mapping[str, Callable[[Asked], CallbackData]] = {
    "absence_days": lambda asked: OpenAnnouncing(student_id=asked["student_id"]),
    "absence_note": lambda asked: OpenAbsenceNote(announced_id=asked["announced_id"]),
    "profile": lambda _asked: OpenProfiles(),
    "profile_anew": lambda asked: OpenProfile(profile_id=asked["profile_id"]),
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
    "opt_out_email": lambda asked: OpenOptOut(opt_out_id=asked["opt_out_id"]),
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
    "quiz": lambda asked: OpenHomework(
        lesson_id=asked["lesson_id"], homework_id=asked["homework_id"]
    ),
    "homework_files": lambda asked: OpenHomework(
        lesson_id=asked["lesson_id"], homework_id=asked["homework_id"]
    ),
    "mark_comment": lambda asked: OpenLesson(lesson_id=asked["lesson_id"]),
    "lesson_room": lambda asked: OpenTimetableLesson(lesson_id=asked["lesson_id"]),
    "away_days": lambda asked: OpenAwayDays(person_id=asked["person_id"]),
    "claim_reason": lambda asked: OpenLesson(lesson_id=asked["lesson_id"]),
    "not_held": lambda asked: OpenTimetableLesson(lesson_id=asked["lesson_id"]),
    "homeroom_topic": lambda asked: homeroom.OpenRegister(class_id=asked["class_id"]),
    "message": lambda asked: OpenClass(class_id=asked["class_id"]),
    "answer": lambda asked: OpenMessage(
        message_id=asked["message_id"], student_id=asked["student_id"]
    ),
    "owed_until": _pupil_in_lesson,
    "unlock_reason": _pupil_in_lesson,
    "remark": _remarks,
    "remark_words": lambda asked: OpenOwnRemark(remark_id=asked["remark_id"]),
    "remark_removal": lambda asked: OpenRemarks(student_id=asked["student_id"]),
    "unlock_answer": lambda asked: OpenUnlock(unlock_id=asked["unlock_id"]),
    "final_reason": lambda asked: OpenFinalPupil(
        **{name: asked[name] for name in ("section_id", "period_id", "student_id", "whole")}
    ),
    "control_reason": lambda asked: (
        OpenWork(work_id=asked["work_id"]) if asked["work_id"] else OpenWorks()
    ),
    "exam": lambda asked: OpenExams(grade_level=asked["grade_level"]),
    "report_file": lambda _asked: OpenOwnGaps(),
    "calendar_event": lambda _asked: OpenEvents(),
    "calendar_day": lambda _asked: OpenDays(),
    "holiday": lambda _asked: OpenHolidays(),
    "period": lambda asked: OpenPeriods(kind=asked["kind"]),
    "period_bounds": lambda asked: OpenPeriod(period_id=asked["period_id"]),
    "bell_schedule": lambda _asked: OpenBells(),
    "bells_day": lambda asked: OpenSchedule(schedule_id=asked["schedule_id"]),
    "new_work_type": lambda _asked: OpenWorkTypes(),
    "work_type": lambda asked: OpenWorkType(work_type_id=asked["work_type_id"]),
    "new_document": lambda asked: NewDocument(kind=asked["kind"]),
    "document_version": lambda asked: OpenDocument(document_id=asked["document_id"]),
    "document_title": lambda asked: OpenDocument(document_id=asked["document_id"]),
    "pin_new": lambda _asked: OpenPin(),
    "pin_old": lambda _asked: OpenPin(),
}
