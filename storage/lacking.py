"""The consents that a hat lacks, from two rows that the session reads by their keys."""

from collections.abc import Set
from datetime import date, datetime
from typing import Any

from sqlalchemy import FromClause, RowMapping, func
from sqlalchemy.sql.selectable import Join

from domain.access import Role
from domain.calendar import School
from domain.consent.model import NEEDED, Purpose
from domain.consent.needs import NOTHING, Lack, of_child, of_guardian
from domain.policy import SchoolPolicy
from storage.consent_reading import PURPOSE_BIT, to_standing
from storage.tables import binding, consent_standing, trusted_contact

_OF_PERSON = consent_standing.alias("of_person")
_OF_STUDENT = consent_standing.alias("of_student")
# Who needs consents of an adult's own too: a guardian, and who sees by what a guardian may.
_ALSO_OWN = frozenset({Role.GUARDIAN, Role.TRUSTED_CONTACT})
_FOR_TRUSTED = frozenset({*NEEDED, Purpose.TRUSTED})
_NEEDED = sum(PURPOSE_BIT[each] for each in NEEDED)
_NEEDED_OF_TRUSTED = _NEEDED | PURPOSE_BIT[Purpose.TRUSTED]


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


def lack_of(row: RowMapping, roles: Set[Role], school: School, now: datetime) -> Lack:
    """What this hat lacks today; the school's own staff need no consent of a family."""
    by_guardian, own = row["by_guardian"] or 0, row["student_own"] or 0
    policy = school.policy
    if row["student_id"] is None or _has_all(row, roles, by_guardian, own, policy, now):
        return NOTHING
    needed = _FOR_TRUSTED if Role.TRUSTED_CONTACT in roles else frozenset(NEEDED)
    standing = to_standing(by_guardian, own)
    found = of_child(policy, row["birth_date"], standing, school.today(now), needed)
    if not roles.isdisjoint(_ALSO_OWN):
        of_own = of_guardian(policy, to_standing(0, row["person_own"]))
        found = Lack(found.now | of_own, found.own_from)
    return found


def _has_all(
    row: RowMapping,
    roles: Set[Role],
    by_guardian: int,
    own: int,
    policy: SchoolPolicy,
    now: datetime,
) -> bool:
    """Whether it is plain that nothing can be lacking, as of nearly everybody.

    A pupil who does not reach the age of the warning in this year or the next one is a child,
    wherever on Earth the day is asked for.
    """
    needed = _NEEDED_OF_TRUSTED if Role.TRUSTED_CONTACT in roles else _NEEDED
    if by_guardian & needed != needed:
        return False
    if not roles.isdisjoint(_ALSO_OWN) and (row["person_own"] or 0) & _NEEDED != _NEEDED:
        return False
    born: date | None = row["birth_date"]
    return (
        own & _NEEDED == _NEEDED
        or born is None
        or now.year + 1 < born.year + policy.own_consent_warning_age
    )


def has_signed(row: RowMapping, policy: SchoolPolicy) -> bool:
    """Whether staff have signed what the school asks of them; families sign nothing of it."""
    is_asked = row["role"] == "staff" and policy.requires_nondisclosure
    return not is_asked or bool(row["has_note"])
