"""What messages about people's own data say, and whether they are still to be sent.

They name nobody: whoever may know opens them, and the rights are asked again there.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.access import Action
from domain.actor import Actor
from domain.classes.model import SchoolClass
from domain.diary import target_of
from domain.errors import NotFound
from domain.hat import Target
from domain.notices.model import Kind, Notice, Reason, State
from domain.notices.news import News, unsaid
from domain.personal_data.change_model import ChangeRequest
from domain.personal_data.erasure_model import Erasure
from domain.personal_data.letter_model import SheetLetter
from domain.personal_data.list_model import CheckState
from domain.personal_data.lists import checks_of_school
from domain.personal_data.opt_out_model import OptOut
from domain.session import Session
from domain.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class RequestNews:
    """A parent asks, or the school has answered."""

    request: ChangeRequest
    is_to_school: bool


@dataclass(frozen=True, slots=True)
class ErasureNews:
    """What came of a request to erase."""

    erasure: Erasure


@dataclass(frozen=True, slots=True)
class ListNews:
    """The month's check of a class list is due."""

    school_class: SchoolClass
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class SheetNews:
    """A letter did not arrive: the sheet is to be given on paper."""

    opt_out: OptOut
    letter: SheetLetter


async def describe_personal(uow: UnitOfWork, session: Session, notices: Sequence[Notice]) -> News:
    """A message by itself; what has been done meanwhile needs none."""
    notice = notices[0]
    try:
        whole = await _whole(uow, session.actor, notice)
    except NotFound:
        return unsaid(notices, State.SUPPRESSED, Reason.GONE)
    if isinstance(whole, Reason):
        state = State.SUPERSEDED if whole is Reason.UNDONE else State.SUPPRESSED
        return unsaid(notices, state, whole)
    return News(told={each.id: "" for each in notices}, whole=whole)


async def _whole(
    uow: UnitOfWork, actor: Actor, notice: Notice
) -> RequestNews | ErasureNews | ListNews | SheetNews | Reason:
    match notice.kind:
        case Kind.DATA_CHANGE:
            return await _request(uow, actor, notice)
        case Kind.ERASURE:
            return await _erasure(uow, actor, notice)
        case Kind.SHEET:
            return await _sheet(uow, actor, notice.ref_id)
        case _:
            return await _list(uow, actor, notice.ref_id)


async def _request(uow: UnitOfWork, actor: Actor, notice: Notice) -> RequestNews | Reason:
    request = await uow.changes.request(notice.ref_id)
    if notice.person_id == request.asked_by.id:
        if request.is_open:
            return Reason.UNDONE
        target = Target(student_id=request.student.id)
        may_hear = actor.may(Action.ASK_DATA_CHANGE, target)
        return RequestNews(request, is_to_school=False) if may_hear else Reason.NO_RIGHT
    if not request.is_open:
        return Reason.UNDONE
    if not actor.may(Action.DECIDE_DATA_CHANGE, target_of(request.student, request.school)):
        return Reason.NO_RIGHT
    return RequestNews(request, is_to_school=True)


async def _erasure(uow: UnitOfWork, actor: Actor, notice: Notice) -> ErasureNews | Reason:
    erasure = await uow.erasures.erasure(notice.ref_id)
    if all(hat.person.id != erasure.asked_by for hat in actor.hats):
        return Reason.NO_RIGHT
    return Reason.UNDONE if erasure.is_open else ErasureNews(erasure)


async def _sheet(uow: UnitOfWork, actor: Actor, letter_id: int) -> SheetNews | Reason:
    letter = await uow.sheet_letters.letter(letter_id)
    opt_out = await uow.opt_outs.opt_out(letter.opt_out_id)
    if not actor.may(Action.REGISTER_OPT_OUT, target_of(opt_out.student, opt_out.school)):
        return Reason.NO_RIGHT
    return SheetNews(opt_out, letter)


async def _list(uow: UnitOfWork, actor: Actor, class_id: int) -> ListNews | Reason:
    school_class = await uow.classes.school_class(class_id)
    if not actor.may(Action.CHECK_CLASS_LIST, school_class.target):
        return Reason.NO_RIGHT
    for each in await checks_of_school(uow, school_class.school):
        if each.school_class.id == class_id and each.state in (
            CheckState.ASKED,
            CheckState.OVERDUE,
        ):
            return ListNews(school_class, each.state is CheckState.OVERDUE)
    return Reason.UNDONE
