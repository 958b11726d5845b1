"""Whoever acts, with every hat worn: asks the table of rights before anything is done."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import NamedTuple

from domain.access import TABLE, Action, Role
from domain.errors import Denied, DomainError, PinNeeded, Unbound
from domain.hat import Hat, Target, allowed_to, allows, may, obstacle, relations_of

_OWN_CHOICES = frozenset({Action.CHOOSE_NOTICES, Action.SET_PIN})


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

    @property
    def led_class_ids(self) -> frozenset[int]:
        """Classes led or looked after, in whichever hat."""
        own = (hat.homeroom_class_ids | hat.group_class_ids for hat in self.hats)
        return frozenset().union(*own)

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
            lacking = obstacle(hat, action)
            if lacking is None:
                self.require_pin(hat, action)
                self.permitted.append(Permit(hat, action, target))
                return hat
            missing = missing or lacking
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
        found: frozenset[Action] = frozenset()
        for hat in self.hats:
            allowed = allowed_to(hat, target).intersection(actions)
            if hat.lacks or not hat.has_signed:
                allowed = frozenset(each for each in allowed if obstacle(hat, each) is None)
            found |= allowed
        return found


def asks_pin(action: Action) -> bool:
    """Whether a PIN may come before it: before what changes anything but one's own choices."""
    return not action.startswith("read_") and action not in _OWN_CHOICES
