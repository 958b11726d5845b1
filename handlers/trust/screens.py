"""A child's trusted persons on the screen, and one of them."""

from collections.abc import Mapping
from datetime import date, timedelta

from domain.calendar import School
from domain.trust.model import Circle, Held, Term, TrustedContact, to_number
from handlers.page import Block, Footer, Heading, bold
from handlers.screen import MAX_BUTTON, Button, Screen, Style, in_columns
from handlers.settings.callbacks import OpenSettings
from handlers.trust.callbacks import (
    AgreeAgain,
    AskRelation,
    AskTerm,
    ChooseRights,
    NewCode,
    OpenContact,
    OpenTrusted,
    Prolong,
    Revoke,
)
from handlers.trust.names import named_by, right_name, rights_words, until, who
from handlers.whose import whose
from handlers.words import _, c_, day_month, day_month_year, sentence, shorten


def circle_screen(circle: Circle, today: date) -> Screen:
    """Everybody who sees some of the diary besides the family and the school."""
    student = circle.student
    blocks: list[Block] = [Heading(_("{whose} · trusted persons").format(whose=whose(student)))]
    if circle.contacts and not circle.has_consent:
        blocks.append(_("The consent to it was withdrawn: now none of them sees anything."))
    for contact in circle.contacts:
        blocks += ["", bold(who(contact)), *_about(contact, circle.school, today)]
    if not circle.contacts:
        blocks += [
            _("Besides the family and the school nobody sees this diary."),
            _(
                "A grandmother or a nanny can see the timetable and homework in a chat of her own."
                " You choose what and until when, and can end it at any time."
            ),
        ]
    people = [
        Button(shorten(each.person.polite_name, MAX_BUTTON), OpenContact(trust_id=each.id))
        for each in circle.contacts
    ]
    rows = in_columns(people, 2)
    if circle.may_name and circle.contacts and not circle.has_consent:
        again = Button(_("Consent again"), AgreeAgain(student_id=student.id), Style.PRIMARY)
        rows.append([again])
    elif circle.may_name and not circle.is_full:
        rows.append([Button(_("Add somebody"), AskRelation(student_id=student.id))])
    return Screen(blocks, [*rows, [Button(_("‹ Back"), OpenSettings())]])


def contact_screen(held: Held, circle: Circle, today: date) -> Screen:
    """What one of them sees: a tick changes it at once."""
    contact = held.contact
    blocks: list[Block] = [
        Heading(who(contact)),
        _("{whose}: access to the diary").format(whose=whose(held.student)),
        *_about(contact, held.school, today),
    ]
    back = [Button(_("‹ Back"), OpenTrusted(student_id=held.student.id))]
    revoke = [Button(_("Revoke access"), Revoke(trust_id=contact.id), Style.DANGER)]
    if not held.is_own:
        blocks.append(named_by(contact.guardian))
        blocks.append(Footer(_("Only the one who gave it changes it; you can revoke it.")))
        return Screen(blocks, [revoke, back])
    blocks.append(Footer(_("A tick changes it at once.")))
    rows = in_columns(_ticks(contact, circle), 2)
    words = [Button(_("Until which day"), AskTerm(trust_id=contact.id))]
    if contact.holds(today):
        to = NewCode(trust_id=contact.id, seen=contact.last_invite_id)
        words.append(Button(_("New code"), to))
        if contact.bound_at is not None:
            blocks.append(Footer(_("A new code closes the chat that is connected now, at once.")))
    return Screen(blocks, [*rows, words, revoke, back])


def terms_screen(held: Held, ends: Mapping[Term, date], today: date) -> Screen:
    """Counted from today."""
    contact = held.contact
    buttons = [Button(term_name(term), Prolong(trust_id=contact.id, term=term)) for term in ends]
    blocks: list[Block] = [
        Heading(who(contact)),
        _("Until which day will the diary be seen?"),
        _("Now: {until}.").format(until=_when(contact, today)),
        *term_lines(ends, today),
    ]
    back = [Button(_("‹ Back"), OpenContact(trust_id=contact.id))]
    return Screen(blocks, [*in_columns(buttons, 2), back])


def revoked_screen(held: Held, circle: Circle, today: date) -> Screen:
    """The list without the one who sees nothing any more."""
    screen = circle_screen(circle, today)
    done = _("{person} sees nothing of this diary any more.").format(
        person=held.contact.person.polite_name
    )
    first, *rest = screen.blocks
    return Screen([first, done, *rest], screen.keyboard)


def term_lines(ends: Mapping[Term, date], today: date) -> list[Block]:
    """«• Неделя: до 1 декабря»: what each of the buttons means."""
    return [
        "• "
        + _("{name}: {says}").format(
            name=term_name(term), says=until(ends[term] - timedelta(days=1), today)
        )
        for term in ends
    ]


def term_name(term: Term) -> str:
    return {
        Term.WEEK: c_("how long", "A week"),
        Term.MONTH: c_("how long", "A month"),
        Term.SCHOOL_YEAR: c_("how long", "The school year"),
        Term.YEAR: c_("how long", "A year"),
    }[term]


def _about(contact: TrustedContact, school: School, today: date) -> list[Block]:
    lines: list[Block] = []
    sees = rights_words(contact.rights)
    lines.append(_("Sees: {rights}.").format(rights=sees))
    lines.append(f"{sentence(_when(contact, today))}, {_connection(contact, school)}.")
    return lines


def _when(contact: TrustedContact, today: date) -> str:
    if contact.holds(today):
        return until(contact.last_day, today)
    return _("ended on {day}").format(day=day_month_year(contact.last_day))


def _connection(contact: TrustedContact, school: School) -> str:
    """As «Мой класс» says it of parents; the sex of a trusted person is not known."""
    if contact.bound_at is not None:
        since = school.local(contact.bound_at).date()
        return _("✓ connected on {day}").format(day=day_month(since))
    if contact.code_until is not None:
        last = school.local(contact.code_until).date()
        return _("not connected, the code works until {day}").format(day=day_month(last))
    return _("not connected, no code")


def _ticks(contact: TrustedContact, circle: Circle) -> list[Button]:
    now = to_number(contact.rights)
    buttons = []
    for right in circle.offered:
        bit = to_number([right])
        is_on = right in contact.rights
        to = ChooseRights(trust_id=contact.id, rights=now ^ bit)
        buttons.append(tick(right_name(right), to, is_on=is_on))
    return buttons


def tick(name: str, to: ChooseRights, *, is_on: bool) -> Button:
    return Button(f"✓ {name}" if is_on else name, to, Style.SUCCESS if is_on else None)
