"""Duties that come again: what they depend on in one statement, and that they were done."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import (
    Date,
    RowMapping,
    String,
    and_,
    bindparam,
    delete,
    exists,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy import cast as as_type

from domain.attendance.model import Reason, Status
from domain.calendar import OF_YEAR, Holiday
from domain.deadlines.model import DutyFacts, LedClass, SchoolDays
from domain.deadlines.rules import DeadlineId
from domain.personal_data.opt_out_model import FAILURE_COUNTS, NOT_SENT
from domain.working_days import CalendarDate, DateKind
from domain.year.model import YearCounts
from storage.reports import FILES
from storage.spans import holds
from storage.store import Store
from storage.tables import (
    absence_document,
    attendance_event,
    calendar_date,
    deadline_done,
    enrollment,
    grading_period,
    holiday,
    opt_out,
    school_class,
    sheet_letter,
)
from storage.tables.types import Id, UtcDateTime
from storage.upsert import insert_or_keep
from storage.year_counts import NUMBERS, SOON, YEAR

_AROUND = timedelta(days=45)
_DAY = bindparam("day", type_=Date())
_NO_DAY, _NO_ID = as_type(null(), Date()), as_type(null(), Id)
_NO_WORDS = as_type(null(), String())
_NO_MOMENT = as_type(null(), UtcDateTime())
# Whose letter was not sent gets the week on paper: `OptOut.is_on_paper` says the same of one.
_LATELY = bindparam("lately", type_=Date())
_NO_LETTER = exists().where(
    sheet_letter.c.opt_out_id == opt_out.c.id,
    sheet_letter.c.state.in_([state.value for state in NOT_SENT]),
    sheet_letter.c.day > _LATELY,
)
_OPTED_OUT = exists().where(
    opt_out.c.ended_at.is_(None),
    or_(opt_out.c.email == "", _NO_LETTER),
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
_PARTS = (
    select(
        literal("class").label("what"),
        school_class.c.id.label("class_id"),
        school_class.c.title.label("words"),
        school_class.c.grade_level.label("number"),
        school_class.c.homeroom_teacher_id.label("person_id"),
        _NO_DAY.label("day"),
        _OPTED_OUT.label("is_so"),
        _NO_MOMENT.label("moment"),
    ).where(school_class.c.school_id == bindparam("school_id"), school_class.c.is_active),
    select(
        literal("period"),
        _NO_ID,
        _NO_WORDS,
        literal(0),
        _NO_ID,
        grading_period.c.ends,
        literal(True),
        _NO_MOMENT,
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
        _NO_MOMENT,
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
        _NO_MOMENT,
    ).where(
        calendar_date.c.school_id == bindparam("school_id"),
        calendar_date.c.date.between(bindparam("begins"), bindparam("ends")),
    ),
    select(
        literal("done"),
        deadline_done.c.school_class_id,
        deadline_done.c.deadline,
        FILES,
        _NO_ID,
        deadline_done.c.due,
        literal(True),
        deadline_done.c.done_at,
    ).where(
        and_(
            deadline_done.c.school_id == bindparam("school_id"),
            deadline_done.c.due.between(bindparam("begins"), bindparam("ends")),
        )
    ),
)
_REST = _NO_ID, _NO_DAY, literal(True), _NO_MOMENT
_SETUP = (
    select(literal("year"), _NO_ID, YEAR.c.title, literal(0), *_REST),
    *(
        select(literal("setup"), _NO_ID, literal(name), number, *_REST)
        for name, number in NUMBERS.items()
    ),
)
# With a first day beside the last one, which the other parts have not.
_SPANS = (
    select(
        literal("term"),
        _NO_ID,
        _NO_WORDS,
        literal(0),
        _NO_ID,
        grading_period.c.ends,
        literal(True),
        _NO_MOMENT,
        grading_period.c.begins,
    )
    .distinct()
    .where(
        grading_period.c.school_id == bindparam("school_id"),
        grading_period.c.kind.not_in([kind.value for kind in OF_YEAR]),
        grading_period.c.begins <= bindparam("ends"),
        grading_period.c.ends >= bindparam("begins"),
    ),
    select(
        literal("holiday"),
        holiday.c.school_class_id,
        holiday.c.title,
        holiday.c.grade_level,
        _NO_ID,
        holiday.c.ends,
        literal(True),
        _NO_MOMENT,
        holiday.c.begins,
    ).where(
        holiday.c.school_id == bindparam("school_id"),
        holiday.c.begins <= bindparam("ends"),
        holiday.c.ends >= bindparam("begins"),
    ),
)
_WIDE = [each.add_columns(_NO_DAY.label("begins")) for each in _PARTS]
_FACTS = union_all(*_WIDE, *_SPANS)
_FACTS_AND_SETUP = union_all(*_WIDE, *(each.add_columns(_NO_DAY) for each in _SETUP), *_SPANS)


class RecurringDuties(Store):
    """The part of domain.deadlines.model.MissingStore about duties that come again."""

    async def duties(self, school_id: int, day: date, *, with_setup: bool = False) -> DutyFacts:
        lately = day - FAILURE_COUNTS
        around = {"day": day, "lately": lately, "begins": day - _AROUND, "ends": day + _AROUND}
        statement = _FACTS
        if with_setup:
            statement, around = _FACTS_AND_SETUP, {**around, "today": day, "soon": day + SOON}
        rows = await self._rows(statement, school_id=school_id, **around)
        done = {
            (DeadlineId(row["words"]), row["class_id"], row["day"]): row
            for row in rows
            if row["what"] == "done"
        }
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
            {key: row["moment"] for key, row in done.items()},
            [(row["class_id"], row["day"]) for row in rows if row["what"] == "paper"],
            [
                CalendarDate(row["day"], DateKind(row["words"]))
                for row in rows
                if row["what"] == "differs"
            ],
            _to_counts(rows) if with_setup else None,
            frozenset(key for key, row in done.items() if row["number"]),
            _to_school_days(rows),
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

    async def forget_done(
        self, school_id: int, deadline: DeadlineId, about_id: int, due: date
    ) -> bool:
        forgotten = await self._connection.execute(
            delete(deadline_done).where(
                deadline_done.c.school_id == school_id,
                deadline_done.c.deadline == deadline.value,
                deadline_done.c.school_class_id == about_id,
                deadline_done.c.due == due,
            )
        )
        return forgotten.rowcount > 0


def _to_school_days(rows: Sequence[RowMapping]) -> SchoolDays:
    return SchoolDays(
        tuple((row["begins"], row["day"]) for row in rows if row["what"] == "term"),
        tuple(
            Holiday(row["words"], row["begins"], row["day"], row["number"], row["class_id"])
            for row in rows
            if row["what"] == "holiday"
        ),
    )


def _to_counts(rows: Sequence[RowMapping]) -> YearCounts:
    title = next((row["words"] for row in rows if row["what"] == "year"), "")
    numbers = {row["words"]: row["number"] for row in rows if row["what"] == "setup"}
    return YearCounts(year_title=title, **numbers)
