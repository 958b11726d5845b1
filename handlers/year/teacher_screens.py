"""Who teaches a subject in a class or group: the choice, and what changes by it."""

from domain.people import Person
from domain.year.load_model import SectionHours
from domain.year.teaching import Appointing
from handlers.labels import labels
from handlers.page import Block, Footer, Heading
from handlers.ranges import by_letters
from handlers.screen import Button, Screen, Style, in_columns
from handlers.words import _, c_, joined, shorten
from handlers.year.load_callbacks import OpenHours
from handlers.year.teacher_callbacks import AskTeacher, OpenTeachers, SetTeacher


def teachers_screen(found: Appointing, page: int) -> Screen:
    """Teachers of today, a page by the first letters of their names."""
    section, grade_level = found.section, found.grade_level
    shown = by_letters(
        found.members,
        page,
        lambda to: OpenTeachers(grade_level=grade_level, section_id=section.id, page=to),
        lambda each: each.person.family_name,
    )
    blocks: list[Block] = [
        Heading(_title(section)),
        _now(section),
        _("Whom to appoint?") if found.members else _("Nobody else has the role of a teacher."),
        Footer(_("Only who has the role of a teacher is here.")),
    ]
    names = labels([each.person for each in shown.items])
    buttons = [
        Button(
            names[each.person.id],
            AskTeacher(grade_level=grade_level, section_id=section.id, person_id=each.person.id),
        )
        for each in shown.items
    ]
    up = OpenHours(grade_level=grade_level, subject_id=section.subject_id, section_id=section.id)
    back = Button(_("‹ Back"), up)
    return Screen(blocks, [*in_columns(buttons, 2), *shown.rows, [back]])


def ask_screen(grade_level: int, section: SectionHours, person: Person) -> Screen:
    """What changes, before it does."""
    blocks: list[Block] = [
        Heading(_title(section)),
        _now(section),
        _("Will teach it: {person}.").format(person=person.full_name),
        _(
            "Marks, homework and final marks of this subject are the new teacher's, and so are the"
            " lessons that have not begun. Substitutions stay, and so does what was decided by"
            " “From now on…”. What was set before keeps its author."
        ),
        Footer(
            _(
                "The bot tells both. A file that names another teacher here changes nothing, as"
                " long as this one works at the school."
            )
        ),
    ]
    yes = SetTeacher(
        grade_level=grade_level,
        section_id=section.id,
        person_id=person.id,
        seen=section.teacher.id if section.teacher else 0,
    )
    back = OpenTeachers(grade_level=grade_level, section_id=section.id)
    return Screen(blocks, [[Button(_("Appoint"), yes, Style.PRIMARY)], [Button(_("‹ Back"), back)]])


def _title(section: SectionHours) -> str:
    """«Алгебра · 7А, гр. 1»."""
    whose = joined(section.class_title, section.group_name)
    return joined(shorten(section.subject, 60), shorten(whose, 60), by=" · ")


def _now(section: SectionHours) -> str:
    teacher = section.teacher.full_name if section.teacher else _("no teacher")
    return c_("teacher of a section", "Teacher now: {person}").format(person=teacher)
