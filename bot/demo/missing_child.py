"""A pupil of 7А who is missed since the second lesson: the family is asked and has not answered."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from bot.demo.calendar import DEMO_TIME
from bot.demo.journal import ClassJournal, Row
from bot.demo.lessons import DemoLesson, Moments
from bot.demo.people import Someone
from bot.demo.rows import Batch
from domain.absences.case import first_step
from domain.absences.model import Why
from domain.attendance.model import Reason, Status
from domain.policy import SchoolPolicy
from storage import tables as t

_CASE = ("id", "student_id", "date", "lesson_id", "opened_at", "level", "next_at")
_CALL = ("id", "student_id", "lesson_id", "why", "case_id", "called_at")
_DUTY = ("id", "school_id", "weekday", "person_id", "recorded_by", "recorded_at")
_NOTICED = DEMO_TIME.hour * 60 + DEMO_TIME.minute - 20  # in the break, minutes after midnight
_FRESH = 60  # minutes after a lesson in which its absences are still asked about
_SCHOOL_WEEK = 5
_TERM = timedelta(days=60)  # since then the deputies' days are as they are


class MissingChild:
    """The last lesson of today that is over, without the child; before it the child was there."""

    def __init__(
        self, child: Someone, lessons: Sequence[DemoLesson], today: date, moments: Moments
    ) -> None:
        over = [
            each
            for each in lessons
            if each.date == today
            and each.is_held
            and each.section.room != "214"  # whose roll the demo's teacher calls
            and child in each.section.pupils
        ]
        self._child, self._lesson = child, over[-1]
        self._lesson.is_taken = True  # whatever chance said
        self._noticed_at = moments.at(today, min(_NOTICED, self._lesson.ends + _FRESH))

    def write_into(self, journal: ClassJournal, ids: Iterator[int]) -> None:
        """What chance wrote of the child today gives way to the one absence."""
        child_id, lesson = self._child.id, self._lesson
        gone = {row[0] for row in journal.marks if row[3] == child_id and row[4] == lesson.date}
        journal.marks = [row for row in journal.marks if row[0] not in gone]
        journal.mark_changes = [row for row in journal.mark_changes if row[1] not in gone]
        journal.attendance = [
            row for row in journal.attendance if (row[2], row[3]) != (child_id, lesson.date)
        ]
        absent, unknown = str(Status.ABSENT), str(Reason.UNKNOWN)
        by, at = lesson.teacher.id, self._noticed_at
        row = (next(ids), lesson.id, child_id, lesson.date, absent, unknown, None, by, at)
        journal.attendance.append(row)

    def case(self, homeroom_id: int) -> list[Batch]:
        """Of today: minutes from now on the homeroom teacher is called to act, then the deputy."""
        child_id, lesson, at = self._child.id, self._lesson, self._noticed_at
        step = first_step(at, SchoolPolicy(), can_be_asked=True)
        case: Row = (1, child_id, lesson.date, lesson.id, at, int(step.level), step.next_at)
        call: Row = (1, child_id, lesson.id, str(Why.FIRST), 1, at)
        return [
            Batch(t.absence_case, _CASE, [case]),
            Batch(t.absence_call, _CALL, [call]),
            Batch(t.absence_called, ("call_id", "person_id"), [(1, homeroom_id)]),
        ]


def on_duty(
    school_id: int, deputies: Sequence[int], noon: "Moments", today: date, ids: Iterator[int]
) -> Batch:
    """A deputy for each day of the week in turn; today it is the first, who plays in the demo."""
    since = noon.at(today - _TERM, 12 * 60)
    rows: list[Row] = [
        (
            next(ids),
            school_id,
            weekday,
            deputies[(weekday - today.isoweekday()) % len(deputies)],
            deputies[0],
            since,
        )
        for weekday in range(1, _SCHOOL_WEEK + 1)
    ]
    return Batch(t.duty_day, _DUTY, rows)
