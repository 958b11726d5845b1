"""What parents ask the school to change, on the screen of whoever decides."""

from collections.abc import Sequence

from domain.personal_data.change_model import ChangeRequest, RequestState
from handlers.delivery.names import moment
from handlers.page import Block, Footer, Heading, bold
from handlers.paging import paged
from handlers.personal_data.callbacks import (
    AcceptRequest,
    DeclineRequest,
    OpenRequest,
    OpenRequests,
    OpenSchoolData,
)
from handlers.personal_data.names import field_name, value_words
from handlers.personal_data.own_screens import change_words
from handlers.screen import Button, Screen, Style, in_columns
from handlers.words import _, joined, n_

_ON_PAGE = 10


def requests_screen(requests: Sequence[ChangeRequest], page: int) -> Screen:
    """What waits, the oldest first; a number opens it."""
    shown = paged(requests, page, at_most=_ON_PAGE, size=lambda each: len(_line(each)))
    first = requests.index(shown.items[0]) if shown.items else 0
    blocks: list[Block] = [Heading(_("Changes that parents ask for"))]
    if not requests:
        blocks.append(_("Nothing waits for an answer."))
    blocks += [f"{first + at}. {_line(each)}" for at, each in enumerate(shown.items, start=1)]
    buttons = [
        Button(str(first + at), OpenRequest(request_id=each.id))
        for at, each in enumerate(shown.items, start=1)
    ]
    turning = shown.buttons(lambda to: OpenRequests(page=to))
    if shown.title:
        blocks.append(Footer(shown.title))
    back = [Button(_("‹ Back"), OpenSchoolData())]
    return Screen(blocks, [*in_columns(buttons, 5), *in_columns(turning, 2), back])


def _line(request: ChangeRequest) -> str:
    who = joined(request.person.list_name, request.student.class_title)
    return f"{who}: {change_words(request)}"


def request_screen(request: ChangeRequest, note: str = "") -> Screen:
    """One request: whose, what, who asks; and what came of it."""
    school = request.school
    today = school.today(request.decided_at or request.asked_at)
    asked = moment(school.local(request.asked_at), today)
    blocks: list[Block] = [
        Heading(f"{request.person.full_name}, {request.student.class_title}".rstrip(", ")),
        *([note] if note else []),
        bold(field_name(request.field)),
        _("Now: {value}").format(value=value_words(request.field, request.old_value)),
        _("New: {value}").format(value=value_words(request.field, request.new_value)),
        _("Asked by {person}, {when}").format(person=request.asked_by.full_name, when=asked),
    ]
    back = [Button(_("‹ Back"), OpenRequests())]
    if not request.is_open:
        blocks.append(_state(request))
        return Screen(blocks, [back])
    blocks.append(Footer(_("Compare it with the document before you accept it.")))
    accept = Button(_("Accept"), AcceptRequest(request_id=request.id), Style.SUCCESS)
    decline = Button(_("Decline"), DeclineRequest(request_id=request.id))
    return Screen(blocks, [[accept, decline], back])


def _state(request: ChangeRequest) -> str:
    if request.state is RequestState.ACCEPTED:
        return _("✓ Accepted. The card says the new value.")
    return _("✕ Declined: {reason}").format(reason=request.reason)


def reason_screen(request: ChangeRequest) -> Screen:
    """The reason is asked for."""
    blocks: list[Block] = [
        Heading(_("Why not?")),
        f"{request.person.list_name}: {change_words(request)}",
        _("Type the reason. The parent reads it."),
    ]
    return Screen(blocks, [[Button(_("‹ Back"), OpenRequest(request_id=request.id))]])


def requests_count(count: int) -> str:
    """«2 просьбы изменить данные»."""
    return n_("{count} request to change data", "{count} requests to change data", count)
