"""What the law obliges a school to keep of a person whose data is to be erased, and for how long.

Of a pupil of today the school keeps the card (S4 П2.V) and the journal: 273-ФЗ art. 28 part 3
points 10 and 11 oblige it to record the results and to keep that record in the archive. After the
pupil has left, what no archive needs goes at once, the journal after `journal_kept_years`, the
final marks with the name after `final_marks_kept_years`. Of a guardian the school keeps the card as
long as there is a child at the school.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.policy import SchoolPolicy


class Keep(StrEnum):
    """Something that is kept against the person's wish."""

    NAME = "name"
    CARD = "card"  # sex and birth date
    GUARDIANSHIP = "guardianship"
    ENROLLMENT = "enrollment"
    JOURNAL = "journal"  # marks and absences
    REMARKS = "remarks"  # comments of marks, reasons of absences, remarks
    FINAL_MARKS = "final_marks"
    STAFF = "staff"  # what belongs to the work of a member of staff
    CONSENTS = "consents"  # that they were given and withdrawn, without a name
    AUDIT = "audit"  # numbers alone


ALWAYS = frozenset({Keep.CONSENTS, Keep.AUDIT})
"""152-ФЗ art. 9 part 3: the operator has to prove a consent; R016: the trail only grows."""


@dataclass(frozen=True, slots=True)
class Situation:
    """How a person stands to the school."""

    is_pupil: bool = False  # is one, or was
    is_current: bool = False  # a pupil of today, or the guardian of one
    is_staff: bool = False
    left_on: date | None = None  # of a pupil who has left: since when; None: not known


def kept(policy: SchoolPolicy, situation: Situation, today: date) -> frozenset[Keep]:
    """What must stay of this person today. With the years it never grows."""
    found = set(ALWAYS)
    if situation.is_staff:
        found |= {Keep.STAFF, Keep.NAME, Keep.CARD}
    if situation.is_pupil:
        found |= _of_pupil(policy, situation, today)
    elif situation.is_current:
        found |= {Keep.NAME, Keep.CARD, Keep.GUARDIANSHIP}
    return frozenset(found)


def _of_pupil(policy: SchoolPolicy, situation: Situation, today: date) -> set[Keep]:
    if situation.is_current:
        return {
            Keep.NAME,
            Keep.CARD,
            Keep.GUARDIANSHIP,
            Keep.ENROLLMENT,
            Keep.JOURNAL,
            Keep.REMARKS,
            Keep.FINAL_MARKS,
        }
    left_on = situation.left_on or today  # not known when: as if it were now
    if today < years_after(left_on, policy.journal_kept_years):
        return {Keep.NAME, Keep.ENROLLMENT, Keep.JOURNAL, Keep.FINAL_MARKS}
    if today < years_after(left_on, policy.final_marks_kept_years):
        return {Keep.NAME, Keep.ENROLLMENT, Keep.FINAL_MARKS}
    return set()


def years_after(day: date, years: int) -> date:
    """The same day so many years later; of 29 February, 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
