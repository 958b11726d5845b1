"""Requests to erase on the screen of the school: the term, what goes, what stays, the act."""

from collections.abc import Sequence
from datetime import date

from domain.personal_data.erasing import FOUND
from domain.personal_data.erasure_model import Act, Erased, Erasure, ErasureState, Subject
from domain.personal_data.keeping import Keep, kept
from handlers.page import Block, Footer, Heading, bold
from handlers.paging import paged
from handlers.personal_data.callbacks import (
    AskOptOut,
    AskSurname,
    AskToErase,
    DeclineErasure,
    Erase,
    OpenErasure,
    OpenErasures,
    OpenSchoolData,
    OpenSubject,
    RecordErasure,
)
from handlers.personal_data.names import erased_name, kept_name
from handlers.screen import MAX_BUTTON, Button, Screen, Style, in_columns
from handlers.words import _, c_, day_month_year, joined, n_, shorten

_ON_PAGE = 10
Listed = tuple[Erasure, Subject]


def erasures_screen(found: Sequence[Listed], page: int, today: date, *, is_open: bool) -> Screen:
    """Those that wait by their last day, or those that were decided."""
    title = _("Requests to erase") if is_open else _("Requests that were decided")
    shown = paged(found, page, at_most=_ON_PAGE)
    first = found.index(shown.items[0]) if shown.items else 0
    blocks: list[Block] = [Heading(title)]
    if not found:
        blocks.append(_("There are none."))
    blocks += [
        f"{first + at}. {_line(each, today)}" for at, each in enumerate(shown.items, start=1)
    ]
    if shown.title:
        blocks.append(Footer(shown.title))
    buttons = [
        Button(str(first + at), OpenErasure(erasure_id=erasure.id))
        for at, (erasure, _subject) in enumerate(shown.items, start=1)
    ]
    turning = shown.buttons(lambda to: OpenErasures(is_open=is_open, page=to))
    other = _("Decided") if is_open else _("Waiting")
    rows = [*in_columns(buttons, 5), *in_columns(turning, 2)]
    rows.append([Button(other, OpenErasures(is_open=not is_open))])
    return Screen(blocks, [*rows, [Button(_("‹ Back"), OpenSchoolData())]])


def _line(found: Listed, today: date) -> str:
    erasure, subject = found
    return joined(whose_data(subject), _state(erasure, today), by=": ")


def whose_data(subject: Subject) -> str:
    """«Иванова Анна, 7А», «Иванова Елена (родитель: Анна)»; a name that is gone is a number."""
    person = subject.person
    if not person.given_name:
        return _("no. {number} in the register").format(number=person.id)
    name = joined(person.list_name, subject.class_title)
    if subject.child is not None and subject.child.given_name:
        child = subject.child.list_name
        return _("{name} (parent of: {child})").format(name=name, child=child)
    return name


def _state(erasure: Erasure, today: date) -> str:
    match erasure.state:
        case ErasureState.OPEN:
            return term_words(erasure, today)
        case ErasureState.DONE:
            return _("act no. {number}").format(number=erasure.act_number)
        case ErasureState.DECLINED:
            return c_("erasure", "declined")
        case _:
            return c_("erasure", "taken back")


def term_words(erasure: Erasure, today: date) -> str:
    """«до 24 декабря 2026, осталось 5 дней»."""
    left = erasure.days_left(today)
    day = day_month_year(erasure.due_on)
    if left < 0:
        return _("overdue since {day}").format(day=day)
    days = n_("{count} day left", "{count} days left", left)
    return _("by {day}, {left}").format(day=day, left=days)


def erasure_screen(erasure: Erasure, subject: Subject, today: date, *, may_erase: bool) -> Screen:
    """One request with its term, or what came of it."""
    asked = day_month_year(erasure.school.local(erasure.asked_at).date())
    if erasure.statement is not None:
        ground = _("On paper: statement no. {number} of {day}").format(
            number=erasure.statement.number, day=day_month_year(erasure.statement.date)
        )
    else:
        ground = _("Asked in the diary on {day}").format(day=asked)
    blocks: list[Block] = [
        Heading(_("Erasing data")),
        bold(whose_data(subject)),
        ground,
        _state(erasure, today),
        *_outcome(erasure),
    ]
    back = [Button(_("‹ Back"), OpenErasures(is_open=erasure.is_open))]
    if not erasure.is_open or not may_erase:
        return Screen(blocks, [back])
    erase = Button(_("What will go"), AskToErase(erasure_id=erasure.id), Style.PRIMARY)
    decline = Button(_("Decline"), DeclineErasure(erasure_id=erasure.id))
    return Screen(blocks, [[erase, decline], back])


def _outcome(erasure: Erasure) -> list[Block]:
    if erasure.state is ErasureState.DECLINED and erasure.reason:
        return [_("Reason: {reason}").format(reason=erasure.reason)]
    return [
        f"{erased_name(what)}: {erasure.erased[what]}" for what in Erased if what in erasure.erased
    ]


def ask_to_erase_screen(erasure: Erasure, subject: Subject, today: date) -> Screen:
    """What goes and what stays. It cannot be undone, so it is asked."""
    keep = kept(erasure.school.policy, subject.situation, today)
    blocks: list[Block] = [
        Heading(_("Erase the data: {name}?").format(name=whose_data(subject))),
        bold(_("Stays, because the law obliges the school:")),
        *(f"• {kept_name(each)}" for each in Keep if each in keep),
        bold(_("Everything else goes: chats, messages, notifications, codes, choices.")),
    ]
    if Keep.NAME not in keep:
        blocks.append(
            _(
                "The name goes as well. Take the person out of the school's own system first, or"
                " the next import brings them again."
            )
        )
    blocks.append(Footer(_("It cannot be undone. The act comes as a document; print and sign it.")))
    erase = Button(_("Erase for good"), Erase(erasure_id=erasure.id), Style.DANGER)
    back = Button(_("‹ Back"), OpenErasure(erasure_id=erasure.id))
    return Screen(blocks, [[erase], [back]])


def erased_screen(act: Act) -> Screen:
    """It is done; the act is below."""
    blocks: list[Block] = [
        Heading(_("Erased. Act no. {number}").format(number=act.erasure.act_number)),
        *_outcome(act.erasure),
        Footer(_("The act below has the name: print it, sign it and keep it on paper.")),
    ]
    return Screen(blocks, [[Button(_("‹ Back"), OpenErasures())]])


def decline_reason_screen(erasure: Erasure, subject: Subject) -> Screen:
    """The reason is asked for."""
    blocks: list[Block] = [
        Heading(_("Why not?")),
        whose_data(subject),
        _("Type the reason with the article of the law. The person reads it."),
    ]
    return Screen(blocks, [[Button(_("‹ Back"), OpenErasure(erasure_id=erasure.id))]])


def surname_screen() -> Screen:
    """Whose statement it is."""
    blocks: list[Block] = [
        Heading(_("A statement on paper")),
        _("Type the beginning of the surname of a pupil or a parent."),
    ]
    return Screen(blocks, [[Button(_("‹ Back"), OpenSchoolData())]])


def found_screen(found: Sequence[Subject]) -> Screen:
    """Who was found, who has left included."""
    if not found:
        return Screen(
            [_("Nobody with this surname. Type another beginning.")],
            [[Button(_("‹ Back"), OpenSchoolData())]],
        )
    blocks: list[Block] = [Heading(_("Whose statement is it?"))]
    blocks += [f"• {_described(each)}" for each in found[:FOUND]]
    if len(found) > FOUND:
        blocks.append(Footer(_("There are more: type more of the surname.")))
    buttons = [
        Button(shorten(each.person.short_name, MAX_BUTTON), OpenSubject(person_id=each.person.id))
        for each in found[:FOUND]
    ]
    return Screen(blocks, [*in_columns(buttons, 2), [Button(_("‹ Back"), OpenSchoolData())]])


def _described(subject: Subject) -> str:
    now = ""
    if not subject.situation.is_current:
        has_left = subject.situation.is_pupil
        now = c_("erasure", "has left the school") if has_left else _("no parent of a pupil now")
    return joined(whose_data(subject), now)


def subject_screen(subject: Subject) -> Screen:
    """What a statement of this person may ask for."""
    blocks: list[Block] = [Heading(subject.person.full_name), _described(subject)]
    person_id = subject.person.id
    rows = [[Button(_("Erase data"), RecordErasure(person_id=person_id))]]
    if subject.situation.is_pupil and subject.situation.is_current:
        rows.append([Button(_("Print-outs"), AskOptOut(student_id=person_id))])
    return Screen(blocks, [*rows, [Button(_("‹ Back"), AskSurname())]])


def statement_screen(subject: Subject) -> Screen:
    """The number and the date of the statement are asked for."""
    blocks: list[Block] = [
        Heading(_("Erasing data")),
        whose_data(subject),
        how_to_type_statement(),
        Footer(_("The term runs from the date of the statement.")),
    ]
    return Screen(blocks, [[Button(_("‹ Back"), OpenSubject(person_id=subject.person.id))]])


def how_to_type_statement() -> str:
    return _("Type the number and the date of the statement, for example: 14 of 20.11.2026")
