"""What was not delivered by a mistake, what waits for too long, and the alarms of it."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    RowMapping,
    Select,
    and_,
    bindparam,
    func,
    insert,
    literal_column,
    or_,
    select,
    text,
    union_all,
    update,
)

from domain.access import Role
from domain.delivery.trouble_model import Alarm, AlarmKind, DeadNotice, Grief, Waiting
from domain.notices.model import HEAD_START, Kind, Reason, State
from storage.people import OPEN_ENROLLMENT
from storage.rows import person_columns, to_person_if_any
from storage.spans import holds
from storage.store import Store
from storage.tables import (
    alarm,
    binding,
    chat,
    enrollment,
    notice,
    person,
    role_assignment,
    school_class,
)
from storage.tables.types import UtcDateTime
from storage.transaction import today

LOOKED_BACK = timedelta(days=30)  # older dead notices are history

# Written out as the partial indexes have it: they are not used for a parameter.
_WAITS = text("(notice.state = 'pending' OR notice.state = 'uncertain')")
_NOT_AWAY: Any = text(
    "(notice.state = 'pending' OR notice.state = 'uncertain' OR notice.state = 'leased')"
)
_IS_DEAD = notice.c.state == literal_column(f"'{State.DEAD.value}'")
_KINDS: tuple[ColumnElement[str], ...] = tuple(
    literal_column(f"'{kind.value}'") for kind in HEAD_START
)
_BEFORE = bindparam("before", type_=UtcDateTime())
_WHOSE = person.alias("whose")  # the pupil, or who was to be told

# Not put off on purpose: it is due, or was, and has been tried since.
_LATE = union_all(
    select(
        notice.c.kind,
        func.coalesce(notice.c.student_id, notice.c.person_id).label("whose"),
        notice.c.due_at.label("since"),
    ).where(_WAITS, notice.c.kind.in_(_KINDS), notice.c.due_at <= _BEFORE, notice.c.attempts == 0),
    select(
        notice.c.kind,
        func.coalesce(notice.c.student_id, notice.c.person_id),
        notice.c.planned_at,
    ).where(text("notice.attempts > 0"), _NOT_AWAY, notice.c.planned_at <= _BEFORE),
).subquery()

_LATE_BY_KIND = (
    select(_LATE.c.kind, func.count().label("count"), func.min(_LATE.c.since).label("since"))
    .select_from(_LATE.join(person, person.c.id == _LATE.c.whose))
    .where(person.c.school_id == bindparam("school_id"))
    .group_by(_LATE.c.kind)
)
_LATE_BY_SCHOOL = (
    select(person.c.school_id, func.count().label("count"), func.min(_LATE.c.since).label("since"))
    .select_from(_LATE.join(person, person.c.id == _LATE.c.whose))
    .group_by(person.c.school_id)
)

_DEAD_TABLES = notice.join(
    _WHOSE, _WHOSE.c.id == func.coalesce(notice.c.student_id, notice.c.person_id)
)
# Not `created_at` by itself: its index would be taken instead of the few dead rows'.
_SINCE = bindparam("since", type_=UtcDateTime())
_DEAD_LATELY = and_(_IS_DEAD, func.coalesce(notice.c.created_at, _SINCE) >= _SINCE)
_DEAD_BY_SCHOOL = (
    select(
        _WHOSE.c.school_id,
        func.count().label("count"),
        func.min(notice.c.created_at).label("since"),
    )
    .select_from(_DEAD_TABLES)
    .where(_DEAD_LATELY)
    .group_by(_WHOSE.c.school_id)
)
_COUNT_DEAD = (
    select(func.count())
    .select_from(_DEAD_TABLES)
    .where(_DEAD_LATELY, _WHOSE.c.school_id == bindparam("school_id"))
)
_STUDENT = person.alias("student")
_DEAD = (
    select(
        notice.c.id,
        notice.c.kind,
        notice.c.reason,
        notice.c.created_at,
        _WHOSE.c.school_id,
        *person_columns(_STUDENT, "student"),
        school_class.c.title.label("class_title"),
    )
    .select_from(
        _DEAD_TABLES.outerjoin(_STUDENT, _STUDENT.c.id == notice.c.student_id)
        .outerjoin(
            enrollment, and_(enrollment.c.student_id == notice.c.student_id, OPEN_ENROLLMENT)
        )
        .outerjoin(school_class, school_class.c.id == enrollment.c.school_class_id)
    )
    .where(_DEAD_LATELY)
    .order_by(notice.c.id)
    .limit(bindparam("limit"))
    .offset(bindparam("skip"))
)
_DEAD_OF_SCHOOL = _DEAD.where(_WHOSE.c.school_id == bindparam("school_id"))

_OPEN_ALARMS = select(alarm).where(text("alarm.closed_at IS NULL")).order_by(alarm.c.id)
_ALARMS = select(alarm).where(alarm.c.id.in_(bindparam("ids", expanding=True)))
_STAFF = (
    select(role_assignment.c.person_id, role_assignment.c.role)
    .distinct()
    .select_from(
        role_assignment.join(person, person.c.id == role_assignment.c.person_id)
        .join(binding, binding.c.person_id == person.c.id)
        .join(chat, chat.c.id == binding.c.chat_id)
    )
    .where(
        person.c.school_id == bindparam("school_id"),
        person.c.is_active,
        role_assignment.c.role.in_([Role.SYSTEM_ADMIN, Role.DEPUTY_PRINCIPAL, Role.PRINCIPAL]),
        holds(role_assignment, bindparam("day")),
        binding.c.role == "staff",
        binding.c.ended_at.is_(None),
        chat.c.unreachable_since.is_(None),
    )
    .order_by(role_assignment.c.person_id)
)
_ALARMED = select(notice.c.person_id).where(
    notice.c.kind == literal_column(f"'{Kind.ALARM.value}'"),
    notice.c.ref_id == bindparam("alarm_id"),
    or_(notice.c.state == State.SENT, notice.c.doubtful_since.is_not(None)),
)


class Troubles(Store):
    """domain.delivery.trouble_model.TroubleStore."""

    async def waiting(self, school_id: int, before: datetime) -> list[Waiting]:
        rows = await self._rows(_LATE_BY_KIND, school_id=school_id, before=before)
        found = {Kind(row["kind"]): row for row in rows}
        return [
            Waiting(kind, found[kind]["count"], found[kind]["since"])
            for kind in HEAD_START
            if kind in found
        ]

    async def count_dead(self, school_id: int) -> int:
        values = {"school_id": school_id, "since": self._since}
        return int(await self._connection.scalar(_COUNT_DEAD, values) or 0)

    async def dead(self, school_id: int | None, limit: int, skip: int = 0) -> Sequence[DeadNotice]:
        statement: Select[Any] = _DEAD if school_id is None else _DEAD_OF_SCHOOL
        values: dict[str, Any] = {} if school_id is None else {"school_id": school_id}
        rows = await self._rows(
            statement,
            limit=limit,
            skip=skip,
            since=self._since,
            day=today(self._transaction),
            **values,
        )
        return [_dead(row) for row in rows]

    async def send_again(
        self, school_id: int | None = None, notice_ids: Collection[int] = ()
    ) -> int:
        wanted = select(notice.c.id).select_from(_DEAD_TABLES).where(_DEAD_LATELY)
        if school_id is not None:
            wanted = wanted.where(_WHOSE.c.school_id == school_id)
        if notice_ids:
            wanted = wanted.where(notice.c.id.in_([*notice_ids]))
        done = await self._connection.execute(
            update(notice)
            .where(notice.c.id.in_(wanted), _IS_DEAD)
            .values(
                state=State.PENDING,
                reason="",
                attempts=0,
                due_at=self._transaction.now,
                planned_at=self._transaction.now,
            ),
            {"since": self._since},
        )
        return int(done.rowcount)

    async def late_by_school(self, before: datetime) -> dict[int, Grief]:
        return _griefs(await self._rows(_LATE_BY_SCHOOL, before=before))

    async def dead_by_school(self) -> dict[int, Grief]:
        return _griefs(await self._rows(_DEAD_BY_SCHOOL, since=self._since))

    async def open_alarms(self) -> list[Alarm]:
        return [_alarm(row) for row in await self._rows(_OPEN_ALARMS)]

    async def alarms(self, ids: Collection[int]) -> dict[int, Alarm]:
        return {row["id"]: _alarm(row) for row in await self._rows(_ALARMS, ids=[*ids])}

    async def raise_alarm(
        self, kind: AlarmKind, school_id: int, since: datetime, chat_id: int | None = None
    ) -> int:
        done = await self._connection.execute(
            insert(alarm).values(
                kind=kind,
                school_id=school_id,
                chat_id=chat_id,
                since=since,
                raised_at=self._transaction.now,
            )
        )
        key = done.inserted_primary_key
        assert key is not None
        return int(key[0])

    async def note_escalated(self, alarm_id: int) -> None:
        await self._change(alarm_id, escalated_at=self._transaction.now)

    async def close_alarm(self, alarm_id: int) -> None:
        await self._change(alarm_id, closed_at=self._transaction.now)

    async def connected_staff(self, school_id: int) -> dict[Role, list[int]]:
        found: dict[Role, list[int]] = {}
        for row in await self._rows(_STAFF, school_id=school_id, day=today(self._transaction)):
            found.setdefault(Role(row["role"]), []).append(row["person_id"])
        return found

    async def alarmed(self, alarm_id: int) -> list[int]:
        rows = await self._rows(_ALARMED, alarm_id=alarm_id)
        return sorted({row["person_id"] for row in rows})

    @property
    def _since(self) -> datetime:
        return self._transaction.now - LOOKED_BACK

    async def _change(self, alarm_id: int, **values: Any) -> None:
        await self._connection.execute(update(alarm).where(alarm.c.id == alarm_id).values(**values))


def _griefs(rows: Sequence[RowMapping]) -> dict[int, Grief]:
    return {row["school_id"]: Grief(row["count"], row["since"]) for row in rows}


def _dead(row: RowMapping) -> DeadNotice:
    return DeadNotice(
        row["id"],
        Kind(row["kind"]),
        Reason(row["reason"]),
        row["created_at"],
        row["school_id"],
        to_person_if_any(row, "student"),
        row["class_title"] or "",
    )


def _alarm(row: RowMapping) -> Alarm:
    return Alarm(
        id=row["id"],
        kind=AlarmKind(row["kind"]),
        school_id=row["school_id"],
        since=row["since"],
        raised_at=row["raised_at"],
        escalated_at=row["escalated_at"],
        closed_at=row["closed_at"],
        chat_id=row["chat_id"],
    )
