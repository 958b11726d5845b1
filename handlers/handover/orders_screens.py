"""Orders that nobody has recorded yet: of a school, a grade, a class, the staff (R006, R048)."""

from collections import Counter
from collections.abc import Sequence

from domain.calendar import School
from domain.classes.model import SchoolClass
from domain.handover.model import ClassOrders, PupilOrder, SchoolOrders
from domain.people import Person
from domain.staff.model import Order
from handlers.handover.callbacks import (
    AskClassOrder,
    AskPupilOrder,
    AskStaffOrder,
    OpenClassOrders,
    OpenOrders,
    OpenSchoolCodes,
    OpenStaffOrders,
)
from handlers.labels import labels
from handlers.menu.callbacks import OpenMenu
from handlers.page import Block, Footer, Heading
from handlers.paging import paged
from handlers.screen import MAX_BUTTON, Button, Screen, Style, in_columns
from handlers.words import _, day_month_year, n_, shorten

_ON_PAGE = 45
_STAFF_ON_PAGE = 30


def school_screen(orders: SchoolOrders, *, watches_codes: bool) -> Screen:
    """How many lack an order, grade by grade, and the staff."""
    grades: Counter[int] = Counter()
    for school_class, count in orders.classes:
        grades[school_class.grade_level] += count
    blocks: list[Block] = [
        Heading(_("Orders · {school}").format(school=orders.school.name)),
        _pupils_words(orders.pupils),
        _staff_words(orders.staff),
        Footer(
            _(
                "Here is who came after the first import or has no code in hand yet. From the order"
                " the school has three working days."
            )
        ),
    ]
    buttons = [
        Button(
            _counted(_("Grade {grade}").format(grade=grade), count), OpenOrders(grade_level=grade)
        )
        for grade, count in sorted(grades.items())
    ]
    rows = in_columns(buttons, 2)
    rows.append([Button(_counted(_("Staff"), orders.staff), OpenStaffOrders())])
    back = Button(_("‹ Back"), OpenSchoolCodes() if watches_codes else OpenMenu())
    return Screen(blocks, [*rows, [back]])


def grade_screen(orders: SchoolOrders, grade_level: int) -> Screen:
    """The classes of one grade."""
    found = [each for each in orders.classes if each[0].grade_level == grade_level]
    blocks: list[Block] = [Heading(_("Grade {grade}").format(grade=grade_level))]
    blocks.append(_pupils_words(sum(count for _school_class, count in found)))
    buttons = [
        Button(
            shorten(_counted(school_class.title, count), MAX_BUTTON),
            OpenClassOrders(class_id=school_class.id),
        )
        for school_class, count in found
    ]
    return Screen(blocks, [*in_columns(buttons, 3), [Button(_("‹ Back"), OpenOrders())]])


def class_screen(orders: ClassOrders, shown: OpenClassOrders, note: str = "") -> Screen:
    """Who lacks an order, or everybody, those who have one marked."""
    school_class = orders.school_class
    pupils = orders.pupils if shown.everyone else orders.lacking
    page = paged(pupils, shown.page, at_most=_ON_PAGE)
    blocks: list[Block] = [Heading(_("{title} · orders").format(title=school_class.title))]
    if note:
        blocks.append(note)
    blocks.append(_pupils_words(len(orders.lacking)))
    if shown.everyone:
        blocks.append(Footer(_("✓ has an order")))
    if page.title:
        blocks.append(Footer(page.title))
    rows: list[Sequence[Button]] = []
    if orders.lacking:
        text = _("One for all · {count}").format(count=len(orders.lacking))
        rows.append([Button(text, AskClassOrder(class_id=school_class.id), Style.PRIMARY)])
    names = labels([each.student for each in pupils])
    rows += in_columns([_pupil_button(school_class, names, each) for each in page.items], 3)
    rows += in_columns(page.buttons(lambda to: shown.model_copy(update={"page": to})), 2)
    text = _("Without an order") if shown.everyone else _("The whole class")
    other = OpenClassOrders(class_id=school_class.id, everyone=not shown.everyone)
    back = Button(_("‹ Back"), OpenOrders(grade_level=school_class.grade_level))
    return Screen(blocks, [*rows, [Button(text, other)], [back]])


def _pupil_button(school_class: SchoolClass, names: dict[int, str], each: PupilOrder) -> Button:
    name = names[each.student.id]
    to = AskPupilOrder(class_id=school_class.id, student_id=each.student.id)
    return Button(f"✓ {name}" if each.order else name, to)


def staff_screen(school: School, staff: Sequence[Person], page: int) -> Screen:
    """Staff without an order of hiring."""
    shown = paged(staff, page, at_most=_STAFF_ON_PAGE)
    names = labels(shown.items)
    buttons = [
        Button(names[each.id], AskStaffOrder(person_id=each.id, listed=True))
        for each in shown.items
    ]
    blocks: list[Block] = [Heading(_("Staff · orders")), _staff_words(len(staff))]
    if shown.title:
        blocks.append(Footer(shown.title))
    turning = shown.buttons(lambda to: OpenStaffOrders(page=to))
    rows = [*in_columns(buttons, 2), *in_columns(turning, 2)]
    return Screen(blocks, [*rows, [Button(_("‹ Back"), OpenOrders())]])


def pupil_screen(school_class: SchoolClass, pupil: PupilOrder) -> Screen:
    """What is recorded of one pupil, and how another one is typed."""
    blocks: list[Block] = [Heading(f"{pupil.student.full_name} · {school_class.title}")]
    if pupil.order is not None:
        blocks.append(order_words(pupil.order))
    blocks.append(_("Type the number and date of the order of enrolment: 45 of 20.11.2026"))
    back = OpenClassOrders(class_id=school_class.id)
    return Screen(blocks, [[Button(_("‹ Back"), back)]])


def all_screen(orders: ClassOrders) -> Screen:
    """The order of everybody who lacks one is typed."""
    school_class = orders.school_class
    names = ", ".join(each.student.list_name for each in orders.lacking)
    blocks: list[Block] = [
        Heading(_("{title} · one order for all").format(title=school_class.title)),
        _pupils_words(len(orders.lacking)),
        shorten(names, 1500),
        _("Type the number and date of the order of enrolment: 45 of 20.11.2026"),
    ]
    back = OpenClassOrders(class_id=school_class.id)
    return Screen(blocks, [[Button(_("‹ Back"), back)]])


def order_words(order: Order) -> str:
    words = _("Order of enrolment No. {number} of {day}")
    return words.format(number=order.number or "—", day=day_month_year(order.date))


def _pupils_words(count: int) -> str:
    if not count:
        return _("No pupil lacks an order of enrolment.")
    pupils = n_("{count} pupil", "{count} pupils", count)
    return _("Without an order of enrolment: {people}").format(people=pupils)


def _staff_words(count: int) -> str:
    if not count:
        return _("Nobody of the staff lacks an order of hiring.")
    people = n_("{count} person", "{count} people", count)
    return _("Without an order of hiring: {people}").format(people=people)


def _counted(text: str, count: int) -> str:
    return f"{text} · {count}" if count else text
