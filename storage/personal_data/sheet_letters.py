"""Letters with the sheet of the week: written once, leased one at a time (docs/decisions/0050)."""

from datetime import date, datetime

from sqlalchemy import (
    Date,
    RowMapping,
    and_,
    bindparam,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)

from domain.calendar import School
from domain.errors import NotFound
from domain.personal_data.letter_model import LONGEST_LEASE, Failure, Held, SheetLetter
from domain.personal_data.opt_out_model import LetterState, Page
from storage.people import SCHOOL_COLUMNS
from storage.personal_data.print_outs import to_page, to_stored
from storage.rows import to_school
from storage.spans import holds
from storage.store import Store
from storage.tables import enrollment, opt_out, person, school, sheet_letter
from storage.tables.types import UtcDateTime
from storage.upsert import insert_selected_or_keep

_NOW = bindparam("now", type_=UtcDateTime())
_DAY = bindparam("day", type_=Date())
_WAITS = sheet_letter.c.state == LetterState.WAITING.value
_IS_OPEN = sheet_letter.c.closed_at.is_(None)
_RAN_OUT = and_(
    _IS_OPEN,
    sheet_letter.c.state == LetterState.LEASED.value,
    or_(
        sheet_letter.c.leased_until < _NOW,
        sheet_letter.c.leased_until > bindparam("latest", type_=UtcDateTime()),
    ),
)
_IS_DUE = and_(_IS_OPEN, _WAITS, sheet_letter.c.due_at <= _NOW)
_DUE = (
    select(sheet_letter)
    .where(_IS_DUE)
    .order_by(sheet_letter.c.due_at, sheet_letter.c.id)
    .limit(1)
    .with_for_update(skip_locked=True)
)
_ANY = select(literal(1)).where(or_(_IS_DUE, _RAN_OUT)).limit(1)
_EXPIRE = (
    update(sheet_letter)
    .where(_RAN_OUT)
    .values(
        state=LetterState.WAITING.value,
        doubtful_since=_NOW,
        due_at=_NOW,
        attempts=sheet_letter.c.attempts + 1,
        lease=None,
        leased_until=None,
    )
)
_COLUMNS = ("opt_out_id", "student_id", "day", "state", "created_at", "due_at", "attempts")
_OTHER = sheet_letter.alias("other")
_TO_WRITE = (
    select(
        opt_out.c.id,
        opt_out.c.student_id,
        _DAY,
        literal(LetterState.WAITING.value),
        _NOW,
        _NOW,
        literal(0),
    )
    .select_from(opt_out.join(person, person.c.id == opt_out.c.student_id))
    .where(
        person.c.school_id == bindparam("school_id"),
        person.c.is_active,
        opt_out.c.ended_at.is_(None),
        opt_out.c.email != "",
        opt_out.c.email_at <= bindparam("agreed_by", type_=UtcDateTime()),
        exists().where(enrollment.c.student_id == person.c.id, holds(enrollment, _DAY)),
        ~exists().where(
            _OTHER.c.opt_out_id == opt_out.c.id,
            _OTHER.c.day == _DAY,
        ),
    )
)
_WITH_MAIL = (
    select(person.c.school_id)
    .join(opt_out, opt_out.c.student_id == person.c.id)
    .where(opt_out.c.ended_at.is_(None), opt_out.c.email != "")
)
_SCHOOLS = select(*SCHOOL_COLUMNS).where(school.c.id.in_(_WITH_MAIL)).order_by(school.c.id)
_TRIALS = (
    select(func.count())
    .where(_OTHER.c.opt_out_id == bindparam("opt_out_id"), _OTHER.c.day.is_(None))
    .scalar_subquery()
)
_OF_FAMILY = (
    select(sheet_letter, _TRIALS.label("trials"))
    .where(sheet_letter.c.opt_out_id == bindparam("opt_out_id"))
    .order_by(sheet_letter.c.id.desc())
    .limit(bindparam("limit"))
)


class SheetLetters(Store):
    """domain.personal_data.letter_model.SheetLetterStore."""

    async def schools(self) -> list[School]:
        rows = await self._rows(_SCHOOLS)
        return [to_school(row, self._transaction.timezone) for row in rows]

    async def write_week(self, school_id: int, day: date, agreed_by: datetime) -> int:
        statement = insert_selected_or_keep(self._connection, sheet_letter, _COLUMNS, _TO_WRITE)
        values = {
            "school_id": school_id,
            "agreed_by": agreed_by,
            "now": self._transaction.now,
            "day": day,
        }
        done = await self._connection.execute(statement, values)
        return int(done.rowcount)

    async def add_trial(self, opt_out_id: int, asked_by: int) -> int:
        now = self._transaction.now
        of_family = select(opt_out.c.student_id).where(opt_out.c.id == opt_out_id)
        values = {"opt_out_id": opt_out_id, "student_id": of_family.scalar_subquery()}
        statement = insert(sheet_letter).values(
            **values,
            asked_by=asked_by,
            state=LetterState.WAITING.value,
            created_at=now,
            due_at=now,
            attempts=0,
        )
        done = await self._connection.execute(statement.returning(sheet_letter.c.id))
        return int(done.scalar_one())

    async def of_family(self, opt_out_id: int, limit: int) -> tuple[list[SheetLetter], int]:
        rows = await self._rows(_OF_FAMILY, opt_out_id=opt_out_id, limit=limit)
        return [_to_letter(row) for row in rows], rows[0]["trials"] if rows else 0

    async def letter(self, letter_id: int) -> SheetLetter:
        rows = await self._rows(select(sheet_letter).where(sheet_letter.c.id == letter_id))
        if not rows:
            raise NotFound("sheet_letter")
        return _to_letter(rows[0])

    async def expire(self) -> None:
        await self._connection.execute(_EXPIRE, self._moments())

    async def any_due(self) -> bool:
        found = await self._connection.execute(_ANY, self._moments())
        return found.first() is not None

    async def next_due(self) -> SheetLetter | None:
        rows = await self._rows(_DUE, now=self._transaction.now)
        return _to_letter(rows[0]) if rows else None

    async def hold(self, letter_id: int, fence: int, until: datetime) -> None:
        await self._connection.execute(
            update(sheet_letter)
            .where(sheet_letter.c.id == letter_id)
            .values(state=LetterState.LEASED.value, lease=fence, leased_until=until)
        )

    async def keep_page(self, held: Held, page: Page) -> bool:
        done = await self._connection.execute(
            update(sheet_letter)
            .where(sheet_letter.c.id == held.letter.id, sheet_letter.c.lease == held.fence)
            .values(page=to_stored(page))
        )
        return bool(done.rowcount == 1)

    async def close(
        self, letter_id: int, fence: int | None, state: LetterState, failure: Failure | None = None
    ) -> bool:
        whose = sheet_letter.c.lease == fence if fence is not None else _WAITS
        done = await self._connection.execute(
            update(sheet_letter)
            .where(sheet_letter.c.id == letter_id, _IS_OPEN, whose)
            .values(
                state=state.value,
                failure=failure.value if failure else None,
                closed_at=self._transaction.now,
                lease=None,
                leased_until=None,
            )
        )
        return bool(done.rowcount == 1)

    async def put_off(self, held: Held, due_at: datetime, *, is_doubtful: bool) -> bool:
        now = self._transaction.now
        doubt = {"doubtful_since": now} if is_doubtful else {}
        done = await self._connection.execute(
            update(sheet_letter)
            .where(sheet_letter.c.id == held.letter.id, sheet_letter.c.lease == held.fence)
            .values(
                state=LetterState.WAITING.value,
                due_at=due_at,
                attempts=sheet_letter.c.attempts + 1,
                lease=None,
                leased_until=None,
                **doubt,
            )
        )
        return bool(done.rowcount == 1)

    def _moments(self) -> dict[str, datetime]:
        now = self._transaction.now
        return {"now": now, "latest": now + LONGEST_LEASE}


def _to_letter(row: RowMapping) -> SheetLetter:
    return SheetLetter(
        id=row["id"],
        opt_out_id=row["opt_out_id"],
        day=row["day"],
        state=LetterState(row["state"]),
        created_at=row["created_at"],
        due_at=row["due_at"],
        attempts=row["attempts"],
        is_doubtful=row["doubtful_since"] is not None,
        closed_at=row["closed_at"],
        failure=Failure(row["failure"]) if row["failure"] else None,
        asked_by=row["asked_by"],
        page=to_page(row["page"]) if row["page"] is not None else None,
    )
