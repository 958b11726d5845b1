"""The grandmother of the demo: her daughter lets her see some of a grandchild's diary."""

from datetime import date, datetime, timedelta

from bot.demo.journal import Row
from bot.demo.people import Story
from bot.demo.rows import PERSON, Batch, person_row
from domain.trust.model import USUAL, ContactRelation, to_number
from storage import tables as t

_CONTACT = (
    "id", "person_id", "student_id", "guardian_id", "relation", "rights", "named_at", "ends",
)  # fmt: skip
_SHORTEST = timedelta(days=30)


def entrust(school_id: int, story: Story, year_ends: date, now: datetime) -> list[Batch]:
    """A person of her own, as the bot stores it, and what she sees until the year ends."""
    grandmother, child, mother = story.grandmother, story.child, story.mother
    ends = max(year_ends + timedelta(days=1), now.date() + _SHORTEST)
    contact: Row = (
        1, grandmother.id, child.id, mother.id, str(ContactRelation.GRANDMOTHER),
        to_number(USUAL), now, ends,
    )  # fmt: skip
    return [
        Batch(t.person, PERSON, [person_row(grandmother, school_id)]),
        Batch(t.trusted_contact, _CONTACT, [contact]),
    ]
