"""Updates in: stored, then handled in lanes, then ticked off (docs/decisions/0016).

Whatever is stored and not ticked off waits in the inbox; a lane's memory holds the nearest of it.
After a restart, after a failure and where a lane or the crowd grew too long it is read from there.
"""

import asyncio
import json
import logging
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from aiogram import Bot, Dispatcher
from aiogram.types import Update
from pydantic import ValidationError

from bot.clock import Clock
from bot.counts import Counts
from bot.lanes import Lane, Lanes
from bot.middleware import NotYet
from bot.raw_updates import essence, is_id, person_of
from bot.register import Entry, Register
from domain.audit.looks import RecentLooks
from domain.audit.model import Note
from domain.inbox import Received, Waiting
from storage.database import Database

_log = logging.getLogger(__name__)

LONGEST = 20  # updates of one person in memory
LOOK_EVERY = 5.0  # seconds between two looks for what was left behind
LOOK_SOON = 1.0  # the same while something is
MOST_TRIES = 60  # of an update while the database is away, `LOOK_SOON` or longer apart
LEFT_AFTER = timedelta(seconds=5)  # what waits longer may have been left by a process that died
_FEW = 16  # people: while they are served, the next batch comes in
_MOMENT = 0.2  # seconds
_PAGE = 200  # people a look reads at once


class NotStored(Exception):
    """Nothing of what was given may be acknowledged: Telegram has to send it again."""


class Turns(Protocol):
    """Whose turn a person is, among several processes."""

    async def take(self, person: int) -> bool: ...
    async def give_back(self, person: int) -> None: ...
    async def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Item:
    """One update in a lane."""

    number: int
    taken_at: datetime
    raw: dict[str, Any]
    is_effected: bool = False


class Intake:
    """Where polling and webhooks hand over what Telegram sent.

    `turns`: None where this process is the only one; else what a person sent is always read from
    the inbox, in that person's turn, because another process may have stored or handled part of it.
    """

    def __init__(
        self,
        bot: Bot,
        dispatcher: Dispatcher,
        database: Database,
        clock: Clock,
        counts: Counts,
        turns: Turns | None = None,
        recent: RecentLooks | None = None,
    ) -> None:
        self._bot = bot
        self._dispatcher = dispatcher
        self._database = database
        self._clock = clock
        self._counts = counts
        self._turns = turns
        self._register = Register(database, clock, bot.id, self._entered, recent)
        self._lanes: Lanes[Item] = Lanes(self._serve)
        # Somebody's updates may be in the inbox alone: what an earlier process left, to begin with.
        self._is_behind = True
        self._times_left = 0
        self._tries: Counter[int] = Counter()  # by update, of those that wait for the database
        self._look = asyncio.Event()

    async def take(self, batch: Sequence[dict[str, Any]]) -> None:
        """Stores updates and queues them. Raises `NotStored`."""
        self._counts.telegram_spoke(self._clock())
        entries = [entry for raw in batch if (entry := _entry(raw))]
        if not entries:
            return
        try:
            await self._register.enter(entries)
        except Exception as error:
            raise NotStored(type(error).__name__) from error

    async def breathe(self) -> None:
        """Waits a moment while many people are being served.

        Then more updates gather for one call to Telegram and one commit.
        """
        await self._lanes.calm(_FEW, _MOMENT)

    async def run(self) -> None:
        """Looks after what was left behind, until cancelled."""
        while True:
            try:
                await self.catch_up()
            except Exception as error:  # noqa: BLE001 - the database is away: look again later
                _log.warning("no look into the inbox: %s", type(error).__name__)
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_SOON if self._is_behind else LOOK_EVERY):
                    await self._look.wait()
            self._look.clear()

    def look_again(self) -> None:
        """There may be something in the inbox that nobody in this process knows of."""
        self._leave_behind()
        self._look.set()

    async def catch_up(self) -> None:
        """Opens a lane for everybody whose updates were left behind, the longest waiting first."""
        times_left = self._times_left
        stored_until = self._clock() - (timedelta(0) if self._is_behind else LEFT_AFTER)
        after, is_last = -1, False
        while not is_last:
            await self._lanes.room()
            async with self._database.read(self._clock()) as uow:
                queues = await uow.inbox.queues(self._bot.id, stored_until, after, _PAGE)
            for queue in queues:
                await self._lanes.room()
                self._lanes.of(queue.user_id, look=True)
                after = queue.first_update_id
            is_last = len(queues) < _PAGE
        if self._times_left == times_left:
            self._is_behind = False

    async def settle(self) -> None:
        """Returns once everything taken is handled and ticked off."""
        await self._lanes.idle()
        await self._register.settle()

    async def finish(self, seconds: float) -> None:
        """Ends what is under way; the rest stays in the inbox."""
        self._register.hurry()
        if not await self._lanes.finish(seconds):
            _log.warning("some updates were broken off")
        await self._register.close()
        if self._turns is not None:
            await self._turns.close()

    def _entered(self, entries: Sequence[Entry], all_new: bool) -> None:
        now = self._clock()
        for entry in entries:
            number, person = entry.received.update_id, entry.received.user_id
            if number in self._register.unticked:
                continue  # read from the inbox and handled before this was told
            lane = self._lanes.of(person, look=self._is_behind)
            if lane is None:
                self._leave_behind()
            elif all_new and self._turns is None:
                lane.put(number, Item(number, now, entry.raw), LONGEST)
            else:  # the inbox knows what of it is still to be done, and by whom
                lane.look = True

    def _leave_behind(self) -> None:
        self._is_behind = True
        self._times_left += 1

    async def _serve(self, person: int, lane: Lane[Item]) -> None:
        try:
            if self._turns is None:
                await self._work_off(person, lane)
            else:
                await self._work_off_in_turn(self._turns, person, lane)
        except NotYet as error:
            _log.warning("the updates of %s wait for the database: %s", person, error)
            lane.drop()
            self._leave_behind()
        except Exception:  # noqa: BLE001 - the database is away: the next look finds them
            _log.exception("the updates of %s are left for later", person)
            lane.drop()
            self._leave_behind()

    async def _work_off_in_turn(self, turns: Turns, person: int, lane: Lane[Item]) -> None:
        if not await turns.take(person):
            lane.drop()  # whoever has the turn looks once more after giving it back
            return
        try:
            await self._work_off(person, lane)
        finally:
            await self._register.persist()  # before another process reads what waits
            await turns.give_back(person)
        if not lane.look and await self._waiting(person, 1):
            lane.look = True

    async def _work_off(self, person: int, lane: Lane[Item]) -> None:
        while not self._lanes.is_stopping:
            if not lane.items and lane.look:
                await self._read(person, lane)
            if not lane.items:
                return
            await self._handle(lane.items.popleft())

    async def _read(self, person: int, lane: Lane[Item]) -> None:
        """Fills an empty lane from the inbox."""
        lane.look = False
        unticked = frozenset(self._register.unticked)  # as of before reading
        found = await self._waiting(person, LONGEST)
        waiting = [each for each in found if each.update_id not in unticked]
        if len(found) == LONGEST:
            lane.look = True  # there may be more
            if not waiting:
                await self._register.settle()
        lane.items.extend(map(_item, waiting))
        lane.last = max([lane.last, *(each.update_id for each in waiting)])

    async def _waiting(self, person: int, limit: int) -> list[Waiting]:
        async with self._database.read(self._clock()) as uow:
            return await uow.inbox.waiting(self._bot.id, person, limit)

    async def _handle(self, item: Item) -> None:
        """One update, whatever comes of it: a failure is told by whoever met it.

        `NotYet`: it is to be handled later, and what follows it after that.
        """
        self._tries[item.number] += 1
        may_wait = self._tries[item.number] < MOST_TRIES
        looks: list[Note] = []
        try:
            update = self._decode(item)
            if update is not None:
                await self._dispatcher.feed_update(
                    self._bot,
                    update,
                    is_stored=True,
                    is_effected=item.is_effected,
                    may_wait=may_wait,
                    looks=looks,
                )
        except NotYet:
            raise
        except Exception:  # noqa: BLE001 - one update's failure is not the next one's
            _log.exception("update %d failed outside its handler", item.number)
        del self._tries[item.number]
        self._register.tick(item.number, looks)
        self._counts.answered((self._clock() - item.taken_at).total_seconds())

    def _decode(self, item: Item) -> Update | None:
        """An update, or None for one that cannot be read: it must not hold up the others.

        Only its number is logged: what is in it may be somebody's words.
        """
        try:
            return Update.model_validate(item.raw, context={"bot": self._bot})
        except ValidationError as error:
            faults = error.error_count()
            _log.error("update %d cannot be read and is put aside: %d faults", item.number, faults)
            return None


def _entry(raw: dict[str, Any]) -> Entry | None:
    number = raw.get("update_id")
    if not is_id(number):
        _log.error("an update without a number is put aside")
        return None
    raw = essence(raw)
    try:
        body = json.dumps(raw, separators=(",", ":"))
    except RecursionError:
        _log.error("update %d is nested too deep and is put aside", number)
        return None
    return Entry(Received(number, person_of(raw), body), raw)


def _item(stored: Waiting) -> Item:
    return Item(stored.update_id, stored.received_at, json.loads(stored.body), stored.is_effected)
