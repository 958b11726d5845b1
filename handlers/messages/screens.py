"""«Сообщения» on the screen: a family's list, a conversation, a teacher's letters."""

from collections.abc import Callable, Sequence
from datetime import datetime

from domain.calendar import School
from domain.messages.model import (
    Answer,
    Delivery,
    ReceivedThread,
    Recipient,
    SentLetter,
    SentReport,
    Thread,
    ThreadLetter,
)
from domain.people import Student
from handlers.classes.callbacks import OpenClass
from handlers.menu.callbacks import OpenMenu
from handlers.messages.callbacks import (
    AskAnswer,
    ConfirmRead,
    OpenAnswer,
    OpenMessage,
    OpenMessages,
    OpenSent,
)
from handlers.page import Block, Footer, Heading, bold
from handlers.paging import paged
from handlers.screen import MAX_BUTTON, Button, Screen, Style, in_columns
from handlers.whose import whose
from handlers.words import _, clock, day_month, n_, shorten

ON_PAGE = 6
_RECIPIENTS_ON_PAGE = 20
_ANSWERS_SHOWN = 24
_BEGINS = 60
_SIGNS = {
    Delivery.NOT_CONNECTED: "✕",
    Delivery.UNREACHABLE: "✕",
    Delivery.WAITING: "…",
    Delivery.DELIVERED: "✓",
    Delivery.READ: "✓✓",
}


def when(moment: datetime, school: School) -> str:
    """«24 ноября, 10:40» on the school's clock."""
    local = school.local(moment)
    return f"{day_month(local.date())}, {clock(local)}"


def received_screen(
    student: Student, school: School, threads: Sequence[ReceivedThread], page: int
) -> Screen:
    """What came about this child, the newest first; ● has something unread."""
    blocks: list[Block] = [Heading(_("{whose} · messages").format(whose=whose(student)))]
    shown = threads[:ON_PAGE]
    for number, thread in enumerate(shown, start=1):
        sign = "● " if thread.unread else ""
        head = f"{sign}{number}. {thread.sender.polite_name}, {when(thread.last_at, school)}"
        blocks.append(bold(head) if thread.unread else head)
        blocks.append(f"«{_one_line(thread.begins)}»")
    if not shown:
        blocks.append(_("There are no messages yet. The homeroom teacher writes to you here."))
    buttons = [
        Button(
            f"{number} ●" if thread.unread else str(number),
            OpenMessage(message_id=thread.root_id, student_id=thread.student_id),
        )
        for number, thread in enumerate(shown, start=1)
    ]
    return Screen(
        blocks, [*in_columns(buttons, 6), *_turning(page, len(threads)), [_back_to_menu()]]
    )


def sent_screen(
    school: School, letters: Sequence[SentLetter], page: int, class_id: int | None
) -> Screen:
    """What the teacher wrote, with how many read and answered; new answers first."""
    blocks: list[Block] = [Heading(_("Messages to parents"))]
    shown = letters[:ON_PAGE]
    for number, letter in enumerate(shown, start=1):
        head = f"{number}. {when(letter.sent_at, school)}, {_counts(letter)}"
        blocks.append(bold(f"● {head}") if letter.unread_answers else head)
        blocks.append(f"«{_one_line(letter.begins)}»")
    if not shown:
        blocks.append(
            _("You have not written to parents yet.")
            if class_id is not None
            else _("There are no messages. Parents are written to by their homeroom teacher.")
        )
    buttons = [
        Button(
            f"{number} ●" if letter.unread_answers else str(number),
            OpenSent(message_id=letter.id),
        )
        for number, letter in enumerate(shown, start=1)
    ]
    rows = [*in_columns(buttons, 6), *_turning(page, len(letters))]
    if class_id is not None:
        rows.append([Button(_("My class"), OpenClass(class_id=class_id))])
    return Screen(blocks, [*rows, [_back_to_menu()]])


def _counts(letter: SentLetter) -> str:
    read = _("read by {read} of {all}").format(read=letter.read, all=letter.recipients)
    if not letter.answers:
        return read
    return ", ".join((read, n_("{count} answer", "{count} answers", letter.answers)))


def _one_line(begins: str) -> str:
    return shorten(" ".join(begins.split()), _BEGINS)


def _turning(page: int, found: int) -> list[list[Button]]:
    """Lists are read one row further than they show, which tells whether there is more."""
    row = []
    if page > 0:
        row.append(Button(_("◀ Newer"), OpenMessages(page=page - 1)))
    if found > ON_PAGE:
        row.append(Button(_("Older ▶"), OpenMessages(page=page + 1)))
    return [row] if row else []


def thread_screen(thread: Thread, school: School, page: int = 0) -> Screen:
    """A conversation, the newest letter first; a family confirms and answers below it."""
    letters = list(reversed(thread.letters))
    shown = paged(letters, page, at_most=10, size=lambda each: len(each.letter.text) + 60)
    blocks: list[Block] = [Heading(_thread_title(thread))]
    for each in shown.items:
        blocks += [bold(_letter_head(each, thread, school)), each.letter.text, ""]
    if shown.title:
        blocks.append(Footer(shown.title))
    last = thread.newest.id
    student_id = thread.student.id
    turning = shown.buttons(lambda to: OpenMessage(message_id=last, student_id=student_id, page=to))
    row = []
    if thread.unread and not thread.is_teacher:
        to = ConfirmRead(message_id=last, student_id=student_id)
        row.append(Button(_("I have read it"), to, Style.SUCCESS))
    row.append(Button(_("Answer"), AskAnswer(message_id=last, student_id=student_id)))
    back = OpenSent(message_id=thread.root.id) if thread.is_teacher else OpenMessages()
    rows = [row, *in_columns(turning, 2), [Button(_("‹ Back"), back)]]
    return Screen(blocks, rows)


def _thread_title(thread: Thread) -> str:
    if thread.is_teacher:
        return f"{thread.student.list_name} · {thread.guardian.polite_name}"
    return f"{thread.student.given_name} · {thread.root.sender.polite_name}"


def _letter_head(each: ThreadLetter, thread: Thread, school: School) -> str:
    name = _("You") if each.is_own else each.letter.sender.polite_name
    head = f"{name}, {when(each.letter.sent_at, school)}"
    if each.read_at is not None:
        return head + " · " + _("✓ read")
    return head if each.is_own else "● " + head


def question_screen(thread: Thread, school: School) -> Screen:
    """The answer is asked for; what it answers stands above."""
    blocks: list[Block] = [Heading(_thread_title(thread))]
    received = thread.last_received
    if received is not None:
        head = f"{received.sender.polite_name}, {when(received.sent_at, school)}"
        blocks += [bold(head), received.text, ""]
    blocks.append(_("Type the answer and send it here."))
    to = OpenMessage(message_id=thread.newest.id, student_id=thread.student.id)
    return Screen(blocks, [[Button(_("‹ Back"), to)]])


def report_screen(report: SentReport, school: School, page: int = 0) -> Screen:
    """Who read a letter, who received it, and who cannot be reached."""
    read, reached = report.count(Delivery.READ), report.count(Delivery.READ, Delivery.DELIVERED)
    ordered = sorted(report.recipients, key=lambda each: _ORDER.index(each.delivery))
    shown = paged(ordered, page, at_most=_RECIPIENTS_ON_PAGE)
    blocks: list[Block] = [
        Heading(_("Message of {when}").format(when=when(report.letter.sent_at, school))),
        report.letter.text if shown.page == 0 else shorten(report.letter.text, _BEGINS),
        "",
        bold(
            _("Received by {reached} of {all}, read by {read}").format(
                reached=reached, read=read, all=report.people
            )
        ),
    ]
    blocks += [_recipient_line(each, school) for each in shown.items]
    if shown.title:
        blocks.append(Footer(shown.title))
    answers = in_columns(_answer_buttons(report.answers), 3)
    turning = shown.buttons(lambda to: OpenSent(message_id=report.letter.id, page=to))
    again = OpenSent(message_id=report.letter.id, page=shown.page)
    rows = [
        *answers,
        *in_columns(turning, 2),
        [Button(_("‹ Back"), OpenMessages()), Button(_("Refresh"), again)],
    ]
    return Screen(blocks, rows)


def _answer_buttons(answers: Sequence[Answer]) -> list[Button]:
    return [
        Button(
            shorten(("● " if each.is_unread else "✉ ") + each.student.list_name, MAX_BUTTON),
            OpenAnswer(message_id=each.message_id, student_id=each.student.id),
        )
        for each in answers[:_ANSWERS_SHOWN]
    ]


def _recipient_line(recipient: Recipient, school: School) -> str:
    words = _STATES[recipient.delivery]()
    if recipient.read_at is not None:
        words = f"{words} {when(recipient.read_at, school)}"
    return (
        f"{_SIGNS[recipient.delivery]} {recipient.student.list_name}, "
        f"{recipient.person.short_name}: {words}"
    )


_ORDER = (
    Delivery.READ,
    Delivery.DELIVERED,
    Delivery.WAITING,
    Delivery.UNREACHABLE,
    Delivery.NOT_CONNECTED,
)

_STATES: dict[Delivery, Callable[[], str]] = {
    Delivery.NOT_CONNECTED: lambda: _("not connected"),
    Delivery.UNREACHABLE: lambda: _("the bot is blocked"),
    Delivery.WAITING: lambda: _("is being sent"),
    Delivery.DELIVERED: lambda: _("received"),
    Delivery.READ: lambda: _("read"),
}


def _back_to_menu() -> Button:
    return Button(_("‹ Back"), OpenMenu())
