"""Updates pushed to a bot: order, retries, the secret, and calls in the answer."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from aiohttp import FormData, web
from aiohttp.test_utils import TestServer

from playground.delivery import DeliveryFailed
from playground.server import Playground
from tests.playground.scene import Scene
from tests.support.patience import HANGS

Answer = Callable[[dict[str, Any]], Awaitable[web.StreamResponse]]


class Receiver:
    """A bot's web server that answers as it is told."""

    def __init__(self) -> None:
        self.got: list[dict[str, Any]] = []
        self.secrets: list[str | None] = []
        self.answers: list[web.Response] = []
        app = web.Application()
        app.router.add_post("/hook", self._hook)
        self.server = TestServer(app)

    async def _hook(self, request: web.Request) -> web.Response:
        self.got.append(await request.json())
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        return self.answers.pop(0) if self.answers else web.Response()


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    await receiver.server.start_server()
    yield receiver
    await receiver.server.close()


@pytest.fixture
async def scene() -> AsyncIterator[Scene]:
    scene = Scene()
    async with Playground(telegram=scene.telegram):
        yield scene


async def _delivered(scene: Scene) -> None:
    async with asyncio.timeout(HANGS):
        await scene.telegram.changed.wait_until(
            lambda: not scene.bot.queue.pending and not scene.telegram.at_work
        )


async def test_updates_are_posted_with_the_secret(scene: Scene, receiver: Receiver) -> None:
    scene.telegram.send_text(scene.anna, "до")
    url = str(receiver.server.make_url("/hook"))
    assert await scene.call("setWebhook", url=url, secret_token="s-1", max_connections=1) is True
    scene.telegram.send_text(scene.anna, "после")
    await _delivered(scene)
    assert [update["message"]["text"] for update in receiver.got] == ["до", "после"]
    assert receiver.secrets == ["s-1", "s-1"]
    info = await scene.call("getWebhookInfo")
    assert (info["url"], info["pending_update_count"]) == (url, 0)


async def test_a_failed_delivery_is_repeated_with_a_growing_delay(
    scene: Scene, receiver: Receiver
) -> None:
    receiver.answers = [web.Response(status=500) for _ in range(3)]
    await scene.call("setWebhook", url=str(receiver.server.make_url("/hook")))
    scene.telegram.send_text(scene.anna, "раз")
    scene.telegram.send_text(scene.anna, "два")
    await _delivered(scene)
    assert [u["message"]["text"] for u in receiver.got] == ["раз"] * 4 + ["два"]
    assert scene.slept == [1, 2, 4]
    info = await scene.call("getWebhookInfo")
    assert info["last_error_message"].startswith("Wrong response from the webhook: 500")


async def test_a_call_may_come_back_in_the_answer(scene: Scene, receiver: Receiver) -> None:
    call = {"method": "sendMessage", "chat_id": scene.anna, "text": "ответ"}
    form = FormData({key: str(value) for key, value in call.items()}, default_to_multipart=True)
    writer = form()
    headers = {"Content-Type": writer.headers["Content-Type"]}
    receiver.answers = [
        web.json_response(call),
        web.Response(body=writer, headers=headers),
        web.json_response({"method": "sendMessage", "chat_id": 5, "text": "мимо"}),
        web.json_response({}),
        web.Response(text="ok"),
    ]
    await scene.call("setWebhook", url=str(receiver.server.make_url("/hook")))
    for _ in range(5):
        scene.telegram.send_text(scene.anna, "вопрос")
    await _delivered(scene)
    texts = [m.json["text"] for m in scene.telegram.chat(scene.anna).messages.values()]
    assert texts.count("ответ") == 2
    refused = scene.telegram.history.calls[-1]
    assert (refused["ok"], refused["error"]) == (False, "Bad Request: chat not found")


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"url": "http://example.org/"}, "bad webhook: the playground posts to this machine only"),
        ({"url": "hook"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"secret_token": "a b"}, "secret token contains unallowed characters"),
        ({"secret_token": "x" * 257}, "secret token is too long"),
        ({"max_connections": 101}, "max_connections must be between 1 and 100"),
    ],
)
async def test_what_set_webhook_refuses(scene: Scene, params: dict[str, Any], words: str) -> None:
    given = {"url": "http://127.0.0.1:1/", **params}
    assert await scene.refusal("setWebhook", **given) == "400 Bad Request: " + words
    assert (await scene.call("getWebhookInfo"))["url"] == ""


async def test_the_secret_is_not_in_the_history(scene: Scene) -> None:
    await scene.call("setWebhook", url="http://127.0.0.1:1/", secret_token="hidden")
    assert "hidden" not in str(scene.telegram.history.calls)
    await scene.call("setWebhook", url="", drop_pending_updates=True)
    assert (await scene.call("getWebhookInfo"))["url"] == ""


async def test_one_person_s_updates_wait_for_one_another_and_others_do_not() -> None:
    scene = Scene()
    petr = scene.telegram.create_person(first_name="Пётр").id
    open_gate, handled = asyncio.Event(), list[str]()

    async def handle(update: dict[str, Any]) -> None:
        text = update["message"]["text"]
        if text == "раз":
            await open_gate.wait()
        handled.append(text)

    scene.telegram.deliver_to(scene.bot, handle)
    scene.telegram.send_text(scene.anna, "раз")
    scene.telegram.send_text(scene.anna, "два")
    scene.telegram.send_text(petr, "три")
    async with asyncio.timeout(HANGS):
        await scene.telegram.changed.wait_until(lambda: handled == ["три"])
        assert len(scene.bot.queue.pending) == 2
        open_gate.set()
    await _delivered(scene)
    assert handled == ["три", "раз", "два"]


async def test_an_in_process_bot_may_ask_for_an_update_again() -> None:
    scene = Scene()
    tries = list[int]()

    async def handle(update: dict[str, Any]) -> None:
        tries.append(update["update_id"])
        if len(tries) < 3:
            raise DeliveryFailed("not yet")

    scene.telegram.deliver_to(scene.bot, handle)
    scene.telegram.send_text(scene.anna, "раз")
    await _delivered(scene)
    assert len(tries) == 3
    assert len(set(tries)) == 1
    scene.telegram.stop_delivery(scene.bot)
    scene.telegram.send_text(scene.anna, "два")
    assert len(await scene.updates()) == 1
