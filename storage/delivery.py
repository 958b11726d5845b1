"""The ledger of notices, read for the proof: by class, by pupil, by chat, by final mark."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from itertools import groupby

from sqlalchemy import (
    ColumnElement,
    RowMapping,
    and_,
    bindparam,
    case,
    exists,
    func,
    or_,
    select,
)

from domain.delivery.model import (
    IN_TIME,
    LOST,
    TOLD_KINDS,
    Contact,
    Counts,
    Household,
    Reach,
    ToldEvent,
    ToldHere,
)
from domain.notices.model import UNSENT, Kind, Reason, State
from storage.durations import hours_between
from storage.people import OPEN_ENROLLMENT
from storage.rows import person_columns, to_person
from storage.spans import has_not_ended
from storage.store import Store
from storage.tables import (
    binding,
    chat,
    enrollment,
    guardianship,
    notice,
    person,
    trusted_contact,
)
from storage.transaction import today
from storage.whats import WHAT_COLUMNS, WHAT_TABLES, to_heard, to_what

_STUDENT = person.alias("student")
_GUARDIAN = person.alias("guardian")
TO_FAMILY = and_(
    notice.c.person_id != notice.c.student_id,
    ~exists().where(trusted_contact.c.person_id == notice.c.person_id),  # they are not the family
)
_IS_LOST = or_(
    notice.c.state == State.DEAD,
    and_(notice.c.state == State.SUPPRESSED, notice.c.reason.in_(LOST)),
)
WAITS = notice.c.state.in_(UNSENT)

# A row for each guardian of a pupil, or one without a guardian.
_CONTACTS = (
    select(
        *person_columns(_STUDENT, "student"),
        *person_columns(_GUARDIAN, "guardian"),
        func.count(chat.c.id).label("chats"),
        func.count(chat.c.unreachable_since).label("unreachable"),
        func.max(chat.c.unreachable_since).label("since"),
        func.max(chat.c.unreachable_reason).label("reason"),
        func.min(binding.c.bound_at).label("bound_at"),
    )
    .select_from(
        _STUDENT.outerjoin(
            guardianship,
            and_(
                guardianship.c.student_id == _STUDENT.c.id,
                has_not_ended(guardianship, bindparam("day")),
            ),
        )
        .outerjoin(
            _GUARDIAN,
            and_(_GUARDIAN.c.id == guardianship.c.guardian_id, _GUARDIAN.c.is_active),
        )
        .outerjoin(
            binding,
            and_(
                binding.c.person_id == _GUARDIAN.c.id,
                binding.c.student_id == _STUDENT.c.id,
                binding.c.ended_at.is_(None),
            ),
        )
        .outerjoin(chat, chat.c.id == binding.c.chat_id)
    )
    .where(_STUDENT.c.is_active)
    .group_by(_STUDENT.c.id, _GUARDIAN.c.id)
    .order_by(_STUDENT.c.sort_key, _STUDENT.c.id, _GUARDIAN.c.sort_key, _GUARDIAN.c.id)
)
_CONTACTS_OF_CLASS = _CONTACTS.where(
    _STUDENT.c.id.in_(
        select(enrollment.c.student_id).where(
            enrollment.c.school_class_id == bindparam("class_id"), OPEN_ENROLLMENT
        )
    )
)
_CONTACTS_AMONG = _CONTACTS.where(_STUDENT.c.id.in_(bindparam("ids", expanding=True)))

IS_SENT = notice.c.state == State.SENT
_CAME_IN_TIME = and_(
    IS_SENT,
    hours_between(notice.c.created_at, notice.c.sent_at) <= IN_TIME.total_seconds() / 3600,
)


def any_of(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.max(case((condition, 1), else_=0))


# What happened to a pupil, all notices to the family together: told when one of them was.
_EVENTS = (
    select(
        enrollment.c.school_class_id.label("class_id"),
        notice.c.kind,
        any_of(IS_SENT).label("told"),
        any_of(_CAME_IN_TIME).label("in_time"),
        any_of(WAITS).label("waits"),
        any_of(_IS_LOST).label("lost"),
    )
    .select_from(enrollment.join(notice, notice.c.student_id == enrollment.c.student_id))
    .where(
        enrollment.c.school_class_id.in_(bindparam("class_ids", expanding=True)),
        OPEN_ENROLLMENT,
        notice.c.created_at >= bindparam("since"),
        notice.c.kind.in_(bindparam("kinds", expanding=True)),
        TO_FAMILY,
    )
    .group_by(enrollment.c.school_class_id, notice.c.kind, notice.c.student_id, notice.c.ref_id)
    .subquery()
)


def _sum(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))


_UNTOLD = _EVENTS.c.told == 0
_COUNTS = select(
    _EVENTS.c.class_id,
    _EVENTS.c.kind,
    func.sum(_EVENTS.c.told).label("told"),
    func.sum(_EVENTS.c.in_time).label("in_time"),
    _sum(and_(_UNTOLD, _EVENTS.c.waits == 1)).label("waiting"),
    _sum(and_(_UNTOLD, _EVENTS.c.waits == 0, _EVENTS.c.lost == 1)).label("lost"),
).group_by(_EVENTS.c.class_id, _EVENTS.c.kind)

_IS_SHOWN = or_(
    IS_SENT,
    WAITS,
    _IS_LOST,
    and_(
        notice.c.state == State.SUPPRESSED,
        notice.c.reason.in_((Reason.UNWANTED, Reason.NO_CONSENT)),
    ),
)
_PAGE = (
    select(notice.c.kind, notice.c.ref_id, func.max(notice.c.id).label("last"))
    .where(
        notice.c.student_id == bindparam("student"),
        notice.c.created_at >= bindparam("since"),
        _IS_SHOWN,
    )
    .group_by(notice.c.kind, notice.c.ref_id)
    .order_by(func.max(notice.c.id).desc())
    .limit(bindparam("limit"))
    .offset(bindparam("skip"))
    .subquery()
)
_OF_PUPIL = (
    select(_PAGE.c.last, *WHAT_COLUMNS, *person_columns(person, "person"))
    .select_from(
        WHAT_TABLES.join(
            _PAGE, and_(_PAGE.c.kind == notice.c.kind, _PAGE.c.ref_id == notice.c.ref_id)
        ).join(person, person.c.id == notice.c.person_id)
    )
    .where(notice.c.student_id == bindparam("student"), _IS_SHOWN)
    .order_by(_PAGE.c.last.desc(), notice.c.id)
)
_OF_CHAT = (
    select(*WHAT_COLUMNS)
    .select_from(WHAT_TABLES)
    .where(
        notice.c.student_id == bindparam("student"),
        notice.c.chat_id == bindparam("chat"),
        notice.c.created_at >= bindparam("since"),
        IS_SENT,
    )
    .order_by(notice.c.sent_at.desc(), notice.c.id.desc())
    .limit(bindparam("limit"))
    .offset(bindparam("skip"))
)


class Deliveries(Store):
    """domain.delivery.model.DeliveryStore."""

    async def households(self, class_id: int) -> list[Household]:
        rows = await self._rows(_CONTACTS_OF_CLASS, class_id=class_id, day=today(self._transaction))
        groups = groupby(rows, key=lambda row: row["student_id"])
        return [_household(list(group)) for _, group in groups]

    async def contacts(self, student_ids: Collection[int]) -> dict[int, list[Contact]]:
        found: dict[int, list[Contact]] = {}
        for row in await self._rows_of(_CONTACTS_AMONG, student_ids, day=today(self._transaction)):
            contacts = found.setdefault(row["student_id"], [])
            if row["guardian_id"] is not None:
                contacts.append(_contact(row))
        return found

    async def counts(self, class_id: int, since: datetime) -> dict[Kind, Counts]:
        rows = await self._count([class_id], since, TOLD_KINDS)
        return {Kind(row["kind"]): _counts([row]) for row in rows}

    async def counts_of_classes(
        self, class_ids: Collection[int], since: datetime, kinds: Collection[Kind]
    ) -> dict[int, Counts]:
        of_class: dict[int, list[RowMapping]] = defaultdict(list)
        for row in await self._count(class_ids, since, kinds):
            of_class[row["class_id"]].append(row)
        return {class_id: _counts(rows) for class_id, rows in of_class.items()}

    async def events(
        self, student_id: int, since: datetime, limit: int, skip: int
    ) -> list[ToldEvent]:
        rows = await self._rows(_OF_PUPIL, student=student_id, since=since, limit=limit, skip=skip)
        return [_event(list(group)) for _, group in groupby(rows, key=lambda row: row["last"])]

    async def told_to(
        self, chat_id: int, student_id: int, since: datetime, limit: int, skip: int
    ) -> list[ToldHere]:
        rows = await self._rows(
            _OF_CHAT, chat=chat_id, student=student_id, since=since, limit=limit, skip=skip
        )
        return [ToldHere(to_what(row), row["sent_at"], row["read_at"]) for row in rows]

    async def _count(
        self, class_ids: Collection[int], since: datetime, kinds: Collection[Kind]
    ) -> list[RowMapping]:
        return await self._rows(
            _COUNTS,
            class_ids=[*class_ids],
            since=since,
            kinds=[*kinds],
            day=today(self._transaction),
        )


def _household(rows: list[RowMapping]) -> Household:
    known = [row for row in rows if row["guardian_id"] is not None]
    return Household(to_person(rows[0], "student"), tuple(map(_contact, known)))


def _contact(row: RowMapping) -> Contact:
    lost = bool(row["chats"]) and row["chats"] == row["unreachable"]
    reach = Reach.REACHED if row["chats"] else Reach.NOT_CONNECTED
    if lost:
        reach = Reach.GONE if row["reason"] == Reason.NO_CHAT else Reach.BLOCKED
    return Contact(
        row["student_id"],
        to_person(row, "guardian"),
        reach,
        row["since"] if lost else None,
        row["bound_at"],
    )


def _counts(rows: Iterable[RowMapping]) -> Counts:
    names = ("told", "in_time", "waiting", "lost")
    listed = list(rows)
    return Counts(**{name: int(sum(row[name] for row in listed)) for name in names})


def _event(rows: list[RowMapping]) -> ToldEvent:
    return ToldEvent(
        to_what(rows[0]),
        rows[0]["created_at"],
        tuple(to_heard(row, to_person(row, "person")) for row in rows),
    )
