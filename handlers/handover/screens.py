"""Who of a school, a grade, a class or the staff has no code in hand, and how long there is."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from domain.binding.model import BindingRole
from domain.classes.model import Family, SchoolClass
from domain.handover.model import (
    Backlog,
    ClassHandover,
    FamilyWaiting,
    SchoolHandover,
)
from domain.people import Person
from handlers.classes.callbacks import AskCodes
from handlers.handover.callbacks import (
    Came,
    HandToClass,
    OpenFamilyCodes,
    OpenGradeCodes,
    OpenHandover,
    OpenOrders,
    OpenPupils,
    OpenSchoolCodes,
    OpenStaffCodes,
    TakeBack,
)
from handlers.handover.words import left, until
from handlers.labels import labels
from handlers.menu.callbacks import OpenMenu
from handlers.page import Block, Footer, Heading, bold
from handlers.paging import paged
from handlers.screen import MAX_BUTTON, Button, Screen, Style, in_columns
from handlers.staff.callbacks import OpenSummaries
from handlers.words import _, c_, he_she, joined, n_, sentence, shorten

_LATE_NAMED = 15
_ON_PAGE = 15
_PUPILS_ON_PAGE = 45


def school_screen(handover: SchoolHandover, *, records_orders: bool, opens_lists: bool) -> Screen:
    """The whole school: how many wait for a code, which classes are overdue.

    Without `opens_lists` it is a summary: the numbers, and no names behind them.
    """
    blocks: list[Block] = [
        Heading(_("Codes · {school}").format(school=handover.school.name)),
        waiting_words(handover.waiting),
    ]
    if handover.waiting:
        blocks.append(_late_words(handover))
    late = sorted(
        (each for each in handover.backlogs if each.oldest is not None),
        key=lambda each: each.oldest.due if each.oldest else date.max,
    )
    blocks += [_late_line(each) for each in late[:_LATE_NAMED]]
    if len(late) > _LATE_NAMED:
        blocks.append(n_("and {count} more", "and {count} more", len(late) - _LATE_NAMED))
    grades: Counter[int] = Counter()
    for each in handover.backlogs:
        if each.school_class is not None:
            grades[each.school_class.grade_level] += each.waiting
    buttons = [
        Button(
            _counted(_("Grade {grade}").format(grade=grade), count),
            OpenGradeCodes(grade_level=grade),
        )
        for grade, count in sorted(grades.items())
    ]
    staff = sum(each.waiting for each in handover.backlogs if each.school_class is None)
    rows = in_columns(buttons, 2)
    more = [Button(_counted(_("Staff"), staff), OpenStaffCodes())] if opens_lists else []
    if records_orders:
        more.append(Button(_("Orders"), OpenOrders()))
    back = OpenMenu() if opens_lists else OpenSummaries()
    return Screen(blocks, [*rows, *in_columns(more, 2), [Button(_("‹ Back"), back)]])


def grade_screen(handover: SchoolHandover, grade_level: int, *, opens_lists: bool) -> Screen:
    """The classes of one grade."""
    found = [
        each
        for each in handover.backlogs
        if each.school_class is not None and each.school_class.grade_level == grade_level
    ]
    blocks: list[Block] = [Heading(_("Grade {grade}").format(grade=grade_level))]
    blocks += [_class_line(each) for each in found]
    buttons = [
        Button(
            shorten(each.school_class.title, MAX_BUTTON),
            OpenHandover(class_id=each.school_class.id),
        )
        for each in found
        if each.school_class is not None and opens_lists
    ]
    return Screen(blocks, [*in_columns(buttons, 3), [Button(_("‹ Back"), OpenSchoolCodes())]])


def led_screen(classes: Sequence[SchoolClass]) -> Screen:
    """Several classes led by one teacher."""
    buttons = [
        Button(shorten(each.title, MAX_BUTTON), OpenHandover(class_id=each.id, came=Came.LIST))
        for each in classes
    ]
    back = [Button(_("‹ Back"), OpenMenu())]
    return Screen([Heading(_("Choose a class"))], [*in_columns(buttons, 2), back])


def class_screen(
    handover: ClassHandover, at: OpenHandover, *, may_issue: bool, back: Button
) -> Screen:
    """The families without a code in hand, the most urgent first."""
    school_class = handover.school_class
    shown = paged(handover.families, at.page, at_most=_ON_PAGE, size=_family_size)
    blocks: list[Block] = [Heading(_("{title} · handing out").format(title=school_class.title))]
    blocks.append(_class_words(handover))
    times = Counter(each.student.list_name for each in handover.families)
    blocks += [
        _family_line(each, is_namesake=times[each.student.list_name] > 1) for each in shown.items
    ]
    advice = ""
    if any(each.is_first for each in handover.families):
        advice = _("The school has three working days from the order to the code in hand.")
    if advice or shown.title:
        blocks.append(Footer(joined(advice, shown.title, by=" ")))
    rows: list[Sequence[Button]] = []
    if may_issue:
        rows += _class_rows(handover, shown.items)
    turning = shown.buttons(lambda to: at.model_copy(update={"page": to}))
    return Screen(blocks, [*rows, *in_columns(turning, 2), [back]])


def _class_rows(handover: ClassHandover, shown: Sequence[FamilyWaiting]) -> list[Sequence[Button]]:
    class_id = handover.school_class.id
    rows: list[Sequence[Button]] = []
    ready = len(handover.with_codes)
    if ready:
        text = _("All handed out · {count}").format(count=ready)
        rows.append([Button(text, HandToClass(class_id=class_id), Style.PRIMARY)])
    names = labels([each.student for each in handover.families])
    rows += in_columns(
        [
            Button(names[each.student.id], OpenFamilyCodes(student_id=each.student.id))
            for each in shown
        ],
        3,
    )
    if len(handover.given) == 1:
        given = handover.given[0]
        text = shorten(_("Undo: {name}").format(name=given.family_name), MAX_BUTTON)
        rows.append([Button(text, TakeBack(student_id=given.id))])
    codes = Button(_("Issue codes"), AskCodes(class_id=class_id))
    rows.append([codes, Button(_("One by one"), OpenPupils(class_id=class_id))])
    return rows


def pupils_screen(school_class: SchoolClass, families: Sequence[Family], page: int) -> Screen:
    """Names alone: an administrator gives codes and opens no diary."""
    shown = paged(families, page, at_most=_PUPILS_ON_PAGE)
    names = labels([family.student for family in families])
    buttons = [
        Button(names[each.student.id], OpenFamilyCodes(student_id=each.student.id))
        for each in shown.items
    ]
    blocks: list[Block] = [
        Heading(_("{title} · codes").format(title=school_class.title)),
        _("Whose family needs a code?") if families else _("There is nobody in this class."),
    ]
    if shown.title:
        blocks.append(Footer(shown.title))
    turning = shown.buttons(lambda to: OpenPupils(class_id=school_class.id, page=to))
    back = [Button(_("‹ Back"), OpenHandover(class_id=school_class.id))]
    return Screen(blocks, [*in_columns(buttons, 3), *in_columns(turning, 2), back])


def waiting_words(count: int) -> str:
    if not count:
        return _("Everybody has a code in hand.")
    return n_("{count} person has no code in hand", "{count} people have no code in hand", count)


def _late_words(handover: SchoolHandover) -> str:
    if not handover.overdue:
        return _("Nobody is overdue.")
    return sentence(n_("{count} is overdue", "{count} are overdue", handover.overdue))


def _late_line(backlog: Backlog) -> str:
    title = backlog.school_class.title if backlog.school_class else _("Staff")
    count = n_("{count} without a code", "{count} without a code", backlog.overdue)
    return bold(title) + ": " + joined(count, left(backlog.oldest))


def _class_line(backlog: Backlog) -> str:
    assert backlog.school_class is not None  # of a grade
    if not backlog.waiting:
        return bold(backlog.school_class.title) + ": " + _("everybody has a code")
    late = left(backlog.oldest) if backlog.oldest else ""
    count = n_("{count} without a code", "{count} without a code", backlog.waiting)
    return bold(backlog.school_class.title) + ": " + joined(count, late)


def _class_words(handover: ClassHandover) -> str:
    families = handover.families
    if not families:
        return _("All families were given their codes.")
    words = n_(
        "{count} family has no code in hand", "{count} families have no code in hand", len(families)
    )
    overdue = len(handover.overdue)
    late = n_("{count} is overdue", "{count} are overdue", overdue) if overdue else ""
    return sentence(joined(words, late))


def _family_line(family: FamilyWaiting, *, is_namesake: bool = False) -> str:
    pupil_first = sorted(family.people, key=lambda each: each.request.role is BindingRole.GUARDIAN)
    who = [
        _the_pupil(each.person)
        if each.request.role is BindingRole.STUDENT
        else each.person.short_name
        for each in pupil_first
    ]
    state = left(family.deadline) if family.is_first else _("a new code is to be handed over")
    if family.deadline and family.deadline.is_over:
        state = _("{late}, since {day}").format(
            late=state, day=until(family.deadline, family.deadline.due)
        )
    code = "" if any(each.has_code for each in family.people) else _("no code yet")
    name = family.student.full_name if is_namesake else family.student.list_name
    return bold(name) + ": " + joined(", ".join(who), state, code, by=" · ")


def _the_pupil(student: Person) -> str:
    return he_she(
        student,
        c_("he has no code", "the pupil"),
        c_("she has no code", "the pupil"),
        c_("has no code", "the pupil"),
    )


def _family_size(family: FamilyWaiting) -> int:
    return len(_family_line(family))


def _counted(text: str, count: int) -> str:
    return f"{text} · {count}" if count else text
