"""What is told about people's own data: nobody is named, a button opens the rest."""

from domain.personal_data.change_model import RequestState
from domain.personal_data.erasure_model import Erasure, ErasureState
from domain.personal_data.letter_model import Failure
from domain.personal_data.telling import ErasureNews, ListNews, RequestNews, SheetNews
from handlers.page import Block, Heading
from handlers.personal_data.callbacks import (
    OpenClassList,
    OpenOptOut,
    OpenOwnData,
    OpenRequest,
)
from handlers.personal_data.mail_screens import why_not
from handlers.personal_data.names import field_name
from handlers.screen import Button, Screen, Style
from handlers.words import _, day_month_year, in_sentence, joined


def personal_screen(news: RequestNews | ErasureNews | ListNews | SheetNews) -> Screen:
    match news:
        case RequestNews(is_to_school=True):
            return _to_school(news)
        case RequestNews():
            return _to_family(news)
        case ErasureNews(erasure):
            return _erasure(erasure)
        case ListNews():
            return _list(news)
        case SheetNews():
            return _sheet(news)


def _to_school(news: RequestNews) -> Screen:
    request = news.request
    title = request.student.class_title
    heading = (
        _("{title}: a parent asks to change data") if title else _("A parent asks to change data")
    )
    field = in_sentence(field_name(request.field))
    blocks: list[Block] = [
        Heading(heading.format(title=title)),
        _("What has changed: {field}. Compare it with the document.").format(field=field),
    ]
    return Screen(blocks, [[Button(_("Open"), OpenRequest(request_id=request.id), below=True)]])


def _to_family(news: RequestNews) -> Screen:
    request = news.request
    field = in_sentence(field_name(request.field))
    if request.state is RequestState.ACCEPTED:
        blocks: list[Block] = [
            Heading(_("The school has changed the data")),
            _("As you asked: {field}.").format(field=field),
        ]
    else:
        blocks = [
            Heading(_("The school has not changed the data")),
            _("You asked to change: {field}. Why not:").format(field=field),
            request.reason,
        ]
    to = OpenOwnData(student_id=request.student.id)
    return Screen(blocks, [[Button(_("Open"), to, below=True)]])


def _erasure(erasure: Erasure) -> Screen:
    if erasure.state is ErasureState.DECLINED:
        return Screen(
            [Heading(_("The school does not erase the data")), erasure.reason],
            [],
        )
    decided = erasure.school.local(erasure.decided_at or erasure.asked_at).date()
    line = _("Act no. {number} of {day}. Get the act at the school.").format(
        number=erasure.act_number, day=day_month_year(decided)
    )
    return Screen([Heading(_("The data is erased")), line])


def _list(news: ListNews) -> Screen:
    title = news.school_class.title
    if news.is_overdue:
        heading = _("{title}: the class list was not checked in time")
        text = _("It is checked once a month; the deputy sees that it was not.")
    else:
        heading = _("{title}: is the class list right?")
        text = _("Once a month: look through it and say so, or ask for a correction.")
    button = Button(
        _("Open the list"), OpenClassList(class_id=news.school_class.id), Style.PRIMARY, below=True
    )
    return Screen([Heading(heading.format(title=title)), text], [[button]])


def _sheet(news: SheetNews) -> Screen:
    """Nobody is named, nor is the address."""
    opt_out, letter = news.opt_out, news.letter
    title = opt_out.student.class_title
    if letter.day is None:
        heading = _("A trial letter did not arrive")
        is_address = letter.failure is Failure.REFUSED
        text = _("Look at the address.") if is_address else ""
    else:
        heading = _("A sheet did not arrive by e-mail: give it on paper")
        text = _("“Print the week” in the list has it now.")
    blocks: list[Block] = [
        Heading(joined(title, heading, by=" · ")),
        joined(why_not(letter), text, by=" "),
    ]
    return Screen(blocks, [[Button(_("Open"), OpenOptOut(opt_out_id=opt_out.id), below=True)]])
