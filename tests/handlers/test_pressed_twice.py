"""A button pressed twice from the same keyboard has one effect.

People tap again when an answer is slow. The second press carries the old screen's data, so it must
say what shall be, not what shall change. Everybody walks through a full school; after each press
that wrote something the very same one comes again, and the database may not differ.
"""

import logging
import random
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest
from aiogram import Router
from aiogram.filters.callback_data import CallbackQueryFilter
from sqlalchemy import insert

from handlers.routers import make_routers
from storage import tables as t
from storage.database import Database
from tests.handlers.test_forged_buttons import Forger, buttons
from tests.support.codes import invite
from tests.support.guarded import Guarded
from tests.support.guarded_data import build_guarded
from tests.support.journal import journal
from tests.support.office_scope import Row, Rows
from tests.support.people import World, keyboard_of
from tests.support.scope import Watch
from tests.support.walking import Walk

SEED = 20261124
PRESSES = 60  # a person
TRIES = 40  # to find a place for a button that no walk has met
COMMANDS = {
    "orlova": ("/lessons", "/class", "/messages", "/settings"),
    "sokolova": ("/lessons", "/class", "/messages"),
    "kuznetsov": ("/lessons", "/menu"),
    "admin": ("/class", "/menu"),
    "elena": ("/menu", "/messages", "/notifications", "/settings", "/language"),
    "anna": ("/menu", "/notifications", "/settings"),
}

# They want something typed before, or a state that these walks do not bring about. «bc» wants a
# code that was shown, and is pressed twice below.
UNREACHED = {"bc", "dn", "dp", "dt", "pv", "pw", "py", "wj", "wp", "wy", "xc", "xr", "zc", "ze"}
# What one does not come upon by chance.
PATHS = {"orlova": ("/class", "Итоги", "Алгебра", "fa:", "fx:", "fa:", "‹", "fw:")}


def writing() -> set[str]:
    """The prefixes of all buttons that write."""
    return set().union(*(_writing(router) for router in make_routers()))


def _writing(router: Router) -> set[str]:
    found = {
        each.callback.callback_data.__prefix__
        for handler in router.callback_query.handlers
        if handler.flags.get("writes")
        for each in handler.filters or ()
        if isinstance(each.callback, CallbackQueryFilter)
    }
    return found.union(*(_writing(inner) for inner in router.sub_routers))


def differing(before: Rows, after: Rows) -> list[str]:
    """Rows that are not the same, those aside that count what was done.

    Whoever presses twice has looked twice, got two copies of the data or was refused twice.
    """
    return [
        f"{table}: {before[table].get(key)} → {rows.get(key)}"
        for table, rows in after.items()
        for key in before[table].keys() | rows.keys()
        if before[table].get(key) != rows.get(key)
        and table not in ("audit_head", "denial")
        and not (table == "audit_record" and _counts(rows[key]))
    ]


def _counts(record: Row) -> bool:
    is_look = record["before"] is None and record["after"] is None
    return is_look or record["action"] == "copy_data"


@dataclass
class Twice(Walk):
    """A walk that looks into the database before and after, and presses again."""

    watch: Watch | None = None
    wanted: set[str] = field(default_factory=writing)
    wrote: set[str] = field(default_factory=set)

    async def along(self, path: tuple[str, ...]) -> None:
        """A command, then buttons by how they begin, or what they lead to."""
        for step in path:
            if step.startswith("/"):
                await self._send(step)
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
        if differs := differing(once, self.watch.rows()):
            self.wrong.append(f"{self.name}: {data} again: " + "; ".join(differs))


def _kind(data: str) -> str:
    return data.partition(":")[0].removeprefix("+")


@pytest.fixture
async def scene(world: World) -> Guarded:
    """With marks enough to suggest final ones, and a notice that failed."""
    async with journal(world.app.database, world.school, world.clock) as written:
        for day in (9, 10, 11):
            await written.mark("darya", "algebra", date(2026, 9, day), 4)
    scene = await build_guarded(world)
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
        await uow.commit()
    return scene


@pytest.fixture
async def watch(scene: Guarded) -> AsyncIterator[Watch]:
    path = scene.world.app.database.url.database
    assert path is not None
    watch = Watch(Path(path))
    yield watch
    watch.close()


async def test_the_second_press_changes_nothing(
    scene: Guarded, watch: Watch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    wrong: list[str] = []
    wrote: set[str] = set()
    for name, commands in COMMANDS.items():
        wanted = writing() - wrote
        walk = Twice(
            scene.clients[name], random.Random(SEED), caplog, name, watch=watch, wanted=wanted
        )
        await walk.along(PATHS.get(name, ()))
        await walk.through(commands, PRESSES)
        wrong += [each for each in walk.wrong if " again: " in each]
        wrote |= walk.wrote
    unmet = writing() - wrote
    for name in COMMANDS:
        wrong += await _forge(scene, name, unmet)
    assert not wrong, "\n".join(wrong)
    assert unmet == UNREACHED, unmet ^ UNREACHED


async def _forge(scene: Guarded, name: str, unmet: set[str]) -> list[str]:
    """Buttons that no walk met, with own ids in them; those that write are taken out of `unmet`."""
    await scene.clients[name].send("/menu")  # leaves whatever question is open
    watch, wrong = Watch(Path(str(scene.world.app.database.url.database))), []
    forger = Forger(scene, watch, random.Random(f"{SEED} {name}"))
    for button in buttons():
        if button.__prefix__ not in unmet:
            continue
        cases = [each for _ in range(TRIES) for each in forger.cases(name, button)]
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
    differs = differing(once, watch.rows())
    watch.undo()
    return differs


async def test_a_code_that_is_confirmed_twice_connects_once(
    world: World, database: Database
) -> None:
    issued = await invite(world, "elena", "anna")
    watch = Watch(Path(str(database.url.database)))
    elena = world.newcomer()
    await elena.send(f"/start {issued.link_token}")
    message, to = elena.last["message_id"], elena.button("Да")["callback_data"]
    await elena.click("Да")
    once = watch.rows()
    await elena.forge(to, message=message)
    assert not differing(once, watch.rows())
    watch.close()
