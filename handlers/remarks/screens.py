"""Remarks about a pupil: read by the family and the school, written, taken off."""

from collections.abc import Callable, Sequence

from domain.lessons.model import TaughtLesson
from domain.people import Person
from domain.remarks.model import (
    FoundRemark,
    PupilRemarks,
    Remark,
    RemarkKind,
    sum_of,
    unread_of,
)
from handlers.labels import labels
from handlers.lessons.heads import back_to_lesson, lesson_lines
from handlers.menu.callbacks import OpenMenu
from handlers.page import Block, Footer, Heading, bold
from handlers.paging import Paged, length, paged
from handlers.remarks.callbacks import (
    AskLessonRemark,
    AskOtherWords,
    AskRemark,
    AskRemoval,
    ConfirmListed,
    OpenLessonRemarks,
    OpenOwnRemark,
    OpenRemarks,
    WithdrawRemark,
)
from handlers.remarks.words import day_of, head_line, kind_title, lines_of
from handlers.screen import MAX_BUTTON, Button, Screen, Style, in_columns
from handlers.whose import whose
from handlers.words import _, c_, joined, short_date, shorten

ON_PAGE = 8


def remarks_screen(found: PupilRemarks, page: int, *, may_confirm: bool = False) -> Screen:
    """The diary's section: the newest first; the school writes here, and takes off."""
    student_id = found.student.id
    shown = paged(found.remarks, page, at_most=ON_PAGE, size=_size(found))
    title = joined(whose(found.student), c_("title", "remarks and praise"), by=" · ")
    blocks: list[Block] = [Heading(title), *_list(found, shown)]
    write = [
        Button(kind_title(kind), AskRemark(student_id=student_id, kind=kind))
        for kind in RemarkKind
        if found.may_write
    ]
    pages = shown.buttons(lambda to: OpenRemarks(student_id=student_id, page=to))
    return Screen(
        blocks,
        [
            *in_columns(_unread(student_id, shown.items) if may_confirm else [], 2),
            *in_columns(write, 2),
            *in_columns(_buttons(found, shown.items), 2),
            *in_columns(pages, 2),
            [Button(_("‹ Back"), OpenMenu())],
        ],
    )


def lesson_remarks_screen(found: PupilRemarks, taught: TaughtLesson, page: int) -> Screen:
    """The same for who gives the lesson: what may be seen of it, and a tap to write."""
    student = found.student
    shown = paged(found.remarks, page, at_most=ON_PAGE, size=_size(found))
    blocks: list[Block] = [Heading(student.list_name), *lesson_lines(taught), *_list(found, shown)]
    place = {"lesson_id": taught.id, "student_id": student.id}
    write = [
        Button(kind_title(kind), AskLessonRemark(**place, kind=kind))
        for kind in RemarkKind
        if found.may_write
    ]
    pages = shown.buttons(lambda to: OpenLessonRemarks(**place, page=to))
    return Screen(
        blocks,
        [
            *in_columns(write, 2),
            *in_columns(_buttons(found, shown.items), 2),
            *in_columns(pages, 2),
            back_to_lesson(taught.id),
        ],
    )


def _list(found: PupilRemarks, shown: Paged[Remark]) -> list[Block]:
    if not found.remarks:
        return [_("No remarks so far, and no praise.")]
    blocks: list[Block] = []
    for each in shown.items:
        blocks += ["", bold(head_line(each, found.school)), *lines_of(each)]
    if shown.title:
        blocks.append(Footer(shown.title))
    return blocks


def _size(found: PupilRemarks) -> Callable[[Remark], int]:
    def size(remark: Remark) -> int:
        lines = lines_of(remark)
        return length(head_line(remark, found.school), *lines) + len(lines) + 2

    return size


def _buttons(found: PupilRemarks, shown: Sequence[Remark]) -> list[Button]:
    """One for each remark that this reader can do something about."""
    buttons = []
    for each in shown:
        day = short_date(day_of(each, found.school))
        if found.is_changeable(each):
            text = _own_title(each.kind)
            buttons.append(Button(text, OpenOwnRemark(remark_id=each.id)))
        elif each.stands and found.may_remove:
            text = _("Take off {day} {person}").format(day=day, person=each.author.family_name)
            buttons.append(Button(_short(text), AskRemoval(remark_id=each.id)))
    return buttons


def _unread(student_id: int, shown: Sequence[Remark]) -> list[Button]:
    """A guardian's tap for all here that nobody of the family has confirmed."""
    unread = unread_of(shown)
    if not unread:
        return []
    ids = [each.id for each in unread]
    check = sum_of(unread)
    to = ConfirmListed(student_id=student_id, oldest=min(ids), newest=max(ids), check=check)
    return [Button(_("I have read it"), to, Style.SUCCESS)]


def _own_title(kind: RemarkKind) -> str:
    return _("Own remark") if kind is RemarkKind.NOTE else _("Own praise")


def _short(text: str) -> str:
    return shorten(text, MAX_BUTTON)


def pick_screen(taught: TaughtLesson, pupils: Sequence[Person]) -> Screen:
    """About whom."""
    names = labels(pupils)
    buttons = [
        Button(names[each.id], OpenLessonRemarks(lesson_id=taught.id, student_id=each.id))
        for each in pupils
    ]
    question = _("About whom?") if pupils else _("Nobody is in this group on that day.")
    blocks: list[Block] = [*lesson_lines(taught), bold(question)]
    return Screen(blocks, [*in_columns(buttons, 3), back_to_lesson(taught.id)])


def ask_screen(
    pupil: Person, kind: RemarkKind, back: OpenRemarks | OpenLessonRemarks, limit: int
) -> Screen:
    """The words, to be typed."""
    ask = _("Type what is wrong, and what would help.")
    if kind is RemarkKind.PRAISE:
        ask = _("Type what you praise.")
    told = _("Up to {limit} characters. The family and the pupil are told at once.")
    blocks: list[Block] = [
        Heading(joined(pupil.list_name, kind_title(kind), by=" · ")),
        bold(ask),
        Footer(told.format(limit=limit)),
    ]
    return Screen(blocks, [[Button(_("‹ Back"), back)]])


def own_screen(found: FoundRemark, *, is_open: bool, is_asked: bool = False) -> Screen:
    """One's own remark; `is_asked`: other words are typed now."""
    remark = found.remark
    title = joined(found.student.list_name, head_line(remark, found.school), by=" · ")
    blocks: list[Block] = [Heading(title), *lines_of(remark)]
    if is_asked:
        blocks.append(bold(_("Type it in other words. The family is told of the correction.")))
        back = Button(_("‹ Back"), OpenOwnRemark(remark_id=remark.id))
        return Screen(blocks, [[back]])
    rows: list[list[Button]] = []
    if is_open:
        blocks.append(Footer(_("Today it can be changed or withdrawn. Later it stays.")))
        change = Button(_("Change"), AskOtherWords(remark_id=remark.id))
        withdraw = Button(_("Withdraw"), WithdrawRemark(remark_id=remark.id), Style.DANGER)
        rows.append([change, withdraw])
    return Screen(blocks, [*rows, [Button(_("‹ Back"), way_back(found))]])


def way_back(found: FoundRemark) -> OpenRemarks | OpenLessonRemarks:
    """To where it was written."""
    lesson_id, student_id = found.remark.lesson_id, found.student.id
    if lesson_id is None:
        return OpenRemarks(student_id=student_id)
    return OpenLessonRemarks(lesson_id=lesson_id, student_id=student_id)


def removal_screen(found: FoundRemark) -> Screen:
    """Why it is taken off, to be typed."""
    title = joined(found.student.list_name, head_line(found.remark, found.school), by=" · ")
    blocks: list[Block] = [
        Heading(title),
        *lines_of(found.remark),
        bold(_("Type why it is taken off. The family reads it beside the remark.")),
    ]
    return Screen(blocks, [[Button(_("‹ Back"), OpenRemarks(student_id=found.student.id))]])
