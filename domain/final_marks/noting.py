"""What saving final marks leaves behind: a record of each, and what the families hear."""

from collections.abc import Sequence

from domain.access import Action
from domain.actor import Actor
from domain.audit.model import Facts, Thing, ThingKind
from domain.final_marks.setting_model import FinalMarkChange
from domain.hat import Hat
from domain.marks.value import MarkValue
from domain.notices.model import Event, Kind
from domain.notices.telling import tell_families
from domain.uow import UnitOfWork


def note_final(
    uow: UnitOfWork,
    by: tuple[Actor, Hat],
    change: FinalMarkChange,
    values: tuple[MarkValue | None, MarkValue],
    which: Facts,
    **why: str,
) -> Event:
    """Records one; what is to be told of it."""
    old, new = values
    uow.audit.note(
        *by,
        Action.SET_FINAL_MARK,
        Thing(ThingKind.FINAL_MARK, change.final_mark_id),
        about=change.student_id,
        before=None if old is None else {**which, "value": _recorded(old)},
        after={**which, "value": _recorded(new), **why},
    )
    return Event(
        Kind.FINAL_MARK, change.student_id, change.change_id, about_id=change.final_mark_id
    )


def _recorded(value: MarkValue) -> int | str:
    """In the audit trail a number stays a number."""
    return value.code if value.number is None else value.number


async def tell_of_finals(uow: UnitOfWork, events: Sequence[Event]) -> int:
    """One message to each family; how many marks changed."""
    if events:
        await tell_families(uow, events)
    return len(events)
