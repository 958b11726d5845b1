"""«Мои данные» on the screen of a family: the card, a change, a copy, an erasure."""

from collections.abc import Sequence
from datetime import date

from aiogram.filters.callback_data import CallbackData

from domain.hat import Hat
from domain.personal_data.change_model import Card, ChangeRequest, RequestState
from domain.personal_data.changes import OwnData
from domain.personal_data.erasure_model import Erasure, Subject
from domain.personal_data.fields import Field
from domain.personal_data.keeping import Keep, kept
from handlers.page import Block, Details, Footer, Heading
from handlers.personal_data.callbacks import (
    AskErasure,
    AskValue,
    ChooseSex,
    MakeCopy,
    OpenCopy,
    OpenOwnData,
    OpenOwnErasure,
    PickField,
    SendErasure,
    WithdrawErasure,
)
from handlers.personal_data.field_screens import which_field_screen, which_value_screen
from handlers.personal_data.names import card_lines, field_name, kept_name, value_words
from handlers.screen import MAX_BUTTON, Button, Keyboard, Screen, Style
from handlers.settings.callbacks import OpenSettings
from handlers.whose import child_name, whose
from handlers.words import _, c_, day_month, day_month_year, n_, shorten

_REQUESTS = 5  # shown of those that were answered


def own_data_screen(data: OwnData) -> Screen:
    """Everything that the register has of the two, and what was asked."""
    child, own = data.cards
    student = data.hat.student
    assert student is not None
    blocks: list[Block] = [
        Heading(_("{child}: personal data").format(child=whose(student))),
        *card_lines(child),
        "",
        *card_lines(own),
        *_request_lines(data.requests),
        Footer(_("The school keeps exactly these fields. What has changed, tell the school here.")),
    ]
    return Screen(blocks, _own_keyboard(student.id, child, own))


def _own_keyboard(student_id: int, child: Card, own: Card) -> Keyboard:
    change = _("Change: {name}")
    rows = [
        [
            Button(
                shorten(change.format(name=child.person.given_name), MAX_BUTTON),
                PickField(student_id=student_id, person_id=child.person.id),
            ),
            Button(_("Change: my card"), PickField(student_id=student_id, person_id=own.person.id)),
        ],
        [
            Button(_("Get a copy"), OpenCopy(student_id=student_id)),
            Button(_("Erase data"), OpenOwnErasure(student_id=student_id)),
        ],
    ]
    return [*rows, [Button(_("‹ Back"), OpenSettings())]]


def pupil_data_screen(hat: Hat) -> Screen:
    """For the pupil: a copy of the own data."""
    student = hat.student
    assert student is not None
    blocks: list[Block] = [
        Heading(_("{child}: personal data").format(child=whose(student))),
        _("You can get a copy of all that is kept about you. Changes are asked for by parents."),
    ]
    return Screen(
        blocks,
        [
            [Button(_("Get a copy"), OpenCopy(student_id=student.id))],
            [Button(_("‹ Back"), OpenSettings())],
        ],
    )


def _request_lines(requests: Sequence[ChangeRequest]) -> list[Block]:
    waiting = [each for each in requests if each.is_open]
    answered = [each for each in requests if not each.is_open][:_REQUESTS]
    lines: list[Block] = []
    if waiting:
        lines += ["", _("The school has been asked:"), *map(_request_line, waiting)]
    if answered:
        lines += ["", _("The school has answered:"), *map(_request_line, answered)]
    return lines


def _request_line(request: ChangeRequest) -> str:
    line = f"{request.person.given_name}: {change_words(request)}"
    if request.state is RequestState.ACCEPTED:
        return "✓ " + line
    if request.state is RequestState.DECLINED:
        return "✕ " + _("{change}. Declined: {reason}").format(change=line, reason=request.reason)
    return line


def change_words(request: ChangeRequest) -> str:
    """«фамилия: Иванова → Петрова»."""
    return _("{field}: {old} → {new}").format(
        field=field_name(request.field).lower(),
        old=value_words(request.field, request.old_value),
        new=value_words(request.field, request.new_value),
    )


def fields_screen(student_id: int, card: Card) -> Screen:
    """Which field of the card is to be changed."""
    person_id = card.person.id
    return which_field_screen(
        card,
        lambda field: AskValue(student_id=student_id, person_id=person_id, field=field),
        OpenOwnData(student_id=student_id),
    )


def value_screen(student_id: int, card: Card, field: Field) -> Screen:
    """What the new value should be."""
    person_id = card.person.id
    return which_value_screen(
        card,
        field,
        lambda sex: ChooseSex(student_id=student_id, person_id=person_id, sex=sex),
        PickField(student_id=student_id, person_id=person_id),
        name=card.person.given_name,
        what_follows=_("The homeroom teacher compares it with a document and confirms it."),
    )


def asked_screen(request: ChangeRequest) -> Screen:
    """The request is with the school."""
    blocks: list[Block] = [
        Heading(_("The school has been asked")),
        f"{request.person.given_name}: {change_words(request)}",
        _("The answer will come here."),
    ]
    back = OpenOwnData(student_id=request.student.id)
    return Screen(blocks, [[Button(_("‹ Back"), back)]])


def copy_screen(student_id: int, *, is_pupil: bool) -> Screen:
    """What will be in the archive, before it is made."""
    text = _(
        "All that is kept here about you and your child comes as one archive: pages to read in a"
        " browser, and the same for programs (JSON)."
    )
    if is_pupil:
        text = _(
            "All that is kept here about you comes as one archive: pages to read in a browser, and"
            " the same for programs (JSON)."
        )
    blocks: list[Block] = [
        Heading(_("A copy of the data")),
        text,
        _("Of other people it names only staff and trusted persons. Keep it like documents."),
    ]
    return Screen(
        blocks,
        [
            [Button(_("Make the archive"), MakeCopy(student_id=student_id), Style.PRIMARY)],
            [Button(_("‹ Back"), OpenOwnData(student_id=student_id))],
        ],
    )


def making_screen(student_id: int) -> Screen:
    """Shown at once; the document follows."""
    blocks: list[Block] = [
        Heading(_("The archive is being made")),
        _("It will come here as a document, usually within a minute."),
    ]
    return Screen(blocks, [[Button(_("‹ Back"), OpenOwnData(student_id=student_id))]])


def own_erasure_screen(
    student_id: int,
    subjects: Sequence[tuple[Subject, Erasure | None]],
    today: date,
    back: CallbackData,
    hat: Hat,
) -> Screen:
    """Of whom the data may be erased, and what was asked already."""
    blocks: list[Block] = [Heading(_("Erasing data"))]
    for subject, erasure in subjects:
        if erasure is not None:
            blocks.append(_asked_line(_named(subject, hat), erasure, today))
    blocks.append(
        _("The school erases what the law does not oblige it to keep, and gives an act of it.")
    )
    rows: list[Sequence[Button]] = [
        _erasure_buttons(student_id, subjects[0], child_name(hat)),
        _erasure_buttons(student_id, subjects[1], c_("whose data", "mine")),
    ]
    return Screen(blocks, [*filter(None, rows), [Button(_("‹ Back"), back)]])


def _named(subject: Subject, hat: Hat) -> str:
    """A child by initials while a consent to show more is missing."""
    if hat.student is not None and subject.person.id == hat.student.id:
        return child_name(hat)
    return subject.person.given_name or subject.person.family_name


def _asked_line(name: str, erasure: Erasure, today: date) -> str:
    days = n_("{count} day left", "{count} days left", max(erasure.days_left(today), 0))
    return _("{name}: the school has been asked and answers by {day} ({left}).").format(
        name=name, day=day_month(erasure.due_on), left=days
    )


def _erasure_buttons(
    student_id: int, found: tuple[Subject, Erasure | None], name: str
) -> list[Button]:
    subject, erasure = found
    if erasure is None:
        text = _("Erase: {name}").format(name=name)
        to = AskErasure(student_id=student_id, person_id=subject.person.id)
        return [Button(shorten(text, MAX_BUTTON), to)]
    text = _("Take back: {name}").format(name=name)
    return [Button(shorten(text, MAX_BUTTON), WithdrawErasure(erasure_id=erasure.id))]


def ask_erasure_screen(student_id: int, subject: Subject, today: date, hat: Hat) -> Screen:
    """What goes and what stays, before it is asked."""
    policy = subject.school.policy
    keep = kept(policy, subject.situation, today)
    days = n_("{count} day", "{count} days", policy.erasure_days)
    blocks: list[Block] = [
        Heading(_("Erase the data: {name}?").format(name=_named(subject, hat))),
        _("What goes: connected chats, notifications, messages, choices, codes."),
        _("The rest the law obliges the school to keep."),
        Details(_("What stays and why"), [f"• {kept_name(each)}" for each in Keep if each in keep]),
        _("The school has {days}. Then this chat is disconnected.").format(days=days)
        if subject.person.id != student_id
        else _("The school has {days}.").format(days=days),
    ]
    send = SendErasure(student_id=student_id, person_id=subject.person.id)
    return Screen(
        blocks,
        [
            [Button(_("Ask to erase"), send, Style.DANGER)],
            [Button(_("‹ Back"), OpenOwnErasure(student_id=student_id))],
        ],
    )


def erasure_asked_screen(student_id: int, erasure: Erasure) -> Screen:
    """The request is with the school."""
    blocks: list[Block] = [
        Heading(_("The school has been asked")),
        _("It erases the data or says why not by {day}.").format(
            day=day_month_year(erasure.due_on)
        ),
    ]
    return Screen(blocks, [[Button(_("‹ Back"), OpenOwnErasure(student_id=student_id))]])


def withdrawn_screen(student_id: int | None) -> Screen:
    """Nothing will be erased."""
    back = OpenOwnErasure(student_id=student_id) if student_id else OpenSettings()
    return Screen(
        [_("The request is taken back. Nothing is erased.")], [[Button(_("‹ Back"), back)]]
    )
