"""Everybody of a test's school has consented, so that a test is about what it is about.

Written as rows, and generated from what stands in the tables: whoever comes later has not.
"""

from datetime import UTC, datetime

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.consent.documents import published, usual_template
from domain.consent.model import NEEDED
from storage import tables as t
from storage.consent_reading import PURPOSE_BIT

GIVEN = datetime(2026, 8, 25, 9, 0, tzinfo=UTC)
ALL_NEEDED = sum(PURPOSE_BIT[each] for each in NEEDED)


async def everybody_consents(connection: AsyncConnection) -> None:
    """Guardians for their children, and everybody for themselves; staff have signed their note."""
    await connection.run_sync(write_consents)


def write_consents(connection: Connection) -> None:
    """The same on a plain connection. Who has a standing already keeps it."""
    documents = _documents(connection)
    known = set(connection.scalars(select(t.consent_standing.c.person_id)))
    people = [
        (row.id, row.school_id)
        for row in connection.execute(select(t.person.c.id, t.person.c.school_id))
        if row.id not in known
    ]
    schools = dict(people)
    wards = connection.execute(select(t.guardianship.c.student_id, t.guardianship.c.guardian_id))
    given = {(ward, guardian) for ward, guardian in wards if ward in schools}
    given |= {(person_id, person_id) for person_id, _school in people}
    rows = [
        {
            "subject_id": subject,
            "giver_id": giver,
            "purpose": purpose,
            "document_id": documents[schools[subject], purpose],
            "way": "bot",
            "given_at": GIVEN,
        }
        for subject, giver in sorted(given)
        for purpose in NEEDED
    ]
    if rows:
        connection.execute(insert(t.consent), rows)
        connection.execute(
            insert(t.consent_standing),
            [
                {"person_id": each, "by_guardian": ALL_NEEDED, "own": ALL_NEEDED, "has_note": True}
                for each, _school in people
            ],
        )


def _documents(connection: Connection) -> dict[tuple[int, str], int]:
    """The usual texts of every school; stored where they are not yet."""
    table = t.consent_document
    stored = select(table.c.school_id, table.c.purpose, table.c.id)
    found = {(row.school_id, row.purpose): row.id for row in connection.execute(stored)}
    schools = connection.execute(select(t.school.c.id, t.school.c.name)).all()
    for school_id, name in schools:
        for purpose in NEEDED:
            if (school_id, purpose) not in found:
                text = usual_template(purpose)
                done = connection.execute(
                    insert(table).values(
                        school_id=school_id,
                        purpose=purpose,
                        version=1,
                        template=text,
                        text=published(text, name),
                        published_at=GIVEN,
                    )
                )
                assert done.inserted_primary_key is not None
                found[school_id, str(purpose)] = done.inserted_primary_key[0]
    return found


async def forget_consents(connection: AsyncConnection) -> None:
    """A school in which nobody has consented to anything yet and nobody has signed."""
    for table in (t.consent_standing, t.consent, t.consent_document, t.nondisclosure):
        await connection.execute(delete(table))
