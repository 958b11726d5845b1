"""What should be allowed: `domain.access.TABLE` applied to facts, without asking the program."""

from collections.abc import Callable
from enum import Enum, auto

from domain.access import TABLE, WITHOUT_CONSENT, WITHOUT_NOTE, Action, Relation, Role
from domain.summaries import Summary
from tests.access.cast import Facts, Place


class On(Enum):
    """What an action is done to, as far as rights depend on it."""

    PUPIL = auto()
    CHILD = auto()  # a pupil, for the family alone
    FAMILY = auto()  # of a pupil, by the school: nobody's own child is meant
    CLASS = auto()
    LESSON = auto()  # or a section: whoever teaches it
    SCHOOL = auto()  # the actor's own
    STAFF = auto()  # somebody, or something, of the school of the place
    SHELF = auto()  # the same, also to whoever has a diary in that school
    AT_A_GLANCE = auto()  # how a class is today: a summary
    IN_NUMBERS = auto()  # who was told in time, of the actor's own school: a summary
    ON_PAPER = auto()  # who is to be told on paper: a summary
    CODES_IN_HAND = auto()  # who has no code in hand in time: a summary
    CHECKED_LISTS = auto()  # which class lists were checked: a summary
    PRINTED_FOR = auto()  # families that get print-outs: a summary
    SELF = auto()  # the actor
    DIARY = auto()  # the one that the actor has, whosever
    LED = auto()  # the classes that the actor leads or looks after, or the whole school
    LETTER = auto()  # to the pupil's guardian, from the homeroom teacher


def may(hat: Facts, action: Action, on: On, place: Place) -> bool:
    """`TABLE`, with the papers that it needs, for one hat."""
    if hat.lacks and action not in (WITHOUT_CONSENT if hat.pupil else WITHOUT_NOTE):
        return False
    relations = _relations(hat, on, place)
    if action not in hat.entrusted:
        relations.discard(Relation.ENTRUSTED)
    return any(not relations.isdisjoint(TABLE[action].get(role, ())) for role in hat.roles)


def _relations(hat: Facts, on: On, place: Place) -> set[Relation]:
    if on in _ANYWHERE:
        return _ANYWHERE[on](hat)
    if hat.school != place.school:
        return set()
    if on is On.LETTER:
        is_own = hat.person in place.ids["writes"] and hat.pupil in (None, place.pupil)
        return {Relation.SELF} if is_own else set()
    if on is On.AT_A_GLANCE:
        return _of_summary(hat, Summary.CLASSES)
    if on is On.SHELF:
        own = {_to_pupil(hat, hat.pupil)} if hat.pupil else set()
        return {Relation.OWN_SCHOOL, *own}
    family = {_to_pupil(hat, place.pupil)} if hat.pupil == place.pupil else set()
    if on is On.CHILD:
        return family
    return {Relation.OWN_SCHOOL, *(family if on is On.PUPIL else ()), *_of_staff(hat, on, place)}


def _of_staff(hat: Facts, on: On, place: Place) -> set[Relation]:
    if on is On.STAFF:
        return set()
    found = set()
    if on is On.LESSON and place.section in hat.teaches:
        found.add(Relation.OWN_LESSON)
    of_pupil = on in (On.PUPIL, On.FAMILY)
    school_class = place.school_class if of_pupil else place.section_class
    if school_class in hat.leads:
        found.add(Relation.OWN_CLASS)
    if school_class in hat.educates:
        found.add(Relation.OWN_GROUP)
    return found


def _of_summary(hat: Facts, summary: Summary) -> set[Relation]:
    granted = {Relation.GRANTED} if summary in hat.granted else set()
    return {Relation.OWN_SCHOOL, *granted}


def _to_pupil(hat: Facts, pupil: str) -> Relation:
    if Role.TRUSTED_CONTACT in hat.roles:
        return Relation.ENTRUSTED
    return Relation.SELF if hat.person == pupil else Relation.OWN_CHILD


_ANYWHERE: dict[On, Callable[[Facts], set[Relation]]] = {
    On.SELF: lambda hat: {Relation.SELF, Relation.OWN_SCHOOL},
    On.SCHOOL: lambda hat: {Relation.OWN_SCHOOL},
    On.LED: lambda hat: {
        Relation.OWN_SCHOOL,
        *([Relation.OWN_CLASS] if hat.leads else []),
        *([Relation.OWN_GROUP] if hat.educates else []),
    },
    On.DIARY: lambda hat: {_to_pupil(hat, hat.pupil)} if hat.pupil else set(),
    On.IN_NUMBERS: lambda hat: _of_summary(hat, Summary.DELIVERY),
    On.ON_PAPER: lambda hat: _of_summary(hat, Summary.PAPER),
    On.CODES_IN_HAND: lambda hat: _of_summary(hat, Summary.HANDOVER),
    On.CHECKED_LISTS: lambda hat: _of_summary(hat, Summary.LIST_CHECKS),
    On.PRINTED_FOR: lambda hat: _of_summary(hat, Summary.OPT_OUTS),
}
"""Of one's own, so wherever one asks."""
