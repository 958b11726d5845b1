"""Which consents a hat needs: a pure function of its role, the pupil's age and the policy.

R022: a guardian consents for the child and for themselves. R023 (S1 6.1): from 16 the pupil as
well; the school may set another age, and the pupil is asked from 14 on (conflict C9).
"""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto

from domain.consent.model import NEEDED, FamilyStanding, Need, Purpose, Standing, Whose
from domain.policy import SchoolPolicy

ADULT = 18  # years; a guardian consents for them no more (ГК РФ art. 21)
SOON = timedelta(days=30)  # before the birthday on which the pupil's own consent is needed


class Age(Enum):
    """How far a pupil's own consent is."""

    CHILD = auto()
    MAY = auto()  # may give it already: 14
    SOON = auto()  # needed within a month
    ASKED = auto()  # the birthday has been; output goes on for the days of grace
    REQUIRED = auto()
    ADULT = auto()  # and the guardians' consent for the pupil is needed no more


@dataclass(frozen=True, slots=True)
class Lack:
    """What is missing, and the first day on which the pupil's own consent will be, if it is."""

    now: frozenset[Need] = frozenset()
    own_from: date | None = None


NOTHING = Lack()


def birthday(born: date, years: int) -> date:
    """The day on which somebody is that old; who was born on 29 February, on 1 March."""
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return date(born.year + years, 3, 1)


def required_from(policy: SchoolPolicy, born: date) -> date:
    """The first day on which nothing is shown without the pupil's own consent."""
    return birthday(born, policy.own_consent_age) + policy.own_consent_grace


def age_of(policy: SchoolPolicy, born: date | None, today: date) -> Age:
    """A pupil whose birth date is not known counts as a child; the school's lists say so."""
    if born is None or today < birthday(born, policy.own_consent_warning_age):
        return Age.CHILD
    if today >= birthday(born, ADULT):
        return Age.ADULT
    asked = birthday(born, policy.own_consent_age)
    if today >= required_from(policy, born):
        return Age.REQUIRED
    if today >= asked:
        return Age.ASKED
    return Age.SOON if today >= asked - SOON else Age.MAY


def of_child(
    policy: SchoolPolicy,
    born: date | None,
    standing: Standing,
    today: date,
    purposes: Set[Purpose] = frozenset(NEEDED),
) -> Lack:
    """What is missing about a pupil, whoever reads the diary."""
    if not policy.requires_consent:
        return NOTHING
    age = age_of(policy, born, today)
    missing = _missing(Whose.CHILD, purposes - standing.by_guardian)
    own = _missing(Whose.PUPIL, frozenset(NEEDED) - standing.own)
    match age:
        case Age.ADULT:
            return Lack(own)
        case Age.REQUIRED:
            return Lack(missing | own)
        case Age.SOON | Age.ASKED if own and born is not None:
            return Lack(missing, required_from(policy, born))
        case _:
            return Lack(missing)


def of_guardian(policy: SchoolPolicy, standing: Standing) -> frozenset[Need]:
    """What is missing about a guardian's own data."""
    if not policy.requires_consent:
        return frozenset()
    return _missing(Whose.SELF, frozenset(NEEDED) - standing.own)


def _missing(whose: Whose, purposes: Set[Purpose]) -> frozenset[Need]:
    return frozenset(Need(whose, purpose) for purpose in purposes)


class Flag(Enum):
    """What the school's list says of a pupil's age."""

    NO_BIRTH_DATE = auto()
    MAY_CONSENT = auto()  # 14 has been: the pupil's own consent can be asked for
    SOON = auto()  # needed within a month
    ASKED = auto()  # the birthday has been, output goes on for the days of grace


def flag_of(policy: SchoolPolicy, family: FamilyStanding, today: date) -> Flag | None:
    """Whether somebody has to look after this pupil's own consent (R023, D21)."""
    if family.birth_date is None:
        return Flag.NO_BIRTH_DATE
    if family.standing.own.issuperset(NEEDED):
        return None
    match age_of(policy, family.birth_date, today):
        case Age.MAY:
            return Flag.MAY_CONSENT
        case Age.SOON:
            return Flag.SOON
        case Age.ASKED:
            return Flag.ASKED
    return None
