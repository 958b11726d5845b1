"""How each use case is called, which right it needs and to what; a new one has to be added.

Arguments are taken by their names from the place that is asked for, from `USUAL`, and from the
call itself. Families and the journal are here, the office in `tests.access.office_calls`.
"""

from datetime import date
from typing import Any

from domain.access import Action
from domain.attachments.model import FileKind, Incoming
from domain.attendance.model import Status
from domain.binding.model import BindingRole, InviteRequest
from domain.deadlines.rules import DeadlineId
from domain.messages.writing import Audience
from domain.notices.model import Kind
from domain.preferences.choices import Choice, QuietHours
from domain.schedule.model import LessonForm
from tests.access.absence_calls import ABSENCES
from tests.access.call import (
    ALL_PERIOD,
    FAMILY,
    IN_CLASS,
    IN_SECTION,
    NEVER,
    OWN_DIARY,
    WRITER,
    Call,
    call,
)
from tests.access.control_work_calls import CONTROL_WORKS
from tests.access.curriculum_calls import CURRICULUM
from tests.access.document_calls import DOCUMENTS
from tests.access.office_calls import OFFICE
from tests.access.remark_calls import REMARKS
from tests.access.timetable_calls import TIMETABLE
from tests.access.truth import On
from tests.access.week_calls import WEEKS
from tests.access.year_calls import WORK_TYPES, YEAR
from tests.support.school import TODAY

A = Action  # named on every line below


def _whole_class(ids: dict[str, int]) -> Audience:
    return Audience(ids["class_id"])


def _requests(ids: dict[str, int]) -> list[InviteRequest]:
    return [InviteRequest(ids["person_id"], BindingRole.GUARDIAN, ids["student_id"])]


_DAYS: dict[str, Any] = {"begins": TODAY, "ends": TODAY}
_MARK: dict[str, Any] = {"nth": 0, "code": "5"}
_CHECK: dict[str, Any] = {"deadline": DeadlineId.JOURNAL_CHECK, "due": date(2026, 11, 30)}
_FILE = Incoming(FileKind.PHOTO, "photo", "unique", 42, "", "image/jpeg", 1000)
_DIARY: dict[str, Call] = {
    "schedule.use_cases.student_days": call(A.READ_TIMETABLE, On.PUPIL, **_DAYS),
    "schedule.use_cases.year_ahead": call(A.READ_EVENTS, On.PUPIL),
    "homework.use_cases.homework_due": call(A.READ_HOMEWORK, On.PUPIL, **_DAYS),
    "homework.use_cases.homework_of_day": call(A.READ_HOMEWORK, On.PUPIL, day=TODAY),
    "homework.use_cases.homework_by_subject": call(A.READ_HOMEWORK, On.PUPIL),
    "homework.use_cases.materials": call(A.READ_HOMEWORK, On.PUPIL),
    "homework.use_cases.homework_of_subject": call(A.READ_HOMEWORK, On.PUPIL),
    "submissions.use_cases.work_of_day": call(A.HAND_IN_WORK, On.PUPIL, day=TODAY),
    "submissions.use_cases.open_work": call(A.HAND_IN_WORK, On.PUPIL, IN_SECTION),
    "submissions.use_cases.hand_in_answer": call(A.HAND_IN_WORK, On.PUPIL, IN_SECTION),
    "submissions.use_cases.hand_in_file": call(
        A.HAND_IN_WORK, On.PUPIL, IN_SECTION, incoming=_FILE, caption=""
    ),
    "submissions.use_cases.take_back": call(A.HAND_IN_WORK, On.PUPIL, IN_SECTION),
    "submissions.use_cases.handed_in": call(A.READ_SUBMISSIONS, On.LESSON),
    "submissions.use_cases.open_handed_out": call(A.READ_SUBMISSIONS, On.LESSON),
    "submissions.use_cases.read_work": call(A.READ_SUBMISSIONS, On.LESSON, IN_SECTION),
    "quizzes.answering.open_quiz": call(A.READ_QUIZ, On.PUPIL, IN_SECTION, says_no="quiz_gone"),
    "quizzes.answering.answer_question": call(
        A.ANSWER_QUIZ, On.PUPIL, IN_SECTION, says_no="quiz_gone", number=1, chosen=(0,)
    ),
    "quizzes.results.quiz_results": call(A.READ_SUBMISSIONS, On.LESSON),
    "quizzes.results.quiz_questions": call(A.READ_SUBMISSIONS, On.LESSON),
    "quizzes.results.pupil_quiz": call(A.READ_SUBMISSIONS, On.LESSON, IN_SECTION),
    "quizzes.marking.open_quiz_marks": call(A.SET_MARK, On.LESSON),
    "quizzes.marking.set_quiz_marks": call(A.SET_MARK, On.LESSON, codes={}),
    "quizzes.setting.open_quiz_draft": call(A.SET_HOMEWORK, On.LESSON),
    "quizzes.setting.type_quiz": call(A.SET_HOMEWORK, On.LESSON),
    "quizzes.setting.drop_quiz_draft": call(A.SET_HOMEWORK, On.LESSON),
    "quizzes.setting.set_quiz": call(A.SET_HOMEWORK, On.LESSON, check="0"),
    "homework.ticking.tick_homework": call(A.TICK_HOMEWORK, On.PUPIL, IN_SECTION, is_done=True),
    "homework.files.files_of_homework": call(A.READ_HOMEWORK, On.PUPIL, IN_SECTION),
    "marks.use_cases.period_marks": call(A.READ_MARKS, On.PUPIL),
    "marks.use_cases.subject_marks": call(A.READ_MARKS, On.PUPIL),
    "attendance.use_cases.period_attendance": call(A.READ_ATTENDANCE, On.PUPIL),
    "final_marks.use_cases.year_finals": call(
        A.READ_FINAL_MARKS, On.PUPIL, IN_CLASS, school_year=2027
    ),
    "diary.open_diary": call(A.READ_EVENTS, On.PUPIL, action=A.READ_EVENTS),
    "diary.open_in_part": call(A.READ_TIMETABLE, On.PUPIL),
    "delivery.use_cases.own_ledger": call(A.READ_OWN_NEWS, On.PUPIL),
    "preferences.use_cases.notice_choices": call(A.CHOOSE_NOTICES, On.PUPIL),
    "preferences.use_cases.own_habits": call(A.CHOOSE_NOTICES, On.PUPIL),
    "preferences.use_cases.choose_notices": call(
        A.CHOOSE_NOTICES, On.PUPIL, kind=Kind.HOMEWORK, choice=Choice.OFF
    ),
    "preferences.use_cases.choose_quiet_hours": call(
        A.CHOOSE_NOTICES, On.PUPIL, hours=QuietHours(1200, 400)
    ),
    "preferences.use_cases.choose_details": call(A.CHOOSE_NOTICES, On.PUPIL, hidden=True),
}
_LESSONS: dict[str, Call | tuple[Call, ...]] = {
    "lessons.use_cases.teaching_day": call(
        A.READ_TEACHING_DAY, On.SELF, says_no="not_a_teacher", day=TODAY
    ),
    "deadlines.use_cases.own_gaps": call(A.READ_OWN_GAPS, On.SELF, person_id=0),
    "deadlines.use_cases.say_done": (
        call(A.SAY_DONE, On.SCHOOL, **_CHECK, class_id=0),
        call(A.SAY_DONE, On.CLASS, **_CHECK),
    ),
    "deadlines.use_cases.take_back_done": (
        call(A.SAY_DONE, On.SCHOOL, **_CHECK, class_id=0),
        call(A.SAY_DONE, On.CLASS, **_CHECK),
    ),
    "deadlines.use_cases.dutiful": (
        call(A.SAY_DONE, On.SCHOOL, **_CHECK, class_id=0),
        call(A.SAY_DONE, On.CLASS, **_CHECK),
    ),
    "deadlines.reports.report_to_file": (
        call(A.SAY_DONE, On.SCHOOL, **_CHECK, class_id=0),
        call(A.SAY_DONE, On.CLASS, **_CHECK),
    ),
    "deadlines.reports.file_report": (
        call(A.SAY_DONE, On.SCHOOL, **_CHECK, class_id=0, incoming=_FILE),
        call(A.SAY_DONE, On.CLASS, **_CHECK, incoming=_FILE),
    ),
    "deadlines.reports.report_kinds": call(A.READ_REPORTS, On.SCHOOL),
    "deadlines.reports.reports_of": call(A.READ_REPORTS, On.SCHOOL, deadline=DeadlineId.PRINT_OUT),
    "deadlines.reports.get_report": call(A.READ_REPORTS, On.SCHOOL, **_CHECK, class_id=0),
    "deadlines.use_cases.school_gaps": call(A.READ_SCHOOL_GAPS, On.SCHOOL),
    "lessons.use_cases.open_lesson": call(A.READ_LESSON, On.LESSON, action=A.READ_LESSON),
    "lessons.use_cases.read_lesson": call(A.READ_LESSON, On.LESSON),
    "lessons.recording.set_form": call(A.SET_TOPIC, On.LESSON, form=LessonForm.REMOTE),
    "lessons.recording.say_no_homework": call(A.SET_HOMEWORK, On.LESSON, is_none=True),
    "lessons.use_cases.offered_topics": call(A.SET_TOPIC, On.LESSON),
    "lessons.use_cases.type_topic": call(A.SET_TOPIC, On.LESSON),
    "lessons.use_cases.pick_topic": call(A.SET_TOPIC, On.LESSON),
    "attendance.roll_call.open_roll_call": call(A.TAKE_ATTENDANCE, On.LESSON),
    "attendance.roll_call.tap": call(
        A.TAKE_ATTENDANCE, On.LESSON, IN_SECTION, status=Status.ABSENT
    ),
    "attendance.roll_call.tap_all_present": call(A.TAKE_ATTENDANCE, On.LESSON),
    "attendance.roll_call.tap_by_results": call(A.TAKE_ATTENDANCE, On.LESSON),
    "attendance.roll_call.finish": call(A.TAKE_ATTENDANCE, On.LESSON),
    "marks.journal.open_marks": call(A.SET_MARK, On.LESSON),
    "marks.journal.set_mark": call(
        A.SET_MARK, On.LESSON, IN_SECTION, says_no="pupil_not_here", **_MARK
    ),
    "unlocks.use_cases.ask_unlock": call(
        A.ASK_UNLOCK, On.LESSON, IN_SECTION, says_no="pupil_not_here", nth=0, typed="описка"
    ),
    "unlocks.use_cases.closed_place": call(
        A.ASK_UNLOCK, On.LESSON, IN_SECTION, says_no="pupil_not_here", nth=0
    ),
    "unlocks.use_cases.read_unlock": call(A.UNLOCK_MARK, On.STAFF),
    "unlocks.use_cases.grant_unlock": call(A.UNLOCK_MARK, On.STAFF),
    "unlocks.use_cases.decline_unlock": call(A.UNLOCK_MARK, On.STAFF, typed="поздно"),
    "unlocks.use_cases.waiting_unlocks": call(A.UNLOCK_MARK, On.SCHOOL),
    "unlocks.use_cases.count_unlocks": call(A.UNLOCK_MARK, On.SCHOOL),
    "marks.journal.remove_mark": call(A.SET_MARK, On.LESSON),
    "marks.journal.comment_mark": call(A.SET_MARK, On.LESSON),
    "marks.journal.class_marks": call(A.SET_MARK, On.LESSON),
    "homework.desk.open_homework": call(A.SET_HOMEWORK, On.LESSON),
    "homework.desk.open_to_set": call(A.SET_HOMEWORK, On.LESSON),
    "homework.addressing.open_addressing": call(A.SET_HOMEWORK, On.LESSON),
    "homework.addressing.address_homework": call(A.SET_HOMEWORK, On.LESSON, student_ids=()),
    "homework.estimating.open_estimate": call(A.SET_HOMEWORK, On.LESSON),
    "homework.estimating.estimate_homework": call(A.SET_HOMEWORK, On.LESSON, minutes=30),
    "homework.estimating.class_load": call(A.READ_HOMEWORK_LOAD, On.CLASS),
    "homework.files.open_files": call(A.SET_HOMEWORK, On.LESSON),
    "homework.files.attach_file": call(
        A.SET_HOMEWORK, On.LESSON, due_lesson_id=0, incoming=_FILE, caption=""
    ),
    "homework.files.type_beside_files": call(A.SET_HOMEWORK, On.LESSON),
    "homework.files.detach_file": call(A.SET_HOMEWORK, On.LESSON),
    "homework.setting.set_homework": call(A.SET_HOMEWORK, On.LESSON, due_lesson_id=0),
    "homework.setting.set_planned_homework": call(A.SET_HOMEWORK, On.LESSON, due=0),
    "homework.setting.move_homework": call(A.SET_HOMEWORK, On.LESSON, due_lesson_id=0),
    "homework.setting.remove_homework": call(A.SET_HOMEWORK, On.LESSON),
    "final_marks.setting.open_sheet": call(A.SET_FINAL_MARK, On.LESSON),
    "final_marks.setting.choose_mark": call(
        A.SET_FINAL_MARK, On.LESSON, ALL_PERIOD, code="5", reason="Проект"
    ),
    "final_marks.setting.choose_by_average": call(A.SET_FINAL_MARK, On.LESSON),
    "final_marks.setting.forget_choices": call(A.SET_FINAL_MARK, On.LESSON),
    "final_marks.setting.save_section": call(A.SET_FINAL_MARK, On.LESSON),
    "gradebook.use_cases.section_gradebook": call(A.READ_GRADEBOOK, On.LESSON),
}
_PLANS: dict[str, Call] = {
    "plans.use_cases.open_section": call(A.READ_PLAN, On.LESSON, action=A.READ_PLAN),
    "plans.use_cases.read_plan_of": call(A.READ_PLAN, On.LESSON),
    "plans.use_cases.plan_to_enter": call(A.EDIT_PLAN, On.LESSON),
    "plans.use_cases.draft_typed": call(A.EDIT_PLAN, On.LESSON, typed="Дроби", after=0),
    "plans.use_cases.draft_of_rows": call(A.EDIT_PLAN, On.LESSON, rows=[(1, ["Тема"])]),
    "plans.use_cases.plan_sources": call(A.EDIT_PLAN, On.LESSON),
    "plans.use_cases.draft_copied": call(
        A.EDIT_PLAN, On.LESSON, source_id=lambda ids: ids["section_id"]
    ),
    "plans.families.learnt_subjects": call(A.READ_TOPICS, On.PUPIL),
    "plans.families.subject_topics": call(A.READ_TOPICS, On.PUPIL, IN_SECTION),
    "plans.overseeing.school_plans": call(A.READ_PLAN, On.SCHOOL),
    "plans.overseeing.class_plans": call(A.READ_PLAN, On.CLASS),
    "plans.overseeing.approve_plan": call(A.APPROVE_PLAN, On.LESSON),
    "plans.use_cases.save_plan": call(A.EDIT_PLAN, On.LESSON, appends=True),
}
_CLASSES: dict[str, Call] = {
    "final_marks.setting.save_class": call(A.SET_FINAL_MARK, On.CLASS),
    "final_marks.behaviour.behaviour_sheet": call(A.SET_FINAL_MARK, On.CLASS),
    "final_marks.behaviour.choose_behaviour": call(A.SET_FINAL_MARK, On.CLASS, code="bg"),
    "final_marks.behaviour.choose_behaviour_for_rest": call(A.SET_FINAL_MARK, On.CLASS, code="bg"),
    "final_marks.behaviour.forget_behaviour": call(A.SET_FINAL_MARK, On.CLASS),
    "final_marks.behaviour.save_behaviour": call(A.SET_FINAL_MARK, On.CLASS),
    "final_marks.setting.open_class_finals": call(A.SET_FINAL_MARK, On.CLASS),
    "gradebook.use_cases.class_gradebook": call(A.READ_GRADEBOOK, On.CLASS),
    "gradebook.checking.class_check": call(A.READ_GRADEBOOK, On.CLASS),
    "classes.use_cases.open_class": call(A.READ_CLASS, On.CLASS),
    "classes.use_cases.class_day": call(
        A.READ_CLASS, On.CLASS, also=(A.READ_SUMMARY, On.AT_A_GLANCE)
    ),
    "classes.use_cases.class_families": call(A.READ_CLASS, On.CLASS),
    "classes.use_cases.pupil_card": call(A.READ_CLASS, On.FAMILY, IN_CLASS),
    "classes.codes.issue_class_codes": call(A.ISSUE_CODE, On.CLASS, everyone=True, seen=0),
    "classes.codes.revoke_class_codes": call(A.ISSUE_CODE, On.CLASS),
    "classes.codes.issue_family_codes": call(A.ISSUE_CODE, On.FAMILY, IN_CLASS, seen=0),
    "classes.codes.revoke_family_codes": call(A.ISSUE_CODE, On.FAMILY, IN_CLASS),
    "binding.inviting.issue_codes": call(A.ISSUE_CODE, On.FAMILY, IN_CLASS, requests=_requests),
    "binding.inviting.revoke_codes": call(A.ISSUE_CODE, On.FAMILY, IN_CLASS, requests=_requests),
    "binding.use_cases.end_binding": call(A.END_BINDING, On.PUPIL),
    "binding.use_cases.leave": call(
        A.END_BINDING, On.PUPIL, NEVER, binding_ids=lambda ids: [ids["binding_id"]]
    ),
    "delivery.use_cases.class_delivery": call(A.READ_DELIVERY, On.CLASS, week=True),
    "delivery.use_cases.finals_delivery": call(A.READ_DELIVERY, On.CLASS),
    "delivery.use_cases.pupil_ledger": call(A.READ_DELIVERY, On.FAMILY),
}
_LETTERS: dict[str, Call] = {
    "messages.writing.recipients_of": call(A.WRITE_TO_FAMILIES, On.CLASS, audience=_whole_class),
    "messages.writing.write_draft": call(A.WRITE_TO_FAMILIES, On.CLASS, audience=_whole_class),
    "messages.writing.send_draft": call(A.WRITE_TO_FAMILIES, On.CLASS, says_no="draft_gone"),
    "messages.use_cases.received_letters": call(A.ANSWER_MESSAGE, On.SELF, OWN_DIARY),
    "messages.use_cases.open_thread": call(A.ANSWER_MESSAGE, On.LETTER, FAMILY),
    "messages.use_cases.confirm_read": call(A.ANSWER_MESSAGE, On.LETTER, FAMILY),
    "messages.use_cases.answer": call(A.ANSWER_MESSAGE, On.LETTER, FAMILY),
    "messages.use_cases.sent_report": call(A.ANSWER_MESSAGE, On.LETTER, WRITER),
}
_ALL = {
    **_DIARY,
    **_LESSONS,
    **_PLANS,
    **_CLASSES,
    **_LETTERS,
    **ABSENCES,
    **WEEKS,
    **OFFICE,
    **TIMETABLE,
    **YEAR,
    **WORK_TYPES,
    **CONTROL_WORKS,
    **DOCUMENTS,
    **REMARKS,
    **CURRICULUM,
}
CALLS: dict[str, tuple[Call, ...]] = {
    name: made if isinstance(made, tuple) else (made,) for name, made in _ALL.items()
}

_RENDERS = "puts into words what a chat is told, leaving out what its rights of today do not open"
EXEMPT: dict[str, str] = {
    "evening.use_cases.describe_card": _RENDERS,
    "evening.use_cases.card_as_it_stands": _RENDERS,
    "evening.use_cases.read_card": _RENDERS,
    "final_marks.opening.open_to_set": "what the use cases of a sheet begin with; each is walked",
    "lessons.use_cases.record_planned_topic": "a part of the roll call; asks for the topic's right",
    "notices.material.gather": _RENDERS,
    "notices.standing.as_it_stands": _RENDERS,
    "overview.use_cases.diary_overview": "the first screen: of every own hat what it may see",
    "forecast.telling.forecast_again": _RENDERS,
    "classes.use_cases.led_classes": "lists the classes led; each is opened by open_class",
    "classes.use_cases.readable_classes": "lists what open_class opens, and refuses who has none",
    "messages.use_cases.sent_letters": "lists what the person of a hat wrote; takes the hat itself",
    "handover.watching.handover_news": _RENDERS,
    "staff.granting.record_role": "writes down what set_role and add_member have permitted",
    "school_documents.reading.has_documents": "whether a button of the own hat is worth showing",
    "pins.use_cases.check_pin": "compares what was typed with a PIN of the chat's own people",
    "messages.writing.drop_draft": "a foreign or missing draft is left as it is, without a word",
}
"""Not walked, each for its reason; what they show is searched by test_forged_buttons."""

UNASKED: dict[Action, str] = {
    Action.READ_MESSAGES: "what of a letter is told: asked where notices and cards are put in words"
}
"""Rights that no use case asks for as a whole."""
