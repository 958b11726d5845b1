"""Rules 18 to 20: getUpdates and floods. Rule 24: links that start the bot."""

import asyncio

import pytest

from playground.errors import ApiError, PersonError
from playground.rates import Limits
from tests.playground.scene import TOKEN, Scene

DAY = 24 * 3600


async def test_rule_18_a_second_get_updates_terminates_the_first() -> None:
    scene = Scene()
    first = asyncio.ensure_future(scene.updates(timeout=50))
    await asyncio.sleep(0)
    second = asyncio.ensure_future(scene.updates(timeout=50))
    with pytest.raises(ApiError) as caught:
        await first
    assert caught.value.code == 409
    assert caught.value.description == (
        "Conflict: terminated by other getUpdates request; "
        "make sure that only one bot instance is running"
    )
    scene.telegram.send_text(scene.anna, "Привет")
    assert (await second)[0]["message"]["text"] == "Привет"


async def test_rule_19_get_updates_while_a_webhook_is_set() -> None:
    scene = Scene()
    scene.telegram.webhook_transport = lambda hook: _never
    await scene.call("setWebhook", url="http://127.0.0.1:1/hook")
    assert await scene.refusal("getUpdates") == (
        "409 Conflict: can't use getUpdates method while webhook is active; "
        "use deleteWebhook to delete the webhook first"
    )
    await scene.call("deleteWebhook")
    assert await scene.updates() == []


async def _never(_update: object) -> None:
    raise AssertionError("nothing is to be delivered")


async def test_rule_20_a_flood_in_one_chat() -> None:
    scene = Scene(limits=Limits(per_chat=1, per_chat_burst=3))
    for _ in range(3):
        await scene.send()
    with pytest.raises(ApiError) as caught:
        await scene.send()
    assert caught.value.code == 429
    assert caught.value.description == "Too Many Requests: retry after 1"
    assert caught.value.parameters == {"retry_after": 1}
    other = scene.telegram.create_person(first_name="Пётр").id
    scene.telegram.press_start(other)
    await scene.send(chat_id=other)
    scene.now += 1
    sent = await scene.send()
    edit = await scene.refusal("editMessageText", message_id=sent["message_id"], text="x")
    assert edit == "429 Too Many Requests: retry after 1"


async def test_rule_20_a_flood_over_all_chats() -> None:
    scene = Scene(limits=Limits(overall=30, overall_burst=30))
    for number in range(31):
        person = scene.telegram.create_person(first_name="Кто-то").id
        scene.telegram.press_start(person)
        if number < 30:
            await scene.send(chat_id=person)
    assert (await scene.refusal("sendMessage", chat_id=person, text="x")).startswith("429")


async def test_a_paid_broadcast_has_a_rate_of_its_own() -> None:
    scene = Scene(limits=Limits(per_chat_burst=100, overall=3, overall_burst=3, paid=5))
    for _ in range(3):
        await scene.send()
    assert (await scene.refusal("sendMessage", text="x", chat_id=scene.anna)).startswith("429")
    scene.now += 1
    for _ in range(5):
        await scene.send(allow_paid_broadcast=True)
    assert (
        await scene.refusal("sendMessage", text="x", chat_id=scene.anna, allow_paid_broadcast=True)
    ).startswith("429")


async def test_an_offset_confirms_and_what_is_not_confirmed_comes_again() -> None:
    scene = Scene()
    for text in "абв":
        scene.telegram.send_text(scene.anna, text)
    first = await scene.updates(limit=2)
    assert [update["message"]["text"] for update in first] == ["а", "б"]
    assert await scene.updates(limit=2) == first
    rest = await scene.updates(offset=first[-1]["update_id"] + 1)
    assert [update["message"]["text"] for update in rest] == ["в"]
    assert await scene.updates(offset=rest[-1]["update_id"] + 1) == []


async def test_a_negative_offset_forgets_all_but_the_last() -> None:
    scene = Scene()
    for text in "абв":
        scene.telegram.send_text(scene.anna, text)
    assert [u["message"]["text"] for u in await scene.updates(offset=-2)] == ["б", "в"]
    assert [u["message"]["text"] for u in await scene.updates(offset=-1)] == ["в"]
    assert len(await scene.updates()) == 1


async def test_updates_live_for_a_day() -> None:
    scene = Scene()
    scene.telegram.send_text(scene.anna, "старое")
    scene.now += DAY
    scene.telegram.send_text(scene.anna, "новое")
    assert len(await scene.updates()) == 2
    scene.now += 1
    assert [update["message"]["text"] for update in await scene.updates()] == ["новое"]


async def test_allowed_updates_are_remembered() -> None:
    scene = Scene()
    await scene.updates(allowed_updates=["message"])
    scene.telegram.block(scene.anna)
    scene.telegram.unblock(scene.anna)
    scene.telegram.send_text(scene.anna, "Привет")
    assert [list(update)[1] for update in await scene.updates()] == ["message"]
    await scene.updates(allowed_updates=[], offset=-1)
    scene.telegram.block(scene.anna)
    assert [list(update)[1] for update in await scene.updates()] == ["message", "my_chat_member"]
    words = await scene.refusal("getUpdates", allowed_updates=["mesage"])
    assert words == '400 Bad Request: unknown update type "mesage" in allowed_updates'


async def test_limit_and_timeout_have_bounds() -> None:
    scene = Scene()
    for params in ({"limit": 0}, {"limit": 101}, {"timeout": 51}, {"timeout": -1}):
        assert (await scene.refusal("getUpdates", **params)).startswith("400")


async def test_a_poll_with_nothing_to_wait_for_ends_when_the_world_stops() -> None:
    scene = Scene()
    poll = asyncio.ensure_future(scene.updates(timeout=50))
    await asyncio.sleep(0)
    scene.telegram.stop()
    assert await poll == []


async def test_an_update_is_queued_for_the_bot_that_was_written_to() -> None:
    scene = Scene()
    other = scene.telegram.add_bot("43:other", "other_bot")
    scene.telegram.press_start(scene.anna, bot=other)
    assert await scene.updates() == []
    updates = await scene.telegram.call("43:other", "getUpdates")
    assert updates[0]["message"]["text"] == "/start"
    assert scene.telegram.bot.token == TOKEN


def test_rule_24_a_start_payload_is_at_most_64_of_a_few_characters() -> None:
    scene = Scene(started=False)
    good = "aZ09_-" + "x" * 58
    message = scene.telegram.press_start(scene.anna, good)
    assert message["text"] == f"/start {good}"
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    for payload in ("x" * 65, "код", "a b", "a=b"):
        with pytest.raises(PersonError, match="the link does not work"):
            scene.telegram.press_start(scene.anna, payload)
