"""The same of remarks, and one by the homeroom teacher in every place."""

from typing import Any

from domain.access import Action
from domain.remarks.model import RemarkKind
from storage import tables as t
from tests.access.call import IN_SECTION, WRITER, Call, Rule, call
from tests.access.truth import On
from tests.support.journal import Journal
from tests.support.school import BEGAN

A = Action  # named on every line below
_GIVES = Rule(
    "who leads the class writes from no lesson", lambda hat, place: place.section in hat.teaches
)
_GIVES_TO = Rule(
    "nor is it about who is not in the section",
    lambda hat, place: place.has_pupil and place.section in hat.teaches,
)
_HERE: dict[str, Any] = {"says_no": "pupil_not_here"}
_NOTE: dict[str, Any] = {"kind": RemarkKind.NOTE, "typed": "Без тетради"}
_ALL: dict[str, Any] = {"oldest": 1, "newest": 1_000_000, "check": "0"}
_WORD: dict[str, Any] = {"word": "0" * 16}

REMARKS: dict[str, Call] = {
    "remarks.reading.read_remarks": call(A.READ_REMARKS, On.PUPIL),
    "remarks.reading.class_remarks": call(A.READ_REMARKS, On.CLASS),
    "remarks.reading.remarks_in_lesson": call(A.READ_REMARKS, On.LESSON, IN_SECTION, **_HERE),
    "remarks.reading.pupils_to_remark": call(A.WRITE_REMARK, On.LESSON, _GIVES),
    "remarks.reading.pupil_of_lesson": call(A.WRITE_REMARK, On.LESSON, _GIVES_TO, **_HERE),
    "remarks.writing.pupil_to_remark": call(A.WRITE_REMARK, On.PUPIL),
    "remarks.writing.write_remark": call(A.WRITE_REMARK, On.PUPIL, **_NOTE),
    "remarks.writing.write_in_lesson": call(A.WRITE_REMARK, On.LESSON, _GIVES_TO, **_HERE, **_NOTE),
    "remarks.writing.own_remark": call(A.CHANGE_REMARK, On.SELF, WRITER),
    "remarks.writing.change_remark": call(A.CHANGE_REMARK, On.SELF, WRITER),
    "remarks.writing.withdraw_remark": call(A.CHANGE_REMARK, On.SELF, WRITER),
    "remarks.writing.remark_to_remove": call(A.REMOVE_REMARK, On.PUPIL),
    "remarks.writing.remove_remark": call(A.REMOVE_REMARK, On.PUPIL),
    "remarks.writing.confirm_remarks": call(A.CONFIRM_REMARK, On.PUPIL, **_ALL),
    "remarks.writing.confirm_remark": call(A.CONFIRM_REMARK, On.PUPIL, **_WORD),
}

REMARK_SCREENS: dict[str, str] = {
    "remarks.AskLessonRemark": "remarks.reading.pupil_of_lesson",
    "remarks.AskOtherWords": "remarks.writing.own_remark",
    "remarks.AskRemark": "remarks.writing.pupil_to_remark",
    "remarks.AskRemoval": "remarks.writing.remark_to_remove",
    "remarks.ConfirmListed": "remarks.writing.confirm_remarks",
    "remarks.ConfirmRemark": "remarks.writing.confirm_remark",
    "remarks.OpenClassRemarks": "remarks.reading.class_remarks",
    "remarks.OpenLessonRemarks": "remarks.reading.remarks_in_lesson",
    "remarks.OpenOwnRemark": "remarks.writing.own_remark",
    "remarks.OpenRemarks": "remarks.reading.read_remarks",
    "remarks.PickRemarked": "remarks.reading.pupils_to_remark",
    "remarks.WithdrawRemark": "remarks.writing.withdraw_remark",
}
REMARK_BUTTONS: dict[str, dict[str, Any]] = {
    "remarks.ConfirmListed": _ALL,
    "remarks.ConfirmRemark": _WORD,
}
REMARK_QUESTIONS: dict[str, tuple[str, dict[str, Any], str]] = {
    "remark": ("remarks.writing.write_in_lesson", {"kind": "note"}, "Без тетради"),
    "remark_removal": ("remarks.writing.remove_remark", {}, "Тетрадь была"),
    "remark_words": ("remarks.writing.change_remark", {}, "Нет тетради"),
}


class RemarkFurnisher(Journal):
    """Writes one through an open journal."""

    async def remark(self, student_id: int, lesson_id: int, author_id: int) -> int:
        return await self.add(
            t.remark,
            student_id=student_id,
            lesson_id=lesson_id,
            author_id=author_id,
            kind="note",
            text="Без тетради",
            written_at=BEGAN,
        )
