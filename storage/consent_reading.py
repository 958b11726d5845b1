"""What was consented to, read: of people, of one family, of a class."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import RowMapping, and_, bindparam, select

from domain.consent.model import (
    Consent,
    EndReason,
    FamilyStanding,
    Member,
    Paper,
    Purpose,
    Standing,
    Way,
)
from domain.errors import NotFound
from storage.people import CLASS_COLUMNS, OPEN_ENROLLMENT
from storage.rows import person_columns, to_person, to_person_if_any, to_student
from storage.spans import has_not_ended
from storage.store import Store
from storage.tables import (
    consent,
    consent_document,
    consent_standing,
    enrollment,
    guardianship,
    person,
    school_class,
)
from storage.transaction import today

PURPOSE_BIT = {Purpose.DIARY: 1, Purpose.MESSENGER: 2, Purpose.PHOTO: 4, Purpose.TRUSTED: 8}
_SETS = [frozenset(each for each, bit in PURPOSE_BIT.items() if bits & bit) for bits in range(16)]

_GIVER, _RECORDER, _ENDER = (person.alias(name) for name in ("giver", "recorder", "ender"))
_GUARDIAN, _STUDENT = person.alias("guardian"), person.alias("student")
_OF_GUARDIAN, _OF_STUDENT = (consent_standing.alias(name) for name in ("of_guardian", "of_student"))

_CONSENTS = (
    select(
        *(each for each in consent.c if each.name not in {"subject_id", "giver_id"}),
        consent_document.c.version,
        *person_columns(person, "subject"),
        *person_columns(_GIVER, "giver"),
        *person_columns(_RECORDER, "recorder"),
        *person_columns(_ENDER, "ender"),
    )
    .select_from(
        consent.join(consent_document, consent_document.c.id == consent.c.document_id)
        .join(person, person.c.id == consent.c.subject_id)
        .join(_GIVER, _GIVER.c.id == consent.c.giver_id)
        .outerjoin(_RECORDER, _RECORDER.c.id == consent.c.recorded_by)
        .outerjoin(_ENDER, _ENDER.c.id == consent.c.ended_by)
    )
    .order_by(consent.c.id.desc())
)
_ABOUT = _CONSENTS.where(consent.c.subject_id.in_(bindparam("ids", expanding=True)))
_CONSENT = _CONSENTS.where(consent.c.id == bindparam("consent"))

_FAMILIES = (
    select(
        *person_columns(_STUDENT, "student"),
        _STUDENT.c.birth_date,
        _STUDENT.c.school_id,
        *CLASS_COLUMNS,
        *person_columns(_GUARDIAN, "guardian"),
        _OF_STUDENT.c.by_guardian,
        _OF_STUDENT.c.own,
        _OF_GUARDIAN.c.own.label("guardian_own"),
    )
    .select_from(
        _STUDENT.outerjoin(
            enrollment, and_(enrollment.c.student_id == _STUDENT.c.id, OPEN_ENROLLMENT)
        )
        .outerjoin(school_class, school_class.c.id == enrollment.c.school_class_id)
        .outerjoin(
            guardianship,
            and_(
                guardianship.c.student_id == _STUDENT.c.id,
                has_not_ended(guardianship, bindparam("day")),
            ),
        )
        .outerjoin(
            _GUARDIAN, and_(_GUARDIAN.c.id == guardianship.c.guardian_id, _GUARDIAN.c.is_active)
        )
        .outerjoin(_OF_STUDENT, _OF_STUDENT.c.person_id == _STUDENT.c.id)
        .outerjoin(_OF_GUARDIAN, _OF_GUARDIAN.c.person_id == _GUARDIAN.c.id)
    )
    .order_by(_STUDENT.c.sort_key, _STUDENT.c.id, _GUARDIAN.c.sort_key, _GUARDIAN.c.id)
)
_FAMILIES_OF_CLASS = _FAMILIES.where(
    enrollment.c.school_class_id == bindparam("school_class"), _STUDENT.c.is_active
)
_FAMILY = _FAMILIES.where(_STUDENT.c.id == bindparam("student"))


def to_standing(by_guardian: int | None, own: int | None) -> Standing:
    """The two sets of bits of `consent_standing`; no row: nothing was given."""
    return Standing(_SETS[by_guardian or 0], _SETS[own or 0])


class ConsentReading(Store):
    """The reading half of domain.consent.model.ConsentStore."""

    async def about(self, subject_ids: Collection[int]) -> list[Consent]:
        return [_to_consent(row) for row in await self._rows(_ABOUT, ids=list(subject_ids))]

    async def consent(self, consent_id: int) -> Consent:
        rows = await self._rows(_CONSENT, consent=consent_id)
        if not rows:
            raise NotFound("consent")
        return _to_consent(rows[0])

    async def standings(self, person_ids: Collection[int]) -> dict[int, Standing]:
        rows = await self._rows(
            select(consent_standing).where(consent_standing.c.person_id.in_(list(person_ids)))
        )
        found = {each: Standing() for each in person_ids}
        return found | {
            row["person_id"]: to_standing(row["by_guardian"], row["own"]) for row in rows
        }

    async def birth_date(self, person_id: int) -> date | None:
        born: date | None = await self._connection.scalar(
            select(person.c.birth_date).where(person.c.id == person_id)
        )
        return born

    async def born_between(self, school_id: int, first: date, last: date) -> dict[int, date]:
        rows = await self._rows(
            select(person.c.id, person.c.birth_date)
            .select_from(person.join(enrollment, enrollment.c.student_id == person.c.id))
            .where(
                person.c.school_id == school_id,
                person.c.is_active,
                person.c.birth_date.between(first, last),
                OPEN_ENROLLMENT,
            ),
            day=today(self._transaction),
        )
        return {row["id"]: row["birth_date"] for row in rows}

    async def subjects_of(self, school_id: int, purpose: Purpose, version: int) -> list[int]:
        found = await self._connection.execute(
            select(consent.c.subject_id)
            .distinct()
            .select_from(
                consent.join(consent_document, consent_document.c.id == consent.c.document_id).join(
                    enrollment, enrollment.c.student_id == consent.c.subject_id
                )
            )
            .where(
                consent_document.c.school_id == school_id,
                consent.c.purpose == purpose,
                consent_document.c.version < version,
                consent.c.ended_at.is_(None),
                OPEN_ENROLLMENT,
            )
            .order_by(consent.c.subject_id),
            {"day": today(self._transaction)},
        )
        return list(found.scalars())

    async def families(
        self, *, school_class_id: int | None = None, student_id: int | None = None
    ) -> list[FamilyStanding]:
        day = today(self._transaction)
        if student_id is not None:
            rows = await self._rows(_FAMILY, student=student_id, day=day)
        else:
            rows = await self._rows(_FAMILIES_OF_CLASS, school_class=school_class_id, day=day)
        of_student: dict[int, list[RowMapping]] = {}
        for row in rows:
            of_student.setdefault(row["student_id"], []).append(row)
        return [_to_family(group) for group in of_student.values()]


def _to_paper(number: str | None, signed_on: date | None) -> Paper | None:
    return Paper(number, signed_on) if number is not None and signed_on is not None else None


def _to_consent(row: RowMapping) -> Consent:
    return Consent(
        id=row["id"],
        subject=to_person(row, "subject"),
        giver=to_person(row, "giver"),
        purpose=Purpose(row["purpose"]),
        document_id=row["document_id"],
        version=row["version"],
        way=Way(row["way"]),
        given_at=row["given_at"],
        paper=_to_paper(row["paper_number"], row["paper_date"]),
        recorded_by=to_person_if_any(row, "recorder"),
        ended_at=row["ended_at"],
        end_reason=EndReason(row["end_reason"]) if row["end_reason"] else None,
        ended_by=to_person_if_any(row, "ender"),
        end_paper=_to_paper(row["end_paper_number"], row["end_paper_date"]),
    )


def _to_family(rows: Sequence[RowMapping]) -> FamilyStanding:
    first = rows[0]
    guardians = {
        row["guardian_id"]: Member(to_person(row, "guardian"), to_standing(0, row["guardian_own"]))
        for row in rows
        if row["guardian_id"] is not None
    }
    return FamilyStanding(
        student=to_student(first),
        birth_date=first["birth_date"],
        standing=to_standing(first["by_guardian"], first["own"]),
        guardians=tuple(guardians.values()),
    )
