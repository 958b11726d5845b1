"""Duties that come again: what they depend on in one statement, and that they were done."""

from datetime import date, timedelta

from sqlalchemy import Date, String, and_, bindparam, exists, literal, null, select, union_all
from sqlalchemy import cast as as_type

from domain.attendance.model import Reason, Status
from domain.deadlines.model import DutyFacts, LedClass
from domain.deadlines.rules import DeadlineId
from domain.working_days import CalendarDate, DateKind
from storage.spans import holds
from storage.store import Store
from storage.tables import (
    absence_document,
    attendance_event,
    calendar_date,
    deadline_done,
    enrollment,
    grading_period,
    opt_out,
    school_class,
)
from storage.tables.types import Id
from storage.upsert import insert_or_keep

_AROUND = timedelta(days=45)
_DAY = bindparam("day", type_=Date())
_NO_DAY, _NO_ID = as_type(null(), Date()), as_type(null(), Id)
_NO_WORDS = as_type(null(), String())
_OPTED_OUT = exists().where(
    opt_out.c.ended_at.is_(None),
    enrollment.c.student_id == opt_out.c.student_id,
    enrollment.c.school_class_id == school_class.c.id,
    holds(enrollment, _DAY),
)
_LACKS_A_REASON = exists().where(
    attendance_event.c.student_id == absence_document.c.student_id,
    attendance_event.c.date.between(absence_document.c.begins, absence_document.c.ends),
    attendance_event.c.status == Status.ABSENT,
    attendance_event.c.reason == Reason.UNKNOWN,
)
_FACTS = union_all(
    select(
        literal("class").label("what"),
        school_class.c.id.label("class_id"),
        school_class.c.title.label("words"),
        school_class.c.grade_level.label("number"),
        school_class.c.homeroom_teacher_id.label("person_id"),
        _NO_DAY.label("day"),
        _OPTED_OUT.label("is_so"),
    ).where(school_class.c.school_id == bindparam("school_id"), school_class.c.is_active),
    select(
        literal("period"),
        _NO_ID,
        _NO_WORDS,
        literal(0),
        _NO_ID,
        grading_period.c.ends,
        literal(True),
    )
    .distinct()
    .where(
        grading_period.c.school_id == bindparam("school_id"),
        grading_period.c.ends.between(bindparam("begins"), bindparam("ends")),
    ),
    select(
        literal("paper"),
        enrollment.c.school_class_id,
        _NO_WORDS,
        literal(0),
        _NO_ID,
        absence_document.c.handed_on,
        literal(True),
    )
    .select_from(
        absence_document.join(
            enrollment, enrollment.c.student_id == absence_document.c.student_id
        ).join(school_class, school_class.c.id == enrollment.c.school_class_id)
    )
    .where(
        school_class.c.school_id == bindparam("school_id"),
        holds(enrollment, _DAY),
        absence_document.c.corrected_at.is_(None),
        _LACKS_A_REASON,
        absence_document.c.handed_on.between(bindparam("begins"), bindparam("ends")),
    ),
    select(
        literal("differs"),
        _NO_ID,
        calendar_date.c.kind,
        literal(0),
        _NO_ID,
        calendar_date.c.date,
        literal(True),
    ).where(
        calendar_date.c.school_id == bindparam("school_id"),
        calendar_date.c.date.between(bindparam("begins"), bindparam("ends")),
    ),
    select(
        literal("done"),
        deadline_done.c.school_class_id,
        deadline_done.c.deadline,
        literal(0),
        _NO_ID,
        deadline_done.c.due,
        literal(True),
    ).where(
        and_(
            deadline_done.c.school_id == bindparam("school_id"),
            deadline_done.c.due.between(bindparam("begins"), bindparam("ends")),
        )
    ),
)


class RecurringDuties(Store):
    """The part of domain.deadlines.model.MissingStore about duties that come again."""

    async def duties(self, school_id: int, day: date) -> DutyFacts:
        rows = await self._rows(
            _FACTS, school_id=school_id, day=day, begins=day - _AROUND, ends=day + _AROUND
        )
        return DutyFacts(
            sorted(row["day"] for row in rows if row["what"] == "period"),
            sorted(
                (
                    LedClass(
                        row["class_id"],
                        row["words"],
                        row["number"],
                        row["person_id"],
                        bool(row["is_so"]),
                    )
                    for row in rows
                    if row["what"] == "class"
                ),
                key=lambda each: each.id,
            ),
            frozenset(
                (DeadlineId(row["words"]), row["class_id"], row["day"])
                for row in rows
                if row["what"] == "done"
            ),
            [(row["class_id"], row["day"]) for row in rows if row["what"] == "paper"],
            [
                CalendarDate(row["day"], DateKind(row["words"]))
                for row in rows
                if row["what"] == "differs"
            ],
        )

    async def note_done(
        self, school_id: int, deadline: DeadlineId, about_id: int, due: date, done_by: int
    ) -> bool:
        key = {
            "school_id": school_id,
            "deadline": deadline.value,
            "school_class_id": about_id,
            "due": due,
        }
        keep = insert_or_keep(self._connection, deadline_done, list(key))
        values = {**key, "done_by": done_by, "done_at": self._transaction.now}
        done = await self._connection.execute(keep, values)
        return done.rowcount > 0
