"""The way of an update: who is this, in which language, one transaction, then the answer."""

import asyncio
import logging
import secrets
from collections.abc import Collection
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, replace
from typing import Any

from aiogram import BaseMiddleware
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.types import Chat, TelegramObject, Update, User

from bot.clock import Clock
from bot.denials import Denials
from bot.pin_wall import accept_pin, after_pin, ask_pin, asks_for, resumed, wanted_update
from bot.responder import Responder
from bot.traits import Note, is_below, notes_of, says_good_bye, unmarked
from bot.writing import AlreadyEffected, Handler, claim_effect
from domain.actor import Actor
from domain.binding.former import former_access
from domain.errors import Denied, DomainError, NotFound, PinNeeded, Refused, Unbound
from domain.notices.use_cases import welcome_back
from domain.session import Session
from handlers.binding.former_screens import former_screen
from handlers.cancelling import cancelling
from handlers.context import Context
from handlers.elsewhere import elsewhere
from handlers.interrupted import interrupted
from handlers.refusals import refusal
from handlers.screen import Later, Screen, Wanted
from handlers.way_back import with_way_back
from handlers.whose import is_child
from handlers.words import LOCALES, _, speaking
from storage.database import Database, is_away

_log = logging.getLogger(__name__)

# Telegram speaks many languages; whoever reads Russian at school gets Russian.
_READS_RUSSIAN = frozenset({"ru", "be", "uk", "kk", "ky", "tg", "uz", "tt", "ba", "cv", "hy", "az"})


@dataclass(slots=True)
class Identity:
    """What the bot is called; known once Telegram has told. And whether it has a mail server."""

    username: str = ""
    sends_mail: bool = False


class NotYet(Exception):
    """The database was away before the update had its effect: it may be handled later."""


class Conversation(BaseMiddleware):
    """Outermost: finds out who it is, lets a handler make a Screen, then shows it.

    Raises `NotYet` of an update that may wait (`may_wait`) until the database can be asked again.

    An update whose effect is stored already (`is_effected`) runs no handler: its answer was lost
    when the program stopped, so the person is told that it was done. What is written here besides
    may be written again.

    No Telegram call is made while a transaction is open (design: rule 1).
    """

    def __init__(
        self,
        database: Database,
        responder: Responder,
        clock: Clock,
        identity: Identity,
        default_locale: str,
        denials: Denials,
    ) -> None:
        self._database = database
        self._responder = responder
        self._clock = clock
        self._identity = identity
        self._default_locale = default_locale
        self._denials = denials

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        chat: Chat | None = data.get("event_chat")
        user: User | None = data.get("event_from_user")
        if not isinstance(event, Update) or chat is None or user is None:
            return UNHANDLED
        if chat.type != "private":
            return await self._decline(event, user)
        try:
            session, screen = await self._converse(handler, event, data)
        except NotYet:
            raise
        except Exception as error:  # noqa: BLE001 - the database is away: say so all the same
            _wait_if_away(error, data)
            session = Session(Actor(chat.id), self._locale_of(user))
            with speaking(session.locale or self._default_locale):
                screen = _unexpected(event)
        if isinstance(screen, Screen):
            if is_below(event):
                screen = replace(screen, as_new=True)
            await self._show(event, screen, session)
        return screen

    async def _converse(
        self, handler: Handler, event: Update, data: dict[str, Any]
    ) -> tuple[Session, Any]:
        """Who it is, and what a handler has to say; for these the data is needed."""
        chat, user = data["event_chat"], data["event_from_user"]
        async with AsyncExitStack() as reading:
            uow = await reading.enter_async_context(self._database.read(self._clock()))
            session = await uow.chats.session(chat.id)
            session = replace(session, locale=session.locale or self._locale_of(user))
            session = resumed(session, data.get("wanted"))
            is_effected = data.get("is_effected", False)
            if says_good_bye(session, event, data["bot"].id):
                return session, None
            notes = notes_of(session, event, data["bot"].id, is_effected=is_effected)
            if notes:
                # Nobody waits for the writer with a reader in hand.
                await reading.aclose()
                session = await self._write(session, notes, data["bot"].id)
                uow = await reading.enter_async_context(self._database.read(self._clock()))
            with speaking(session.locale or self._default_locale, to_child=is_child(session.hat)):
                identity = self._identity
                ctx = Context(session, uow, identity.username, identity.sends_mail)
                data |= {"session": session, "ctx": ctx, "reading": reading}
                if is_effected:
                    return session, interrupted()
                screen = await self._answer(handler, unmarked(event), data)
        if isinstance(screen, Screen) and screen.then is not None:
            return await self._go_on(handler, event, data, screen)
        if isinstance(screen, Screen) and screen.fetch is not None:
            fetched = await self._responder.fetching.table(screen.fetch)
            return await self._converse(handler, event, {**data, "fetched": fetched})
        return session, screen

    async def _go_on(
        self, handler: Handler, event: Update, data: dict[str, Any], screen: Screen
    ) -> tuple[Session, Any]:
        """After a right PIN: what was wanted before it, with which the PIN is accepted."""
        assert screen.then is not None  # else there is nothing to go on with
        session, shown = data["session"], screen
        wanted = wanted_update(event, screen.then)
        if wanted is not None:
            again = {**data, "wanted": screen.then}
            session, result = await self._converse(handler, wanted, again)
            shown = after_pin(result) if isinstance(result, Screen) else screen
        with suppress(AlreadyEffected):
            await self._accept(data, event.update_id, screen.then)
        return session, shown

    async def _accept(self, data: dict[str, Any], number: int, wanted: Wanted) -> None:
        """Takes a right PIN by itself where what was wanted was refused or is not there any more.

        Until then the PIN was right for nothing, and would be asked for again.
        """
        chat_id: int = data["event_chat"].id
        async with self._database.write(self._clock()) as uow:
            if not asks_for(await uow.chats.session(chat_id), wanted):
                return
            await claim_effect(uow, data, number)
            await accept_pin(uow, chat_id, wanted)
            await uow.commit()

    async def _answer(self, handler: Handler, event: Update, data: dict[str, Any]) -> Any:
        try:
            return await handler(event, data)
        except PinNeeded as needed:
            return await self._ask_pin(event, data, needed)
        except DomainError as error:
            session: Session = data["session"]
            where = (session.chat_id, event.update_id)
            _log.info("refused: %s, chat %d, update %d", error.code, *where)
            if isinstance(error, Denied | NotFound):
                # Nobody waits for the writer with a reader in hand.
                await data["reading"].aclose()
                await self._denials.note(session, error)
            if isinstance(error, Unbound):
                return await self._stranger(data)
            screen = refusal(error, session.actor)
            is_answer = isinstance(error, Refused) and event.message is not None
            if is_answer:
                return cancelling(screen, session)
            return with_way_back(screen, event.callback_query)
        except AlreadyEffected:
            return None
        except Exception as error:  # noqa: BLE001 - the last line: say so, log it, go on
            _wait_if_away(error, data)
            return _unexpected(event)

    async def _stranger(self, data: dict[str, Any]) -> Screen:
        """Who this is for, or how the access that the chat had came to its end."""
        await data["reading"].aclose()
        chat_id: int = data["session"].chat_id
        async with self._database.read(self._clock()) as uow:
            former = await former_access(uow, chat_id)
            was_connected = bool(await uow.bindings.former(chat_id))
        screen = refusal(Unbound()) if former is None else former_screen(former)
        return replace(screen, new_commands=was_connected)

    async def _ask_pin(self, event: Update, data: dict[str, Any], needed: PinNeeded) -> Screen:
        wanted: Wanted | None = data.get("wanted")
        async with self._database.write(self._clock()) as uow:
            if wanted is not None:  # the phone serves two who each have a PIN
                await claim_effect(uow, data, event.update_id)
                await accept_pin(uow, data["session"].chat_id, wanted)
            screen = await ask_pin(uow, data["session"], event, needed)
            await uow.commit()
        return screen

    async def _decline(self, event: Update, user: User) -> Any:
        """In a group the diary says that it does not talk there, and does nothing."""
        called = event.message is not None and (event.message.text or "").startswith("/")
        if called or event.callback_query is not None:
            with speaking(self._locale_of(user)):
                screen = elsewhere(self._identity.username)
            await self._show(event, screen, Session(Actor(user.id), self._locale_of(user)))
        return UNHANDLED

    async def _show(self, event: Update, screen: Screen, session: Session) -> None:
        with speaking(session.locale or self._default_locale):
            if event.callback_query is not None:
                await self._responder.answer_button(
                    event.callback_query, screen, plain=session.plain_text
                )
            elif event.message is not None:
                await self._responder.answer_message(
                    event.message, screen, plain=session.plain_text
                )
        if screen.new_commands:
            await self._follow_with_commands(session.chat_id)
        if screen.commands_of is not None:
            await self._follow_with_commands(screen.commands_of)
        if screen.later is not None:
            await self._follow(event, screen.later, session)

    async def _follow(self, event: Update, later: Later, session: Session) -> None:
        """What took long, below: whoever asked has seen that it is being made."""
        with speaking(session.locale or self._default_locale, to_child=is_child(session.hat)):
            try:
                async with self._database.read(self._clock()) as uow:
                    make = await later(uow)
                screen = await asyncio.to_thread(make)
            except Exception:  # noqa: BLE001 - as in `_answer`; pressed again, it is made again
                screen = _unexpected(event)
            if screen.blocks:
                await self._responder.send(session.chat_id, screen, plain=session.plain_text)
            await self._responder.send_files(session.chat_id, screen.files)

    async def _follow_with_commands(self, chat_id: int) -> None:
        async with self._database.read(self._clock()) as uow:
            session = await uow.chats.session(chat_id)
        with speaking(session.locale or self._default_locale):
            await self._responder.set_commands(session)

    async def _write(self, session: Session, notes: Collection[Note], bot_id: int) -> Session:
        """What is to be known of the chat from now on, whatever the handler does."""
        async with self._database.write(self._clock()) as uow:
            if Note.STOPPED_TYPING in notes:
                await uow.chats.stop_asking(session.chat_id)
                session = replace(session, typing=None, typing_data={})
            if Note.IS_BACK in notes:
                await welcome_back(uow, session)
                session = replace(session, is_unreachable=False)
            if Note.OTHER_BOT in notes:
                await uow.chats.choose_bot(session.chat_id, bot_id)
                session = replace(session, bot_id=bot_id)
            await uow.commit()
        return session

    def _locale_of(self, user: User) -> str:
        language = (user.language_code or self._default_locale).split("-")[0]
        if language in LOCALES:
            return language
        return "ru" if language in _READS_RUSSIAN else "en"


def _wait_if_away(error: Exception, data: dict[str, Any]) -> None:
    if data.get("may_wait") and is_away(error):
        raise NotYet(type(error).__name__) from error


def _unexpected(update: Update) -> Screen:
    """An apology with a number, under which the log has the exception being handled."""
    reference = secrets.token_hex(4)
    _log.exception("unexpected error %s, update %s", reference, update.update_id)
    return Screen(
        [
            _("Something went wrong on our side. Nothing was lost; please try again."),
            _("If it happens again, tell the school this number: {reference}").format(
                reference=reference
            ),
        ],
        as_new=True,
    )
