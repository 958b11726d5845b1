"""Shows a Screen in a chat, after its transaction is over."""

import logging
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest
from aiogram.methods import AnswerCallbackQuery, SendDocument, SendPhoto, TelegramMethod
from aiogram.types import BufferedInputFile, CallbackQuery, Message

from bot.calls import (
    JSON,
    NO_PREVIEW,
    EditMessageText,
    SendMessage,
    SendRichMessage,
    Shown,
    Shows,
)
from bot.commands import publish_commands_of
from bot.fetching import Fetching
from bot.kept_files import KeptFiles
from bot.limits import Limits
from bot.pace import Pace, Unpaced
from bot.patience import Patience
from domain.session import Session
from handlers.page import MAX_TEXT, bare_text, needs_rich, plain_html, rich_html
from handlers.screen import Button, File, Kept, Keyboard, Screen

_log = logging.getLogger(__name__)

BELOW = "+"  # before the data of a button that leaves its message as it is


class Responder:
    """Turns screens into Bot API calls; knows the ways in which Telegram refuses an edit."""

    def __init__(
        self,
        bot: Bot,
        patience: Patience | None = None,
        pace: Pace | None = None,
        limits: Limits | None = None,
        *,
        pays: bool = False,
        others: Iterable[Bot] = (),
    ) -> None:
        """`pays`: notices leave faster than Telegram takes them for nothing; answers never do.

        `others`: the school's other bots, whose files this one sends anew.
        """
        self._bot = bot
        self._patience = patience or Patience()
        self.kept = KeptFiles(bot, others, self._patience)
        self.fetching = Fetching(bot, self._patience)
        self._pace = pace or Unpaced()
        self._limits = limits
        self._paid = True if pays else None

    async def answer_message(self, message: Message, screen: Screen, *, plain: bool) -> None:
        """The answer to what a person wrote: a new message below it."""
        try:
            await self._show_below(message.chat.id, screen, plain)
        finally:
            if screen.forget_message:
                await self._forget(message)

    async def answer_button(self, query: CallbackQuery, screen: Screen, *, plain: bool) -> None:
        """The answer to a button: its message becomes the screen, its spinner stops."""
        try:
            if query.message is None or screen.as_new:
                await self._show_below(query.from_user.id, screen, plain)
            else:
                await self._edit(query.message.chat.id, query.message.message_id, screen, plain)
        finally:
            await self._stop_spinner(query, screen)

    async def send(self, chat_id: int, screen: Screen, *, plain: bool) -> Shown:
        """A notice: a new message, in one try. Whoever asks judges a failure, and sends files."""
        return await self._bot(_send_method(chat_id, screen, plain, paid=self._paid))

    async def edit(self, chat_id: int, message_id: int, screen: Screen, *, plain: bool) -> None:
        """A notice that is in the chat already says something else from now on."""
        self._pace.answered()  # has no place of its own, and Telegram counts edits with messages
        await self._bot(_edit_method(chat_id, message_id, screen, plain))

    async def send_bare(self, chat_id: int, screen: Screen) -> Shown:
        """The words and the buttons alone, when Telegram cannot parse the form."""
        return await self._bot(
            SendMessage(
                chat_id=chat_id,
                text=bare_text(screen.blocks),
                reply_markup=markup_of(screen.keyboard),
                allow_paid_broadcast=self._paid,
            )
        )

    async def set_commands(self, session: Session) -> None:
        """Telegram's menu of commands for one chat; the commands work without it."""
        try:
            await publish_commands_of(self._bot, session)
        except TelegramAPIError as error:
            _log.warning("no menu of commands for chat %s: %s", session.chat_id, error.message)

    async def _show_below(self, chat_id: int, screen: Screen, plain: bool) -> None:
        if screen.blocks:
            await self._patiently(_send_method(chat_id, screen, plain))
        await self.send_files(chat_id, screen.files)

    async def _edit(self, chat_id: int, message_id: int, screen: Screen, plain: bool) -> None:
        if screen.blocks:
            try:
                await self._patiently(_edit_method(chat_id, message_id, screen, plain))
            except TelegramBadRequest as error:
                if "message is not modified" in error.message:
                    pass  # pressed twice: the screen is there already
                elif "can't be edited" in error.message or "not found" in error.message:
                    await self._patiently(_send_method(chat_id, screen, plain))
                else:
                    raise
        await self.send_files(chat_id, screen.files)

    async def send_files(
        self, chat_id: int, files: Sequence[File | Kept], before: Callable[[], None] | None = None
    ) -> None:
        """Documents and photos below the words, a call for each.

        `before` is asked before every try, and may raise what keeps it from being made.
        """
        for file in files:
            if isinstance(file, Kept):
                await self._send_kept(chat_id, file, before)
                continue
            await self._patiently(_made_file(chat_id, file), before)

    async def _send_kept(self, chat_id: int, file: Kept, before: Callable[[], None] | None) -> None:
        """What Telegram does not give any more is said in words."""
        method = await self.kept.call(chat_id, file)
        if method is not None:
            try:
                await self._patiently(method, before)
                return
            except TelegramBadRequest as error:
                _log.warning("a kept file was not sent: %s", error.message)
        await self._patiently(_send_method(chat_id, Screen([file.gone]), plain=True), before)

    async def _stop_spinner(self, query: CallbackQuery, screen: Screen) -> None:
        try:
            await self._patiently(
                AnswerCallbackQuery(
                    callback_query_id=query.id,
                    text=screen.toast,
                    show_alert=screen.alert or None,
                )
            )
        except TelegramBadRequest as error:
            # The press waited too long (we were down): its spinner is gone already.
            _log.info("late answer to a button: %s", error.message)

    async def _patiently(
        self, method: TelegramMethod[Any], before: Callable[[], None] | None = None
    ) -> None:
        async def call() -> None:
            if before is not None:
                before()
            await self._bot(method)

        if isinstance(method, Shows | SendDocument | SendPhoto):
            self._pace.answered()
            if self._limits is not None:
                await self._patience.wait(self._limits.wait(int(method.chat_id)), method)
                await self._patience.with_call(self._limits.watching(int(method.chat_id), call))
                return
        await self._patience.with_call(call)  # of no message: neither counted nor limited

    async def _forget(self, message: Message) -> None:
        try:
            await self._bot.delete_message(message.chat.id, message.message_id)
        except TelegramBadRequest as error:
            _log.info("a message with a code stays: %s", error.message)


def _made_file(chat_id: int, file: File) -> SendDocument | SendPhoto:
    content, caption = BufferedInputFile(file.content, file.name), file.caption or None
    if file.is_picture:
        return SendPhoto(chat_id=chat_id, photo=content, caption=caption)
    return SendDocument(chat_id=chat_id, document=content, caption=caption)


def _send_method(
    chat_id: int, screen: Screen, plain: bool, *, paid: bool | None = None
) -> SendMessage | SendRichMessage:
    markup = markup_of(screen.keyboard)
    if needs_rich(screen.blocks) and not plain:
        return SendRichMessage(
            chat_id=chat_id,
            rich_message=_rich(screen),
            reply_markup=markup,
            allow_paid_broadcast=paid,
        )
    return SendMessage(
        chat_id=chat_id,
        text=_fitting(plain_html(screen.blocks)),
        parse_mode="HTML",
        reply_markup=markup,
        allow_paid_broadcast=paid,
    )


def _edit_method(chat_id: int, message_id: int, screen: Screen, plain: bool) -> EditMessageText:
    markup = markup_of(screen.keyboard)
    if needs_rich(screen.blocks) and not plain:
        return EditMessageText(
            chat_id=chat_id,
            message_id=message_id,
            rich_message=_rich(screen),
            reply_markup=markup,
        )
    return EditMessageText(
        chat_id=chat_id,
        message_id=message_id,
        text=_fitting(plain_html(screen.blocks)),
        parse_mode="HTML",
        link_preview_options=NO_PREVIEW,
        reply_markup=markup,
    )


def _rich(screen: Screen) -> JSON:
    return {"html": rich_html(screen.blocks), "skip_entity_detection": True}


def _fitting(text: str) -> str:
    """Screens page what is long; a text over the limit is a fault of the screen, not to be cut."""
    if len(text) > 4 * MAX_TEXT:
        raise ValueError("a screen is longer than a message")
    return text


def markup_of(keyboard: Keyboard) -> JSON | None:
    """Our buttons as Telegram's."""
    if not keyboard:
        return None
    return {"inline_keyboard": [[_button(each) for each in row] for row in keyboard]}


def _button(button: Button) -> JSON:
    made: JSON = {"text": button.text}
    if button.to is not None:
        made["callback_data"] = (BELOW if button.below else "") + button.to.pack()
    if button.url is not None:
        made["url"] = button.url
    if button.style is not None:
        made["style"] = button.style.value
    return made
