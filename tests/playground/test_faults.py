"""Faults by chance and by the clock, orders to wait, and the record of all calls."""

from collections import Counter

import pytest

from playground.errors import ApiError, BadGateway, ConnectionDropped, ConnectionRefused
from playground.errors import PlaygroundError as Trouble
from playground.record import Call
from tests.playground.scene import Scene

_TABLE = {
    "too_many_requests": 0.10,
    "server_error": 0.05,
    "drop_before": 0.05,
    "drop_after": 0.05,
    "bad_gateway": 0.02,
}


async def _outcomes(seed: int, calls: int = 400) -> list[str]:
    scene = Scene()
    scene.telegram.faults.at_random(seed, _TABLE)
    record = scene.telegram.keep_record()
    for _ in range(calls):
        scene.now += 31  # longer than any order to wait
        try:
            await scene.send()
        except Trouble:
            continue
    return [each.outcome for each in record.calls]


async def test_the_same_seed_gives_the_same_faults() -> None:
    first = await _outcomes(7)
    assert await _outcomes(7) == first
    assert await _outcomes(8) != first


async def test_chances_come_in_their_shares() -> None:
    found = Counter(await _outcomes(1, 4000))
    expected = {"429": 0.1, "500": 0.05, "dropped": 0.05, "lost": 0.05, "gateway": 0.02}
    for outcome, share in expected.items():
        assert abs(found[outcome] / 4000 - share) < 0.015, found
    assert found["done"] == 4000 - sum(found[outcome] for outcome in expected)


def test_shares_of_what_does_not_exist_or_of_more_than_all_are_refused() -> None:
    faults = Scene().telegram.faults
    with pytest.raises(ValueError, match="earthquake"):
        faults.at_random(1, {"earthquake": 0.1})
    with pytest.raises(ValueError, match="more than all"):
        faults.at_random(1, {"drop_after": 0.6, "drop_before": 0.6})
    with pytest.raises(ValueError, match="unknown scope"):
        faults.add("too_many_requests", scope="galaxy")


async def test_chances_hit_the_methods_named_and_no_poll_by_chance() -> None:
    scene = Scene()
    scene.telegram.faults.at_random(1, {"drop_before": 1.0}, methods=["sendMessage"])
    assert await scene.call("sendChatAction", action="typing")
    with pytest.raises(ConnectionDropped):
        await scene.send()
    scene.telegram.faults.at_random(1, {"drop_before": 1.0})
    assert await scene.updates() == []
    scene.telegram.faults.clear()
    await scene.send()


async def test_a_429_of_a_chat_holds_that_chat_until_it_is_over() -> None:
    scene = Scene()
    other = scene.telegram.create_person(first_name="Пётр").id
    scene.telegram.press_start(other)
    scene.telegram.faults.add("too_many_requests", retry_after=20, scope="chat")
    assert await scene.refusal("sendMessage", text="x") == "429 Too Many Requests: retry after 20"
    await scene.send(chat_id=other)
    scene.now += 19.5
    assert await scene.refusal("sendMessage", text="x") == "429 Too Many Requests: retry after 1"
    assert scene.telegram.orders.disobeyed == 1
    scene.now += 0.5
    await scene.send()
    assert scene.telegram.orders.disobeyed == 1


async def test_a_429_for_all_holds_every_chat() -> None:
    scene = Scene()
    other = scene.telegram.create_person(first_name="Пётр").id
    scene.telegram.press_start(other)
    scene.telegram.faults.add("too_many_requests", retry_after=5, scope="all")
    for chat in (scene.anna, other):  # the second was on its way in the same moment
        assert await scene.refusal("sendMessage", chat_id=chat, text="x") == (
            "429 Too Many Requests: retry after 5"
        )
    assert scene.telegram.orders.disobeyed == 0
    scene.now += 1
    assert (await scene.refusal("sendMessage", chat_id=other, text="x")).endswith("after 4")
    assert scene.telegram.orders.disobeyed == 1
    assert await scene.call("sendChatAction", action="typing"), "no message: no order binds it"


async def test_an_outage_begins_and_ends_by_the_clock_and_takes_polls_with_it() -> None:
    scene = Scene()
    scene.telegram.faults.outage(scene.now + 10, scene.now + 20)
    await scene.send()
    scene.telegram.send_text(scene.anna, "Ау")
    scene.now += 10
    for method in ("sendMessage", "getUpdates", "getMe"):
        with pytest.raises(ConnectionRefused):
            await scene.call(method, text="x")
    scene.now += 10
    await scene.send()
    assert len(await scene.updates()) == 1


async def test_an_outage_lasts_until_it_is_cleared() -> None:
    scene = Scene()
    scene.telegram.faults.outage()
    scene.now += 86_400
    with pytest.raises(ConnectionRefused):
        await scene.send()
    scene.telegram.faults.clear()
    await scene.send()


async def test_the_record_tells_what_was_done_from_what_was_only_tried() -> None:
    scene = Scene()
    record = scene.telegram.keep_record()
    faults = scene.telegram.faults
    sent = await scene.send("раз")
    for kind, caught in (
        ("drop_after", ConnectionDropped),
        ("drop_before", ConnectionDropped),
        ("bad_gateway", BadGateway),
        ("server_error", ApiError),
    ):
        faults.add(kind)
        with pytest.raises(caught):
            await scene.send(kind)
    scene.now += 60
    await scene.call("editMessageText", message_id=sent["message_id"], text="два")
    assert [each.outcome for each in record.calls] == [
        "done",
        "lost",
        "dropped",
        "gateway",
        "500",
        "done",
    ]
    shown = list(record.done(scene.anna))
    assert [_text(each) for each in shown] == ["раз", "drop_after", "два"]
    assert shown[2].at - shown[0].at == 60
    assert list(record.done(999)) == []
    record.clear()
    assert record.calls == []


def _text(call: Call) -> str:
    assert call.message is not None
    return str(call.message["text"])
