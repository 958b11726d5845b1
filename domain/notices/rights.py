"""What a chat must be allowed when a notice about a pupil is written for it, and when it leaves."""

from collections.abc import Mapping

from domain.access import Action
from domain.notices.model import Kind, Reader

RIGHT_TO_HEAR: Mapping[Kind, Action] = {
    Kind.ABSENCE: Action.READ_ATTENDANCE,
    Kind.FINAL_MARK: Action.READ_FINAL_MARKS,
    Kind.MESSAGE: Action.READ_MESSAGES,
    Kind.MARK: Action.READ_MARKS,
    Kind.LESSON: Action.READ_TIMETABLE,
    Kind.HOMEWORK: Action.READ_HOMEWORK,
    Kind.BINDING: Action.END_BINDING,  # whoever may end it is told of it
    Kind.TRUST: Action.CHOOSE_NOTICES,  # whoever is told anything of this child
}

IN_CARD = frozenset({Action.READ_TIMETABLE, Action.READ_HOMEWORK})
"""Without one of these there is no evening card."""


def may_hear(reader: Reader, kind: Kind) -> bool:
    """Whether a notice is worth writing; a trusted person's rights are known to the reader."""
    return reader.rights is None or RIGHT_TO_HEAR.get(kind) in reader.rights
