"""To a chat that was connected and is not any more: which side ended it, and what can be done."""

from domain.binding.former import Closing, Former
from domain.binding.model import BindingRole
from handlers.page import Block, Heading
from handlers.screen import Screen
from handlers.words import _, day_month_year


def former_screen(former: Former) -> Screen:
    """Nothing of the pupil: the chat has no right to it."""
    blocks: list[Block] = [Heading(_("Your access has ended"))]
    match former.closing:
        case Closing.REVOKED:
            blocks.append(_("A parent ended it. If you think it is a mistake, ask them."))
        case Closing.OVER:
            assert former.last_day is not None  # of a trust
            blocks.append(
                _(
                    "A parent gave it until {day}. To see the diary longer, ask them: they can"
                    " prolong it or give a new code."
                ).format(day=day_month_year(former.last_day))
            )
        case Closing.UNCONSENTED:
            blocks.append(_("The parents' consent to it is missing now. Ask them."))
        case Closing.BY_REGISTER:
            blocks.append(_by_register(former.role))
    blocks += ["", _("Have you got a new code? Send it here. Another language: /language")]
    return Screen(blocks)


def _by_register(role: BindingRole) -> str:
    match role:
        case BindingRole.TRUSTED_CONTACT:
            return _(
                "By the school's lists the pupil, or the parent who let you see the diary, is here"
                " no more. Ask the parents."
            )
        case BindingRole.GUARDIAN:
            return _(
                "By the school's lists the pupil has left, or you are not the parent any more. If"
                " it is a mistake, tell the homeroom teacher."
            )
        case BindingRole.STUDENT:
            return _(
                "By the school's lists this pupil has left. If it is a mistake, the homeroom"
                " teacher can mend it."
            )
        case BindingRole.STAFF:
            return _(
                "By the school's lists you work here no more. If it is a mistake, tell the"
                " school's administrator."
            )
