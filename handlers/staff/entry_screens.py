"""The entries of a card, and the classes of an educator."""

from collections.abc import Sequence

from domain.classes.model import SchoolClass
from domain.people import Sex
from domain.staff.model import CardField, StaffCard
from handlers.page import Block, Footer, Heading
from handlers.screen import MAX_BUTTON, Button, Screen, in_columns
from handlers.staff.callbacks import (
    AskField,
    OpenEntries,
    OpenGroups,
    OpenMember,
    SetGroup,
    SetSex,
)
from handlers.staff.names import field_name, written
from handlers.words import _, c_, day_month_year, in_sentence, shorten


def entries_screen(card: StaffCard) -> Screen:
    """What the regulations ask for of staff (S4 П2.V); what is missing is a dash."""
    stored = dict(written(card))
    if card.birth_date is not None:
        stored[CardField.BIRTH_DATE] = day_month_year(card.birth_date)
    sexes = {Sex.FEMALE: c_("sex", "female"), Sex.MALE: c_("sex", "male"), None: "—"}
    fields = [each for each in CardField if each is not CardField.NAME or card.is_own_entry]
    blocks: list[Block] = [
        Heading(card.person.full_name),
        _("Sex: {sex}").format(sex=sexes[card.person.sex]),
    ]
    blocks += [
        f"{field_name(each)}: {stored.get(each, '—')}"
        for each in fields
        if each is not CardField.NAME
    ]
    if not card.is_own_entry:
        blocks.append(Footer(_("The name comes from the register's files and is changed there.")))
    person_id = card.person.id
    buttons = [
        Button(field_name(each), AskField(person_id=person_id, field=each)) for each in fields
    ]
    to_set = [
        Button(text, SetSex(person_id=person_id, sex=sex))
        for sex, text in ((Sex.FEMALE, _("Sex: female")), (Sex.MALE, _("Sex: male")))
        if sex is not card.person.sex
    ]
    back = Button(_("‹ Back"), OpenMember(person_id=person_id))
    return Screen(blocks, [*in_columns([*buttons, *to_set], 2), [back]])


def field_screen(card: StaffCard, field: CardField) -> Screen:
    """The question for one entry."""
    title = f"{card.person.full_name}: {in_sentence(field_name(field))}"
    return Screen(
        [Heading(title), _hint(field)],
        [[Button(_("‹ Back"), OpenEntries(person_id=card.person.id))]],
    )


def _hint(field: CardField) -> str:
    match field:
        case CardField.NAME:
            return _("Type the full name: Ivanova Anna Petrovna")
        case CardField.BIRTH_DATE:
            return _("Type the date: 05.03.1980")
        case CardField.POSITION:
            return _("Type the main position: teacher of mathematics")
        case CardField.PAY_GRADE:
            return _("Type the pay grade: 12")
        case CardField.CATEGORY:
            return _("Type the category: first")
        case CardField.SPECIALTY:
            return _("Type the specialty of the diploma: mathematics")


def groups_screen(card: StaffCard, classes: Sequence[SchoolClass], grade_level: int) -> Screen:
    """Which classes are in the group after lessons: a grade, then a tap for each class."""
    own = {each.id for each in card.groups}
    titles = ", ".join(each.title for each in card.groups) or "—"
    blocks: list[Block] = [
        Heading(_("{person} · group after lessons").format(person=card.person.short_name)),
        _("Classes: {classes}").format(classes=titles),
    ]
    person_id = card.person.id
    if grade_level:
        buttons = [
            Button(
                shorten(f"✓ {each.title}" if each.id in own else each.title, MAX_BUTTON),
                SetGroup(person_id=person_id, class_id=each.id, grant=each.id not in own),
            )
            for each in classes
            if each.grade_level == grade_level
        ]
        back = Button(_("‹ Back"), OpenGroups(person_id=person_id))
    else:
        buttons = [
            Button(
                _("Grade {grade}").format(grade=grade),
                OpenGroups(person_id=person_id, grade_level=grade),
            )
            for grade in sorted({each.grade_level for each in classes})
        ]
        back = Button(_("‹ Back"), OpenMember(person_id=person_id))
    return Screen(blocks, [*in_columns(buttons, 3), [back]])
