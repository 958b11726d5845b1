"""What is typed: commands, and answers to questions; which right each needs."""

from datetime import date
from typing import Any

from domain.access import Action
from tests.access.call import IN_CLASS, Call, call
from tests.access.calls import CALLS
from tests.access.document_calls import DOCUMENT_QUESTIONS
from tests.access.remark_calls import REMARK_QUESTIONS
from tests.access.truth import On
from tests.support.school import TODAY

A = Action
_STATEMENT = f"№ 14 от {TODAY:%d.%m.%Y}"

COMMANDS: dict[str, Call] = {
    "schedule": call(A.READ_TIMETABLE, On.DIARY),
    "homework": call(A.READ_HOMEWORK, On.DIARY),
    "marks": call(A.READ_MARKS, On.DIARY),
    "attendance": call(A.READ_ATTENDANCE, On.DIARY),
    "finals": call(A.READ_FINAL_MARKS, On.DIARY),
    "lessons": call(A.READ_TEACHING_DAY, On.SELF),
    "class": call(A.READ_CLASS, On.LED, also=(A.READ_SUMMARY, On.AT_A_GLANCE)),
    "codes": call(A.WATCH_HANDOVER, On.LED, also=(A.READ_SUMMARY, On.CODES_IN_HAND)),
    "staff": call(A.READ_STAFF, On.SCHOOL),
    "messages": call(A.ANSWER_MESSAGE, On.SELF),
    "notifications": call(A.CHOOSE_NOTICES, On.SELF, also=(A.CHOOSE_NOTICES, On.DIARY)),
}
FREE_COMMANDS = frozenset({"start", "menu", "children", "help", "language", "leave", "settings"})
"""They say how to connect, or show what is in the own hats."""

NOT_FOR_THEM = frozenset(
    {"no_diary", "diaries_by_class", "no_class", "not_a_teacher", "no_letters"}
)
"""Refusals in words of their own: a command that is nothing to somebody says whom it is for."""

# The use case that the answer goes to, what else the question remembers, and what is typed.
QUESTIONS: dict[str, tuple[str | Call, dict[str, Any], str]] = {
    **DOCUMENT_QUESTIONS,
    "absence_days": ("absences.announcing.typed_days", {}, "завтра"),
    "absence_note": ("absences.notes.open_note", {}, "Справка"),
    "account_order": (call(A.ISSUE_CODE, On.FAMILY, IN_CLASS), {}, _STATEMENT),  # among the codes
    "answer": ("messages.use_cases.answer", {}, "Придём"),
    "bell_schedule": ("year.bells.add_schedule", {}, "Короткие: 8:30–9:00, 9:10–9:40"),
    "bells_day": (
        "year.bells.add_bells",
        {"grade_level": 0, "shift": 0, "class_id": 0},
        "30 декабря",
    ),
    "calendar_day": ("year.days.enter_day", {"kind": "free"}, "9 января 2027"),
    "calendar_event": (
        "events.use_cases.enter_event",
        {"grade": 0},
        "25.12 14:00 Концерт",
    ),
    "card_value": (
        "personal_data.changes.ask_change",
        {"field": "given_name", "person_id": "student_id"},
        "Юрий",
    ),
    "class_order": ("handover.orders.record_for_class", {}, _STATEMENT),
    "consent_end": ("consent.recording.record_withdrawal", {}, _STATEMENT),
    "consent_paper": (
        "consent.recording.record_paper",
        {"purpose": "photo", "giver_id": "person_id"},
        _STATEMENT,
    ),
    "control_reason": ("control_works.planning.plan_work", {"work_id": 0}, "Мониторинг"),
    "correct_value": (
        "personal_data.correcting.correct_card",
        {"field": "given_name", "person_id": "student_id"},
        "Юрий",
    ),
    "profile_anew": ("curriculum.profiles.change_profile", {}, "Химия, 1–11"),
    "profile": ("curriculum.profiles.add_profile", {}, "Химия, 10–11"),
    "decline_change": ("personal_data.changes.decline", {}, "Нет документа"),
    "decline_erasure": ("personal_data.erasing.decline_erasure", {}, "Нет документа"),
    "exam": ("final_marks.exams.enter_exam", {"grade_level": 9}, "Алгебра, 3 июня 2027"),
    "final_reason": (
        "final_marks.setting.choose_mark",
        {"code": "5", "whole": False},
        "Проект четверти",
    ),
    "duty_order": (
        "staff.duties.add_responsible",
        {"duty": "journal", "person_id": "staff_id"},
        _STATEMENT,
    ),
    "erasure_statement": ("personal_data.erasing.record_erasure", {}, _STATEMENT),
    "field_decision": ("consent.office.decide_field", {"field": "phone"}, _STATEMENT),
    "hiring_order": ("handover.use_cases.staff_order", {"person_id": "staff_id"}, _STATEMENT),
    "hand_in": ("submissions.use_cases.hand_in_answer", {}, "х = 5"),
    "homeroom_topic": (
        "homeroom.use_cases.hold",
        {"kind": "briefing", "day": TODAY.toordinal()},
        "Лёд",
    ),
    "homework_files": ("homework.files.type_beside_files", {}, "№ 8"),
    "holiday": (
        "year.holidays.add_holiday",
        {"grade_level": 0, "class_id": 0},
        "Карантин, 1 декабря 2026",
    ),
    "homework_minutes": ("homework.estimating.estimate_homework", {}, "40"),
    "lesson_homework": (
        "homework.setting.set_homework",
        {"homework_id": 0, "due_lesson_id": 0},
        "№ 7",
    ),
    "away_days": ("timetable.away.type_absence", {"person_id": "staff_id"}, "26–28 ноября"),
    "claim_reason": ("timetable.claims.claim_not_held", {}, "Экскурсия"),
    "not_held": ("timetable.not_held.note_not_held", {}, "Карантин"),
    "lesson_room": ("timetable.changing.type_room", {}, "214"),
    "lesson_topic": ("lessons.use_cases.type_topic", {}, "Дроби"),
    "listed_order": ("handover.orders.pupil_order", {}, _STATEMENT),
    "log_name": ("audit.finding.find_in_log", {}, "Иван"),
    "mark_comment": ("marks.journal.comment_mark", {"work_type_id": 1}, "Молодец"),
    "message": ("messages.writing.write_draft", {"student_ids": [], "person_id": None}, "Собрание"),
    "nondisclosure": (
        "consent.office.record_note",
        {"person_id": "staff_id"},
        _STATEMENT,
    ),
    "new_work_type": ("work_types.use_cases.add_work_type", {}, "Эссе"),
    "quiz": (
        "quizzes.setting.type_quiz",
        {"homework_id": 0, "due_lesson_id": 0, "student_ids": []},
        "Раз?\n+ да\n- нет",
    ),
    "report_file": (
        call(A.SAY_DONE, On.CLASS),
        {"deadline": "D14", "due": date(2026, 11, 30).toordinal()},
        "Отчёт",
    ),
    "opt_out_email": ("personal_data.by_mail.type_email", {}, "ivan@example.org"),
    "opt_out": ("personal_data.opt_outs.register_opt_out", {}, _STATEMENT),
    "plan": ("plans.use_cases.draft_typed", {"after": 0}, "Дроби"),
    "owed_until": ("marks.journal.set_mark", {"nth": 0, "seen": "0"}, "27.11"),
    "period": ("year.periods.add_period", {"kind": "module"}, "I, 7–8 сентября 2026"),
    "period_bounds": ("year.periods.move_period", {"grade_level": 0}, "7–8 сентября 2026"),
    "rule": ("rules.use_cases.set_rule", {"rule": "final_marks_open_days"}, "7"),
    "unlock_answer": ("unlocks.use_cases.decline_unlock", {}, "Поздно"),
    "unlock_reason": ("unlocks.use_cases.ask_unlock", {"nth": 0}, "Описка"),
    "staff_field": (
        "staff.hiring.set_field",
        {"field": "position", "person_id": "staff_id"},
        "Учитель",
    ),
    "staff_name": ("staff.hiring.ask_newcomer", {"role": "deputy_principal"}, "Юрьева Анна"),
    "staff_order": (
        "staff.granting.ask_role",
        {"role": "secretary", "person_id": "staff_id", "grant": True},
        _STATEMENT,
    ),
    "surname": ("personal_data.erasing.find_people", {}, "Иван"),
    "trusted_name": (
        "trust.use_cases.name_contact",
        {"relation": "aunt", "rights": 1, "term": "w"},
        "Юрьева Анна",
    ),
    "work_type": ("work_types.use_cases.set_work_type", {"field": "short_title"}, "Эссе"),
    **REMARK_QUESTIONS,
}
_OWN_PIN = "compared with a PIN of the chat's own people, or set for them"
FREE_QUESTIONS: dict[str, str] = {
    "pin": "asked of who has a PIN, before a write that is then judged by itself",
    "pin_again": _OWN_PIN,
    "pin_new": _OWN_PIN,
    "pin_old": _OWN_PIN,
}


def asked_of(name: str) -> Call:
    decides = QUESTIONS[name][0]
    return decides if isinstance(decides, Call) else CALLS[decides][0]


def remembered(name: str, ids: dict[str, Any]) -> dict[str, Any]:
    """What the chat remembers of the question; a name among the ids stands for that id."""
    more = QUESTIONS[name][1]
    known = {key: value for key, value in ids.items() if not isinstance(value, frozenset)}
    return known | {
        key: ids.get(value, value) if isinstance(value, str) else value
        for key, value in more.items()
    }
