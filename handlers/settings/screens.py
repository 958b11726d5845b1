"""The settings on the screen."""

from domain.access import Action, Role
from domain.actor import Actor
from domain.diary import target_of
from domain.session import Session
from handlers.audit.callbacks import Of, OpenAudit
from handlers.binding.callbacks import OpenLeave
from handlers.consent.callbacks import OpenConsents
from handlers.delivery.callbacks import OpenOwnNews
from handlers.help.callbacks import OpenHelp
from handlers.menu.callbacks import OpenHats, OpenMenu
from handlers.notices.callbacks import OpenNotices
from handlers.page import Block, Heading
from handlers.personal_data.callbacks import OpenOwnData, OpenOwnErasure
from handlers.pins.callbacks import OpenPin
from handlers.school_documents.callbacks import OpenDocuments
from handlers.screen import Button, Screen, Style, in_columns
from handlers.sessions.callbacks import OpenOwnChats
from handlers.settings.callbacks import ChooseLanguage, ChooseTables
from handlers.trust.callbacks import OpenTrusted
from handlers.words import LOCALES, _, current_locale

LANGUAGES = {"ru": "Русский", "en": "English"}


def settings_screen(session: Session, *, documents: bool = False) -> Screen:
    """Language, tables, notices, who is connected, the school's `documents`, the way out."""
    if session.plain_text:
        tables, switch = (
            _("Timetable and marks are shown as plain text."),
            Button(_("Show as tables"), ChooseTables(plain=False)),
        )
    else:
        tables, switch = (
            _("Timetable and marks are shown as tables."),
            Button(_("Show as text"), ChooseTables(plain=True)),
        )
    blocks: list[Block] = [
        Heading(_("Settings")),
        _("Language: {language}.").format(language=LANGUAGES[current_locale()]),
        tables,
        _("If tables look empty or broken, your Telegram is old: choose them as text."),
    ]
    # What belongs together stands side by side: what is told, who sees, what is held, who one is.
    more = [
        *_notices(session),
        *_trusted(session),
        *_audit(session),
        *_consents(session),
        *_own_data(session),
        *_hats(session.actor),
        Button(_("My chats"), OpenOwnChats()),
        *_pin(session),
        switch,
        *[Button(_("School documents"), OpenDocuments())] * documents,
        Button(_("Help"), OpenHelp()),
        Button(_("Disconnect"), OpenLeave()),
    ]
    rows = [_language_buttons(), *in_columns(more, 2), [Button(_("‹ Back"), OpenMenu())]]
    return Screen(blocks, rows)


def _notices(session: Session) -> list[Button]:
    """What is told, and to a family what was."""
    hat = session.hat
    is_family = hat is not None and hat.student is not None
    found = []
    if not is_family or _is_open(session, Action.CHOOSE_NOTICES):
        found.append(Button(_("Notifications"), OpenNotices()))
    if is_family and not _is_trusted(session) and _is_open(session, Action.READ_OWN_NEWS):
        found.append(Button(_("When I was told"), OpenOwnNews()))
    return found


def _is_open(session: Session, action: Action) -> bool:
    """Whether it opens about the child of the hat worn now: no consent to it is missing."""
    hat = session.hat
    if hat is None or hat.student is None:
        return False
    return session.actor.may(action, target_of(hat.student, hat.school))


def _pin(session: Session) -> list[Button]:
    return [Button(_("PIN"), OpenPin())] * (session.hat is not None and session.hat.is_staff)


def _consents(session: Session) -> list[Button]:
    """What was consented to; whoever is only trusted consents to nothing here."""
    hat = session.hat
    gives = hat is not None and not hat.roles.isdisjoint({Role.GUARDIAN, Role.STUDENT})
    return [Button(_("Consent"), OpenConsents())] * gives


def _own_data(session: Session) -> list[Button]:
    """What is held of the child and of the reader; without a consent it can only be erased."""
    hat = session.hat
    if hat is None or hat.student is None:
        return []
    if Role.GUARDIAN in hat.roles and hat.lacks:
        return [Button(_("Erase data"), OpenOwnErasure(student_id=hat.student.id))]
    is_family = not hat.roles.isdisjoint({Role.GUARDIAN, Role.STUDENT})
    shows = is_family and _is_open(session, Action.COPY_DATA)
    return [Button(_("My data"), OpenOwnData())] * shows


def _audit(session: Session) -> list[Button]:
    """Who looked at the child's records and changed them; for staff what was done in their name.

    While a consent is missing the family asks the school for it, as for the copy.
    """
    hat = session.hat
    if hat is not None and Role.GUARDIAN in hat.roles and not hat.lacks:
        return [Button(_("Who looked"), OpenAudit(of=Of.PUPIL))]
    if hat is not None and hat.is_staff:
        return [Button(_("Done in my name"), OpenAudit(of=Of.OWN))]
    return []


def _is_trusted(session: Session) -> bool:
    return session.hat is not None and Role.TRUSTED_CONTACT in session.hat.roles


def _trusted(session: Session) -> list[Button]:
    """For whoever may let somebody else see the child's diary."""
    hat = session.hat
    if hat is None or hat.student is None or Role.GUARDIAN not in hat.roles:
        return []
    if not _is_open(session, Action.READ_TRUSTED):
        return []
    return [Button(_("Trusted persons"), OpenTrusted(student_id=hat.student.id))]


def _hats(actor: Actor) -> list[Button]:
    """For whoever has something to switch to, or may get another child."""
    is_parent = any(Role.GUARDIAN in hat.roles for hat in actor.hats)
    return [Button(_("Children and roles"), OpenHats())] * (is_parent or len(actor.hats) > 1)


def language_screen(*, is_bound: bool) -> Screen:
    """/language: also for whoever is not connected yet."""
    back = [[Button(_("‹ Back"), OpenMenu())]] if is_bound else []
    return Screen(
        [_("Language: {language}.").format(language=LANGUAGES[current_locale()])],
        [_language_buttons(), *back],
    )


def _language_buttons() -> list[Button]:
    """The languages in themselves; the one spoken now is marked."""
    return [
        Button(
            f"✓ {LANGUAGES[locale]}" if locale == current_locale() else LANGUAGES[locale],
            ChooseLanguage(locale=locale),
            Style.PRIMARY if locale == current_locale() else None,
        )
        for locale in LOCALES
    ]
