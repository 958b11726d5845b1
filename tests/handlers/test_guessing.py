"""Codes guessed through the bot itself: equal words, and the owner gets in all the while."""

import random
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from bot.jobs import watch_guessing
from domain.binding.codes import in_groups, new_code
from domain.binding.limits import CAMPAIGN
from storage import tables as t
from tests.support.codes import bindings, invite
from tests.support.people import World

GUESSES = 240
CHATS = 24


async def test_a_campaign_through_the_bot(world: World, figure: Callable[[str], None]) -> None:
    """A sample of the campaign of tests/unit/test_code_limits.py, with all that belongs to it."""
    seed = 20261124
    chance = random.Random(seed)
    issued = await invite(world, "elena", "anna")
    others = [await invite(world, "dmitry", "anna"), await invite(world, "anna", "anna")]
    guessers = [world.newcomer() for _ in range(CHATS)]
    said: Counter[str] = Counter()
    for _ in range(GUESSES):
        world.clock.advance(timedelta(seconds=30))
        guesser = chance.choice(guessers)
        await guesser.send(in_groups(new_code(chance.choice)))
        said[guesser.text.partition(".")[0]] += 1
    assert said.keys() == {"Этот код не подходит", "Слишком много попыток"}
    assert await bindings(world) == []
    elena = world.newcomer()
    await elena.send(issued.code)
    await elena.click("Да, подключить")
    assert await bindings(world) == [(elena.id, world.school["anna"])]
    figure(
        f"seed {seed}: {GUESSES} guesses from {CHATS} chats through the bot in two hours against"
        f" {1 + len(others)} codes: {said['Слишком много попыток']} had to wait,"
        f" {said['Этот код не подходит']} did not fit, 0 hits, the owner in at the first try"
    )


async def test_unknown_used_expired_revoked_and_foreign_codes_get_one_answer(
    world: World,
) -> None:
    expired = await invite(world, "anna", "anna")
    world.clock.advance(timedelta(days=7))
    used = await invite(world, "olga", "petr")
    olga = world.newcomer()
    await olga.send(used.code)
    await olga.click("Да, подключить")
    revoked = await invite(world, "elena", "anna")
    await invite(world, "elena", "anna")
    foreign = await invite(world, "dmitry", "anna")
    async with world.app.database.write(world.clock()) as uow:
        dmitry = t.guardianship.c.guardian_id == world.school["dmitry"]
        await uow.connection.execute(
            t.guardianship.update().where(dmitry).values(ends=date(2026, 1, 1))
        )
        await uow.commit()
    answers = set()
    for each in (used, expired, revoked, foreign):
        for typed in (each.code, each.link_token, "2222-2222-2222", "x" * 22):
            stranger = world.newcomer()
            await stranger.send(f"/start {typed}")
            answers.add((stranger.text, str(stranger.buttons), stranger.toast))
    assert len(answers) == 1


async def test_whoever_runs_the_server_hears_of_a_campaign(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    await watch_guessing(world.app)
    assert "guessed" not in caplog.text
    async with world.app.database.write(world.clock()) as uow:
        await uow.connection.execute(
            t.code_attempt.insert(),
            [{"chat_id": each, "at": world.clock()} for each in range(CAMPAIGN)],
        )
        await uow.commit()
    await watch_guessing(world.app)
    assert f"codes are being guessed: {CAMPAIGN} wrong ones within an hour" in caplog.text
