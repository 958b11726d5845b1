"""What a chat was connected to before, to be told how that ended instead of «who are you».

Nothing of a pupil is said by it. To whoever was thrown out by «Это не я» or as a lost phone, and to
whoever left, nothing is said: the first two may be a thief's chat, the last knows.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.binding.model import BindingRole, FormerBinding
from domain.uow import UnitOfWork


class Closing(StrEnum):
    """Which side ended it."""

    REVOKED = "revoked"  # a guardian
    OVER = "over"  # the day until which a guardian gave it
    UNCONSENTED = "unconsented"  # no guardian consents to it any more
    BY_REGISTER = "by_register"  # the school's lists: has left, is no guardian any more


@dataclass(frozen=True, slots=True)
class Former:
    """As whom the chat was connected, and how that ended."""

    role: BindingRole
    closing: Closing
    last_day: date | None = None  # of a trust that is over


async def former_access(uow: UnitOfWork, chat_id: int) -> Former | None:
    """Of a chat that was connected as one thing only; None where there is nothing to say."""
    found = await uow.bindings.former(chat_id)
    if len({each.role for each in found}) != 1:
        return None
    last = found[-1]
    if last.role is BindingRole.TRUSTED_CONTACT:
        return _of_trust(last)
    by_register = last.ended_by is None and (last.ended_at is not None or not last.is_of_school)
    return Former(last.role, Closing.BY_REGISTER) if by_register else None


def _of_trust(last: FormerBinding) -> Former | None:
    if last.trust_last_day is None:
        return None  # nobody named them
    revoked_at = last.trust_revoked_at
    if last.ended_at is not None and last.ended_by is not None:
        # Ended with the trust: else by a new code, or by the person.
        is_with_it = revoked_at is not None and last.ended_at >= revoked_at
        return Former(last.role, Closing.REVOKED) if is_with_it else None
    if last.ended_at is not None or not last.is_of_school:
        return Former(last.role, Closing.BY_REGISTER)
    if last.trust_is_over:
        return Former(last.role, Closing.OVER, last.trust_last_day)
    return Former(last.role, Closing.UNCONSENTED)
