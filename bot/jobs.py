"""What happens by the clock: the list of jobs, and those that belong to no subject.

A job runs once over all processes (bot/clockwork.py). It may be broken off at any moment and taken
up again, so it has to be able to go on from where another one died.
"""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.absence_watch import watch_absences
from bot.alarms import remind_of_class_lists, watch_codes, watch_deliveries, watch_terms
from bot.deadlines import plan_evening_tasks
from bot.evening_cards import plan_evening_cards
from bot.forecasts import send_forecasts
from bot.kept_reports import keep_reports
from bot.sheets import LONGEST, send_week_letters, write_week_letters
from domain.binding.limits import CAMPAIGN, HOUR, LOOKED_BACK
from domain.consent.telling import ask_who_turns_sixteen
from domain.denials.model import KEPT as DENIALS_KEPT
from domain.trust.ending import tell_of_ends
from domain.trust.telling import tell_of_over

if TYPE_CHECKING:
    from bot.app import App

_log = logging.getLogger(__name__)

UPDATES_KEPT = timedelta(days=2)  # twice as long as Telegram keeps what nobody took
WAITING_KEPT = timedelta(days=7)  # of a bot that has not been started since
_MOST_COUNTED = 100_000  # wrong codes of an hour
_PORTION = 5_000  # rows a transaction: others write between them


@dataclass(frozen=True, slots=True)
class Job:
    """What runs when.

    `cron` is minute, hour, day, month and weekday (by name: mon) on the server's clock. What is to
    happen at an hour of the day at school looks every hour and asks the clock of each school.
    Whoever takes longer than `longest` is broken off; then another process may try.
    """

    name: str  # at most 32 characters
    cron: str
    work: Callable[["App"], Awaitable[None]]
    longest: timedelta = timedelta(minutes=10)


async def forget_failed_codes(app: "App") -> None:
    """Drops attempts too old to count, so that the table does not grow with mistakes."""
    now = app.clock()
    async with app.database.write(now) as uow:
        forgotten = await uow.code_attempts.forget(now - LOOKED_BACK)
        await uow.commit()
    _log.info("forgot %d failed codes", forgotten)


async def watch_guessing(app: "App") -> None:
    """Codes guessed everywhere: nobody is let in by it, and whoever runs the server should know."""
    now = app.clock()
    async with app.database.read(now) as uow:
        failures = await uow.code_attempts.failures_of_all(now - HOUR, _MOST_COUNTED)
    if failures >= CAMPAIGN:
        _log.error("codes are being guessed: %d wrong ones within an hour", failures)


async def forget_denials(app: "App") -> None:
    """Drops denials that count no longer; the log has its lines."""
    now = app.clock()
    async with app.database.write(now) as uow:
        await uow.denials.forget(now - DENIALS_KEPT)
        await uow.commit()


async def forget_old_updates(app: "App") -> None:
    """Drops numbers of updates that Telegram cannot send again: it keeps them for a day."""
    now = app.clock()
    forgotten = 0
    is_more = True
    while is_more:
        async with app.database.write(now) as uow:
            dropped = await uow.inbox.forget(now - UPDATES_KEPT, _PORTION)
            await uow.commit()
        forgotten += dropped
        is_more = dropped == _PORTION
    async with app.database.write(now) as uow:
        given_up = await uow.inbox.give_up(now - WAITING_KEPT)
        await uow.commit()
    if given_up:
        _log.error("%d updates waited a week for their bot and are given up", given_up)
    _log.info("forgot the numbers of %d updates", forgotten)


async def tell_ending_trusts(app: "App") -> None:
    """Tells of what trusted persons will see no longer, while it can still be prolonged."""
    async with app.database.write(app.clock()) as uow:
        ending = await tell_of_ends(uow)
        over = await tell_of_over(uow)
        await uow.commit()
    _log.info("told of %d trusts that end and of %d that are over", ending, over)


async def ask_for_consents(app: "App") -> None:
    """Asks families of pupils who turn 16 for the pupil's own consent, while output goes on."""
    async with app.database.write(app.clock()) as uow:
        asked = await ask_who_turns_sixteen(uow)
        await uow.commit()
    _log.info("asked %d chats for a pupil's own consent", asked)


async def forget_rests(app: "App") -> None:
    """Drops the rests of chats that are over; there is one for every message to a busy chat."""
    async with app.database.write(app.clock()) as uow:
        await uow.rests.forget_over()
        await uow.commit()


JOBS = (
    Job("forget_failed_codes", "0 3 * * *", forget_failed_codes),
    Job("watch_guessing", "5 * * * *", watch_guessing),
    Job("forget_denials", "10 3 * * *", forget_denials),
    Job("forget_old_updates", "20 3 * * *", forget_old_updates),
    Job("tell_ending_trusts", "30 12 * * *", tell_ending_trusts),
    Job("ask_for_consents", "20 12 * * *", ask_for_consents),
    Job("forget_rests", "40 * * * *", forget_rests),
    Job("watch_deliveries", "* * * * *", watch_deliveries, timedelta(minutes=2)),
    Job("watch_absences", "* * * * *", watch_absences, timedelta(minutes=2)),
    Job("watch_codes", "0 * * * *", watch_codes),
    Job("watch_terms", "0 * * * *", watch_terms),
    Job("remind_of_class_lists", "10 * * * *", remind_of_class_lists),
    Job("plan_evening_tasks", "*/15 * * * *", plan_evening_tasks),
    Job("send_forecasts", "*/15 * * * *", send_forecasts),
    Job("write_week_letters", "*/15 * * * *", write_week_letters),
    Job("send_week_letters", "* * * * *", send_week_letters, LONGEST),
    Job("plan_evening_cards", "*/15 * * * *", plan_evening_cards),
    Job("keep_reports", "25 * * * *", keep_reports),
)
