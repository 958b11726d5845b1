"""The control API: what the chat page does on people's behalf, and who may not use it."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from playground.control_guard import is_local
from playground.server import Playground
from tests.playground.scene import PNG, Scene, button, html

_ALLOWED = {"X-Playground": "1"}


class Page:
    """What the chat page is to the server: JSON in, JSON out, the header on every request."""

    def __init__(self, scene: Scene, url: str, http: aiohttp.ClientSession) -> None:
        self.scene = scene
        self.url = url
        self.http = http

    async def ask(self, verb: str, path: str, **how: Any) -> tuple[int, Any]:
        how.setdefault("headers", _ALLOWED)
        async with self.http.request(verb, self.url + path, **how) as response:
            return response.status, await response.json()

    async def get(self, path: str) -> Any:
        status, answer = await self.ask("GET", path)
        assert status == 200, answer
        return answer

    async def post(self, path: str, **body: Any) -> Any:
        status, answer = await self.ask("POST", path, json=body)
        assert status == 200, answer
        return answer

    async def refusal(self, path: str, **body: Any) -> str:
        status, answer = await self.ask("POST", path, json=body)
        assert status == 400, answer
        words: str = answer["error"]
        return words


@pytest.fixture
async def page() -> AsyncIterator[Page]:
    scene = Scene()
    async with Playground(telegram=scene.telegram) as playground, aiohttp.ClientSession() as http:
        yield Page(scene, playground.url, http)


async def test_the_state(page: Page) -> None:
    await page.post("/playground/people", first_name="Пётр", about="учитель", start_payload="T1")
    commands = [{"command": "day", "description": "День"}]
    await page.scene.call("setMyCommands", commands=commands)
    await page.scene.send()
    await page.post("/playground/faults", kind="slow", seconds=2)
    await page.post("/playground/notice", text="Проба")
    state = await page.get("/playground/state")
    assert state["bot"] == {"id": 42, "username": "school_diary_bot", "first_name": "Дневник"}
    anna, petr = state["people"]
    assert anna["unread"] == 1
    assert petr["about"] == "учитель"
    assert petr["start_payload"] == "T1"
    assert petr["blocked"] is False
    assert state["commands"] == {"100": commands, "101": commands}
    assert state["faults"][0]["kind"] == "slow"
    assert (state["notice"], state["notice_in_english"]) == ("Проба", "")
    await page.post("/playground/notice", text="Проба", english="A trial")
    assert (await page.get("/playground/state"))["notice_in_english"] == "A trial"


async def test_a_person_comes_starts_writes_and_presses(page: Page) -> None:
    made = await page.post("/playground/people", first_name="Пётр", start_payload="T1")
    path = f"/playground/people/{made['id']}"
    assert (await page.post(path + "/start"))["text"] == "/start T1"
    assert (await page.post(path + "/start", payload="X"))["text"] == "/start X"
    sent = await page.scene.send("Меню", [button("День", "day")], chat_id=made["id"])
    reply = await page.post(path + "/send", text="Привет", reply_to=sent["message_id"])
    assert reply["reply_to_message"]["text"] == "Меню"
    pressed = await page.post(path + "/click", message_id=sent["message_id"], row=0, col=0)
    query = page.scene.telegram.callbacks[pressed["callback_query_id"]]
    assert query.data == "day"
    messages = (await page.get(f"/playground/chats/{made['id']}"))["messages"]
    assert [message["text"] for message in messages] == ["/start T1", "/start X", "Меню", "Привет"]
    assert (await page.get("/playground/state"))["people"][1]["unread"] == 0


async def test_uploads_stickers_and_downloads(page: Page) -> None:
    form = aiohttp.FormData({"kind": "document", "caption": "Список"}, quote_fields=False)
    form.add_field("file", b"a;b", filename="список.csv", content_type="text/csv")
    status, message = await page.ask("POST", "/playground/people/100/upload", data=form)
    assert (status, message["caption"]) == (200, "Список")
    file_id = message["document"]["file_id"]
    async with page.http.get(f"{page.url}/playground/files/{file_id}") as response:
        assert await response.read() == b"a;b"
        assert response.content_type == "text/csv"
        assert response.content_disposition
        assert response.content_disposition.filename == "список.csv"
    form = aiohttp.FormData({"kind": "photo"})
    form.add_field("file", PNG, filename="photo.png")
    status, message = await page.ask("POST", "/playground/people/100/upload", data=form)
    assert message["photo"][0]["width"] == 16
    assert (await page.post("/playground/people/100/sticker"))["sticker"]["emoji"] == "👍"
    status, _ = await page.ask("GET", "/playground/files/none")
    assert status == 404


async def test_blocking_and_leaving(page: Page) -> None:
    await page.post("/playground/people/100/block")
    assert (await page.get("/playground/state"))["people"][0]["blocked"] is True
    assert "blocked" in await page.refusal("/playground/people/100/send", text="x")
    await page.post("/playground/people/100/unblock")
    await page.post("/playground/people/100/delete_account")
    assert await page.refusal("/playground/people/100/send", text="x") == "this account is deleted"


async def test_raw_calls_with_a_number(page: Page) -> None:
    await page.scene.send("раз")
    first = (await page.get("/playground/calls"))["calls"][-1]
    assert first["method"] == "sendMessage"
    assert first["params"] == {"text": "раз", "chat_id": 100}
    assert first["ok"] is True
    await page.scene.refusal("sendMessage", text="")
    after = (await page.get(f"/playground/calls?after={first['seq']}"))["calls"]
    assert [call["error"] for call in after] == ["Bad Request: message text is empty"]


async def test_faults_come_and_go(page: Page) -> None:
    given = {"kind": "too_many_requests", "method": "sendMessage", "count": None, "retry_after": 3}
    answer = await page.post("/playground/faults", **given)
    assert answer["faults"][0]["count"] is None
    assert (await page.scene.refusal("sendMessage", text="x")).startswith("429")
    status, answer = await page.ask("DELETE", "/playground/faults")
    assert (status, answer) == (200, {"faults": []})
    await page.scene.send()


@pytest.mark.parametrize(
    ("path", "body", "words"),
    [
        ("people", {}, "the field 'first_name' is missing"),
        ("people", {"first_name": 5}, "the field 'first_name' has a wrong type"),
        ("people", {"first_name": "А", "age": 7}, "unknown field 'age'"),
        ("people", {"first_name": "А", "id": 100}, "there is a person 100 already"),
        ("people/100/send", {}, "the field 'text' is missing"),
        ("people/100/send", {"text": " "}, "there is nothing to send"),
        ("people/100/send", {"text": "x" * 4097}, "a message has at most 4096 characters"),
        ("people/100/send", {"text": "x", "reply_to": 99}, "there is no message 99"),
        ("people/abc/send", {"text": "x"}, "'abc' is not the number of a person"),
        ("people/555/send", {"text": "x"}, "there is no person 555"),
        ("people/100/start", {"payload": "код"}, "the link does not work"),
        ("people/100/click", {"message_id": 1}, "the field 'row' is missing"),
        ("people/100/click", {"message_id": 99, "row": 0}, "there is no message 99 with buttons"),
        ("people/100/unblock", {}, "nothing to change"),
        ("people/100/upload", {}, "the body must be multipart/form-data"),
        ("faults", {"kind": "flood"}, "unknown kind of fault 'flood'"),
        ("faults", {"kind": "slow", "count": 0}, "count must be at least 1"),
        ("notice", {}, "the field 'text' is missing"),
    ],
)
async def test_bad_input_is_named(page: Page, path: str, body: dict[str, Any], words: str) -> None:
    assert words in await page.refusal("/playground/" + path, **body)


async def test_what_is_no_json_object_is_refused(page: Page) -> None:
    for body in (b"[]", b"{", b"\xff"):
        status, answer = await page.ask("POST", "/playground/notice", data=body)
        assert status == 400
        assert "JSON" in answer["error"]


async def test_a_foreign_page_can_change_nothing(page: Page) -> None:
    for verb, path in (("POST", "people"), ("POST", "notice"), ("DELETE", "faults")):
        status, answer = await page.ask(verb, "/playground/" + path, headers={})
        assert (status, answer) == (403, {"error": "the header X-Playground: 1 is missing"})


async def test_a_foreign_name_for_this_address_is_turned_away(page: Page) -> None:
    headers = {**_ALLOWED, "Host": "evil.example:8081"}
    for path in ("/", "/playground/state", "/playground/events", "/playground/chats/100"):
        status, answer = await page.ask("GET", path, headers=headers)
        assert (status, answer) == (403, {"error": "this address is for this machine only"})


@pytest.mark.parametrize(
    ("host", "local"),
    [
        ("localhost", True),
        ("127.0.0.1:8081", True),
        ("[::1]:8081", True),
        ("127.0.0.1.evil.example", False),
        ("evil.example", False),
        ("[::1", False),
        ("", False),
    ],
)
def test_names_of_this_machine(host: str, local: bool) -> None:
    assert is_local(host) is local


async def _events(page: Page, wanted: int) -> list[dict[str, Any]]:
    """The next events of the stream, as the page reads them."""
    found: list[dict[str, Any]] = []
    async with page.http.get(page.url + "/playground/events") as response:
        assert response.content_type == "text/event-stream"
        await response.content.readline()
        page.scene.telegram.changed.notify()
        while len(found) < wanted:
            line = await response.content.readline()
            if line.startswith(b"data: "):
                found.append(json.loads(line[6:]))
    return found


async def test_events_tell_the_page_what_happens(page: Page) -> None:
    scene = page.scene
    reading = asyncio.ensure_future(_events(page, 14))
    await scene.telegram.changed.wait_until(lambda: len(scene.telegram.events) == 1)
    scene.telegram.send_text(100, "Привет")
    sent = await scene.send("Меню", [button()])
    number = sent["message_id"]
    query = scene.telegram.click(100, number, "yes")
    await scene.call("answerCallbackQuery", callback_query_id=query.id, text="Да")
    await scene.call("editMessageText", message_id=number, text="Готово")
    await scene.call("sendChatAction", action="typing")
    await scene.call("deleteMessage", message_id=number)
    await page.post("/playground/notice", text="Проба")
    scene.telegram.block(100)
    await page.post("/playground/faults", kind="slow")
    events = await reading
    kinds = [event["type"] for event in events if event["type"] != "call"]
    assert kinds == [
        "message",
        "message",
        "callback_answer",
        "edited",
        "chat_action",
        "deleted",
        "notice",
        "people",
        "faults",
    ]
    by_kind = {event["type"]: event for event in events}
    assert by_kind["edited"]["message"]["text"] == "Готово"
    assert by_kind["deleted"] == {"type": "deleted", "person_id": 100, "message_ids": [number]}
    assert by_kind["callback_answer"] == {
        "type": "callback_answer",
        "person_id": 100,
        "callback_query_id": query.id,
        "message_id": number,
        "text": "Да",
        "show_alert": False,
    }
    assert by_kind["call"]["method"] == "deleteMessage"


async def test_a_slow_reader_is_dropped_and_holds_nobody_up() -> None:
    scene = Scene()
    slow = scene.telegram.events.subscribe()
    for _ in range(1500):
        await scene.call("sendChatAction", action="typing")
    assert len(scene.telegram.events) == 0
    assert slow.queue.qsize() <= 2001


async def test_history_is_bounded() -> None:
    scene = Scene()
    rich = html("<p>x</p>")
    for _ in range(1100):
        await scene.call("sendRichMessage", rich_message=rich)
    assert len(scene.telegram.chat(100).messages) == 1000
    assert len(scene.telegram.history.calls) == 500


async def test_the_page_is_served(page: Page) -> None:
    async with page.http.get(page.url + "/") as response:
        assert response.status == 200
        assert response.content_type == "text/html"
        assert response.headers["X-Frame-Options"] == "DENY"
