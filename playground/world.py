"""The state of the local Telegram and the few steps that everything else is made of."""

import asyncio
import contextlib
import re
import time
from collections.abc import Callable, Iterator

from playground.delivery import Delivery, Post, Reply
from playground.errors import bad_request, forbidden
from playground.faults import Faults
from playground.filestore import FileStore
from playground.model import (
    JSON,
    Bot,
    CallbackQuery,
    Chat,
    Clock,
    History,
    Person,
    Sleep,
    StoredMessage,
    Webhook,
)
from playground.rates import FloodControl, Limits, Orders
from playground.record import Record
from playground.signals import Events, Signal
from playground.updates import UpdateQueue

_TOKEN = re.compile(r"(\d{1,15}):[A-Za-z0-9_-]{3,64}")

# Telegram does not publish how long a button may wait for its answer; minutes are observed.
CALLBACK_SECONDS = 15 * 60
CALLBACKS_KEPT = 10_000

# Makes the way in which a webhook is called; given by whoever owns HTTP.
WebhookTransport = Callable[[Webhook], Post]


class World:
    """Bots, people and chats. Knows no HTTP; time and waiting are passed in."""

    def __init__(
        self,
        clock: Clock = time.time,
        sleep: Sleep = asyncio.sleep,
        limits: Limits | None = None,
    ) -> None:
        self.clock = clock
        self.sleep = sleep
        self.orders = Orders(clock)
        self.flood = FloodControl(limits, clock, self.orders) if limits else None
        self.bots: dict[str, Bot] = {}
        self.people: dict[int, Person] = {}
        self.chats: dict[tuple[int, int], Chat] = {}
        self.callbacks: dict[str, CallbackQuery] = {}
        self.files = FileStore()
        self.faults = Faults(clock)
        self.events = Events()
        self.changed = Signal()
        self.history = History()
        self.record: Record | None = None
        self.webhook_transport: WebhookTransport | None = None
        self.notice = ""
        self.notice_in_english = ""  # empty: the same
        self.at_work = 0
        self._last_callback = 4_000_000_000_000_000
        self._tasks: set[asyncio.Task[None]] = set()

    def keep_record(self) -> Record:
        """Every call from now on is kept: for tests, not for days beside a developer."""
        self.record = self.record or Record(self.clock)
        return self.record

    # Bots

    def add_bot(
        self,
        token: str,
        username: str = "school_diary_bot",
        first_name: str = "Дневник",
    ) -> Bot:
        """Registers a bot; its id is the number before the colon, as in real tokens."""
        match = _TOKEN.fullmatch(token)
        if not match:
            raise ValueError("a token looks like 123456:ABC-def_1234")
        bot = Bot(token, int(match[1]), username, first_name, UpdateQueue(self.clock))
        self.bots[token] = bot
        return bot

    @property
    def bot(self) -> Bot:
        """The first bot: the one that people meet unless another is named."""
        return next(iter(self.bots.values()))

    def deliver_to(
        self, bot: Bot, post: Post, max_connections: int = 40, *, handles: bool = True
    ) -> None:
        """Pushes the bot's updates through `post` from now on, oldest first.

        An in-process bot uses it instead of a webhook: `post` gets one update and returns when it
        is handled, or raises `DeliveryFailed` to get it again. Without `handles` its return means
        no more than that the update arrived: a webhook may answer before it works.
        """
        self.stop_delivery(bot)

        async def perform(reply: Reply) -> None:
            await self.perform_reply(bot, reply)

        def failed(text: str) -> None:
            if bot.webhook:
                bot.webhook.last_error_date = int(self.clock())
                bot.webhook.last_error_message = text

        bot.delivery = Delivery(
            bot.queue, post, perform, failed, self.changed.notify, self.sleep, max_connections
        )
        bot.awaits_answers = not handles

    def stop_delivery(self, bot: Bot) -> None:
        if bot.delivery:
            bot.delivery.stop()
            bot.delivery = None
            bot.awaits_answers = True

    async def perform_reply(self, bot: Bot, reply: Reply) -> None:
        raise NotImplementedError

    # Chats

    def chat(self, person_id: int, bot: Bot | None = None) -> Chat:
        """The chat of a person and a bot. Raises `KeyError` for an unknown person."""
        bot = bot or self.bot
        key = (bot.id, person_id)
        chat = self.chats.get(key)
        if chat is None:
            chat = self.chats[key] = Chat(bot, self.people[person_id])
        return chat

    def chat_for(self, bot: Bot, chat_id: int | str, *, write: bool = True) -> Chat:
        """The chat that a call names; `write` asks whether the bot may show something there.

        Rules 3 to 6. Edits count as writing: stricter than Telegram, which lets a bot change what
        somebody who blocked it will not see.
        """
        if not isinstance(chat_id, int) or chat_id not in self.people:
            raise bad_request("chat not found")
        chat = self.chat(chat_id, bot)
        if write:
            if chat.person.deleted:
                raise forbidden("user is deactivated")
            if chat.blocked:
                raise forbidden("bot was blocked by the user")
            if not chat.started:
                raise forbidden("bot can't initiate conversation with a user")
        return chat

    def new_message(self, chat: Chat, sender: JSON, content: JSON) -> JSON:
        """A message with the next number; numbers grow over all private chats of a bot."""
        number = chat.bot.next_message_id
        chat.bot.next_message_id = number + 1
        return {
            "message_id": number,
            "from": sender,
            "chat": chat.person.chat(),
            "date": int(self.clock()),
            **content,
        }

    def show(self, chat: Chat, stored: StoredMessage) -> None:
        """Puts a message into the chat, new or changed, and tells the person's screen."""
        new = stored.json["message_id"] not in chat.messages
        if new and stored.outgoing:
            chat.unread += 1
        if stored.outgoing:
            chat.awaiting = False
        chat.keep(stored)
        if self.events:
            kind = "message" if new else "edited"
            self.events.publish(kind, person_id=chat.person.id, message=stored.view())

    def remove(self, chat: Chat, message_ids: list[int]) -> None:
        for message_id in message_ids:
            chat.messages.pop(message_id, None)
            if message_id in chat.pinned:
                chat.pinned.remove(message_id)
        chat.awaiting = False
        self.events.publish("deleted", person_id=chat.person.id, message_ids=message_ids)

    def update(self, chat: Chat, kind: str, payload: JSON) -> None:
        """Queues an update about a person for the bot."""
        pending = chat.bot.queue.add(kind, payload, chat.person.id)
        if pending and chat.bot.delivery:
            chat.bot.delivery.push(pending)
        self.changed.notify()

    # Callback queries

    def new_callback(self, chat: Chat, message_id: int, data: str) -> CallbackQuery:
        self._last_callback += 1
        query = CallbackQuery(str(self._last_callback), chat, message_id, data, self.clock())
        self.callbacks[query.id] = query
        while len(self.callbacks) > CALLBACKS_KEPT:
            del self.callbacks[next(iter(self.callbacks))]
        return query

    def unanswered(self, person_id: int | None = None) -> list[CallbackQuery]:
        """Presses whose buttons still spin."""
        return [
            query
            for query in self.callbacks.values()
            if query.answer is None and person_id in (None, query.chat.person.id)
        ]

    # What is still going on

    @contextlib.contextmanager
    def working(self) -> Iterator[None]:
        """Wraps what an in-process bot does, so that `unsettled` counts it."""
        self.at_work += 1
        try:
            yield
        finally:
            self.at_work -= 1
            self.changed.notify()

    def unsettled(self, person_id: int | None = None) -> list[str]:
        """Why the bot may not be done with what it was sent; empty when it is.

        A poll that returned an update does not mean that it was handled: a message counts as
        handled when the bot has shown, changed or removed something in that chat since. What is
        delivered by `deliver_to` is handled when it is delivered.
        """
        reasons = [f"{self.at_work} calls or handlers at work"] if self.at_work else []
        for bot in self.bots.values():
            reasons += [
                f"update {number} is not delivered"
                for number, pending in bot.queue.pending.items()
                if person_id in (None, pending.person_id)
            ]
        reasons += [f"button {query.data!r} is spinning" for query in self.unanswered(person_id)]
        reasons += [
            f"nothing answered person {chat.person.id}"
            for chat in self.chats.values()
            if chat.awaiting and person_id in (None, chat.person.id)
        ]
        return reasons

    def stop(self) -> None:
        """Ends long polls, deliveries and event streams at once."""
        for bot in self.bots.values():
            bot.queue.interrupt()
            self.stop_delivery(bot)
        self.events.close()
        self.changed.notify()
