"""The same walk through what is typed: commands, and answers to questions of lost rights."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from storage.database import Database
from tests.access.call import Call
from tests.access.cast import CAST, Place
from tests.access.questions import (
    COMMANDS,
    FREE_COMMANDS,
    FREE_QUESTIONS,
    NOT_FOR_THEM,
    QUESTIONS,
    asked_of,
    remembered,
)
from tests.access.scene import Scene
from tests.access.stage import Stage, in_place
from tests.handlers.test_forged_buttons import asked, commands
from tests.support.clock import OwnClock
from tests.support.figures import Figure

_REFUSES = {"denied", "not_found", "unbound", "consent_missing", "note_missing"}


@dataclass
class Walk:
    """Types as one chat after the other."""

    stage: Stage
    scene: Scene
    wrong: list[str] = field(default_factory=list)

    async def command(self, chat: str, name: str) -> None:
        call, place = COMMANDS[name], self.scene.places[0]
        await self.stage.type(self.scene.chats[chat], f"/{name}")
        self._judge(f"/{name} by «{chat}»", self._expects(chat, call, place))

    async def answer(self, chat: str, name: str, place: Place) -> None:
        call = asked_of(name)
        data: dict[str, Any] = remembered(name, place.ids)
        await self.stage.answer(self.scene.chats[chat], name, data, QUESTIONS[name][2])
        what = f"answer to {name} by «{chat}» on «{place.name}»"
        self._judge(what, self._expects(chat, call, place), call.says_no)

    def places(self, chat: str, call: Call, turn: int) -> list[Place]:
        """One that is open, if there is any, and one that is not, in turn of all such."""
        everywhere = [*self.scene.places, self.scene.nobody]
        let = [each for each in everywhere if self._expects(chat, call, each)]
        shut = [each for each in everywhere if each not in let]
        return let[:1] + ([shut[turn % len(shut)]] if shut else [])

    def _expects(self, chat: str, call: Call, place: Place) -> bool:
        return any(call.expects(hat, place) for hat in CAST[chat])

    def _judge(self, what: str, expected: bool, says_no: str = "") -> None:
        code = self.stage.code
        refuses = {*_REFUSES, *NOT_FOR_THEM, says_no or "denied"}
        is_let = code not in refuses and not code.startswith("failed")
        if is_let != expected:
            self.wrong.append(f"{what}: {code or 'let in'}, but the table says {expected}")


def test_every_command_and_every_question_is_in_the_walk() -> None:
    assert commands() == COMMANDS.keys() | FREE_COMMANDS
    assert asked() == QUESTIONS.keys() | FREE_QUESTIONS.keys()


@pytest.mark.parametrize("part", range(2))
async def test_what_is_typed_is_answered_where_the_table_says_so(
    database: Database, scene: Scene, clock: OwnClock, part: int, figure: Figure
) -> None:
    with in_place(database) as connection:
        walk = Walk(Stage(connection, clock), scene)
        for turn, chat in list(enumerate(CAST))[part::2]:
            for name in sorted(COMMANDS):
                await walk.command(chat, name)
            for number, name in enumerate(sorted(QUESTIONS)):
                for place in walk.places(chat, asked_of(name), turn + number):
                    await walk.answer(chat, name, place)
    counted = f"{len(COMMANDS)} commands and {len(QUESTIONS)} questions"
    figure(f"{walk.stage.count} texts, {counted}, {len(walk.wrong)} against the table")
    assert not walk.wrong, f"{len(walk.wrong)} wrong:\n" + "\n".join(walk.wrong[:40])
