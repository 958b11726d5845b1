"""The same of absences and of homeroom hours: use cases, screens, buttons."""

from typing import Any

from domain.absences.answering import Settling
from domain.absences.case import Answer
from domain.absences.model import Excuse, Term
from domain.access import Action
from domain.attachments.model import FileKind, Incoming
from domain.attendance.model import Reason
from domain.homeroom.model import SessionKind
from tests.access.call import Call, call
from tests.access.truth import On
from tests.support.school import TODAY

A = Action  # named on every line below
_NOTE = Incoming(FileKind.PHOTO, "note", "note", 42, "", "image/jpeg", 1000)

ABSENCES: dict[str, Call | tuple[Call, ...]] = {
    "absences.announcing.open_announcing": call(A.EXPLAIN_ABSENCE, On.PUPIL),
    "absences.announcing.lessons_to_miss": call(
        A.EXPLAIN_ABSENCE, On.PUPIL, term=Term(TODAY, TODAY)
    ),
    "absences.announcing.announce": call(
        A.EXPLAIN_ABSENCE, On.PUPIL, term=Term(TODAY, TODAY), excuse=Excuse.ILL
    ),
    "absences.answering.explain": call(
        A.EXPLAIN_ABSENCE, On.PUPIL, term=Term(TODAY, TODAY), excuse=Excuse.ILL
    ),
    "absences.answering.answer_absence": call(
        A.EXPLAIN_ABSENCE, On.CHILD, day=TODAY, answer=Answer.COMING
    ),
    "absences.answering.settle": call(
        A.SETTLE_ABSENCE_CALL, On.FAMILY, day=TODAY, how=Settling.FOUND
    ),
    "absences.reasons.class_week": call(A.READ_CLASS_ATTENDANCE, On.CLASS, day=TODAY),
    "absences.reasons.to_explain": call(A.SET_ABSENCE_REASON, On.CLASS),
    "absences.reasons.open_absence": call(
        A.SET_ABSENCE_REASON, On.FAMILY, begins=TODAY, ends=TODAY
    ),
    "absences.reasons.set_reason": call(
        A.SET_ABSENCE_REASON, On.FAMILY, days=(TODAY, TODAY), reason=Reason.ILL
    ),
    "absences.reasons.accept": call(A.SET_ABSENCE_REASON, On.FAMILY),
    "absences.reasons.hand_in": call(
        A.SET_ABSENCE_REASON, On.FAMILY, days=(TODAY, TODAY), handed_on=TODAY
    ),
    "homeroom.use_cases.open_register": call(A.READ_HOMEROOM, On.CLASS),
    "homeroom.use_cases.prepare": call(A.HOLD_HOMEROOM, On.CLASS),
    "homeroom.use_cases.hold": call(
        A.HOLD_HOMEROOM, On.CLASS, kind=SessionKind.BRIEFING, day=TODAY
    ),
    "homeroom.use_cases.open_session": call(A.READ_HOMEROOM, On.CLASS),
    "homeroom.use_cases.set_present": call(A.HOLD_HOMEROOM, On.CLASS, is_present=True),
    "homeroom.use_cases.remove": call(A.HOLD_HOMEROOM, On.CLASS),
    "absences.duty.open_duty": call(A.EDIT_DUTY_DAYS, On.SCHOOL),
    "absences.duty.set_duty": call(A.EDIT_DUTY_DAYS, On.SCHOOL, weekday=2, is_on=True),
    "absences.announcing.typed_days": call(A.EXPLAIN_ABSENCE, On.PUPIL, typed="завтра"),
    "absences.announcing.withdraw": call(A.EXPLAIN_ABSENCE, On.PUPIL),
    "absences.notes.open_note": call(A.EXPLAIN_ABSENCE, On.PUPIL),
    "absences.notes.attach_note": call(A.EXPLAIN_ABSENCE, On.PUPIL, incoming=_NOTE),
    "absences.notes.remove_note": call(A.EXPLAIN_ABSENCE, On.PUPIL),
}
ABSENCE_SCREENS: dict[str, str] = {
    "absences.AcceptWord": "absences.reasons.accept",
    "absences.HandIn": "absences.reasons.hand_in",
    "absences.OpenAbsence": "absences.reasons.open_absence",
    "absences.OpenClassWeek": "absences.reasons.class_week",
    "absences.OpenUnexplained": "absences.reasons.to_explain",
    "absences.SetReason": "absences.reasons.set_reason",
    "absences.Announce": "absences.announcing.announce",
    "absences.AnswerAbsence": "absences.answering.answer_absence",
    "absences.OpenAbsenceNote": "absences.notes.open_note",
    "absences.RemoveAbsenceNote": "absences.notes.remove_note",
    "absences.ShowAbsenceNote": "absences.notes.open_note",
    "absences.OpenAnnouncing": "absences.announcing.open_announcing",
    "absences.OpenDuty": "absences.duty.open_duty",
    "absences.OpenLessonsToMiss": "absences.announcing.lessons_to_miss",
    "absences.OpenOtherDays": "absences.announcing.open_announcing",
    "absences.OpenReasons": "absences.announcing.open_announcing",
    "absences.SetDuty": "absences.duty.set_duty",
    "absences.Settle": "absences.answering.settle",
    "absences.Withdraw": "absences.announcing.withdraw",
    "homeroom.AskTopic": "homeroom.use_cases.prepare",
    "homeroom.OpenRegister": "homeroom.use_cases.open_register",
    "homeroom.OpenSession": "homeroom.use_cases.open_session",
    "homeroom.PrintRegister": "homeroom.use_cases.open_register",
    "homeroom.RemoveSession": "homeroom.use_cases.remove",
    "homeroom.SetPresent": "homeroom.use_cases.set_present",
}
_SPAN = {"since": TODAY.toordinal(), "until": TODAY.toordinal()}
_DAYS = {**_SPAN, "first": 0, "last": 0}
ABSENCE_BUTTONS: dict[str, dict[str, Any]] = {
    "absences.Announce": {**_DAYS, "excuse": "ill"},
    "absences.AnswerAbsence": {"day": TODAY.toordinal(), "answer": "coming"},
    "absences.OpenAbsence": _SPAN,
    "absences.HandIn": {**_SPAN, "handed": TODAY.toordinal()},
    "absences.SetReason": {**_SPAN, "reason": "ill", "shown": "a"},
    "homeroom.AskTopic": {"kind": "briefing", "day": 0},
    "homeroom.SetPresent": {"is_present": 1},
    "absences.OpenDuty": {"weekday": 0},
    "absences.SetDuty": {"weekday": 2, "is_on": 1},
    "absences.Settle": {"day": TODAY.toordinal(), "how": "found"},
    "absences.OpenOtherDays": {"since": 0},
    "absences.OpenReasons": _DAYS,
}
