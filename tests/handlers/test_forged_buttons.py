"""Doctored applications: every button with every id, from every role.

Buttons are found by themselves. Their fields are filled with ids of the two guarded schools, the
own ones and everybody else's, and with nonsense; then whatever comes back is searched for secrets
of others and every changed row is judged by the table of rights.
"""

import importlib
import logging
import pkgutil
import random
import secrets
from collections.abc import AsyncIterator, Iterator
from functools import cache
from typing import Any

import pytest
from aiogram.dispatcher.event.handler import HandlerObject
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData
from pydantic.fields import FieldInfo

import handlers
from domain.remarks.model import RemarkKind, word_of
from handlers.routers import make_routers
from handlers.typing import Typing
from storage import tables as t
from storage.tables import metadata
from tests.conftest import TOKEN
from tests.support.databases import SqliteTemplate
from tests.support.figures import Figure
from tests.support.forged import MORE, PLAIN, choices, shown_in
from tests.support.guarded import RIGHTLESS, Guarded
from tests.support.guarded_world import ready_schools
from tests.support.hashes import hash_quickly
from tests.support.people import Client
from tests.support.scope import Scope, Watch
from tests.support.secrecy import SECRECY
from tests.support.trials import trials

SEED = 20261124
PARTS = 4  # of the chats: so many processes may share the work
OWN = (0.2, 0.6, 0.9)  # how much of a case is the chat's own: what is asked later is tried too
NONSENSE = ("", "0", "-1", "x", "1.5", "٣", "2147483648", "9007199254740993", "9" * 19, "9" * 30)
TEXTS = ("<b>жирно</b> &amp; @all\u202e", "ш" * 4096, "/start", "две\nстроки", "{0} %s")
ARGUMENTS = ("' OR 1=1 --", "../..", "А2Е4-К6М8-Н2Р4")
CODE = "А2Е4-К6М8-Н2Р4"  # of nobody


@cache
def buttons() -> list[type[CallbackData]]:
    """Every class of callback data in the handlers."""
    for module in pkgutil.walk_packages(handlers.__path__, "handlers."):
        importlib.import_module(module.name)
    found = {each for each in _subclasses(CallbackData) if each.__module__.startswith("handlers.")}
    return sorted(found, key=lambda each: each.__prefix__)


def _subclasses(kind: type[CallbackData]) -> Iterator[type[CallbackData]]:
    for child in kind.__subclasses__():
        yield child
        yield from _subclasses(child)


@cache
def asked() -> set[str]:
    """Everything that people are asked to type."""
    filters = (each.callback for handler in _message_handlers() for each in handler.filters or ())
    return {each.what for each in filters if isinstance(each, Typing)}


@cache
def commands() -> set[str]:
    filters = (each.callback for handler in _message_handlers() for each in handler.filters or ())
    return {str(name) for each in filters if isinstance(each, Command) for name in each.commands}


def _message_handlers() -> list[HandlerObject]:
    routers = [inner for router in make_routers() for inner in router.chain_tail]
    return [handler for router in routers for handler in router.message.handlers]


class Forger:
    """Makes callback data: mostly of the right kind, often of the wrong person."""

    def __init__(self, scene: Guarded, watch: Watch, chance: random.Random) -> None:
        self._scene = scene
        self._watch = watch
        self._chance = chance
        self._share = 0.5
        self._any_id = sorted({each for ids in scene.ids.values() for each in ids})

    def cases(self, name: str, button: type[CallbackData]) -> list[str]:
        """More of them for a chat that has rights, and for a button that says much."""
        own = self._own(name)
        fields = len(button.model_fields)
        if name in RIGHTLESS and self._chance.random() < 0.5:
            return []
        wanted = trials(100) // 100
        if fields and self._scene.rights[name].has_much:
            wanted *= 2
        made = {self._forge(button, own) for _ in range(wanted)}
        return sorted(each for each in made if len(each.encode()) <= 64)

    def data(self, name: str, what: str) -> dict[str, Any]:
        """What a question might remember, whoever was asked it."""
        own = self._own(name)
        ids = {kind: self._id(kind, own) for kind in self._scene.ids}
        return ids | MORE.get(what, {}) | {"student_ids": [ids["student_id"]]}

    def _own(self, name: str) -> dict[str, list[int]]:
        scope = Scope(self._scene.rights[name], self._watch.before)
        return scope.own_ids(self._scene.ids["lesson_id"])

    def _forge(self, button: type[CallbackData], own: dict[str, list[int]]) -> str:
        self._share = self._chance.choice(OWN)
        values = {name: self._value(name, each, own) for name, each in button.model_fields.items()}
        if "word" in values:
            values["word"] = self._word(values["remark_id"])
        return button.__separator__.join([button.__prefix__, *map(str, values.values())])

    def _word(self, remark_id: Any) -> str:
        """Of the remark as it stands, so that the right alone decides."""
        row = self._watch.before["remark"].get(remark_id)
        return word_of(RemarkKind(row["kind"]), row["text"]) if row else "0" * 16

    def _value(self, name: str, info: FieldInfo, own: dict[str, list[int]]) -> Any:
        kind = self._chance.random()
        if kind < 0.03:
            return self._chance.choice(NONSENSE)
        if pool := PLAIN.get(name) or choices(info.annotation):
            return self._chance.choice(pool)
        if kind > 0.85 and not info.is_required():
            return info.default
        return self._id(name, own)

    def _id(self, kind: str, own: dict[str, list[int]]) -> int:
        pool = self._scene.ids.get(kind, self._any_id)
        if own.get(kind) and self._chance.random() < self._share:
            pool = own[kind]
        return self._chance.choice(pool)


class Attack:
    """Presses and typed texts of one chat after the other, and what was wrong with the answers."""

    def __init__(self, scene: Guarded, watch: Watch, caplog: pytest.LogCaptureFixture) -> None:
        self.scene = scene
        self.watch = watch
        self.caplog = caplog
        self.wrong: list[str] = []
        self.count = self.files = 0
        self.figure: Figure = print
        self.used: list[str] = []  # tokens of links that open nothing any more
        self.own_reads: dict[str, int] = {}
        self.own_writes: dict[str, int] = {}

    async def press(self, name: str, data: str) -> None:
        client = self.scene.clients[name]
        try:
            await client.forge(data)
        except AssertionError as error:
            self.wrong.append(f"{name}: {data}: {error}")
        self.judge(name, data)

    async def type(self, name: str, text: str, what: str = "") -> None:
        await self.scene.clients[name].send(text)
        self.judge(name, f"{what} {text:.20}")

    def judge(self, name: str, what: str) -> None:
        """Secrets in what is shown now, rows changed, errors logged."""
        self.count += 1
        client = self.scene.clients[name]
        self.files += sum("document" in each for each in client.from_bot)
        shown = shown_in(client)
        if leaked := self.scene.leaked(name, shown):
            self.wrong.append(f"{name}: {what}: reads {sorted(leaked)}: {shown[:300]}")
        self.own_reads[name] = self.own_reads.get(name, 0) + len(self.scene.read(name, shown))
        for record in self.caplog.records:
            self._judge_line(name, what, record.getMessage())
            if record.levelno >= logging.ERROR:
                error = record.exc_info[1] if record.exc_info else record.getMessage()
                self.wrong.append(f"{name}: {what}: {error!r:.300}")
        self.caplog.clear()
        _forget(client)
        self._judge_rows(name, what)

    def _judge_line(self, name: str, what: str, line: str) -> None:
        """A log carries ids, never a name, a text, a code or the token."""
        if self.scene.leaked("nobody", line) or TOKEN in line or CODE in line:
            self.wrong.append(f"{name}: {what}: logs {line:.200}")

    def conclude(self) -> None:
        own = f"{self.files} files opened, {sum(self.own_writes.values())} wrote what is their own"
        self.figure(f"seed {SEED}: {self.count} forged, {own}; {len(self.wrong)} foreign")
        assert not self.wrong, "\n".join(self.wrong[:30])

    def _judge_rows(self, name: str, what: str) -> None:
        rows, changes = self.watch.changes()
        if not changes:
            return
        scope = Scope(self.scene.rights[name], rows)
        for table, old, new in changes:
            if not scope.allows(table, old, new):
                self.wrong.append(f"{name}: {what}: changes {table}: {old} → {new}")
            if any(code in str(new) for code in SECRECY.codes):
                self.wrong.append(f"{name}: {what}: stores a code in {table}")
        self.own_writes[name] = self.own_writes.get(name, 0) + 1
        self.watch.undo()


def _forget(client: Client) -> None:
    """Keeps one message, to have something to press."""
    stored = client.world.telegram.chat(client.id).messages
    kept = next(key for key, each in stored.items() if each.json["from"]["is_bot"])
    for key in [key for key in stored if key != kept]:
        del stored[key]
    client.toast = None


@pytest.fixture
async def attack(
    sqlite_template: SqliteTemplate,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    figure: Figure,
) -> AsyncIterator[Attack]:
    hash_quickly(monkeypatch)
    async with ready_schools(sqlite_template) as (ready, database):
        watch = Watch(database)
        caplog.set_level(logging.INFO)
        attack = Attack(ready.scene, watch, caplog)
        attack.used, attack.figure = ready.used, figure
        yield attack
        watch.close()


@pytest.mark.parametrize("part", range(PARTS))
async def test_no_forged_button_reads_or_changes_what_is_not_its_own(
    attack: Attack, part: int
) -> None:
    names = list(attack.scene.clients)[part::PARTS]
    for name in names:
        forger = Forger(attack.scene, attack.watch, random.Random(f"{SEED} {name}"))
        for button in buttons():
            for data in forger.cases(name, button):
                await attack.press(name, data)
    attack.conclude()
    # The attack is one: whoever has rights got somewhere with them.
    idle = {name for name in names if not attack.own_reads.get(name)}
    assert idle <= {*RIGHTLESS, "admin", "granny"}, idle
    writers = {"orlova", "kuznetsov", "far_teacher", "admin"}
    assert writers & set(names) <= attack.own_writes.keys()


async def test_an_answer_to_a_question_of_lost_rights_changes_nothing(attack: Attack) -> None:
    chance = random.Random(SEED)
    forger = Forger(attack.scene, attack.watch, chance)
    for name, client in attack.scene.clients.items():
        for what in sorted(asked()):
            data = forger.data(name, what)
            await attack.scene.world.change(t.chat, client.id, typing=what, typing_data=data)
            await attack.type(name, chance.choice(TEXTS), f"{what} {data}")
    attack.conclude()


async def test_commands_with_arguments_open_nothing_else(attack: Attack) -> None:
    chance = random.Random(SEED)
    ids = sorted({each for known in attack.scene.ids.values() for each in known})
    for name in attack.scene.clients:
        for command in sorted(commands()):
            argument = chance.choice((*NONSENSE, *ARGUMENTS, *map(str, ids[:40])))
            await attack.type(name, f"/{command} {argument}")
    attack.conclude()


async def test_start_parameters_open_nothing_else(attack: Attack) -> None:
    """Links made up of other people's ids, and the tokens of codes that are used or revoked."""
    chance = random.Random(SEED)
    for name in attack.scene.clients:
        ids = [chance.choice(known) for known in attack.scene.ids.values()]
        for payload in (
            *attack.used,
            *map(str, ids[:4]),
            f"student_{ids[0]}",
            secrets.token_urlsafe(16),
        ):
            await attack.type(name, f"/start {payload}")
    attack.conclude()


def test_every_table_button_and_question_is_in_the_walk(attack: Attack) -> None:
    assert attack.watch.before.keys() >= metadata.tables.keys()
    assert len(buttons()) > 50
    assert asked() >= {"answer", "lesson_homework", "lesson_topic", "mark_comment", "message"}
    assert commands() >= {"start", "marks", "class", "leave"}
