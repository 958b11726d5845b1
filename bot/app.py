"""The composition root: `build_app` serves production, the demo, tests and benchmarks."""

import asyncio
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING

from aiogram import Bot, Dispatcher
from aiogram.client.session.base import BaseSession
from aiogram.client.telegram import TelegramAPIServer

from bot.clock import Clock, wall_clock
from bot.counting_bot import CountingBot
from bot.counts import Counts
from bot.delivery import Delivery
from bot.denials import Denials
from bot.intake import Intake
from bot.leasing import Leasing
from bot.limits import Limits
from bot.looking import Looking
from bot.middleware import Conversation, Identity
from bot.pace import FREE_RATE, Pace, make_pace
from bot.patience import Patience, Sleep
from bot.responder import Responder
from bot.rests import Rests
from bot.sender import Sender
from bot.settings import Settings
from bot.signals import Channel, Signals, make_signals
from bot.switchboard import Directory, Switchboard
from bot.telegram_session import TelegramSession
from bot.writing import Writing
from domain.audit.looks import RecentLooks
from handlers.routers import make_routers
from storage.database import Database
from storage.turns import Turns

if TYPE_CHECKING:
    from bot.mail import Post


@dataclass(slots=True)
class App:
    """Everything that runs, wired together."""

    settings: Settings
    bot: Bot
    database: Database
    dispatcher: Dispatcher
    intake: Intake
    responder: Responder
    sender: Sender
    clock: Clock
    identity: Identity
    signals: Signals
    counts: Counts
    post: "Post | None" = None  # None: there is no mail server

    async def close(self) -> None:
        """Closes what was opened; the other way round."""
        await self.bot.session.close()
        await self.database.close()


def build_app(
    settings: Settings,
    *,
    clock: Clock = wall_clock,
    session: BaseSession | None = None,
    database: Database | None = None,
    pace: Pace | None = None,
    sleep: Sleep = asyncio.sleep,
) -> App:
    """Wires the program. Nothing is connected and nothing starts before it is used."""
    if settings.bot_token is None:
        raise ValueError("BOT_TOKEN is not set: get one from @BotFather and put it into .env")
    session = session or TelegramSession(api=TelegramAPIServer.from_base(settings.telegram_api_url))
    counts = Counts()
    bot = CountingBot(settings.bot_token.get_secret_value(), session, counts)
    database = database or Database(settings.database_url, settings.timezone)
    pace, rests = pace or make_pace(database, bot.id, settings.send_rate), Rests()
    pays = settings.send_rate > FREE_RATE
    limits = Limits(database, clock, bot.id, rests)
    responder = Responder(
        bot, Patience(sleep), pace, limits, pays=pays, others=_others(settings, session)
    )
    identity = Identity(sends_mail=settings.smtp_host is not None)
    delivery = Delivery(database, responder, clock, pace, rests, counts, sleep)
    sender = Sender(Leasing(database, clock, bot.id, pace, rests, counts), delivery, pace)
    signals = make_signals(database)
    signals.listen(Channel.OUTBOX, sender.wake)
    committed = partial(signals.tell, Channel.OUTBOX)
    denials = Denials(database, clock, counts, committed)
    conversation = Conversation(
        database, responder, clock, identity, settings.default_locale, denials
    )
    recent = RecentLooks()
    dispatcher = _dispatcher(conversation, Writing(database, committed), Looking(recent))
    turns = None if database.is_sqlite else Turns(database, bot.id)
    intake = Intake(bot, dispatcher, database, clock, counts, turns, recent)
    signals.listen(Channel.INBOX, intake.look_again)
    return App(
        settings,
        bot,
        database,
        dispatcher,
        intake,
        responder,
        sender,
        clock,
        identity,
        signals,
        counts,
        _post(settings),
    )


def _post(settings: Settings) -> "Post | None":
    if settings.smtp_host is None:
        return None
    from bot.mail import Post  # a mail client, which not every bot needs

    return Post(settings)


def _others(settings: Settings, session: BaseSession) -> list[Bot]:
    """The school's other bots, whose files this one sends anew."""
    return [Bot(token, session) for token in settings.other_bots]


def _dispatcher(conversation: Conversation, writing: Writing, looking: Looking) -> Dispatcher:
    dispatcher = Dispatcher(disable_fsm=True)
    dispatcher.update.outer_middleware(conversation)
    for observer in (dispatcher.message, dispatcher.callback_query, dispatcher.my_chat_member):
        observer.middleware(writing)
        observer.middleware(looking)  # inside the transaction of `writing`
    dispatcher.include_router(Switchboard(_directory()))
    return dispatcher


@cache
def _directory() -> Directory:
    return Directory(make_routers())
