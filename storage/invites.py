"""Who may be invited, the invitations, and the codes that chats have shown."""

from collections.abc import Collection, Sequence
from datetime import datetime
from itertools import chain
from typing import Any

from sqlalchemy import (
    BindParameter,
    RowMapping,
    Select,
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

from domain.binding.model import BindingRole, Invitee, InviteRequest, NewInvite
from storage.leading import leads
from storage.people import CLASS_COLUMNS, OPEN_ENROLLMENT, SCHOOL_COLUMNS
from storage.rows import person_columns, to_person, to_school, to_student
from storage.spans import has_not_ended, holds
from storage.store import Store
from storage.tables import (
    code_attempt,
    enrollment,
    guardianship,
    invite,
    person,
    role_assignment,
    school,
    school_class,
    trusted_contact,
)
from storage.transaction import today

_STUDENT = person.alias("student")
_ENROLLED = and_(enrollment.c.student_id == _STUDENT.c.id, OPEN_ENROLLMENT)
_IDS: BindParameter[int] = bindparam("person_ids", expanding=True)


def _invitees(role: BindingRole) -> list[Any]:
    return [
        literal(role.value).label("role"),
        person.c.sourced_id,
        person.c.sort_key,
        *person_columns(person, "person"),
        *SCHOOL_COLUMNS,
    ]


def _with_student(role: BindingRole) -> list[Any]:
    return [*_invitees(role), *person_columns(_STUDENT, "student"), *CLASS_COLUMNS]


_PUPILS = (
    select(*_with_student(BindingRole.STUDENT), _STUDENT.c.sort_key.label("student_key"))
    .select_from(
        person.join(school, school.c.id == person.c.school_id)
        .join(_STUDENT, _STUDENT.c.id == person.c.id)
        .join(enrollment, _ENROLLED)
        .join(school_class, school_class.c.id == enrollment.c.school_class_id)
    )
    .where(person.c.is_active)
    .order_by(person.c.sort_key, person.c.id)
)

# A guardian keeps the child's diary between two classes, hence the outer joins.
_GUARDIANS = (
    select(*_with_student(BindingRole.GUARDIAN), _STUDENT.c.sort_key.label("student_key"))
    .select_from(
        guardianship.join(person, person.c.id == guardianship.c.guardian_id)
        .join(_STUDENT, _STUDENT.c.id == guardianship.c.student_id)
        .join(school, school.c.id == _STUDENT.c.school_id)
        .outerjoin(enrollment, _ENROLLED)
        .outerjoin(school_class, school_class.c.id == enrollment.c.school_class_id)
    )
    .where(
        person.c.is_active,
        _STUDENT.c.is_active,
        has_not_ended(guardianship, bindparam("day")),
    )
    .order_by(person.c.sort_key, person.c.id, _STUDENT.c.sort_key, _STUDENT.c.id)
)

# Whom a guardian of today lets see some of the child's diary (R010).
_NAMED_BY = person.alias("named_by")
_TRUSTED = (
    select(*_with_student(BindingRole.TRUSTED_CONTACT), _STUDENT.c.sort_key.label("student_key"))
    .select_from(
        trusted_contact.join(person, person.c.id == trusted_contact.c.person_id)
        .join(_STUDENT, _STUDENT.c.id == trusted_contact.c.student_id)
        .join(_NAMED_BY, _NAMED_BY.c.id == trusted_contact.c.guardian_id)
        .join(
            guardianship,
            and_(
                guardianship.c.guardian_id == trusted_contact.c.guardian_id,
                guardianship.c.student_id == trusted_contact.c.student_id,
                has_not_ended(guardianship, bindparam("day")),
            ),
        )
        .join(school, school.c.id == _STUDENT.c.school_id)
        .outerjoin(enrollment, _ENROLLED)
        .outerjoin(school_class, school_class.c.id == enrollment.c.school_class_id)
    )
    .where(
        person.c.is_active,
        _STUDENT.c.is_active,
        _NAMED_BY.c.is_active,
        trusted_contact.c.revoked_at.is_(None),
        has_not_ended(trusted_contact, bindparam("day")),
    )
    .order_by(person.c.sort_key, person.c.id)
)

_EMPLOYED = exists().where(
    role_assignment.c.person_id == person.c.id,
    holds(role_assignment, bindparam("day")),
)
_STAFF = (
    select(*_invitees(BindingRole.STAFF))
    .select_from(person.join(school, school.c.id == person.c.school_id))
    .where(person.c.is_active, or_(_EMPLOYED, leads(person.c.id)))
    .order_by(person.c.sort_key, person.c.id)
)

_IN_CLASS = enrollment.c.school_class_id == bindparam("school_class_id")
_PUPILS_OF_CLASS = _PUPILS.where(_IN_CLASS)
_GUARDIANS_OF_CLASS = _GUARDIANS.where(_IN_CLASS)
_STAFF_OF_SCHOOL = _STAFF.where(person.c.school_id == bindparam("school_id"))
_OF_PEOPLE = (
    _STAFF.where(person.c.id.in_(_IDS)),
    _PUPILS.where(person.c.id.in_(_IDS)),
    _GUARDIANS.where(person.c.id.in_(_IDS)),
    _TRUSTED.where(person.c.id.in_(_IDS)),
)

_UNUSED = and_(invite.c.used_at.is_(None), invite.c.revoked_at.is_(None))
_OPEN = and_(_UNUSED, invite.c.expires_at > bindparam("now"))
_INVITE = select(invite.c.id, invite.c.person_id, invite.c.role, invite.c.student_id)
_BY_HASH = _INVITE.where(
    or_(
        invite.c.code_hash == bindparam("code_hash"),
        invite.c.link_hash == bindparam("link_hash"),
    ),
    _OPEN,
)
_SHOWN = _INVITE.where(
    invite.c.id == bindparam("invite_id"),
    _OPEN,
    exists().where(
        code_attempt.c.invite_id == invite.c.id,
        code_attempt.c.chat_id == bindparam("chat_id"),
        code_attempt.c.at > bindparam("since"),
    ),
)
_USE = (
    update(invite)
    .where(invite.c.id == bindparam("invite_id"), _OPEN)
    .values(used_at=bindparam("now"), used_by_chat_id=bindparam("chat_id"))
)
_REVOKE = (
    update(invite)
    .where(
        invite.c.person_id == bindparam("of_person"),
        invite.c.role == bindparam("of_role"),
        func.coalesce(invite.c.student_id, 0) == bindparam("of_student"),
        _UNUSED,
    )
    .values(revoked_at=bindparam("now"))
)


class Invites(Store):
    """domain.binding.model.InviteStore."""

    async def invitees_of_class(self, school_class_id: int) -> list[Invitee]:
        pupils = await self._today(_PUPILS_OF_CLASS, school_class_id=school_class_id)
        guardians = await self._today(_GUARDIANS_OF_CLASS, school_class_id=school_class_id)
        # Sorting keeps the order of equals: the pupil stays before the guardians.
        rows = sorted(
            [*pupils, *guardians], key=lambda row: (row["student_key"], row["student_id"])
        )
        return self._to_invitees(rows)

    async def invitees_of_staff(self, school_id: int) -> list[Invitee]:
        return self._to_invitees(await self._today(_STAFF_OF_SCHOOL, school_id=school_id))

    async def invitees_of_people(self, person_ids: Collection[int]) -> list[Invitee]:
        rows = [await self._today(each, person_ids=sorted(person_ids)) for each in _OF_PEOPLE]
        return self._to_invitees(list(chain.from_iterable(rows)))

    async def add_invites(self, invites: Sequence[NewInvite]) -> None:
        if not invites:
            return
        connection, now = self._connection, self._transaction.now
        # Two who issue for the same people at once take turns: one open code a pair.
        people = sorted({each.request.person_id for each in invites})
        await connection.execute(
            select(person.c.id)
            .where(person.c.id.in_(people))
            .order_by(person.c.id)
            .with_for_update()
        )
        await connection.execute(_REVOKE, [{**_pair(each.request), "now": now} for each in invites])
        await connection.execute(insert(invite), [_invite_row(each, now) for each in invites])

    async def revoke(self, request: InviteRequest) -> int:
        done = await self._connection.execute(
            _REVOKE, {**_pair(request), "now": self._transaction.now}
        )
        return int(done.rowcount)

    async def find_invite(self, code_hash: str, link_hash: str) -> tuple[int, InviteRequest] | None:
        found = await self._connection.execute(
            _BY_HASH,
            {"code_hash": code_hash, "link_hash": link_hash, "now": self._transaction.now},
        )
        row = found.mappings().first()
        return (row["id"], _to_request(row)) if row else None

    async def shown_invite(
        self, invite_id: int, chat_id: int, since: datetime
    ) -> InviteRequest | None:
        found = await self._connection.execute(
            _SHOWN,
            {
                "invite_id": invite_id,
                "chat_id": chat_id,
                "since": since,
                "now": self._transaction.now,
            },
        )
        row = found.mappings().first()
        return _to_request(row) if row else None

    async def use_invite(self, invite_id: int, chat_id: int) -> bool:
        done = await self._connection.execute(
            _USE, {"invite_id": invite_id, "chat_id": chat_id, "now": self._transaction.now}
        )
        return bool(done.rowcount == 1)

    async def _today(self, statement: Select[Any], **values: Any) -> list[RowMapping]:
        return await self._rows(statement, day=today(self._transaction), **values)

    def _to_invitees(self, rows: Sequence[RowMapping]) -> list[Invitee]:
        found = (self._to_invitee(row) for row in rows)
        # Enrolments that overlap while a pupil changes class give the same request twice.
        return list({each.request: each for each in found}.values())

    def _to_invitee(self, row: RowMapping) -> Invitee:
        return Invitee(
            person=to_person(row, "person"),
            sourced_id=row["sourced_id"],
            role=BindingRole(row["role"]),
            school=to_school(row, self._transaction.timezone),
            student=to_student(row) if "student_id" in row else None,
        )


def _pair(request: InviteRequest) -> dict[str, Any]:
    return {
        "of_person": request.person_id,
        "of_role": request.role,
        "of_student": request.student_id or 0,
    }


def _invite_row(new: NewInvite, now: datetime) -> dict[str, Any]:
    return {
        "person_id": new.request.person_id,
        "role": new.request.role,
        "student_id": new.request.student_id,
        "code_hash": new.code_hash,
        "link_hash": new.link_hash,
        "issued_by": new.issued_by,
        "issued_at": now,
        "expires_at": new.expires_at,
    }


def _to_request(row: RowMapping) -> InviteRequest:
    return InviteRequest(row["person_id"], BindingRole(row["role"]), row["student_id"])
