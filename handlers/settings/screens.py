"""The settings on the screen."""

from collections.abc import Sequence

from domain.access import Actor, Role
from domain.session import Session
from handlers.binding.callbacks import OpenLeave
from handlers.delivery.callbacks import OpenOwnNews
from handlers.help.callbacks import OpenHelp
from handlers.menu.callbacks import OpenHats, OpenMenu
from handlers.notices.callbacks import OpenNotices
from handlers.page import Block, Heading
from handlers.screen import Button, Screen, Style
from handlers.settings.callbacks import ChooseLanguage, ChooseTables
from handlers.words import LOCALES, _, current_locale

LANGUAGES = {"ru": "Русский", "en": "English"}


def settings_screen(session: Session) -> Screen:
    """Language, tables, notices, who is connected, the way out."""
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
    family = session.hat is not None and session.hat.student is not None
    notices = [Button(_("Notifications"), OpenNotices())]
    if family:
        notices.append(Button(_("When I was told"), OpenOwnNews()))
    rows: list[Sequence[Button]] = [
        _language_buttons(),
        *([notices, [switch]] if family else [[switch, *notices]]),
        [*_hats(session.actor), Button(_("Help"), OpenHelp())],
        [Button(_("Disconnect"), OpenLeave())],
        [Button(_("‹ Back"), OpenMenu())],
    ]
    return Screen(blocks, rows)


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
