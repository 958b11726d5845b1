"""Families that get print-outs."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import RowMapping, and_, bindparam, func, insert, or_, select, update

from domain.errors import NotFound
from domain.personal_data.opt_out_model import LastSheet, LetterState, OptOut
from domain.personal_data.statements import Statement
from storage.people import CLASS_COLUMNS, HOLDING_FIRST, OPEN_ENROLLMENT, SCHOOL_COLUMNS
from storage.personal_data.print_outs import PrintOuts
from storage.rows import person_columns, to_person, to_school, to_student
from storage.tables import enrollment, opt_out, person, school, school_class, sheet_letter
from storage.transaction import today

_STUDENT, _RECORDER = person.alias("student"), person.alias("recorder")

_NO_EMAIL: Mapping[str, Any] = {"email": "", "email_typed": "", "email_at": None}
_EARLIER = sheet_letter.alias("earlier")
_IS_LAST = sheet_letter.c.id == (
    select(func.max(_EARLIER.c.id))
    .where(_EARLIER.c.opt_out_id == opt_out.c.id, _EARLIER.c.day.is_not(None))
    .correlate(opt_out)
    .scalar_subquery()
)

_OPT_OUTS = (
    select(
        opt_out.c.id,
        opt_out.c.statement_number,
        opt_out.c.statement_date,
        opt_out.c.recorded_at,
        opt_out.c.email,
        opt_out.c.email_typed,
        sheet_letter.c.day.label("letter_day"),
        sheet_letter.c.state.label("letter_state"),
        sheet_letter.c.closed_at.label("letter_closed_at"),
        *person_columns(_STUDENT, "student"),
        *person_columns(_RECORDER, "recorder"),
        *SCHOOL_COLUMNS,
        *CLASS_COLUMNS,
    )
    .select_from(
        opt_out.join(_STUDENT, _STUDENT.c.id == opt_out.c.student_id)
        .join(_RECORDER, _RECORDER.c.id == opt_out.c.recorded_by)
        .join(school, school.c.id == _STUDENT.c.school_id)
        .outerjoin(enrollment, and_(enrollment.c.student_id == _STUDENT.c.id, OPEN_ENROLLMENT))
        .outerjoin(school_class, school_class.c.id == enrollment.c.school_class_id)
        .outerjoin(sheet_letter, _IS_LAST)
    )
    .where(opt_out.c.ended_at.is_(None), _STUDENT.c.is_active)
    .order_by(
        school_class.c.grade_level,
        school_class.c.letter,
        _STUDENT.c.sort_key,
        _STUDENT.c.id,
        *HOLDING_FIRST,
    )
)
_OPT_OUT = _OPT_OUTS.where(opt_out.c.id == bindparam("opt_out_id"))
_OF_CLASS = _OPT_OUTS.where(school_class.c.id == bindparam("class_id"))
_OF_SCHOOL = _OPT_OUTS.where(_STUDENT.c.school_id == bindparam("of_school"))


class OptOuts(PrintOuts):
    """domain.personal_data.opt_out_model.OptOutStore."""

    async def of_class(self, class_id: int) -> list[OptOut]:
        day = today(self._transaction)
        return self._to_opt_outs(await self._rows(_OF_CLASS, class_id=class_id, day=day))

    async def of_school(self, school_id: int) -> list[OptOut]:
        day = today(self._transaction)
        return self._to_opt_outs(await self._rows(_OF_SCHOOL, of_school=school_id, day=day))

    async def opt_out(self, opt_out_id: int) -> OptOut:
        day = today(self._transaction)
        rows = await self._rows(_OPT_OUT, opt_out_id=opt_out_id, day=day)
        if not rows:
            raise NotFound("opt_out")
        return self._to_opt_out(rows[0])

    async def add(self, student_id: int, statement: Statement, recorded_by: int) -> int | None:
        # Two who record the same statement at the same moment come one after the other.
        await self._connection.execute(
            select(person.c.id).where(person.c.id == student_id).with_for_update()
        )
        found = await self._connection.scalar(
            select(opt_out.c.id).where(
                opt_out.c.student_id == student_id, opt_out.c.ended_at.is_(None)
            )
        )
        if found is not None:
            return None
        done = await self._connection.execute(
            insert(opt_out)
            .values(
                student_id=student_id,
                statement_number=statement.number,
                statement_date=statement.date,
                recorded_by=recorded_by,
                recorded_at=self._transaction.now,
            )
            .returning(opt_out.c.id)
        )
        return int(done.scalar_one())

    async def end(self, opt_out_id: int, ended_by: int) -> bool:
        done = await self._connection.execute(
            update(opt_out)
            .where(opt_out.c.id == opt_out_id, opt_out.c.ended_at.is_(None))
            .values(ended_at=self._transaction.now, ended_by=ended_by, **_NO_EMAIL)
        )
        return bool(done.rowcount == 1)

    async def keep_typed(self, opt_out_id: int, email: str) -> None:
        await self._connection.execute(
            update(opt_out).where(opt_out.c.id == opt_out_id).values(email_typed=email)
        )

    async def set_email(self, opt_out_id: int, email: str) -> bool:
        done = await self._connection.execute(
            update(opt_out)
            .where(
                opt_out.c.id == opt_out_id,
                opt_out.c.ended_at.is_(None),
                opt_out.c.email_typed == email,
            )
            .values(
                email=email,
                email_typed="",
                email_at=func.coalesce(opt_out.c.email_at, self._transaction.now),
            )
        )
        return bool(done.rowcount == 1)

    async def forget_email(self, opt_out_id: int) -> bool:
        done = await self._connection.execute(
            update(opt_out)
            .where(opt_out.c.id == opt_out_id, opt_out.c.email != "")
            .values(**_NO_EMAIL)
        )
        return bool(done.rowcount == 1)

    async def forget_emails(self, school_id: int) -> int:
        of_school = select(person.c.id).where(person.c.school_id == school_id)
        done = await self._connection.execute(
            update(opt_out)
            .where(
                opt_out.c.student_id.in_(of_school),
                or_(opt_out.c.email != "", opt_out.c.email_typed != ""),
            )
            .values(**_NO_EMAIL)
        )
        return int(done.rowcount)

    def _to_opt_outs(self, rows: Collection[RowMapping]) -> list[OptOut]:
        """A pupil who moves is in two classes: the first row has the one that holds today."""
        first: dict[int, RowMapping] = {}
        for row in rows:
            first.setdefault(row["id"], row)
        return [self._to_opt_out(row) for row in first.values()]

    def _to_opt_out(self, row: RowMapping) -> OptOut:
        return OptOut(
            id=row["id"],
            student=to_student(row),
            school=to_school(row, self._transaction.timezone),
            statement=Statement(row["statement_number"], row["statement_date"]),
            recorded_by=to_person(row, "recorder"),
            recorded_at=row["recorded_at"],
            email=row["email"],
            email_typed=row["email_typed"],
            last=_to_last(row),
        )


def _to_last(row: RowMapping) -> LastSheet | None:
    if row["letter_day"] is None:
        return None
    state = LetterState(row["letter_state"])
    return LastSheet(row["letter_day"], state, row["letter_closed_at"])
