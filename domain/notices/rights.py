"""What a chat must be allowed when a notice about a pupil is written for it, and when it leaves."""

from collections.abc import Mapping, Set

from domain.access import Action
from domain.notices.model import Kind, Reader

RIGHT_TO_HEAR: Mapping[Kind, Action] = {
    Kind.ABSENCE: Action.READ_ATTENDANCE,
    Kind.FINAL_MARK: Action.READ_FINAL_MARKS,
    Kind.REMARK: Action.READ_REMARKS,
    Kind.MESSAGE: Action.READ_MESSAGES,
    Kind.MARK: Action.READ_MARKS,
    Kind.LESSON: Action.READ_TIMETABLE,
    Kind.HOMEWORK: Action.READ_HOMEWORK,
    Kind.FORECAST: Action.READ_MARKS,
    Kind.EVENT: Action.READ_EVENTS,
    Kind.BINDING: Action.END_BINDING,  # whoever may end it is told of it
    Kind.TRUST: Action.CHOOSE_NOTICES,  # whoever is told anything of this child
}

ASKED_WHEN_TOLD = frozenset({*RIGHT_TO_HEAR.values(), Action.NAME_TRUSTED, Action.EXPLAIN_ABSENCE})

IN_CARD = frozenset({Action.READ_TIMETABLE, Action.READ_HOMEWORK})
"""Without one of these there is no evening card."""


def rights_to_hear(kind: Kind) -> Set[Action]:
    """One of these is enough."""
    return IN_CARD if kind is Kind.TOMORROW else frozenset({RIGHT_TO_HEAR[kind]})


def may_hear(reader: Reader, kind: Kind) -> bool:
    """Whether a notice is worth writing; a trusted person's rights are known to the reader.

    That there are none any more is told to whoever had them.
    """
    if reader.rights is None or kind is Kind.TRUST_OVER:
        return True
    return RIGHT_TO_HEAR.get(kind) in reader.rights
