"""`kill -9` of real processes at random moments under load: nothing is lost, nothing told twice.

The moment is so many calls after the start, and a few milliseconds. A seed draws the same deeds and
the same moments again; what the program was doing then is up to the machine.
"""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, select, update

from playground.record import Call
from playground.server import DEFAULT_TOKEN, Playground
from playground.telegram import Telegram
from storage import tables as t
from storage.database import Database
from storage.migrations import migrate
from tests.e2e.crowd import Crowd
from tests.e2e.lives import Program
from tests.simulation.invariants import Checker
from tests.simulation.ledger import Ledger
from tests.simulation.observed import open_chats
from tests.simulation.reading import REPEAT
from tests.simulation.town import plan_town, write_town
from tests.simulation.truth import Truth
from tests.support.clock import MOSCOW, SCHOOL_MORNING
from tests.support.databases import PostgresTemplate
from tests.support.forks import Fork, forks
from tests.support.people import text_of
from tests.support.ports import free_port
from tests.support.shared_clock import SharedClock
from tests.support.trials import trials

pytestmark = pytest.mark.simulation

FIRST_UPDATE = 100_000_001
SECRET = "a-secret-of-the-school"
FAST = "1000"  # messages a second: as many under way at once as there can be
WAITING = 60  # updates without an answer at which people pause
PAUSE = 0.01  # seconds between two deeds
JUMPS = tuple(timedelta(seconds=each) for each in (1, 30, 100, 200))
SHORT_OF_A_LEASE = timedelta(seconds=40)  # no message of a living process outlasts two of these


@asynccontextmanager
async def a_school(database: Database, folder: Path, **settings: str) -> AsyncIterator[Program]:
    """Three classes whose families are all connected, and nothing that runs yet."""
    town = plan_town(3, 8, 3)
    await migrate(database)
    async with database.engine.begin() as connection:
        await connection.run_sync(write_town, town)
        # What comes together is what was waiting, and not what had to wait.
        await connection.execute(update(t.school).values(policy={"news_gap": 0}))
    clock = SharedClock.starting(folder / "clock", SCHOOL_MORNING)
    telegram = Telegram(clock.seconds, _soon)
    telegram.add_bot(DEFAULT_TOKEN)
    open_chats(telegram, town)
    async with Playground(telegram=telegram) as playground, forks(folder) as made:
        common = {
            "BOT_TOKEN": playground.token,
            "TELEGRAM_API_URL": playground.url,
            "DATABASE_URL": database.url.render_as_string(hide_password=False),
            "LOG_LEVEL": "ERROR",
        }
        yield Program(playground, database, town, clock, made, common | settings)


async def _soon(seconds: float) -> None:
    """A webhook that nobody listens to is tried again at once."""
    await asyncio.sleep(min(seconds, 0.05))


class Listener(Checker):
    """Tells what the sender brought from the answers to what families asked."""

    def __init__(self, program: Program, truth: Truth, ledger: Ledger) -> None:
        super().__init__(program, truth, ledger)
        self.answers: Counter[int] = Counter()

    def saw(self, call: Call) -> None:
        if call.message is None or self.truth.is_staff(call.chat_id):
            return
        text = text_of(call.message)
        if self._reader.statements(text):
            super().saw(call)
            return
        self.answers[call.chat_id] += 1
        if leaked := self.truth.named_in(text) - self.truth.hears_of(call.chat_id):
            self.wrong.append(f"I2: an answer to {call.chat_id} names {leaked}: {text!r}")


class Trial:
    """One seed: people, processes, and what must be so at the end."""

    def __init__(self, program: Program, seed: int) -> None:
        self.program = program
        self.chance = random.Random(seed)
        self.moments: list[str] = []
        self.truth = Truth(program.town)
        self.ledger = Ledger(program, self.truth)
        self.listener = Listener(program, self.truth, self.ledger)
        self.crowd = Crowd(program.telegram, program.town, random.Random(f"{seed}/people"))

    @asynccontextmanager
    async def people(self) -> AsyncIterator[None]:
        """They tap until the block ends."""
        tapping = asyncio.create_task(self._tap())
        try:
            yield
        finally:
            tapping.cancel()
            with suppress(asyncio.CancelledError):
                await tapping

    async def _tap(self) -> None:
        while True:
            await self.program.until_rows(self._is_answered)
            self.crowd.act()
            await asyncio.sleep(PAUSE)

    async def _is_answered(self) -> bool:
        return await self.program.unanswered() < WAITING

    async def moment(self) -> None:
        """Until the next kill: soon after the start, or in the middle of things."""
        soon, later = self.chance.randint(0, 8), self.chance.randint(8, 120)
        calls = self.chance.choice((soon, later, later))
        seconds = self.chance.uniform(0, 0.03)
        self.moments.append(f"{calls} calls and {seconds * 1000:.1f} ms")
        await self.program.until_calls(calls)
        await asyncio.sleep(seconds)

    async def end_a_guardianship(self) -> None:
        """The school's list says so while no process lives."""
        guardian, pupil = self.chance.choice(sorted(self.truth.wards))
        ward = t.guardianship.c
        async with self.program.database.write(self.program.clock()) as uow:
            await uow.connection.execute(
                delete(t.guardianship).where(ward.guardian_id == guardian, ward.student_id == pupil)
            )
            await uow.commit()
        self.truth.end_guardianship(guardian, pupil)

    async def end(self, *living: Fork) -> None:
        """People are silent; the living ones finish, and stop when they are told to."""
        await self.program.until_quiet()
        await self.program.stop(*living)
        while await self.program.is_waiting():  # a job wrote it while the last one stopped
            living = (await self.program.start(SEND_RATE=FAST),)
            await self.program.until_quiet()
            await self.program.stop(*living)
        await self.ledger.look()
        await self._every_tap_counted_once()
        sent = [each for each in self.listener.sendings if each.is_new]
        marked = sum(REPEAT in each.text.casefold() for each in sent)
        assert marked <= self.program.left_in_flight
        await self.listener.check()

    async def _every_tap_counted_once(self) -> None:
        """Updates are handled, and their effects are those of one handling each, in order."""
        program = self.program
        inbox = t.inbox_update.c
        handled = await program.rows(select(inbox.update_id).where(inbox.handled_at.is_not(None)))
        queue = program.telegram.bot.queue
        given = range(FIRST_UPDATE, queue._next_id)
        assert sorted(row.update_id for row in handled) == list(given)
        assert self.ledger.states == self.crowd.states
        homework = await program.rows(select(t.homework.c.text))
        assert sorted(row.text for row in homework) == sorted(self.crowd.homework)
        for chat_id, asked in self.crowd.asked.items():
            assert self.listener.answers[chat_id] >= asked, f"chat {chat_id} was not answered"
        again = self.listener.answers.total() - self.crowd.asked.total()
        assert again <= program.left_waiting


async def live(trial: Trial, kills: int) -> None:
    """One process after another, each killed but the last."""
    program = trial.program
    async with trial.people():
        for _ in range(kills):
            process = await program.start(SEND_RATE=trial.chance.choice(("30", FAST)))
            await trial.moment()
            await program.kill(process)
            await program.buried()
            await trial.ledger.look()
            if trial.chance.random() < 0.3:
                await trial.end_a_guardianship()
            program.clock.advance(trial.chance.choice(JUMPS))
        last = await program.start(SEND_RATE=FAST)
        await program.until_calls(40)
    await trial.end(last)


@asynccontextmanager
async def trial(program: Program, seed: int) -> AsyncIterator[Trial]:
    """A failure says what was drawn."""
    made = Trial(program, seed)
    try:
        yield made
    except BaseException as error:
        error.add_note(f"seed {seed}, killed after: {'; '.join(made.moments)}")
        raise


@pytest.fixture
async def sqlite(tmp_path: Path) -> AsyncIterator[Database]:
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'school.db'}", MOSCOW)
    yield database
    await database.close()


@pytest.fixture
async def postgres(postgres_databases: PostgresTemplate) -> AsyncIterator[Database]:
    async with postgres_databases.bare() as database:
        yield database


@pytest.mark.parametrize("seed", range(trials(1)))
async def test_killed_while_polling(sqlite: Database, tmp_path: Path, seed: int) -> None:
    async with a_school(sqlite, tmp_path) as program, trial(program, seed) as made:
        await live(made, 14)


@pytest.mark.parametrize("seed", range(trials(1)))
async def test_killed_while_taking_webhooks(sqlite: Database, tmp_path: Path, seed: int) -> None:
    port = str(free_port())
    hook = {
        "WEBHOOK_URL": f"http://127.0.0.1:{port}/hook",
        "WEBHOOK_PORT": port,
        "WEBHOOK_SECRET": SECRET,
    }
    async with a_school(sqlite, tmp_path, **hook) as program, trial(program, seed) as made:
        await live(made, 6)


@pytest.mark.postgres
@pytest.mark.parametrize("seed", range(trials(1)))
async def test_one_of_several_is_killed(postgres: Database, tmp_path: Path, seed: int) -> None:
    """One process receives and two send; each dies, and the others go on."""
    async with (
        a_school(postgres, tmp_path, SEND_RATE=FAST) as program,
        trial(program, seed) as made,
    ):
        parts = ["receive", "send", "send"]
        living = [await program.start("--only", part) for part in parts]
        async with made.people():
            for _ in range(6):
                await made.moment()
                which = made.chance.randrange(len(parts))
                await program.kill(living[which])
                living[which] = await program.start("--only", parts[which])
                await program.skip(SHORT_OF_A_LEASE)
            await program.until_calls(40)
        await made.end(*living)
