"""Somebody's or a class's records among those of the school: whose is chosen, or typed."""

from collections.abc import Sequence

from domain.audit.trail_model import FOUND, Named
from domain.classes.model import SchoolClass
from handlers.audit.callbacks import AskLogName, Of, OpenAudit, OpenLogClasses
from handlers.labels import labels
from handlers.page import Block, Footer, Heading
from handlers.screen import MAX_BUTTON, Button, Screen, in_columns
from handlers.words import _, joined, shorten


def classes_screen(classes: Sequence[SchoolClass], grade_level: int) -> Screen:
    """A grade, then a class."""
    if grade_level:
        heading = _("Grade {grade}").format(grade=grade_level)
        buttons = [
            Button(
                shorten(each.title, MAX_BUTTON),
                OpenAudit(of=Of.CLASS, of_id=each.id, from_log=True),
            )
            for each in classes
            if each.grade_level == grade_level
        ]
        back = Button(_("‹ Back"), OpenLogClasses())
    else:
        heading = _("Log of actions")
        buttons = [
            Button(_("Grade {grade}").format(grade=grade), OpenLogClasses(grade_level=grade))
            for grade in sorted({each.grade_level for each in classes})
        ]
        back = Button(_("‹ Back"), OpenAudit(of=Of.SCHOOL))
    blocks: list[Block] = [Heading(heading), _("Of which class?")]
    return Screen(blocks, [*in_columns(buttons, 3), [back]])


def name_screen() -> Screen:
    """Whose records."""
    blocks: list[Block] = [
        Heading(_("Log of actions")),
        _("Type the beginning of the name of a pupil, a parent or a member of staff."),
    ]
    return Screen(blocks, [[Button(_("‹ Back"), OpenAudit(of=Of.SCHOOL))]])


def found_screen(found: Sequence[Named]) -> Screen:
    """Who was found, who has left included: of a pupil the records about them, else those by."""
    back = [Button(_("‹ Back"), OpenAudit(of=Of.SCHOOL))]
    if not found:
        return Screen([_("Nobody of this name. Type another beginning.")], [back])
    shown = found[:FOUND]
    blocks: list[Block] = [Heading(_("Whose records?"))]
    blocks += [f"• {_described(each)}" for each in shown]
    if len(found) > FOUND:
        blocks.append(Footer(_("There are more: type more of the name.")))
    names = labels([each.person for each in shown])
    buttons = [
        Button(
            names[each.person.id],
            OpenAudit(
                of=Of.PUPIL if each.is_pupil else Of.PERSON, of_id=each.person.id, from_log=True
            ),
        )
        for each in shown
    ]
    other = [Button(_("Another name"), AskLogName())]
    return Screen(blocks, [*in_columns(buttons, 2), other, back])


def _described(named: Named) -> str:
    if named.is_pupil or named.of_child is None:
        return joined(named.person.full_name, named.class_title)
    of_child = _("parent of {child}").format(child=named.of_child.list_name)
    return joined(named.person.full_name, of_child)
