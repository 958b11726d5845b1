"""«Согласия» of a family: what was given when, reading it, taking it back."""

from collections.abc import Sequence
from dataclasses import replace

from domain.access import Role
from domain.consent.model import NEEDED, Consent, EndReason, Purpose
from domain.consent.use_cases import OwnConsents, Text, may_withdraw
from domain.hat import Hat
from handlers.consent.asking import give_button, text_button, until_line
from handlers.consent.callbacks import (
    AskWithdraw,
    GiveConsent,
    OpenConsent,
    OpenConsents,
    Withdraw,
)
from handlers.consent.words import (
    alike,
    ended_together,
    given_words,
    on_day,
    purpose_label,
    purpose_name,
)
from handlers.menu.callbacks import OpenMenu
from handlers.page import Block, Footer, Heading
from handlers.screen import MAX_BUTTON, Button, Screen, Style, in_columns
from handlers.settings.callbacks import OpenSettings
from handlers.whose import child_name, whose_hat
from handlers.words import _, c_, is_ty, shorten

_ENDED_SHOWN = 6  # the latest; all of them are in the archive of one's data


def own_screen(own: OwnConsents) -> Screen:
    """A line for each consent, a button for each that the reader can take back."""
    hat = own.hat
    in_force = [each for each in own.consents if each.is_in_force]
    ended = [each for each in own.consents if not each.is_in_force]
    blocks: list[Block] = [Heading(_("{whose} · consent").format(whose=whose_hat(hat)))]
    blocks += [f"✓ {_lines(each, hat)}" for each in alike(in_force, lambda one: _said(one, hat))]
    if not in_force:
        blocks.append(_("No consent is in force."))
    blocks += [f"✕ {ended_line(each, hat)}" for each in ended[:_ENDED_SHOWN]]
    if hat.own_consent_from is not None:
        blocks.append(until_line(hat))
    blocks += [
        "",
        _("Who answers for the data: {operator}.").format(operator=hat.school.operator),
    ]
    buttons = [
        Button(_label(each, hat), OpenConsent(consent_id=each.id))
        for each in ended_together(in_force)
        if may_withdraw(hat, each)
    ]
    rows = [[give_button(hat, each), text_button(hat, each)] for each in own.can_give]
    return Screen(blocks, [*rows, *in_columns(buttons, 2), [Button(_("‹ Back"), OpenSettings())]])


def consent_line(consent: Consent, hat: Hat) -> str:
    """«Дневник, Аня: 24 ноября 2026, в боте. Елена Сергеевна»."""
    return _lines([consent], hat)


def _lines(consents: Sequence[Consent], hat: Hat) -> str:
    """The same of several people who gave it in the same way."""
    what, whose, given = _said(consents[0], hat)
    givers = ", ".join(dict.fromkeys(each.giver.polite_name for each in consents))
    return _("{what}, {whose}: {given}. {giver}").format(
        what=what, whose=whose, given=given, giver=givers
    )


def _said(consent: Consent, hat: Hat) -> tuple[str, str, str]:
    given = given_words(consent, hat.school)
    return purpose_name(consent.purpose), _whose(consent, hat), given


def ended_line(consent: Consent, hat: Hat) -> str:
    """«Telegram, Аня: отозвано 25 ноября 2026»."""
    assert consent.ended_at is not None  # of one that ended
    text = _("{what}, {whose}: withdrawn on {day}")
    if consent.end_reason is EndReason.NEW_VERSION:
        text = _("{what}, {whose}: until {day}, the text has changed since")
    return text.format(
        what=purpose_name(consent.purpose),
        whose=_whose(consent, hat),
        day=on_day(consent.ended_at, hat.school),
    )


def text_screen(hat: Hat, purpose: Purpose, text: Text) -> Screen:
    """The document to be signed; before the diary is open, the way back is to what opens it."""
    back = Button(_("‹ Back"), OpenMenu()) if hat.lacks else _back(hat)
    return Screen(
        [text.text, Footer(_("Version {version}").format(version=text.document.version))],
        [[give_button(hat, purpose)], [back]],
    )


def consent_screen(hat: Hat, consent: Consent, text: str) -> Screen:
    """One consent with what was signed."""
    state = consent_line if consent.is_in_force else ended_line
    blocks: list[Block] = [
        Heading(state(consent, hat)),
        text,
        Footer(_("Version {version}").format(version=consent.version)),
    ]
    rows = []
    if consent.is_in_force and may_withdraw(hat, consent):
        to = AskWithdraw(consent_id=consent.id)
        rows.append([Button(_("Withdraw"), to, Style.DANGER)])
    return Screen(blocks, [*rows, [_back(hat)]])


def ask_screen(hat: Hat, consent: Consent) -> Screen:
    """What follows from taking it back, before it is."""
    return Screen(
        [
            Heading(_("Withdraw this consent?")),
            consent_line(consent, hat),
            "",
            *_consequences(hat, consent),
            _("The connection stays, so that you can consent again at any time under “Consent”."),
        ],
        [
            [Button(_("Yes, withdraw"), Withdraw(consent_id=consent.id), Style.DANGER)],
            [Button(_("‹ Back"), OpenConsent(consent_id=consent.id))],
        ],
    )


def _consequences(hat: Hat, consent: Consent) -> list[Block]:
    match consent.purpose:
        case Purpose.DIARY | Purpose.MESSENGER if consent.is_own:
            return [_own_consequence(hat), _kept()]
        case Purpose.DIARY | Purpose.MESSENGER:
            lines: list[Block] = [
                _(
                    "At once nothing of {child} is shown or sent here any more, neither to you nor"
                    " to the other parent, the pupil or a trusted person."
                ).format(child=child_name(hat)),
                _kept(),
            ]
            return lines
        case Purpose.PHOTO:
            return [_("The school publishes no more pictures and takes down those there are.")]
        case Purpose.TRUSTED:
            return [_("At once no trusted person sees anything of the diary any more.")]


def _own_consequence(hat: Hat) -> str:
    if is_pupil(hat):
        return _("At once nothing of the diary is shown or sent here any more, to nobody.")
    return _("At once nothing of your children is shown or sent to you here any more.")


def _kept() -> str:
    return _(
        "What the law tells the school to keep, as the journal, is kept. On paper you get the same"
        " from the homeroom teacher."
    )


def withdrawn_screen(hat: Hat, consent: Consent) -> Screen:
    """Done, and how to consent again."""
    words = [_("Withdrawn: {what}.").format(what=purpose_name(consent.purpose))]
    if consent.purpose in NEEDED:
        words.append(_nothing_more(consent))
    words.append(_("To consent again, open “Settings” and “Consent”."))
    give = GiveConsent(binding_id=hat.binding_id, purpose=consent.purpose)
    rows = []
    if may_withdraw(hat, consent):
        rows.append([Button(_("Consent again"), give)])
    return Screen(words, [*rows, [Button(_("Menu"), OpenMenu())]])


def _nothing_more(consent: Consent) -> str:
    """A sister's or brother's diary stays where the consent was for one child."""
    if consent.is_own:
        return _("Nothing more is shown or sent here from now on.")
    return _("From now on nothing of this child is shown or sent here.")


def given_screen(screen: Screen) -> Screen:
    """What comes after a tap, with a note that it is stored."""
    return replace(screen, toast=_("Consent recorded"))


def _whose(consent: Consent, hat: Hat) -> str:
    """The child, or the reader's own data."""
    if consent.subject.id != hat.person.id:
        return child_name(hat)
    return c_("to a child", "your data") if is_ty(hat.student) and is_pupil(hat) else _("your data")


def is_pupil(hat: Hat) -> bool:
    return Role.STUDENT in hat.roles


def _label(consent: Consent, hat: Hat) -> str:
    """«Дневник · Аня»."""
    is_own = consent.subject.id == hat.person.id
    whose = c_("whose data", "Mine").lower() if is_own else child_name(hat)
    return shorten(f"{purpose_label(consent.purpose)} · {whose}", MAX_BUTTON)


def _back(hat: Hat) -> Button:
    return Button(_("‹ Back"), OpenConsents(binding_id=hat.binding_id))
