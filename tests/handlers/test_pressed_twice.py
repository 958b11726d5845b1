"""A button pressed twice from the same keyboard has one effect.

People tap again when an answer is slow. The second press carries the old screen's data, so it must
say what shall be, not what shall change. Everybody walks through a full school; after each press
that wrote something the very same one comes again, and the database may not differ.
"""

import logging
import random
from collections.abc import AsyncIterator, Set
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

import pytest
from aiogram import Router
from aiogram.filters.callback_data import CallbackQueryFilter
from sqlalchemy import insert, update
from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.binding.callbacks import ConfirmCode
from handlers.routers import make_routers
from storage import tables as t
from storage.database import Database
from tests.handlers.test_forged_buttons import Forger, buttons
from tests.support.codes import invite
from tests.support.guarded import Guarded
from tests.support.guarded_data import build_guarded
from tests.support.guarded_world import undoable
from tests.support.journal import journal
from tests.support.paths import PATHS
from tests.support.people import World, keyboard_of
from tests.support.quizzes import answered_quiz
from tests.support.school import TODAY
from tests.support.scope import Watch, differing
from tests.support.undoing import Row, Rows, Undoable
from tests.support.walking import Walk

SEED = 20261124
PRESSES = 60  # a person
TRIES = 2, 6, 40  # to find a place for a button that no walk has met: few by everybody, then many
COMMANDS = {
    "orlova": ("/lessons", "/class", "/messages", "/settings"),
    "sokolova": ("/lessons", "/class", "/messages"),
    "kuznetsov": ("/lessons", "/menu"),
    "admin": ("/class", "/menu"),
    "elena": ("/menu", "/messages", "/notifications", "/settings", "/language"),
    "anna": ("/menu", "/notifications", "/settings"),
}

LIKELY = ("admin", "elena", "orlova", "sokolova", "kuznetsov", "anna")  # who may press the others


@cache
def writing() -> frozenset[str]:
    """The prefixes of all buttons that write."""
    return frozenset().union(*(_writing(router) for router in make_routers()))


def _writing(router: Router) -> set[str]:
    found = {
        each.callback.callback_data.__prefix__
        for handler in router.callback_query.handlers
        if handler.flags.get("writes")
        for each in handler.filters or ()
        if isinstance(each.callback, CallbackQueryFilter)
    }
    return found.union(*(_writing(inner) for inner in router.sub_routers))


def unlike(before: Rows, after: Rows) -> list[str]:
    """Rows that are not the same, those aside that count what was done.

    Whoever presses twice has looked twice, got two copies of the data or was refused twice.
    """
    return [
        f"{table}: {old} → {new}"
        for table, old, new in differing(before, after)
        if table not in ("audit_head", "denial")
        and not (table == "audit_record" and new is not None and _counts(new))
    ]


def _counts(record: Row) -> bool:
    is_look = record["before"] is None and record["after"] is None
    return is_look or record["action"] == "copy_data"


@dataclass
class Twice(Walk):
    """A walk that looks into the database before and after, and presses again."""

    watch: Watch | None = None
    wanted: Set[str] = field(default_factory=writing)
    wrote: set[str] = field(default_factory=set)

    async def along(self, path: str) -> None:
        """A command, then buttons by how they begin, or what they lead to."""
        for step in path.format_map(self.client.world.school.people).split(" | "):
            if step.startswith(("/", "> ")):
                await self._send(step.removeprefix("> "))
                continue
            buttons = [each for row in keyboard_of(self.client.last) for each in row]
            fitting = [
                each["callback_data"]
                for each in buttons
                if each["text"].startswith(step) or each["callback_data"].startswith(step)
            ]
            assert fitting, f"no {step} among {self.client.buttons}: {self.client.text}"
            await self._press(fitting[0])

    def _choose(self, offered: list[str]) -> str:
        """First of all what writes and was not pressed yet."""
        self.chance.shuffle(offered)
        return min(
            offered,
            key=lambda data: (
                _kind(data) not in self.wanted or self.pressed[data] > 0,
                self.kinds[_kind(data)],
                self.pressed[data],
            ),
        )

    async def _press(self, data: str) -> None:
        assert self.watch is not None
        self.client.world.clock.advance(timedelta(seconds=1))
        kept, message = self.watch.rows(), self.client.last["message_id"]
        await super()._press(data)
        once = self.watch.rows()
        if once == kept:
            return
        self.wrote.add(_kind(data))
        await self.client.forge(data, message=message)
        self.caplog.clear()
        if differs := unlike(once, self.watch.rows()):
            self.wrong.append(f"{self.name}: {data} again: " + "; ".join(differs))


def _kind(data: str) -> str:
    return data.partition(":")[0].removeprefix("+")


async def give_cell(world: World, section: str) -> None:
    """The second lesson of Wednesdays is in the weekly timetable."""
    async with world.app.database.write(world.clock()) as uow:
        await uow.connection.execute(
            insert(t.timetable_slot).values(
                section_id=world.school.sections[section],
                weekday=3,
                number=2,
                location="202",
                begins=date(2026, 9, 1),
                ends=date(2027, 5, 26),
            )
        )
        await uow.commit()


@pytest.fixture
async def scene(world: World) -> Guarded:
    """With marks enough to suggest final ones, a notice that failed, a second phone."""
    async with journal(world.app.database, world.school, world.clock) as written:
        for day in (9, 10, 11):
            await written.mark("darya", "algebra", date(2026, 9, day), 4)
    scene = await build_guarded(world)
    await give_cell(world, "physics")
    await world.bind(world.newcomer(), "elena", "guardian", "anna")
    async with world.app.database.write(world.clock()) as uow:
        await uow.connection.execute(
            insert(t.notice).values(
                kind="mark",
                ref_id=1,
                about_id=1,
                student_id=world.school["petr"],
                person_id=world.school["olga"],
                chat_id=scene.clients["olga"].id,
                state="dead",
                reason="refused",
                created_at=world.clock(),
                planned_at=world.clock(),
                due_at=world.clock(),
            )
        )
        await _missing(uow.connection, world)
        await answered_quiz(uow.connection, world.school, world.clock())
        await uow.commit()
    return scene


async def _missing(connection: AsyncConnection, world: World) -> None:
    """Анна is looked for, and her mother announced that she is ill."""
    school, now = world.school, world.clock()
    lesson_id = school.lesson("algebra", TODAY)
    of_lesson = t.attendance_event.c.lesson_id == lesson_id
    lesson = update(t.lesson).where(t.lesson.c.id == lesson_id)
    await connection.execute(lesson.values(attendance_taken_at=now))
    await connection.execute(update(t.attendance_event).where(of_lesson).values(status="absent"))
    await connection.execute(
        insert(t.absence_case).values(
            student_id=school["anna"], date=TODAY, lesson_id=lesson_id, opened_at=now
        )
    )
    await connection.execute(
        insert(t.announced_absence).values(
            student_id=school["anna"],
            begins=TODAY,
            ends=TODAY,
            excuse="ill",
            announced_by=school["elena"],
            role="guardian",
            announced_at=now,
        )
    )


@pytest.fixture
async def watch(scene: Guarded, database: Database) -> AsyncIterator[Watch]:
    async with undoable(scene.world, database) as opened:
        watch = Watch(opened)
        yield watch
        watch.close()


async def test_the_second_press_changes_nothing(
    scene: Guarded, watch: Watch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    wrong: list[str] = []
    wrote: set[str] = set()

    def walk(name: str) -> Twice:
        client, chance = scene.clients[name], random.Random(SEED)
        return Twice(client, chance, caplog, name, watch=watch, wanted=writing() - wrote)

    for name, path in PATHS:
        await (along := walk(name)).along(path)
        wrong += along.wrong
        wrote |= along.wrote
    for name, commands in COMMANDS.items():
        await (through := walk(name)).through(commands, PRESSES)
        wrong += [each for each in through.wrong if " again: " in each]
        wrote |= through.wrote
    unmet = set(writing() - wrote)
    for tries in TRIES:
        for name in LIKELY:
            wrong += await _forge(scene, name, unmet, tries)
    assert not wrong, "\n".join(wrong)
    assert unmet == {"bc"}, "a code has to be shown before it is confirmed: see below"


async def _forge(scene: Guarded, name: str, unmet: set[str], tries: int) -> list[str]:
    """Buttons that no walk met, with own ids in them; those that write are taken out of `unmet`."""
    await scene.clients[name].send("/menu")  # leaves whatever question is open
    database, wrong = scene.world.app.database, []
    assert isinstance(database, Undoable)
    watch = Watch(database)
    for button in buttons():
        if button.__prefix__ not in unmet or button is ConfirmCode:
            continue
        # By the button alone: what is tried of one does not hang on which others there are.
        chance = random.Random(f"{SEED} {name} {tries} {button.__prefix__}")
        forger = Forger(scene, watch, chance)
        cases = [each for _ in range(tries) for each in forger.cases(name, button)]
        while button.__prefix__ in unmet and cases:
            differs = await _twice(scene, watch, name, data := cases.pop())
            if differs is not None:
                unmet.discard(button.__prefix__)
                wrong += [f"{name}: {data} again: {each}" for each in differs]
    watch.close()
    return wrong


async def _twice(scene: Guarded, watch: Watch, name: str, data: str) -> list[str] | None:
    """What the second press changed; None when the first wrote nothing. Undoes both."""
    client = scene.clients[name]
    message = client.from_bot[0]["message_id"]
    await client.forge(data, message=message)
    if not watch.changes()[1]:
        return None
    once = watch.rows()
    await client.forge(data, message=message)
    differs = unlike(once, watch.rows())
    watch.undo()
    return differs


async def test_a_code_that_is_confirmed_twice_connects_once(
    world: World, database: Database
) -> None:
    issued = await invite(world, "elena", "anna")
    async with undoable(world, database) as opened:
        elena = world.newcomer()
        await elena.send(f"/start {issued.link_token}")
        message, to = elena.last["message_id"], elena.button("Да")["callback_data"]
        await elena.click("Да")
        once = opened.rows()
        await elena.forge(to, message=message)
        assert not unlike(once, opened.rows())
