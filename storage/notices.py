"""What is written into the outbox: who may be told, and a row for each of them."""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import (
    and_,
    bindparam,
    case,
    exists,
    func,
    insert,
    literal_column,
    or_,
    select,
    update,
)

from domain.access import entrusted
from domain.notices.model import CARD_AGAIN, UNSENT, Kind, NewNotice, Reader, Reason, State
from domain.preferences.choices import Choice, Habits
from domain.trust.model import from_number
from storage.people import SCHOOL_COLUMNS
from storage.rows import to_school
from storage.spans import has_not_ended
from storage.store import Store
from storage.tables import (
    binding,
    chat,
    notice,
    notice_choice,
    notice_habits,
    person,
    school,
    trusted_contact,
)
from storage.transaction import today

# Both databases limit the parameters of a statement to some 32 000.
_AT_ONCE = 5_000

_STUDENT = person.alias("student")

# Who is connected, a row for every choice made for the pupil (or one without a choice).
_READERS = (
    select(
        binding.c.id,
        binding.c.chat_id,
        binding.c.person_id,
        binding.c.student_id,
        chat.c.told_at,
        notice_choice.c.kind,
        notice_choice.c.choice,
        notice_habits.c.quiet_from,
        notice_habits.c.quiet_until,
        notice_habits.c.hides_details,
        case(
            (binding.c.role == "trusted_contact", func.coalesce(trusted_contact.c.rights, 0))
        ).label("rights"),
        *SCHOOL_COLUMNS,
    )
    .select_from(
        binding.join(chat, chat.c.id == binding.c.chat_id)
        .join(person, person.c.id == binding.c.person_id)
        .outerjoin(_STUDENT, _STUDENT.c.id == binding.c.student_id)
        .join(school, school.c.id == func.coalesce(_STUDENT.c.school_id, person.c.school_id))
        .outerjoin(
            notice_choice,
            and_(
                notice_choice.c.person_id == binding.c.person_id,
                notice_choice.c.student_id == binding.c.student_id,
            ),
        )
        .outerjoin(notice_habits, notice_habits.c.person_id == binding.c.person_id)
        .outerjoin(
            trusted_contact,
            and_(
                binding.c.role == "trusted_contact",
                trusted_contact.c.person_id == binding.c.person_id,
                trusted_contact.c.revoked_at.is_(None),
                has_not_ended(trusted_contact, bindparam("day")),
            ),
        )
    )
    .where(binding.c.ended_at.is_(None))
    .order_by(binding.c.id)
)
_OF_STUDENTS = _READERS.where(binding.c.student_id.in_(bindparam("ids", expanding=True)))
_OF_PEOPLE = _READERS.where(binding.c.person_id.in_(bindparam("ids", expanding=True)))

# Written out, because a partial index is not used for a parameter.
_SUPERSEDE = (
    update(notice)
    .where(
        notice.c.state == literal_column(f"'{State.PENDING.value}'"),
        notice.c.chat_id == bindparam("chat"),
        notice.c.about_id == bindparam("about"),
        notice.c.kind == bindparam("of_kind"),
        func.coalesce(notice.c.student_id, 0) == bindparam("student"),
    )
    .values(state=State.SUPERSEDED, reason=Reason.NEWER)
)
# Never about the same thing twice.
_ONCE = frozenset({Kind.MESSAGE, Kind.BINDING, Kind.ALARM, Kind.ROLE})

# What waits for a person in chats that are theirs no longer, and which chat it is for instead.
_NEW, _OLD = binding.alias("new"), binding.alias("old")
_GIVEN, _HELD, _OPEN = binding.alias("given"), binding.alias("held"), binding.alias("open")
_BESIDE = notice.alias("beside")


def _same_pair(one: Any, other: Any) -> Any:
    return and_(
        one.c.person_id == other.c.person_id,
        func.coalesce(one.c.student_id, 0) == func.coalesce(other.c.student_id, 0),
    )


_NEWEST = (
    select(func.max(_HELD.c.id))
    .select_from(_GIVEN.join(_HELD, _same_pair(_GIVEN, _HELD)))
    .where(_GIVEN.c.id == bindparam("binding"), _HELD.c.ended_at.is_(None))
    .scalar_subquery()
)
_OF_STAFF = (
    Kind.MESSAGE,
    Kind.BINDING,
    Kind.ALARM,
    Kind.PRESENCE,
    Kind.ROLE,
    Kind.TASKS,
    Kind.EVENT,
    Kind.NOT_HELD,
    Kind.APPOINTMENT,
    Kind.TEACHING,
    Kind.UNLOCK,
    Kind.DATA_CHANGE,
    Kind.CLASS_LIST,
    Kind.SHEET,
)
_LEFT_BEHIND = (
    select(
        notice.c.kind,
        notice.c.ref_id,
        notice.c.about_id,
        notice.c.student_id,
        _NEW.c.person_id,
        _NEW.c.chat_id,
        notice.c.planned_at.label("due_at"),
        notice.c.planned_at,
        notice.c.was_missed,
        notice.c.is_continued,
        notice.c.is_urgent,
    )
    .select_from(_NEW.join(notice, notice.c.person_id == _NEW.c.person_id))
    .where(
        _NEW.c.id == _NEWEST,
        # Written out for the partial index, as below.
        or_(*(notice.c.state == literal_column(f"'{each.value}'") for each in UNSENT)),
        notice.c.chat_id.in_(
            select(_OLD.c.chat_id).where(_same_pair(_OLD, _NEW), _OLD.c.ended_at.is_not(None))
        ),
        or_(
            notice.c.student_id == _NEW.c.student_id,
            and_(_NEW.c.student_id.is_(None), notice.c.kind.in_(_OF_STAFF)),
            and_(
                _NEW.c.student_id.is_not(None),
                notice.c.kind == Kind.TOMORROW,
                notice.c.ref_id != CARD_AGAIN,  # the card itself is in the other chat
            ),
        ),
        ~exists().where(
            _OPEN.c.chat_id == notice.c.chat_id,
            _same_pair(_OPEN, _NEW),
            _OPEN.c.ended_at.is_(None),
        ),
        # Another chat of the person has it, or had it.
        ~exists().where(
            _OPEN.c.chat_id == _BESIDE.c.chat_id,
            _same_pair(_OPEN, _NEW),
            _OPEN.c.ended_at.is_(None),
            _BESIDE.c.kind == notice.c.kind,
            _BESIDE.c.ref_id == notice.c.ref_id,
            _BESIDE.c.about_id == notice.c.about_id,
            func.coalesce(_BESIDE.c.student_id, 0) == func.coalesce(notice.c.student_id, 0),
        ),
        # Nobody is told of themselves.
        or_(
            notice.c.kind != Kind.BINDING,
            notice.c.ref_id.not_in(select(_OLD.c.id).where(_OLD.c.person_id == _NEW.c.person_id)),
        ),
    )
    .order_by(notice.c.id)
)


class Notices(Store):
    """domain.notices.model.NoticeStore."""

    async def readers_of(self, student_ids: Collection[int]) -> list[Reader]:
        return await self._readers(_OF_STUDENTS, student_ids)

    async def readers_among(self, person_ids: Collection[int]) -> list[Reader]:
        return await self._readers(_OF_PEOPLE, person_ids)

    async def add(self, rows: Iterable[NewNotice]) -> int:
        new = list(rows)
        repeatable = [_thing(row) for row in new if row.event.kind not in _ONCE]
        if repeatable:
            await self._connection.execute(_SUPERSEDE, repeatable)
        if new:
            await self._connection.execute(insert(notice), [self._values(row) for row in new])
        return len(new)

    async def hand_over(self, binding_id: int) -> int:
        # The same event may wait in two chats that were left.
        rows = {
            (row["kind"], row["ref_id"], row["about_id"], row["student_id"]): row
            for row in await self._rows(_LEFT_BEHIND, binding=binding_id)
        }
        if rows:
            more = {"state": State.PENDING, "created_at": self._transaction.now}
            await self._connection.execute(
                insert(notice), [{**row, **more} for row in rows.values()]
            )
        return len(rows)

    async def _readers(self, statement: Any, ids: Collection[int]) -> list[Reader]:
        ordered = sorted(ids)
        rows: dict[int, Any] = {}
        choices: dict[int, dict[Kind, Choice]] = {}
        for start in range(0, len(ordered), _AT_ONCE):
            found = await self._connection.execute(
                statement,
                {"ids": ordered[start : start + _AT_ONCE], "day": today(self._transaction)},
            )
            for row in found.mappings():
                rows.setdefault(row["id"], row)
                chosen = choices.setdefault(row["id"], {})
                if row["kind"] is not None:
                    chosen[Kind(row["kind"])] = Choice(row["choice"])
        return [self._reader(row, choices[key]) for key, row in rows.items()]

    def _reader(self, row: Any, choices: dict[Kind, Choice]) -> Reader:
        return Reader(
            binding_id=row["id"],
            chat_id=row["chat_id"],
            person_id=row["person_id"],
            student_id=row["student_id"],
            school=to_school(row, self._transaction.timezone),
            choices=choices,
            habits=Habits(row["quiet_from"], row["quiet_until"], row["hides_details"]),
            told_at=row["told_at"],
            rights=None if row["rights"] is None else entrusted(from_number(row["rights"])),
        )

    def _values(self, row: NewNotice) -> dict[str, Any]:
        return {
            "kind": row.event.kind,
            "ref_id": row.event.ref_id,
            "about_id": row.event.about_id,
            "student_id": row.event.student_id,
            "person_id": row.person_id,
            "chat_id": row.chat_id,
            "state": State.PENDING,
            "created_at": self._transaction.now,
            "due_at": row.due_at,
            "planned_at": row.due_at,
            "is_continued": row.event.is_continued,
            "is_urgent": row.is_urgent,
        }


def _thing(row: NewNotice) -> dict[str, Any]:
    return {
        "chat": row.chat_id,
        "about": row.event.about_id,
        "of_kind": row.event.kind,
        "student": row.event.student_id or 0,
    }
