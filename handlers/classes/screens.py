"""«Мой класс» on the screen: at a glance, its families, one pupil, the choice of a class."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from domain.access import Action
from domain.calendar import School
from domain.classes.codes import codes_out
from domain.classes.model import Absentee, ClassDay, Family, Member, PupilCard, SchoolClass
from domain.people import Person
from domain.weeks_read.model import ClassCount
from handlers.absences.callbacks import OpenAnnouncing
from handlers.attendance.screens import reason_name
from handlers.audit.callbacks import Of, OpenAudit
from handlers.classes.callbacks import (
    IssueCodes,
    OpenCard,
    OpenClass,
    OpenClasses,
    OpenFamilies,
    OpenGrade,
    RevokeCodes,
)
from handlers.classes.class_buttons import class_buttons, more_buttons
from handlers.delivery.callbacks import OpenPupilLedger
from handlers.labels import labels
from handlers.menu.callbacks import OpenMenu
from handlers.menu.sections import diary_sections
from handlers.messages.callbacks import WriteToFamilies, WriteToOne
from handlers.page import Block, Footer, Heading, bold
from handlers.paging import paged
from handlers.remarks.callbacks import OpenRemarks
from handlers.screen import MAX_BUTTON, Button, Screen, in_columns
from handlers.weeks_read.words import confirmed_line, count_words
from handlers.words import _, c_, day_month, he_she, in_sentence, joined, n_, shorten

_FAMILIES_ON_PAGE = 15
_ABSENTEES_NAMED = 12


def class_screen(day: ClassDay, allowed: Collection[Action]) -> Screen:
    """The class today: how many, who is absent, how many families are connected."""
    school_class, families = day.school_class, day.families
    heading = n_("{count} pupil", "{count} pupils", len(families))
    blocks: list[Block] = [
        Heading(f"{school_class.title} · {heading}"),
        *_absence_lines(day),
        _("Parents connected: {connected} {of_families}").format(
            connected=len(day.connected),
            of_families=n_("of {count} family", "of {count} families", len(families)),
        ),
        *_unreachable_line(families),
        *_read_line(day),
    ]
    rows = in_columns(class_buttons(day, allowed), 2)
    if Action.WRITE_TO_FAMILIES in allowed:
        write = Button(_("Write to parents"), WriteToFamilies(class_id=school_class.id))
        rows.insert(0, [write])
    return Screen(blocks, [*rows, [_back_to_menu()]])


def more_screen(day: ClassDay, allowed: Collection[Action]) -> Screen | None:
    """The rare things of a class; None where they are few and stand on its page."""
    buttons = more_buttons(day, allowed)
    if not buttons:
        return None
    back = [Button(_("‹ Back"), OpenClass(class_id=day.school_class.id))]
    blocks: list[Block] = [Heading(day.school_class.title), _("What is needed less often.")]
    return Screen(blocks, [*in_columns(buttons, 2), back])


def _unreachable_line(families: Sequence[Family]) -> list[Block]:
    """Who was connected and does not get messages any more."""
    count = sum(member.is_unreachable for family in families for member in family.guardians)
    if not count:
        return []
    return [
        n_(
            "{count} parent does not get messages any more",
            "{count} parents do not get messages any more",
            count,
        )
    ]


def _read_line(day: ClassDay) -> list[Block]:
    """How many families have confirmed the week, where there is anything to read in it."""
    if day.have_read is None or not day.families:
        return []
    return [confirmed_line(day.have_read, len(day.families))]


def _absence_lines(day: ClassDay) -> list[Block]:
    if not day.roll_calls:
        return [_("No roll has been called today yet.")]
    if not day.absentees:
        return [_("Nobody is absent today.")]
    head = n_("{count} absent today", "{count} absent today", len(day.absentees))
    unknown = len(day.without_reason)
    if unknown:
        words = n_("{count} without a reason", "{count} without a reason", unknown)
        head = f"{head}, {words}"
    lines: list[Block] = [bold(head)]
    times = Counter(family.student.list_name for family in day.families)
    lines += [
        _absentee_line(each, is_namesake=times[each.student.list_name] > 1)
        for each in day.absentees[:_ABSENTEES_NAMED]
    ]
    left = len(day.absentees) - _ABSENTEES_NAMED
    if left > 0:
        lines.append(n_("and {count} more", "and {count} more", left))
    return lines


def _absentee_line(absentee: Absentee, *, is_namesake: bool) -> str:
    student = absentee.student
    numbers = absentee.lesson_numbers
    words = (
        _("{name}: lesson {lessons}, {reason}")
        if len(numbers) == 1
        else _("{name}: lessons {lessons}, {reason}")
    )
    lessons = ", ".join(str(number) for number in numbers)
    return words.format(
        name=student.full_name if is_namesake else student.list_name,
        lessons=lessons,
        reason=reason_name(absentee.reason),
    )


def choice_screen(classes: Sequence[SchoolClass]) -> Screen:
    """Several classes led by one teacher."""
    buttons = [_class_button(each) for each in classes]
    return Screen([Heading(_("Choose a class"))], [*in_columns(buttons, 2), [_back_to_menu()]])


def grades_screen(classes: Sequence[SchoolClass]) -> Screen:
    """The grades of a school, for who reads all classes."""
    grades = sorted({each.grade_level for each in classes})
    buttons = [
        Button(_("Grade {grade}").format(grade=grade), OpenGrade(grade_level=grade))
        for grade in grades
    ]
    count = n_("{count} class", "{count} classes", len(classes))
    blocks: list[Block] = [Heading(_("Classes")), count]
    return Screen(blocks, [*in_columns(buttons, 3), [_back_to_menu()]])


def grade_screen(
    classes: Sequence[SchoolClass], grade_level: int, reading: Mapping[int, ClassCount]
) -> Screen:
    """The classes of one grade with their homeroom teachers, and how many have read the week."""
    found = [each for each in classes if each.grade_level == grade_level]
    blocks: list[Block] = [Heading(_("Grade {grade}").format(grade=grade_level))]
    for each in found:
        teacher = each.homeroom_teacher
        name = teacher.short_name if teacher else _("no homeroom teacher")
        blocks.append(joined(f"{each.title}: {name}", count_words(reading.get(each.id)), by=" · "))
    back = [Button(_("‹ Back"), OpenClasses())]
    return Screen(blocks, [*in_columns([_class_button(each) for each in found], 3), back])


def _class_button(school_class: SchoolClass) -> Button:
    return Button(shorten(school_class.title, MAX_BUTTON), OpenClass(class_id=school_class.id))


def families_screen(school_class: SchoolClass, families: Sequence[Family], page: int) -> Screen:
    """Every pupil with who of the family is connected; a tap opens the pupil."""
    shown = paged(families, page, at_most=_FAMILIES_ON_PAGE, size=_family_size)
    without = sum(not family.is_connected for family in families)
    blocks: list[Block] = [Heading(_("{title} · families").format(title=school_class.title))]
    if not families:
        blocks.append(_("There is nobody in this class."))
    elif without:
        blocks.append(
            n_("{count} family is not connected", "{count} families are not connected", without)
        )
    else:
        blocks.append(_("All families are connected."))
    times = Counter(family.student.list_name for family in families)
    blocks += [
        _family_line(family, is_namesake=times[family.student.list_name] > 1)
        for family in shown.items
    ]
    if families:
        blocks.append(
            Footer(joined(_("✓ is connected; without the sign, not yet"), shown.title, by=". "))
        )
    names = labels([family.student for family in families])
    pupils = [
        Button(names[each.student.id], OpenCard(student_id=each.student.id)) for each in shown.items
    ]
    turning = shown.buttons(lambda to: OpenFamilies(class_id=school_class.id, page=to))
    back = [Button(_("‹ Back"), OpenClass(class_id=school_class.id))]
    return Screen(blocks, [*in_columns(pupils, 3), *in_columns(turning, 2), back])


def _family_line(family: Family, *, is_namesake: bool = False) -> str:
    student = family.student
    name = student.full_name if is_namesake else student.list_name
    guardians = [_guardian_words(member) for member in family.guardians]
    line = ", ".join(guardians) or _("no parents are known")
    if family.pupil.is_connected:
        line = ", ".join((line, "✓ " + in_sentence(_the_pupil(student))))
    return bold(name) + ": " + line


def _the_pupil(student: Person) -> str:
    return he_she(
        student, c_("he", "The pupil"), c_("she", "The pupil"), c_("unknown", "The pupil")
    )


def _family_size(family: Family) -> int:
    return len(_family_line(family))


def _guardian_words(member: Member) -> str:
    name = member.person.short_name
    if member.is_connected and not member.is_unreachable:
        return f"✓ {name}"
    if member.is_connected:
        return _("{name} (the bot is blocked)").format(name=name)
    if member.code_until is not None:
        return _("{name} (has a code)").format(name=name)
    return name


def card_screen(card: PupilCard, allowed: Collection[Action], today: date) -> Screen:
    """One pupil: the diary, the family and what each of them needs to connect."""
    family, school = card.family, card.school_class.school
    student = family.student
    blocks: list[Block] = [Heading(f"{student.full_name} · {card.school_class.title}")]
    for member in family.members:
        name = member.person.full_name if member is not family.pupil else _the_pupil(student)
        blocks.append(f"{name}: {member_state(member, school)}")
    if not family.guardians:
        blocks.append(_("The school knows no parents of this pupil."))
    if card.trusted:
        blocks.append(_("Trusted persons named by parents: {count}").format(count=card.trusted))
    rows = in_columns(diary_sections(student, school.policy, allowed, today), 2)
    proofs = []
    if Action.READ_DELIVERY in allowed:
        proofs.append(Button(_("What was told"), OpenPupilLedger(student_id=student.id)))
    if Action.READ_AUDIT in allowed:
        proofs.append(Button(_("Who did what"), OpenAudit(of=Of.PUPIL, of_id=student.id)))
    rows += [proofs] if proofs else []
    about = []
    if Action.READ_REMARKS in allowed:
        about.append(Button(c_("button", "Remarks and praise"), OpenRemarks(student_id=student.id)))
    if Action.EXPLAIN_ABSENCE in allowed:
        about.append(Button(_("Announce absence"), OpenAnnouncing(student_id=student.id)))
    rows += [about] if about else []
    if Action.WRITE_TO_FAMILIES in allowed and family.guardians:
        rows.append([Button(_("Write to parents"), WriteToOne(student_id=student.id))])
    if Action.ISSUE_CODE in allowed:
        rows += _code_rows(family)
    back = Button(_("‹ Back"), OpenFamilies(class_id=card.school_class.id))
    return Screen(blocks, [*rows, [back]])


def member_state(member: Member, school: School) -> str:
    """How far somebody has come in connecting."""
    if member.bound_at is not None:
        if member.is_unreachable:
            return _("does not receive messages, the bot is blocked")
        words = he_she(
            member.person,
            c_("he", "✓ connected on {day}"),
            c_("she", "✓ connected on {day}"),
            _("✓ connected on {day}"),
        )
        return words.format(day=day_month(school.local(member.bound_at).date()))
    if member.code_until is not None:
        day = day_month(school.local(member.code_until).date())
        return _("not connected, the code works until {day}").format(day=day)
    return _("not connected, no code")


def _code_rows(family: Family) -> list[list[Button]]:
    student_id = family.student.id
    rows = []
    for member in family.members:
        text = _("Code: {name}").format(name=member.person.short_name)
        if member is family.pupil:
            text = _("Code for the pupil")
        seen = codes_out([member])
        to = IssueCodes(student_id=student_id, person_id=member.person.id, seen=seen)
        rows.append(Button(shorten(text, MAX_BUTTON), to))
    if any(member.code_until for member in family.members):
        rows.append(Button(_("Revoke codes"), RevokeCodes(student_id=student_id)))
    return in_columns(rows, 2)


def _back_to_menu() -> Button:
    return Button(_("‹ Back"), OpenMenu())
