"""The Bot API over real HTTP: encodings, refusals, files, and what faults look like."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from playground.server import Playground
from tests.playground.scene import TOKEN, Scene, button

_MESSAGE = {"chat_id": 100, "text": "Привет"}


class Wire:
    """A scene behind a socket, and an HTTP client that knows the token."""

    def __init__(self, scene: Scene, url: str, http: aiohttp.ClientSession) -> None:
        self.scene = scene
        self.url = url
        self.http = http

    async def post(self, method: str, token: str = TOKEN, **how: Any) -> tuple[int, Any]:
        async with self.http.post(f"{self.url}/bot{token}/{method}", **how) as response:
            text = await response.text()
            parsed = json.loads(text) if response.content_type == "application/json" else text
            return response.status, parsed


@pytest.fixture
async def wire() -> AsyncIterator[Wire]:
    scene = Scene()
    async with Playground(telegram=scene.telegram) as playground, aiohttp.ClientSession() as http:
        yield Wire(scene, playground.url, http)


async def test_a_call_in_every_encoding(wire: Wire) -> None:
    form = {key: str(value) for key, value in _MESSAGE.items()}
    multipart = aiohttp.FormData(form, default_to_multipart=True)
    for how in ({"json": _MESSAGE}, {"data": form}, {"params": form}, {"data": multipart}):
        status, answer = await wire.post("sendMessage", **how)
        assert (status, answer["ok"]) == (200, True)
        assert answer["result"]["text"] == "Привет"
    async with wire.http.get(f"{wire.url}/bot{TOKEN}/getMe") as response:
        assert (await response.json())["result"]["username"] == "school_diary_bot"


async def test_refusals_carry_their_code_as_the_status(wire: Wire) -> None:
    cases = [
        ("getMe", "1:wrong", {}, 401, "Unauthorized"),
        ("getMe", "nonsense", {}, 401, "Unauthorized"),
        ("sendPigeon", TOKEN, {}, 404, "Not Found: method not found"),
        ("sendMessage", TOKEN, {"chat_id": 5, "text": "x"}, 400, "Bad Request: chat not found"),
        ("sendMessage", TOKEN, {"chat_id": 100}, 400, "Bad Request: message text is empty"),
    ]
    for method, token, body, code, words in cases:
        status, answer = await wire.post(method, token, json=body)
        assert status == code
        assert answer == {"ok": False, "error_code": code, "description": words}


@pytest.mark.parametrize("body", [b"[1]", b"{", b"\xff"])
async def test_a_body_that_is_no_json_object(wire: Wire, body: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    status, answer = await wire.post("sendMessage", data=body, headers=headers)
    assert (status, answer["error_code"]) == (400, 400)


async def test_rule_18_the_earlier_poll_is_terminated(wire: Wire) -> None:
    first = asyncio.ensure_future(wire.post("getUpdates", json={"timeout": 50}))
    await wire.scene.telegram.changed.wait_until(wire.scene.bot.queue.is_polled)
    second = asyncio.ensure_future(wire.post("getUpdates", json={"timeout": 50}))
    status, answer = await first
    assert status == 409
    assert answer["description"].startswith("Conflict: terminated by other getUpdates request")
    wire.scene.telegram.send_text(100, "Привет")
    status, answer = await second
    assert answer["result"][0]["message"]["text"] == "Привет"


async def test_a_document_goes_up_and_comes_down(wire: Wire) -> None:
    fields = {"chat_id": "100", "caption": "Табель", "document": "attach://f"}
    form = aiohttp.FormData(fields, quote_fields=False)
    form.add_field("f", "оценки".encode(), filename="табель.txt", content_type="text/plain")
    _, answer = await wire.post("sendDocument", data=form)
    document = answer["result"]["document"]
    assert document["file_name"] == "табель.txt"
    assert document["mime_type"] == "text/plain"
    _, answer = await wire.post("getFile", json={"file_id": document["file_id"]})
    path = answer["result"]["file_path"]
    async with wire.http.get(f"{wire.url}/file/bot{TOKEN}/{path}") as response:
        assert await response.read() == "оценки".encode()
    for token, wrong, status in (("1:wrong", path, 401), (TOKEN, "documents/none", 404)):
        async with wire.http.get(f"{wire.url}/file/bot{token}/{wrong}") as response:
            assert response.status == status


async def test_rule_20_too_many_requests_say_when_to_come_back(wire: Wire) -> None:
    wire.scene.telegram.faults.add("too_many_requests", "sendMessage", retry_after=7)
    status, answer = await wire.post("sendMessage", json=_MESSAGE)
    assert status == 429
    assert answer == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 7",
        "parameters": {"retry_after": 7},
    }
    assert (await wire.post("sendMessage", json=_MESSAGE))[0] == 200


async def test_a_server_error_and_a_bad_gateway(wire: Wire) -> None:
    wire.scene.telegram.faults.add("server_error")
    wire.scene.telegram.faults.add("bad_gateway", count=2)
    status, answer = await wire.post("getMe")
    assert (status, answer["error_code"]) == (500, 500)
    for _ in range(2):
        status, page = await wire.post("getMe")
        assert status == 502
        assert page.startswith("<html>")
    assert (await wire.post("getMe"))[0] == 200


@pytest.mark.parametrize(("kind", "shown"), [("drop_before", 0), ("drop_after", 1)])
async def test_a_connection_dropped_before_or_after(wire: Wire, kind: str, shown: int) -> None:
    chat = wire.scene.telegram.chat(100)
    before = len(chat.messages)
    wire.scene.telegram.faults.add(kind, chat_id=100)
    with pytest.raises(aiohttp.ClientError):
        await wire.post("sendMessage", json=_MESSAGE)
    assert len(chat.messages) == before + shown


async def test_a_slow_answer(wire: Wire) -> None:
    wire.scene.telegram.faults.add("slow", seconds=30)
    assert (await wire.post("sendMessage", json=_MESSAGE))[0] == 200
    assert wire.scene.slept == [30]


async def test_faults_hit_their_method_and_chat_and_never_a_poll_by_chance(wire: Wire) -> None:
    faults = wire.scene.telegram.faults
    faults.add("server_error", count=None)
    faults.add("bad_gateway", "getUpdates")
    assert (await wire.post("getUpdates"))[0] == 502
    assert (await wire.post("getUpdates"))[0] == 200
    assert (await wire.post("getMe"))[0] == (await wire.post("getMe"))[0] == 500
    faults.clear()
    faults.add("server_error", chat_id=101)
    assert (await wire.post("sendMessage", json=_MESSAGE))[0] == 200
    with pytest.raises(ValueError, match="unknown kind"):
        faults.add("earthquake")
    with pytest.raises(ValueError, match="at least 1"):
        faults.add("slow", count=0)


async def test_a_keyboard_in_a_form_is_json(wire: Wire) -> None:
    markup = json.dumps({"inline_keyboard": [[button()]]})
    form = {"chat_id": "100", "text": "x", "reply_markup": markup}
    status, answer = await wire.post("sendMessage", data=form)
    assert status == 200
    assert answer["result"]["reply_markup"]["inline_keyboard"][0][0]["text"] == "Да"


async def test_only_loopback_addresses_are_served() -> None:
    for host in ("0.0.0.0", "192.168.1.5", "example.org"):
        with pytest.raises(ValueError, match="this machine only"):
            Playground(host=host)


async def test_a_playground_without_a_world_has_one_bot() -> None:
    async with Playground() as playground:
        assert playground.telegram.bots.keys() == {playground.token}
        assert playground.url.startswith("http://127.0.0.1:")
