"""Updates that come twice, to programs that die: a storm by seed, and what it left behind."""

import asyncio
import itertools
import random
from collections import Counter
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any, TypeVar, cast

from aiogram import Bot, Dispatcher
from aiogram.types import Update
from sqlalchemy import insert, select

from bot.clock import Clock
from bot.counts import Counts
from bot.intake import Intake, NotStored
from domain.audit.model import Note
from storage import tables as t
from storage.database import Database
from storage.turns import Turns
from storage.uow import SqlUnitOfWork

T = TypeVar("T")
_bots = itertools.count(1_001)
Raw = dict[str, Any]


def new_bot() -> Bot:
    """A bot whose updates nobody has taken yet: a database serves many trials."""
    return Bot(f"{next(_bots)}:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw")


def message(number: int, person: int, text: str = "") -> Raw:
    """An update as Telegram sends it."""
    sender = {"id": person, "is_bot": False, "first_name": "Елена"}
    chat = {"id": person, "type": "private", "first_name": "Елена"}
    sent = {"message_id": number, "date": 0, "chat": chat, "from": sender, "text": text or "да"}
    return {"update_id": number, "message": sent}


async def kill(intake: Intake) -> None:
    """Nothing is finished, and what was not ticked off stays so.

    The program has no word for its violent end, hence the underscores.
    """
    intake._register._handled.clear()
    intake._lanes.is_stopping = True
    running = set(intake._lanes._running)
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)
    await intake._register.close()
    if intake._turns is not None:
        await intake._turns.close()


class Shaky(Database):
    """A database that fails the register now and then, before a commit or after it."""

    def __init__(self, database: Database, chance: random.Random, share: float) -> None:
        self._wrapped = database
        self._chance = chance
        self._share = share

    @asynccontextmanager
    async def read(self, now: Any) -> AsyncIterator[SqlUnitOfWork]:
        self._perhaps_fail()
        async with self._wrapped.read(now) as uow:
            yield uow

    async def at_once(self, now: Any, work: Callable[[SqlUnitOfWork], Coroutine[Any, Any, T]]) -> T:
        self._perhaps_fail()
        done = await self._wrapped.at_once(now, work)
        self._perhaps_fail()  # committed, and nobody knows
        return done

    def _perhaps_fail(self) -> None:
        if self._chance.random() < self._share:
            raise OSError("the database is away")


class Desk:
    """In the dispatcher's place: has an effect, answers, and takes its time over both.

    Numbers that three divides only read.
    """

    def __init__(self, database: Database, clock: Clock, chance: random.Random) -> None:
        self._database = database
        self._clock = clock
        self._chance = chance
        self._busy: set[int] = set()
        self.overlaps = 0
        self.most_busy = 0
        self.answered: Counter[int] = Counter()
        self.told: Counter[int] = Counter()

    async def feed_update(
        self,
        bot: Bot,
        update: Update,
        *,
        is_stored: bool,
        is_effected: bool,
        may_wait: bool,
        looks: list[Note],
    ) -> None:
        assert is_stored
        assert update.message is not None
        person = update.message.chat.id
        self.overlaps += person in self._busy
        self._busy.add(person)
        self.most_busy = max(self.most_busy, len(self._busy))
        try:
            await self._handle(bot.id, person, update.update_id, is_effected)
        finally:
            self._busy.discard(person)

    async def _handle(self, bot_id: int, person: int, number: int, is_effected: bool) -> None:
        await self._take_time()
        if is_effected:
            self.told[number] += 1
        elif number % 3 == 0 or await self._effect(bot_id, person, number):
            await self._take_time()
            self.answered[number] += 1

    async def _effect(self, bot_id: int, person: int, number: int) -> bool:
        async with self._database.write(self._clock()) as uow:
            if not await uow.inbox.effect(bot_id, number):
                return False
            at = self._clock() + timedelta(seconds=number)
            values = {"chat_id": bot_id * 1_000 + person, "at": at}
            await uow.connection.execute(insert(t.code_attempt).values(values))
            await uow.commit()
        return True

    async def _take_time(self) -> None:
        for _ in range(self._chance.randint(0, 3)):
            await asyncio.sleep(0)


class Storm:
    """Some people, many updates, each of them sent one to ten times; some programs."""

    def __init__(self, database: Database, clock: Clock, seed: int, programs: int = 1) -> None:
        self.chance = random.Random(seed)
        self.bot = new_bot()
        self.desk = Desk(database, clock, self.chance)
        self._database = database
        self._clock = clock
        self.share = self.chance.choice((0.0, 0.0, 0.05, 0.2))  # of reads and writes that fail
        self.death = self.chance.choice((0.0, 0.1))  # of a program, after a batch
        self.programs = [self._start() for _ in range(programs)]
        self.kills = 0
        people = self.chance.randint(1, 8)
        count = self.chance.randint(1, 60)
        self.updates = [message(n, self.chance.randint(1, people)) for n in range(1, count + 1)]

    def _start(self) -> Intake:
        turns = None if self._database.is_sqlite else Turns(self._database, self.bot.id)
        return Intake(
            self.bot,
            cast(Dispatcher, self.desk),
            Shaky(self._database, self.chance, self.share),
            self._clock,
            Counts(),
            turns,
        )

    async def blow(self) -> None:
        """Everything is delivered; programs die and start again; in the end all is quiet."""
        for batch in self._batches():
            await self._deliver(batch)
            if self.chance.random() < self.death:
                await self._kill_one()
            for _ in range(self.chance.randint(0, 5)):
                await asyncio.sleep(0)
        if self.share or self.death:
            await self._look_again()
        else:
            for program in self.programs:
                await program.settle()
        for program in self.programs:
            await program.finish(5)

    async def _look_again(self) -> None:
        """The database is well again, and the time has come to look for what was left."""
        for program in self.programs:
            program._database = self._database
            program._register._database = self._database
        while await self._waiting():
            for program in self.programs:
                program.look_again()
                await program.catch_up()
                await program.settle()

    def _batches(self) -> Iterator[Sequence[Raw]]:
        """The first time each comes in order; again whenever Telegram likes."""
        at = 0
        while at < len(self.updates):
            size = self.chance.randint(1, 10)
            batch = self.updates[at : at + size]
            at += size
            yield batch
            for _ in range(self.chance.choice((0, 1, 3))):
                sent = self.updates[:at]
                yield self.chance.sample(sent, self.chance.randint(1, min(10, len(sent))))

    async def _deliver(self, batch: Sequence[Raw]) -> None:
        while True:
            try:
                await self.chance.choice(self.programs).take(batch)
            except NotStored:
                continue
            return

    async def _kill_one(self) -> None:
        dying = self.chance.randrange(len(self.programs))
        await kill(self.programs[dying])
        self.kills += 1
        self.programs[dying] = self._start()

    async def _waiting(self) -> list[int]:
        async with self._database.read(self._clock()) as uow:
            rows = await uow.connection.execute(
                select(t.inbox_update.c.update_id).where(
                    t.inbox_update.c.bot_id == self.bot.id, t.inbox_update.c.body.is_not(None)
                )
            )
            return [row.update_id for row in rows]

    async def effects(self) -> dict[int, list[int]]:
        """What happened for each person, in its order."""
        first = self.bot.id * 1_000
        async with self._database.read(self._clock()) as uow:
            rows = await uow.connection.execute(
                select(t.code_attempt)
                .where(t.code_attempt.c.chat_id.between(first, first + 999))
                .order_by(t.code_attempt.c.id)
            )
            happened: dict[int, list[int]] = {}
            for row in rows:
                number = round((row.at - self._clock()).total_seconds())
                happened.setdefault(row.chat_id - first, []).append(number)
        return happened

    async def judge(self) -> None:
        """One effect for each, in each person's order; everything answered; nothing left."""
        wanted: dict[int, list[int]] = {}
        for each in self.updates:
            if each["update_id"] % 3:
                wanted.setdefault(each["message"]["chat"]["id"], []).append(each["update_id"])
        assert await self.effects() == wanted
        assert self.desk.overlaps == 0, "one person is served once at a time"
        for number in range(1, len(self.updates) + 1):
            times = self.desk.answered[number] + self.desk.told[number]
            assert 1 <= times <= 1 + self.kills, f"{number} is answered {times} times"
            if number % 3:
                assert self.desk.answered[number] <= 1
        assert not await self._waiting()
        for program in self.programs:
            assert not program._lanes._lanes, "memory grows with people"
            assert not program._register.unticked
