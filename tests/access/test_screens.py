"""The walk through the screens: every button, by every role, to what is theirs and what is not.

Buttons find themselves; which use case decides about each stands in `tests.access.screen_list`.
Whoever is not let in sees the same screen, whatever was behind the door.
"""

from dataclasses import dataclass, field

import pytest
from aiogram.filters.callback_data import CallbackData

from domain.actor import Actor
from domain.errors import Denied
from handlers.refusals import refusal
from handlers.screen import Screen
from handlers.whose import is_child
from handlers.words import speaking
from storage.database import Database
from tests.access.call import Call
from tests.access.cast import CAST, Place
from tests.access.scene import Scene
from tests.access.screen_list import OPENS
from tests.access.screens import ANYBODY, ITSELF, call_of, data_for, name_of
from tests.access.stage import Stage, in_place
from tests.access.truth import On
from tests.handlers.test_forged_buttons import buttons
from tests.support.clock import OwnClock
from tests.support.figures import Figure

PARTS = 4  # of the cast: so many processes may share the work
_REFUSES = {"denied", "not_found", "unbound", "consent_missing", "note_missing"}
_HERE = frozenset({On.SCHOOL, On.SELF, On.IN_NUMBERS, On.ON_PAPER, On.DIARY, On.LED})


@dataclass
class Walk:
    """`denied` is what this chat is shown where it has no right."""

    stage: Stage
    scene: Scene
    chat: str
    denied: Screen
    wrong: list[str] = field(default_factory=list)
    allowed: int = 0

    async def try_all(self, turn: int) -> None:
        for number, button in enumerate(buttons()):
            call = call_of(name_of(button))
            if call is not None:
                for place in self._places(call, number + turn):
                    await self._try(button, call, place)

    def _places(self, call: Call, turn: int) -> list[Place]:
        """One that is open, if there is any, and one that is not, in turn of all such."""
        everywhere = [*self.scene.places, self.scene.nobody]
        if (call.on in _HERE and call.rule is None) or not CAST[self.chat]:
            return everywhere[:1]
        is_open = {each.name: self._expects(call, each) for each in everywhere}
        let = [each for each in everywhere if is_open[each.name]]
        shut = [each for each in everywhere if not is_open[each.name]]
        return let[:1] + ([shut[turn % len(shut)]] if shut else [])

    def _expects(self, call: Call, place: Place) -> bool:
        return any(call.expects(hat, place) for hat in CAST[self.chat])

    async def _try(self, button: type[CallbackData], call: Call, place: Place) -> None:
        data = data_for(button, call, place)
        await self.stage.press(self.scene.chats[self.chat], data)
        code, expected = self.stage.code, self._expects(call, place)
        self.allowed += expected
        is_let = code not in {*_REFUSES, call.says_no or "denied"} and not code.startswith("failed")
        what = f"{name_of(button)} ({data}) by «{self.chat}» on «{place.name}»"
        if is_let != expected:
            self.wrong.append(f"{what}: {code or 'let in'}, but the table says {expected}")
        if code in ("denied", "not_found") and self.stage.screen != self.denied:
            self.wrong.append(f"{what}: denied in other words: {self.stage.screen}")


def _denied(actor: Actor) -> Screen:
    with speaking("ru", to_child=is_child(actor.current)):
        return refusal(Denied(""), actor)


def test_every_screen_is_in_the_walk() -> None:
    found, known = {name_of(each) for each in buttons()}, {*OPENS, *ITSELF, *ANYBODY}
    assert not found - known, (
        f"not in the walk: {sorted(found - known)}. Add which use case decides to"
        " tests/access/screen_list.py; or the reason why nobody need be asked to ANYBODY."
    )
    assert not known - found, f"in the walk and nowhere else: {sorted(known - found)}"
    assert len(OPENS) + len(ITSELF) + len(ANYBODY) == len(known)


@pytest.mark.parametrize("part", range(PARTS))
async def test_everybody_sees_what_the_table_opens_and_one_refusal_for_the_rest(
    database: Database, scene: Scene, clock: OwnClock, part: int, figure: Figure
) -> None:
    wrong: list[str] = []
    allowed = 0
    with in_place(database) as connection:
        stage = Stage(connection, clock)
        for turn, chat in list(enumerate(CAST))[part::PARTS]:
            async with database.read(clock()) as uow:
                actor = (await uow.chats.session(scene.chats[chat])).actor
            walk = Walk(stage, scene, chat, _denied(actor))
            await walk.try_all(turn)
            wrong += walk.wrong
            allowed += walk.allowed
    counted = f"{stage.count} presses of {len(buttons())} buttons, {allowed} allowed"
    figure(f"{counted}, {len(wrong)} against the table")
    assert not wrong, f"{len(wrong)} wrong:\n" + "\n".join(wrong[:40])
    assert allowed > stage.count / 50
