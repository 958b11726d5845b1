"""«Вам дали роль …»: to whoever was made something, or is it no more."""

from domain.staff.model import RoleDecision
from handlers.menu.callbacks import OpenMenu
from handlers.page import Block, Heading
from handlers.screen import Button, Screen
from handlers.whose import staff_roles
from handlers.words import _, in_sentence, joined


def role_screen(decision: RoleDecision) -> Screen:
    """What it is, who decided it, and that it holds already."""
    role = joined(in_sentence(staff_roles([decision.role])[0]), decision.class_title)
    blocks: list[Block]
    if decision.is_granted:
        blocks = [
            Heading(_("You have a new role: {role}").format(role=role)),
            _("The menu shows what is open to you now."),
        ]
    else:
        blocks = [
            Heading(_("You are no longer: {role}").format(role=role)),
            _("What this role opened is closed now. If this is a mistake, ask who decided it."),
        ]
    who = decision.decided_by.full_name if decision.decided_by else _("the school's server")
    blocks.insert(
        1, _("{school}. Decided by: {person}").format(school=decision.school.name, person=who)
    )
    return Screen(blocks, [[Button(_("Menu"), OpenMenu())]])
