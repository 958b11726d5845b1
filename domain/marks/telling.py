"""Which news a mark is: any, or one that waits for no evening."""

from domain.marks.value import MarkValue
from domain.notices.model import Event, Kind
from domain.policy import SchoolPolicy


def mark_event(
    policy: SchoolPolicy,
    student_id: int,
    ids: tuple[int, int],
    values: tuple[MarkValue | None, MarkValue | None],
    *,
    is_control: bool,
) -> Event:
    """A change of a mark; `ids` are the change's and the mark's, `values` before and after.

    A control work and an unsatisfactory mark are told without delay, and so is a correction to
    whoever knows the mark.
    """
    change_id, mark_id = ids
    old, new = values
    is_bad = new is not None and new.is_unsatisfactory(policy)
    return Event(
        Kind.MARK,
        student_id,
        change_id,
        about_id=mark_id,
        is_urgent=new is not None and (is_control or is_bad),
        is_correction=old is not None,
    )
