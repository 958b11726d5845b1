"""What is known of each screen: its use case, or the right itself; and what fills its button."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from aiogram.filters.callback_data import CallbackData

from domain.access import Action
from domain.deadlines.rules import DeadlineId
from handlers.lessons.mark_callbacks import SetOwed
from tests.access.absence_calls import ABSENCE_BUTTONS
from tests.access.call import LEADS, NEVER, Call, call
from tests.access.calls import CALLS
from tests.access.cast import Place
from tests.access.control_work_calls import CONTROL_BUTTONS
from tests.access.document_calls import DOCUMENT_BUTTONS, DOCUMENT_ITSELF
from tests.access.homework_screens import QUIZ_BUTTONS
from tests.access.remark_calls import REMARK_BUTTONS
from tests.access.screen_list import OPENS
from tests.access.truth import On
from tests.access.week_calls import WEEK_BUTTONS
from tests.support.forged import choices
from tests.support.school import TODAY

A = Action
USUAL: dict[str, Any] = {
    "page": 0,
    "nth": 0,
    "group_id": 0,
    "seen": 0,
    "day": TODAY.toordinal(),
    "due": TODAY.toordinal(),
    "minutes": 15,
    "value": 5,
    "grade_level": 7,
    "school_year": 2027,
    "picked": "",
    "check": "",
    "due_lesson_id": 0,
    "rights": 1,
    "before": 0,
    "begins": 1200,
    "ends": 420,
    "former": 0,
    "grant": 1,
    "hidden": 1,
    "notice_id": 1,
    "invite_id": 1,
    "of_id": 0,
    "purpose": "photo",
    "field": "",
}
_MOVE = {"source": TODAY.toordinal() + 1, "target": TODAY.toordinal() + 4}
_EVERYBODY = {"grade_level": 0, "shift": 0, "class_id": 0}
_CHECK = {
    "deadline": DeadlineId.JOURNAL_CHECK,
    "class_id": 0,
    "due": date(2026, 11, 30).toordinal(),
}
SPECIAL: dict[str, dict[str, Any]] = {
    **ABSENCE_BUTTONS,
    **WEEK_BUTTONS,
    **CONTROL_BUTTONS,
    **REMARK_BUTTONS,
    **DOCUMENT_BUTTONS,
    **QUIZ_BUTTONS,
    "curriculum.SetComponent": {"hours": 0},
    "monitoring.OpenMonitoring": {"kind": "monitoring"},
    "final_marks.DraftBehaviour": {"code": "bg"},
    "final_marks.DraftBehaviourRest": {"code": "bg"},
    "final_marks.DraftFinalMark": {"code": "5"},
    "final_marks.AskExam": {"grade_level": 9},
    "final_marks.OpenExams": {"grade_level": 9},
    "lessons.SetMark": {"code": "5"},
    "lessons.SetOwed": {"day": SetOwed.day_of(TODAY) + 7},
    "audit.OpenAudit": {"of": "s", "part": "a"},
    "consent.OpenConsents": {"binding_id": 0},
    "deadlines.AskReportFile": _CHECK,
    "deadlines.GetReport": _CHECK,
    "deadlines.OpenReportsOf": {"deadline": DeadlineId.PRINT_OUT},
    "deadlines.OpenOwnGaps": {"person_id": 0},
    "deadlines.SayDone": _CHECK,
    "deadlines.TakeBackDone": _CHECK,
    "personal_data.AskErasure": {"person_id": "student_id"},
    "personal_data.AskValue": {"person_id": "student_id", "field": "given_name"},
    "personal_data.ChooseSex": {"person_id": "student_id", "sex": "m"},
    "personal_data.PickField": {"person_id": "student_id"},
    "personal_data.CorrectField": {"person_id": "student_id"},
    "personal_data.CorrectSex": {"person_id": "student_id", "sex": "m"},
    "personal_data.CorrectValue": {"person_id": "student_id", "field": "given_name"},
    "personal_data.SendErasure": {"person_id": "student_id"},
    "staff.AskField": {"field": "position"},
    "staff.AskHomeroom": {"person_id": 0, "of_person": 0},
    "staff.AskName": {"role": "deputy_principal"},
    "staff.AskOrder": {"role": "secretary"},
    "staff.AskRole": {"role": "secretary"},
    "staff.OpenHomerooms": {"person_id": 0},
    "staff.SetHomeroom": {"person_id": 0},
    "staff.SetRole": {"role": "educator"},
    "timetable.AssignAll": {
        "first": TODAY.toordinal(),
        "last": TODAY.toordinal(),
        "check": "00000000",
        "person_id": "staff_id",
    },
    "timetable.MoveDay": {**_MOVE, "grade": 0, "class_id": 0},
    "timetable.OpenMovePlan": {**_MOVE, "grade": 0, "class_id": 0},
    "timetable.OpenMoveScope": {**_MOVE, "grade": 0},
    "groups.MovePupil": {"since": TODAY.toordinal() + 1},
    "timetable.MakeLasting": {"since": TODAY.toordinal() + 7},
    "timetable.OpenMove": {"week": 0},
    "timetable.OpenMoveTarget": {"source": TODAY.toordinal() + 1, "week": 0},
    "events.AskEvent": {"grade": 0},
    "events.ChooseAudience": {"grade": 0},
    "timetable.OpenAwayPlan": {
        "first": TODAY.toordinal(),
        "last": TODAY.toordinal(),
        "person_id": "staff_id",
    },
    "timetable.ChooseEdit": {"kind": "r"},
    "year.AskDay": {"kind": "free"},
    "work_types.OpenWorkTypes": {"removed": 0},
    "work_types.AskWorkType": {"field": "title"},
    "work_types.SetWorkType": {"field": "weight", "value": "3"},
    "year.AskBellsDay": _EVERYBODY,
    "year.AskBounds": {"grade_level": 0},
    "year.ChooseDays": _EVERYBODY,
    "year.SetBells": {**_EVERYBODY, "weekday": 6},
    "year.AskHoliday": {"class_id": 0},
    "year.AskPeriod": {"kind": "quarter"},
    "year.OpenWeeks": {"grade_level": 7},
    "year.SetShift": {"shift": 2},
    "year.SetWeek": {"days": 6},
    "year.OpenPeriods": {"kind": "quarter"},
    "year.OpenHolidays": {"over": 0},
    "year.GiveMarks": {"gives": False},
    "year.TakeHomework": {"takes": False},
    "year.OpenHours": {"grade_level": "taught_grade"},
    "year.SetHours": {"grade_level": "taught_grade", "hours": 3},
    "year.OpenTeachers": {"grade_level": "taught_grade"},
    "year.AskTeacher": {"grade_level": "taught_grade", "person_id": "teaching_id"},
    "year.SetTeacher": {"grade_level": "taught_grade", "person_id": "teaching_id"},
    "timetable.EditLesson": {"kind": "c", "value": "", "is_sure": 1},
    "notices.ChooseNotices": {"kind": "homework", "choice": "off"},
}
"""Of one button; a name among the ids stands for that id."""

ITSELF: dict[str, Call] = {
    **DOCUMENT_ITSELF,
    "classes.OpenGrade": call(
        A.READ_CLASS, On.LED, also=(A.READ_SUMMARY, On.AT_A_GLANCE), says_no="no_class"
    ),
    "classes.OpenClasses": call(
        A.READ_CLASS, On.LED, also=(A.READ_SUMMARY, On.AT_A_GLANCE), says_no="no_class"
    ),
    "consent.ReadText": call(A.GIVE_CONSENT, On.PUPIL, NEVER),
    "consent.GiveConsent": call(A.GIVE_CONSENT, On.PUPIL, NEVER),
    "classes.IssueCodes": call(A.ISSUE_CODE, On.FAMILY, LEADS),
    "classes.RevokeCodes": call(A.ISSUE_CODE, On.FAMILY, LEADS),
    "handover.OpenSchoolCodes": call(
        A.WATCH_HANDOVER, On.LED, also=(A.READ_SUMMARY, On.CODES_IN_HAND)
    ),
    "handover.OpenGradeCodes": call(
        A.WATCH_HANDOVER, On.SCHOOL, also=(A.READ_SUMMARY, On.CODES_IN_HAND)
    ),
    "handover.OpenPupils": call(A.ISSUE_CODE, On.CLASS),
    "lessons.OpenForm": call(A.SET_TOPIC, On.LESSON),
    "messages.WriteToOne": call(A.WRITE_TO_FAMILIES, On.FAMILY),
    "personal_data.PickOptOut": call(A.REGISTER_OPT_OUT, On.CLASS),
    "staff.ChooseNewRole": call(A.EDIT_STAFF, On.SCHOOL),
    "staff.ChooseDuty": call(A.EDIT_DUTIES, On.SCHOOL),
    "staff.ChooseResponsible": call(A.EDIT_DUTIES, On.SCHOOL),
}
"""Screens with a right of their own."""

_OWN = "shows what is in the own hats"
_HABIT = "a choice of the chat itself"
ANYBODY: dict[str, str] = {
    "menu.OpenMenu": _OWN,
    "menu.OpenMore": _OWN,
    "menu.OpenHats": _OWN,
    "menu.ChooseHat": "takes the own bindings only; a foreign one is not found",
    "messages.OpenMessages": "the own letters of a member of staff, or those about the own child",
    "messages.DropDraft": "a foreign or missing draft is left as it is, without a word",
    "help.OpenHelp": _OWN,
    "settings.OpenSettings": _HABIT,
    "settings.ChooseLanguage": _HABIT,
    "settings.ChooseTables": _HABIT,
    "binding.AskLeave": _OWN,
    "binding.OpenLeave": _OWN,
    "binding.RejectCode": "forgets a code that was shown, and shows nothing",
    "binding.Leave": "ends the own bindings; of a foreign one it shows the own list",
    "binding.ConfirmCode": "takes a code that this very chat has shown; guessed in a campaign",
    "notices.ShowNews": "a notice that this chat was sent; forged in test_forged_buttons",
    "staff.OpenSummaries": "lists the summaries open to the own hats",
}
"""Buttons that ask for nothing of anybody else, with the reason why they are not walked."""


def name_of(button: type[CallbackData]) -> str:
    return f"{button.__module__.split('.')[1]}.{button.__name__}"


def call_of(name: str) -> Call | None:
    """None for a screen that is not in the walk yet; a test says so."""
    found = CALLS.get(OPENS.get(name, ""))
    return ITSELF.get(name) or (found[0] if found else None)


def data_for(button: type[CallbackData], call: Call, place: Place) -> str:
    """What a press of this button about this place says."""
    special = SPECIAL.get(name_of(button), {})
    values = _values(button, special, call, place)
    return button.__separator__.join([button.__prefix__, *map(str, values)])


def _values(
    button: type[CallbackData], special: dict[str, Any], call: Call, place: Place
) -> Iterator[Any]:
    ids = {**place.ids, "giver_id": place.ids["person_id"]}
    for argument, made in call.more.items():  # as the use case has it: the id of somebody else
        if callable(made) and isinstance(value := made(place.ids), int):
            ids[argument] = value
    for field, info in button.model_fields.items():
        if field in special:
            yield ids.get(special[field], special[field])
        elif field in ids:
            yield ids[field]
        else:
            found = choices(info.annotation)
            yield found[0] if found and not USUAL.get(field) else USUAL[field]
