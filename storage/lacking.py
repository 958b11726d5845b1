"""The consents that a hat lacks, from two rows that the session reads by their keys."""

from collections.abc import Set
from datetime import date
from typing import Any

from sqlalchemy import FromClause, RowMapping, func
from sqlalchemy.sql.selectable import Join

from domain.access import Role
from domain.consent.model import NEEDED, Purpose
from domain.consent.needs import NOTHING, Lack, of_child, of_guardian
from domain.policy import SchoolPolicy
from storage.consent_reading import to_standing
from storage.tables import binding, consent_standing, trusted_contact

_OF_PERSON = consent_standing.alias("of_person")
_OF_STUDENT = consent_standing.alias("of_student")
_FOR_TRUSTED = frozenset({*NEEDED, Purpose.TRUSTED})


def columns_of(student: FromClause) -> list[Any]:
    """What `lack_of` and `has_signed` read."""
    return [
        student.c.birth_date,
        _OF_STUDENT.c.by_guardian,
        _OF_STUDENT.c.own.label("student_own"),
        _OF_PERSON.c.own.label("person_own"),
        _OF_PERSON.c.has_note,
    ]


def with_standings(tables: Join) -> Join:
    """The tables of a session with what is in force for the person and for the child."""
    # Of a trusted person it is the guardian's own that counts: they see no more than that one.
    whose = func.coalesce(trusted_contact.c.guardian_id, binding.c.person_id)
    return tables.outerjoin(_OF_PERSON, _OF_PERSON.c.person_id == whose).outerjoin(
        _OF_STUDENT, _OF_STUDENT.c.person_id == binding.c.student_id
    )


def lack_of(row: RowMapping, roles: Set[Role], policy: SchoolPolicy, today: date) -> Lack:
    """What this hat lacks today; the school's own staff need no consent of a family."""
    if row["student_id"] is None:
        return NOTHING
    child = to_standing(row["by_guardian"], row["student_own"])
    needed = _FOR_TRUSTED if Role.TRUSTED_CONTACT in roles else frozenset(NEEDED)
    found = of_child(policy, row["birth_date"], child, today, needed)
    if not roles.isdisjoint({Role.GUARDIAN, Role.TRUSTED_CONTACT}):
        own = of_guardian(policy, to_standing(0, row["person_own"]))
        found = Lack(found.now | own, found.own_from)
    return found


def has_signed(row: RowMapping, policy: SchoolPolicy) -> bool:
    """Whether staff have signed what the school asks of them; families sign nothing of it."""
    is_asked = row["role"] == "staff" and policy.requires_nondisclosure
    return not is_asked or bool(row["has_note"])
