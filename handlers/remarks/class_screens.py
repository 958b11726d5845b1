"""What was written about a class in a month, by pupil."""

from collections.abc import Sequence
from datetime import timedelta

from domain.calendar import School
from domain.people import Person
from domain.remarks.model import ClassRemarks, Remark, RemarkKind
from handlers.classes.callbacks import OpenClass
from handlers.labels import labels
from handlers.page import Block, Details, Footer, Heading
from handlers.paging import length, paged
from handlers.remarks.callbacks import OpenClassRemarks, OpenRemarks
from handlers.remarks.words import counted, head_line, lines_of
from handlers.screen import Button, Screen, in_columns
from handlers.words import _, c_, joined, month_words, sentence

ON_PAGE = 12
_DAY, _LONGEST_MONTH = timedelta(days=1), timedelta(days=31)


def class_remarks_screen(found: ClassRemarks, page: int) -> Screen:
    """A pupil a line, unfolded by a tap; the button opens all that was written about them."""
    school, class_id = found.school_class.school, found.school_class.id
    shown = paged(found.pupils, page, at_most=ON_PAGE, size=lambda each: _size(*each, school))
    title = joined(found.school_class.title, c_("title", "remarks and praise"), by=" · ")
    blocks: list[Block] = [Heading(title), _total(found)]
    for pupil, remarks in shown.items:
        blocks.append(Details(_pupil_line(pupil, remarks), _lines(remarks, school)))
    if shown.title:
        blocks.append(Footer(shown.title))
    names = labels([pupil for pupil, _remarks in found.pupils])
    pupils = [
        Button(names[pupil.id], OpenRemarks(student_id=pupil.id)) for pupil, _remarks in shown.items
    ]
    pages = shown.buttons(lambda to: OpenClassRemarks.of(class_id, found.first, to))
    back = [Button(_("‹ Back"), OpenClass(class_id=class_id))]
    return Screen(blocks, [*in_columns(pupils, 3), *in_columns(pages, 2), _months(found), back])


def _months(found: ClassRemarks) -> list[Button]:
    class_id, before = found.school_class.id, found.first - _DAY
    row = [Button(f"◀ {month_words(before)}", OpenClassRemarks.of(class_id, before))]
    if not found.is_current:
        after = (found.first + _LONGEST_MONTH).replace(day=1)
        row.append(Button(f"{month_words(after)} ▶", OpenClassRemarks.of(class_id, after)))
    return row


def _total(found: ClassRemarks) -> str:
    month = sentence(month_words(found.first))
    if not found.pupils:
        return _("{month}: no remarks and no praise.").format(month=month)
    counts = counted(found.count(RemarkKind.NOTE), found.count(RemarkKind.PRAISE))
    return _("{month}: {counts}").format(month=month, counts=counts)


def _pupil_line(pupil: Person, remarks: Sequence[Remark]) -> str:
    notes = sum(each.kind is RemarkKind.NOTE for each in remarks)
    return f"{pupil.list_name}: {counted(notes, len(remarks) - notes)}"


def _lines(remarks: Sequence[Remark], school: School) -> list[Block]:
    return [line for each in remarks for line in (head_line(each, school), *lines_of(each))]


def _size(pupil: Person, remarks: Sequence[Remark], school: School) -> int:
    lines = [str(each) for each in _lines(remarks, school)]
    return length(_pupil_line(pupil, remarks), *lines) + len(lines) + 1
