"""Whoever acts, in which roles and about whom: asks the table of rights (domain/access.py)."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from domain.access import (
    TABLE,
    WITHOUT_CONSENT,
    WITHOUT_NOTE,
    Action,
    Relation,
    Role,
)
from domain.calendar import School
from domain.consent.model import Need
from domain.errors import (
    ConsentMissing,
    Denied,
    DomainError,
    NoteMissing,
    PinNeeded,
    Unbound,
)
from domain.people import Person, Student
from domain.summaries import Summary

_OWN_CHOICES = frozenset({Action.CHOOSE_NOTICES, Action.SET_PIN})


@dataclass(frozen=True, slots=True)
class Hat:
    """One binding of a chat: a person in a role, for a guardian with the one child it is about."""

    binding_id: int
    person: Person
    school: School
    roles: frozenset[Role]
    student: Student | None = None
    homeroom_class_ids: frozenset[int] = frozenset()
    group_class_ids: frozenset[int] = frozenset()  # of which it is the educator
    granted: frozenset[Summary] = frozenset()
    rights: frozenset[Action] = frozenset()  # of a trusted person: as `entrusted` gives them
    ends: date | None = None  # the first day without it, of a trusted person
    lacks: frozenset[Need] = frozenset()  # consents, without which nothing of the child is shown
    own_consent_from: date | None = None  # the day on which the pupil's own one will be lacking
    has_signed: bool = True  # staff: what the school asks them to sign before they see anybody

    @property
    def is_staff(self) -> bool:
        return self.student is None

    @property
    def teaches(self) -> bool:
        """Whether it may have lessons of its own."""
        own = Target(school_id=self.school.id, person_id=self.person.id)
        return may(self, Action.READ_TEACHING_DAY, own)

    @property
    def writes_letters(self) -> bool:
        """Whether it may have a correspondence between school and families."""
        own = Target(school_id=self.school.id, person_id=self.person.id)
        return may(self, Action.ANSWER_MESSAGE, own)

    @property
    def reads_log(self) -> bool:
        """Whether it reads who did what in the whole school."""
        return may(self, Action.READ_AUDIT, Target(school_id=self.school.id))

    @property
    def sends_again(self) -> bool:
        """Whether it answers for what was not delivered."""
        return may(self, Action.RESEND_NOTICES, Target(school_id=self.school.id))

    @property
    def issues_codes(self) -> bool:
        """Whether it hands out codes to the whole school."""
        return may(self, Action.ISSUE_CODE, Target(school_id=self.school.id))

    @property
    def watches_handover(self) -> bool:
        """Whether it answers for everybody of the school getting a code in time."""
        return may(self, Action.WATCH_HANDOVER, Target(school_id=self.school.id))

    @property
    def records_orders(self) -> bool:
        """Whether it answers for the orders of enrolment and hiring of the whole school."""
        return may(self, Action.RECORD_ORDER, Target(school_id=self.school.id))

    @property
    def reads_staff(self) -> bool:
        """Whether the list of staff is open to it."""
        return may(self, Action.READ_STAFF, Target(school_id=self.school.id))

    @property
    def has_classes(self) -> bool:
        """Whether there are classes that it opens: the own one, the group's, or all."""
        own = self.homeroom_class_ids | self.group_class_ids
        return bool(own) or self.reads_every_class

    @property
    def keeps_papers(self) -> bool:
        """Whether it sees what families and staff of the school have signed."""
        school = Target(school_id=self.school.id)
        papers = (Action.READ_CONSENTS, Action.RECORD_NONDISCLOSURE)
        return any(may(self, action, school) for action in papers)

    @property
    def guards_data(self) -> bool:
        """Whether it answers for requests to erase personal data."""
        return may(self, Action.READ_ERASURES, Target(school_id=self.school.id))

    @property
    def is_management(self) -> bool:
        """Whether it sees by its office how the whole school stands."""
        return may(self, Action.READ_DELIVERY, Target(school_id=self.school.id))

    @property
    def reads_every_class(self) -> bool:
        """Whether the lists of all classes are open to it."""
        return may(self, Action.READ_CLASS, Target(school_id=self.school.id))


@dataclass(frozen=True, slots=True)
class Target:
    """What an action is done to, as far as rights depend on it."""

    school_id: int | None = None
    person_id: int | None = None
    student_id: int | None = None
    school_class_id: int | None = None
    teacher_id: int | None = None
    summary: Summary | None = None
    lesson_id: int | None = None  # no right depends on it: it says in the audit trail which


class Permit(NamedTuple):
    """That a hat was let do something: what the audit trail knows of it."""

    hat: Hat
    action: Action
    target: Target

    @property
    def role(self) -> Role:
        """In which of its roles, the first that `TABLE` lets."""
        relations = relations_of(self.hat, self.target)
        allowed = TABLE[self.action]
        held = [
            role
            for role in allowed
            if role in self.hat.roles and not relations.isdisjoint(allowed[role])
        ]
        return held[0] if held else min(self.hat.roles)


@dataclass(frozen=True, slots=True)
class Actor:
    """The chat that acts, with every hat it wears; `current` is the one chosen last.

    `permitted` grows with everything that it was let do, in order (domain.audit).
    """

    chat_id: int
    hats: tuple[Hat, ...] = ()
    current: Hat | None = None
    permitted: list[Permit] = field(default_factory=list, compare=False, repr=False)
    locked: frozenset[int] = frozenset()  # people whose PIN comes before a write (domain.pins)

    @property
    def current_first(self) -> list[Hat]:
        """Every hat, the one worn now before all others."""
        return sorted(self.hats, key=lambda hat: hat is not self.current)

    def hats_about(self, student_id: int) -> list[Hat]:
        """The family's hats with this child: one phone may serve both parents."""
        return [
            hat
            for hat in self.current_first
            if hat.student is not None and hat.student.id == student_id
        ]

    def require_hat(self) -> Hat:
        """The hat worn now; `Unbound` for a stranger."""
        if self.current is None:
            raise Unbound
        return self.current

    def require(self, action: Action, target: Target) -> Hat:
        """The hat in which the actor may do it, the current one first; else `Denied`.

        `ConsentMissing` or `NoteMissing` where that is all that is in the way, `PinNeeded` where a
        PIN comes before the write.

        A stranger is `Unbound` whatever it asks for: it learns nothing of what there is.
        """
        self.require_hat()
        missing: DomainError | None = None
        for hat in self.current_first:
            if not allows(hat, action, target):
                continue
            obstacle = _obstacle(hat, action)
            if obstacle is None:
                self.require_pin(hat, action)
                self.permitted.append(Permit(hat, action, target))
                return hat
            missing = missing or obstacle
        raise missing or Denied(action)

    def require_pin(self, hat: Hat, action: Action) -> None:
        """`PinNeeded` when this person's PIN comes before it."""
        if hat.is_staff and hat.person.id in self.locked and asks_pin(action):
            raise PinNeeded(hat.person.id)

    def permit(self, hat: Hat, action: str) -> Permit | None:
        """The last permission for this action; None when the table was not asked."""
        for permit in reversed(self.permitted):
            if permit.hat is hat and permit.action == action:
                return permit
        return None

    def may(self, action: Action, target: Target) -> bool:
        """Whether a button for it is worth showing."""
        return any(may(hat, action, target) for hat in self.hats)

    def may_of(self, actions: Collection[Action], target: Target) -> frozenset[Action]:
        """Those of the actions that it may do, as `may` says of each."""
        return frozenset().union(
            *(
                {action for action in allowed if _obstacle(hat, action) is None}
                for hat in self.hats
                if (allowed := _allowed(hat, relations_of(hat, target)).intersection(actions))
            )
        )


def may(hat: Hat, action: Action, target: Target) -> bool:
    """`TABLE` applied to one hat, with the papers that it needs."""
    return allows(hat, action, target) and _obstacle(hat, action) is None


def _obstacle(hat: Hat, action: Action) -> DomainError | None:
    """What has to be signed first."""
    if hat.lacks and action not in WITHOUT_CONSENT:
        return ConsentMissing(hat.binding_id)
    if not hat.has_signed and action not in WITHOUT_NOTE:
        return NoteMissing()
    return None


def asks_pin(action: Action) -> bool:
    """Whether a PIN may come before it: before what changes anything but one's own choices."""
    return not action.startswith("read_") and action not in _OWN_CHOICES


def allows(hat: Hat, action: Action, target: Target) -> bool:
    """`TABLE` applied to one hat, whatever has been signed."""
    return action in _allowed(hat, relations_of(hat, target))


def _allowed(hat: Hat, relations: frozenset[Relation]) -> frozenset[Action]:
    """All that the hat may do in these relations; as a trusted person only what it was given."""
    allowed = _allowed_by_table(hat.roles, relations)
    if Relation.ENTRUSTED in relations:
        given = allowed & hat.rights
        return given | _allowed_by_table(hat.roles, relations - {Relation.ENTRUSTED})
    return allowed


@lru_cache(maxsize=1024)  # as many ways to stand to something do not come up
def _allowed_by_table(roles: frozenset[Role], relations: frozenset[Relation]) -> frozenset[Action]:
    return frozenset(
        action
        for action, allowed in TABLE.items()
        if any(not relations.isdisjoint(allowed.get(role, ())) for role in roles)
    )


def relations_of(hat: Hat, target: Target) -> frozenset[Relation]:
    """Every relation in which this hat stands to the target; other schools have none."""
    if target.school_id is not None and target.school_id != hat.school.id:
        return frozenset()
    found = set()
    if target.person_id == hat.person.id:
        found.add(Relation.SELF)
    if hat.student is not None and target.student_id == hat.student.id:
        found.add(_to_student(hat, hat.student))
    if target.teacher_id == hat.person.id and hat.is_staff:
        found.add(Relation.OWN_LESSON)
    if target.school_class_id in hat.homeroom_class_ids:
        found.add(Relation.OWN_CLASS)
    if target.school_class_id in hat.group_class_ids:
        found.add(Relation.OWN_GROUP)
    if target.summary in hat.granted:
        found.add(Relation.GRANTED)
    if target.school_id == hat.school.id:
        found.add(Relation.OWN_SCHOOL)
    return frozenset(found)


def _to_student(hat: Hat, student: Student) -> Relation:
    if Role.TRUSTED_CONTACT in hat.roles:
        return Relation.ENTRUSTED
    return Relation.SELF if student.id == hat.person.id else Relation.OWN_CHILD
