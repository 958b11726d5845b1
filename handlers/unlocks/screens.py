"""Asking to open a place, the deputy's list, one request with its answer."""

from datetime import datetime
from zoneinfo import ZoneInfo

from domain.marks.journal_model import LessonMarks
from domain.people import Person
from domain.unlocks.model import Asked, Place, UnlockRequest, UnlockState
from handlers.lessons.heads import lesson_lines
from handlers.lessons.mark_callbacks import OpenPupil
from handlers.mark_words import noted
from handlers.menu.callbacks import OpenMenu
from handlers.page import Block, Footer, Heading, bold
from handlers.paging import length, paged
from handlers.screen import MAX_BUTTON, Button, Screen, Style, in_columns
from handlers.unlocks.callbacks import AskWhyNot, GrantUnlock, OpenUnlock, OpenUnlocks
from handlers.words import _, c_, clock, day_month, in_sentence, joined, n_, shorten

ON_PAGE = 10


def ask_screen(marks: LessonMarks, place: Place, pupil: Person) -> Screen:
    """Why the place should be opened, to be typed."""
    work = marks.work_type(place.work_type_id)
    blocks: list[Block] = [Heading(pupil.list_name), *lesson_lines(marks.taught)[1:]]
    if work is not None:
        blocks.append(work.title)
    blocks.append(bold(_("Type why this mark has to be set or changed after its term.")))
    blocks.append(Footer(_("The deputy head reads it and opens this one place, or answers.")))
    return Screen(blocks, [[Button(_("‹ Back"), to_place(place))]])


def asked_screen(place: Place, asked: Asked) -> Screen:
    """With whom the request is."""
    if not asked.is_heard:
        text = _(
            "Your request waits: no deputy head or director who could answer is connected to the"
            " bot yet."
        )
    elif asked.by_who_answers:
        text = _(
            "Your request is answered by somebody else: another deputy head or the director. You"
            " will be told of the answer."
        )
    else:
        text = _("The deputy head has your request. You will be told of the answer.")
    return Screen([Heading(text)], [[Button(_("‹ Back"), to_place(place))]])


def to_place(place: Place) -> OpenPupil:
    return OpenPupil(
        lesson_id=place.lesson_id,
        work_type_id=place.work_type_id,
        student_id=place.student_id,
        nth=place.nth,
    )


def list_screen(requests: list[UnlockRequest], page: int) -> Screen:
    """What waits for an answer, the oldest first."""
    shown = paged(requests, page, at_most=ON_PAGE, size=_size)
    blocks: list[Block] = [Heading(c_("unlocks", "Corrections of marks"))]
    if not requests:
        blocks.append(_("No teacher asks for anything now."))
    for each in shown.items:
        blocks += [bold(what_line(each)), _asked_line(each)]
    if shown.title:
        blocks.append(Footer(shown.title))
    buttons = [
        Button(
            shorten(f"{each.class_title} · {each.student.list_name}", MAX_BUTTON),
            OpenUnlock(unlock_id=each.unlock.id),
        )
        for each in shown.items
    ]
    pages = shown.buttons(lambda to: OpenUnlocks(page=to))
    back = [Button(_("‹ Back"), OpenMenu())]
    return Screen(blocks, [*in_columns(buttons, 2), *in_columns(pages, 2), back])


def _size(request: UnlockRequest) -> int:
    return length(what_line(request), _asked_line(request)) + 2


def request_screen(
    request: UnlockRequest, zone: ZoneInfo, hours: int, *, is_typed: bool = False
) -> Screen:
    """One request: open the place, or answer with words."""
    blocks: list[Block] = [Heading(what_line(request)), _asked_line(request)]
    back = [Button(_("‹ Corrections"), OpenUnlocks())]
    if request.unlock.state is not UnlockState.ASKED:
        return Screen([*blocks, answer_line(request, zone)], [back])
    if request.is_own:
        blocks.append(
            Footer(_("This is your own request: another deputy head or the director answers it."))
        )
        return Screen(blocks, [back])
    if is_typed:
        blocks.append(bold(_("Type what the teacher is to know, such as what to do instead.")))
        to = OpenUnlock(unlock_id=request.unlock.id)
        return Screen(blocks, [[Button(_("‹ Back"), to)]])
    blocks.append(
        Footer(
            n_(
                "This one place can then be changed for {count} hour. The family sees what it was.",
                "This one place can then be changed for {count} hours. The family sees what it"
                " was.",
                hours,
            )
        )
    )
    answers = [
        Button(_("Open"), GrantUnlock(unlock_id=request.unlock.id), Style.PRIMARY),
        Button(_("Decline…"), AskWhyNot(unlock_id=request.unlock.id)),
    ]
    return Screen(blocks, [answers, back])


def what_line(request: UnlockRequest) -> str:
    """«Белов Пётр, 7А: алгебра, 23 ноября, ответ на уроке: 3»."""
    stands = noted(request.stands) if request.stands is not None else _("no mark")
    what = joined(in_sentence(request.subject), day_month(request.date), in_sentence(request.work))
    return _("{pupil}, {of_class}: {what}: {mark}").format(
        pupil=request.student.list_name, of_class=request.class_title, what=what, mark=stands
    )


def _asked_line(request: UnlockRequest) -> str:
    return f"{request.asked_by.short_name}: «{request.unlock.reason}»"


def answer_line(request: UnlockRequest, zone: ZoneInfo) -> str:
    """«Открыто до 25 ноября, 10:40», or why not."""
    unlock = request.unlock
    if unlock.state is UnlockState.OPEN and unlock.open_until is not None:
        return open_line(unlock.open_until, zone)
    name = request.decided_by.short_name if request.decided_by else ""
    return _("Declined. {person}: {words}").format(person=name, words=f"«{unlock.answer}»")


def open_line(until: datetime, zone: ZoneInfo) -> str:
    local = until.astimezone(zone)
    return _("Open until {day}, {time}").format(day=day_month(local), time=clock(local))
