"""Writing to families on the screen: to whom, the text, the preview."""

from collections.abc import Sequence

from domain.classes.model import SchoolClass
from domain.messages.model import Draft, Recipient
from handlers.classes.callbacks import OpenClass
from handlers.labels import labels
from handlers.messages.callbacks import (
    DropDraft,
    OpenMessages,
    PickFamilies,
    SendDraft,
    WriteToFamilies,
    WriteToPicked,
)
from handlers.messages.picking import Picking
from handlers.page import Block, Footer, Heading
from handlers.screen import Button, Keyboard, Screen, Style, in_columns
from handlers.words import _, n_

_NAMED = 8


def audience_screen(school_class: SchoolClass, picking: Picking) -> Screen:
    """To everybody, or to families to be picked."""
    class_id = school_class.id
    blocks: list[Block] = [
        Heading(_("{title} · a message to parents").format(title=school_class.title)),
        _("To whom?"),
    ]
    everybody = WriteToPicked(class_id=class_id)
    pick = PickFamilies(class_id=class_id, check=picking.check)
    rows: Keyboard = [
        [Button(_("All parents"), everybody, Style.PRIMARY), Button(_("Pick families"), pick)],
        [Button(_("‹ Back"), OpenClass(class_id=class_id))],
    ]
    return Screen(blocks, rows)


def picking_screen(school_class: SchoolClass, picking: Picking) -> Screen:
    """A button a family; every tap leads to the selection with it, so old buttons stay true."""
    class_id, count = school_class.id, len(picking.student_ids)
    picked = n_("Picked: {count} family", "Picked: {count} families", count)
    blocks: list[Block] = [
        Heading(_("{title} · a message to parents").format(title=school_class.title)),
        picked if count else _("Tap the pupils whose parents shall get it."),
    ]
    names = labels([family.student for family in picking.families])
    pupils = []
    for place, family in enumerate(picking.families):
        after = picking.toggled(place)
        to = PickFamilies(class_id=class_id, picked=after.picked, check=picking.check)
        is_picked = picking.is_picked(place)
        name = names[family.student.id]
        pupils.append(
            Button(f"✓ {name}" if is_picked else name, to, Style.SUCCESS if is_picked else None)
        )
    last = [Button(_("‹ Back"), WriteToFamilies(class_id=class_id))]
    if count:
        write = WriteToPicked(class_id=class_id, picked=picking.picked, check=picking.check)
        text = _("Write · {count}").format(count=count)
        last.append(Button(text, write, Style.PRIMARY))
    return Screen(blocks, [*in_columns(pupils, 3), last])


def question_screen(school_class: SchoolClass, recipients: Sequence[Recipient]) -> Screen:
    """The text is asked for; who will get it stands above."""
    people = len({each.person.id for each in recipients})
    blocks: list[Block] = [
        Heading(_("{title} · a message to parents").format(title=school_class.title)),
        to_whom(recipients),
        n_("It will go to {count} person.", "It will go to {count} people.", people),
        Footer(_("Type the text and send it here. Before it goes out you will see it once more.")),
    ]
    return Screen(blocks, [[Button(_("‹ Back"), WriteToFamilies(class_id=school_class.id))]])


def to_whom(recipients: Sequence[Recipient]) -> str:
    """«Родителям учеников: Белов П., Иванова А. Д.», cut with the number of the others."""
    students = list({each.student.id: each.student for each in recipients}.values())
    if len(students) == 1:
        return _("To the parents of {name}").format(name=students[0].full_name)
    shown = [student.short_name for student in students[:_NAMED]]
    text = _("To the parents of: {names}").format(names=", ".join(shown))
    left = len(students) - len(shown)
    if left:
        text += " " + n_("and {count} more", "and {count} more", left)
    return text


def preview_screen(draft: Draft) -> Screen:
    """The text as families will see it, and how many of them it reaches."""
    out_of_reach = draft.out_of_reach
    blocks: list[Block] = [
        Heading(_("Check the message")),
        draft.text,
        "",
        to_whom(draft.recipients),
    ]
    if out_of_reach:
        reached = draft.people - len({each.person.id for each in out_of_reach})
        blocks.append(
            _(
                "{reached} of {all} will get it now; the others are not connected yet"
                " or have blocked the bot."
            ).format(reached=reached, all=draft.people)
        )
    blocks.append(Footer(_("To change it, send another text.")))
    rows = [
        [
            Button(_("Send"), SendDraft(draft_id=draft.id), Style.SUCCESS),
            Button(_("Do not send"), DropDraft(draft_id=draft.id)),
        ],
        [Button(_("‹ Back"), OpenClass(class_id=draft.school_class.id))],
    ]
    return Screen(blocks, rows)


def dropped_screen() -> Screen:
    """Nothing went out."""
    return Screen([_("It was not sent.")], [[Button(_("‹ Back"), OpenMessages())]])
