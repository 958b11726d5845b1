"""The same of the school's timetable."""

from datetime import timedelta
from typing import Any

from domain.access import Action
from domain.timetable.edits import Edit, LessonEdit
from domain.timetable.model import DayMove
from tests.access.call import Call, call
from tests.access.truth import On
from tests.support.school import TODAY

A = Action  # named on every line below

_EDIT: dict[str, Any] = {"edit": LessonEdit(Edit.CANCEL), "is_sure": True}
_AWAY: dict[str, Any] = {
    "person_id": lambda ids: ids["staff_id"],
    "begins": TODAY,
    "ends": TODAY,
}
_EARLY = call(A.CLAIM_NOT_HELD, On.LESSON)
_MOVE: dict[str, Any] = {"move": DayMove(TODAY + timedelta(1), TODAY + timedelta(4))}
TIMETABLE: dict[str, Call | tuple[Call, ...]] = {
    "timetable.reading.timetable_classes": call(A.READ_SCHOOL_TIMETABLE, On.SCHOOL),
    "timetable.reading.class_timetable": call(A.READ_SCHOOL_TIMETABLE, On.STAFF, day=TODAY),
    "timetable.reading.open_timetable_lesson": call(A.EDIT_TIMETABLE, On.CLASS),
    "timetable.reading.open_to_edit": call(A.EDIT_TIMETABLE, On.CLASS),
    "timetable.choosing.open_choices": call(A.EDIT_TIMETABLE, On.CLASS, kind=Edit.ROOM),
    "timetable.changing.edit_lesson": call(A.EDIT_TIMETABLE, On.CLASS, **_EDIT),
    "timetable.changing.type_room": call(A.EDIT_TIMETABLE, On.CLASS, is_sure=True),
    "timetable.claims.open_claim": _EARLY,
    "timetable.claims.claim_not_held": _EARLY,
    "timetable.claims.waiting_claims": call(A.EDIT_TIMETABLE, On.SCHOOL),
    "timetable.claims.read_claim": call(A.EDIT_TIMETABLE, On.STAFF),
    "timetable.claims.confirm_claim": call(A.EDIT_TIMETABLE, On.STAFF),
    "timetable.claims.decline_claim": call(A.EDIT_TIMETABLE, On.STAFF),
    "timetable.not_held.note_not_held": call(A.EDIT_TIMETABLE, On.STAFF, typed="Карантин"),
    "groups.use_cases.class_groups": call(A.EDIT_GROUPS, On.CLASS),
    "groups.use_cases.subject_groups": call(A.EDIT_GROUPS, On.CLASS),
    "groups.use_cases.move_pupil": call(A.EDIT_GROUPS, On.CLASS, since=TODAY + timedelta(days=1)),
    "timetable.away.teachers_of_school": call(A.ASSIGN_SUBSTITUTE, On.SCHOOL),
    "timetable.away.plan_absence": call(A.ASSIGN_SUBSTITUTE, On.STAFF, **_AWAY),
    "timetable.away.type_absence": call(
        A.ASSIGN_SUBSTITUTE, On.STAFF, person_id=_AWAY["person_id"], typed="26–28 ноября"
    ),
    "timetable.away.assign_all": call(A.ASSIGN_SUBSTITUTE, On.STAFF, **_AWAY, check=""),
    "timetable.away.substitutions_of_day": call(A.READ_SCHOOL_TIMETABLE, On.SCHOOL, day=TODAY),
    "schedule.use_cases.own_lessons": call(
        A.READ_TEACHING_DAY, On.SELF, says_no="not_a_teacher", begins=TODAY, ends=TODAY
    ),
    "timetable.registering.hours_of_month": call(
        A.READ_TEACHING_HOURS, On.SCHOOL, also=(A.READ_TEACHING_HOURS, On.SELF), day=TODAY
    ),
    "timetable.day_moves.classes_to_move": call(A.EDIT_TIMETABLE, On.SCHOOL),
    "timetable.day_moves.plan_move": call(A.EDIT_TIMETABLE, On.SCHOOL, **_MOVE),
    "timetable.day_moves.move_school_day": call(A.EDIT_TIMETABLE, On.SCHOOL, **_MOVE),
    "events.use_cases.events_ahead": call(A.READ_SCHOOL_TIMETABLE, On.SCHOOL),
    "events.use_cases.audiences": call(A.EDIT_EVENTS, On.LED),
    "events.use_cases.place_of_event": call(A.EDIT_EVENTS, On.CLASS, grade_level=0),
    "events.use_cases.enter_event": call(
        A.EDIT_EVENTS, On.CLASS, grade_level=0, typed="25.12 14:00 Концерт"
    ),
    "events.use_cases.open_event": call(A.EDIT_EVENTS, On.CLASS),
    "events.use_cases.keep_event": call(A.EDIT_EVENTS, On.CLASS),
    "events.use_cases.cancel_event": call(A.EDIT_EVENTS, On.CLASS),
    "timetable.lasting.open_lasting": call(A.EDIT_TIMETABLE, On.CLASS),
    "timetable.lasting.make_lasting": call(A.EDIT_TIMETABLE, On.CLASS, since=TODAY + timedelta(7)),
    "timetable.changing.undo_change": call(A.EDIT_TIMETABLE, On.CLASS),
    "timetable.changing.lesson_of_change": call(A.EDIT_TIMETABLE, On.CLASS),
}

TIMETABLE_SCREENS: dict[str, str] = {
    "events.AskEvent": "events.use_cases.place_of_event",
    "events.CancelEvent": "events.use_cases.cancel_event",
    "events.ChooseAudience": "events.use_cases.audiences",
    "events.KeepEvent": "events.use_cases.keep_event",
    "events.OpenEvent": "events.use_cases.open_event",
    "events.OpenEvents": "events.use_cases.events_ahead",
    "schedule.GetCalendar": "schedule.use_cases.student_days",
    "schedule.GetOwnCalendar": "schedule.use_cases.own_lessons",
    "timetable.AssignAll": "timetable.away.assign_all",
    "groups.MovePupil": "groups.use_cases.move_pupil",
    "groups.OpenGroups": "groups.use_cases.class_groups",
    "groups.OpenPupilGroup": "groups.use_cases.subject_groups",
    "groups.OpenSubjectGroups": "groups.use_cases.subject_groups",
    "claims.AskClaim": "timetable.claims.open_claim",
    "claims.ConfirmClaim": "timetable.claims.confirm_claim",
    "claims.DeclineClaim": "timetable.claims.decline_claim",
    "claims.OpenClaim": "timetable.claims.read_claim",
    "claims.OpenClaims": "timetable.claims.waiting_claims",
    "timetable.AskAwayDays": "timetable.away.teachers_of_school",
    "timetable.AskNotHeld": "timetable.reading.open_timetable_lesson",
    "timetable.ChooseEdit": "timetable.choosing.open_choices",
    "timetable.EditLesson": "timetable.changing.edit_lesson",
    "timetable.GetHours": "timetable.registering.hours_of_month",
    "timetable.MakeLasting": "timetable.lasting.make_lasting",
    "timetable.MoveDay": "timetable.day_moves.move_school_day",
    "timetable.OpenAwayDays": "timetable.away.teachers_of_school",
    "timetable.OpenAwayPlan": "timetable.away.plan_absence",
    "timetable.OpenClassDay": "timetable.reading.class_timetable",
    "timetable.OpenHours": "timetable.registering.hours_of_month",
    "timetable.OpenLasting": "timetable.lasting.open_lasting",
    "timetable.OpenMove": "timetable.day_moves.classes_to_move",
    "timetable.OpenMovePlan": "timetable.day_moves.plan_move",
    "timetable.OpenMoveScope": "timetable.day_moves.classes_to_move",
    "timetable.OpenMoveTarget": "timetable.day_moves.classes_to_move",
    "timetable.OpenSubstitutions": "timetable.away.substitutions_of_day",
    "timetable.OpenTeachers": "timetable.away.teachers_of_school",
    "timetable.OpenTimetable": "timetable.reading.timetable_classes",
    "timetable.OpenTimetableLesson": "timetable.reading.open_timetable_lesson",
    "timetable.TypeRoom": "timetable.reading.open_timetable_lesson",
    "timetable.UndoChange": "timetable.changing.undo_change",
}
