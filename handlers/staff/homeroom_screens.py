"""Who leads which class, and the choice of another homeroom teacher."""

from collections.abc import Sequence

from aiogram.filters.callback_data import CallbackData

from domain.classes.model import SchoolClass
from domain.people import Person
from domain.staff.model import StaffMember
from handlers.labels import labels
from handlers.page import Block, Footer, Heading
from handlers.ranges import by_letters
from handlers.screen import MAX_BUTTON, Button, Screen, Style, in_columns
from handlers.staff.callbacks import (
    AskHomeroom,
    OpenHomeroom,
    OpenHomerooms,
    OpenMember,
    OpenStaff,
    SetHomeroom,
)
from handlers.words import _, joined, n_, shorten


def grades_screen(classes: Sequence[SchoolClass], person: Person | None) -> Screen:
    """A grade first; whether every class has somebody."""
    title = _("Homeroom teachers")
    if person is not None:
        title = _("{person} · homeroom teacher").format(person=person.short_name)
    without = [each.title for each in classes if each.homeroom_teacher is None]
    blocks: list[Block] = [Heading(title)]
    if without:
        count = n_("{count} class without", "{count} classes without", len(without))
        blocks.append(f"{count}: {shorten(', '.join(without), 200)}")
    else:
        blocks.append(_("Every class has a homeroom teacher."))
    grades = sorted({each.grade_level for each in classes})
    buttons = [
        Button(
            _("Grade {grade}").format(grade=grade),
            OpenHomerooms(grade_level=grade, person_id=person.id if person else 0),
        )
        for grade in grades
    ]
    back = OpenMember(person_id=person.id) if person else OpenStaff()
    return Screen(blocks, [*in_columns(buttons, 3), [Button(_("‹ Back"), back)]])


def classes_screen(
    classes: Sequence[SchoolClass], grade_level: int, person: Person | None
) -> Screen:
    """The classes of a grade; a tap chooses one."""
    found = [each for each in classes if each.grade_level == grade_level]
    blocks: list[Block] = [Heading(_("Grade {grade}").format(grade=grade_level))]
    blocks += [f"{each.title}: {_leader(each)}" for each in found]
    buttons = [Button(shorten(each.title, MAX_BUTTON), _to_class(each, person)) for each in found]
    back = OpenHomerooms(person_id=person.id if person else 0)
    return Screen(blocks, [*in_columns(buttons, 3), [Button(_("‹ Back"), back)]])


def _to_class(school_class: SchoolClass, person: Person | None) -> CallbackData:
    if person is None:
        return OpenHomeroom(class_id=school_class.id)
    return AskHomeroom(class_id=school_class.id, person_id=person.id, of_person=True)


def teachers_screen(
    school_class: SchoolClass, teachers: Sequence[StaffMember], page: int
) -> Screen:
    """Who is to lead it: teachers of today, a page by the first letters of their names."""
    leader = school_class.homeroom_teacher
    others = [each for each in teachers if leader is None or each.person.id != leader.id]
    shown = by_letters(
        others,
        page,
        lambda to: OpenHomeroom(class_id=school_class.id, page=to),
        lambda each: each.person.family_name,
    )
    blocks: list[Block] = [
        Heading(_("{title} · homeroom teacher").format(title=school_class.title)),
        _leader(school_class, in_full=True),
        _("Whom to appoint?") if others else _("Nobody else has the role of a teacher."),
        Footer(_("Only who has the role of a teacher is here.")),
    ]
    names = labels([each.person for each in shown.items])
    buttons = [
        Button(
            names[each.person.id], AskHomeroom(class_id=school_class.id, person_id=each.person.id)
        )
        for each in shown.items
    ]
    nobody = []
    if leader is not None:
        nobody = [Button(_("Without a leader"), AskHomeroom(class_id=school_class.id))]
    back = Button(_("‹ Back"), OpenHomerooms(grade_level=school_class.grade_level))
    rows = [*in_columns(buttons, 2), *shown.rows, *([nobody] if nobody else [])]
    return Screen(blocks, [*rows, [back]])


def ask_screen(school_class: SchoolClass, member: StaffMember | None, *, of_person: bool) -> Screen:
    """What changes, before it does."""
    title = school_class.title
    if member is None:
        heading = _("{title}: without a homeroom teacher?").format(title=title)
    else:
        heading = _("{title}: homeroom teacher {person}?").format(
            title=title, person=member.person.full_name
        )
    blocks: list[Block] = [Heading(heading)]
    leader = school_class.homeroom_teacher
    if leader is not None and (member is None or leader.id != member.person.id):
        blocks.append(
            _("{person} leads it now and loses the class from the next tap on.").format(
                person=leader.full_name
            )
        )
    blocks.append(_("Files imported later do not change what is decided here."))
    told = [each for each in (member and member.person, leader) if each is not None]
    if told:
        blocks.append(Footer(_("Who is connected is told at once.")))
    person_id = member.person.id if member else 0
    seen = leader.id if leader else 0
    yes = SetHomeroom(class_id=school_class.id, person_id=person_id, seen=seen)
    text, style = (_("Appoint"), Style.PRIMARY) if member else (_("Yes, nobody"), Style.DANGER)
    back: CallbackData = OpenHomeroom(class_id=school_class.id)
    if of_person:
        back = OpenHomerooms(grade_level=school_class.grade_level, person_id=person_id)
    return Screen(blocks, [[Button(text, yes, style)], [Button(_("‹ Back"), back)]])


def _leader(school_class: SchoolClass, *, in_full: bool = False) -> str:
    leader = school_class.homeroom_teacher
    if leader is None:
        return _("no homeroom teacher")
    if not in_full:
        return leader.short_name
    return joined(_("Now"), leader.full_name, by=": ")
