"""Making notes of what a person wrote."""

from datetime import datetime

from domain.access import TABLE, Action
from domain.actor import Actor
from domain.audit.model import Deed, Facts, Note, Thing, Who
from domain.hat import Hat


def note_of(
    actor: Actor,
    hat: Hat,
    action: Action | Deed,
    thing: Thing,
    *,
    at: datetime,
    about: int | None,
    school_class_id: int | None,
    before: Facts | None,
    after: Facts | None,
) -> Note:
    """With the role and the class of the permission that was given for it."""
    permit = actor.permit(hat, action)
    if permit is not None and school_class_id is None:
        school_class_id = permit.target.school_class_id
    role = permit.role if permit is not None else _role(hat, action)
    who = Who(hat.school.id, actor.chat_id, hat.person.id, str(role))
    if before is None and after is None:
        after = {}  # else it would pass for a look
    return Note(at, who, str(action), thing, about, school_class_id, before, after)


def _role(hat: Hat, action: Action | Deed) -> str:
    """Where the table was asked for its opinion only: the first role that it lets, or any."""
    if isinstance(action, Action):
        for role in TABLE[action]:
            if role in hat.roles:
                return role
    return min(hat.roles, default="")
