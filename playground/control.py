"""The control API: what the chat page, or a script, does on people's behalf.

Who may use it, and what a body may hold, is in `control_guard`.
"""

import asyncio
from pathlib import Path
from urllib.parse import quote

from aiohttp import web

from playground.control_guard import BadInput, Fields, guarded, person_number, refused
from playground.http_calls import json_response, read_parts
from playground.model import JSON, UploadedFile
from playground.state import state_of
from playground.telegram import Telegram

HEARTBEAT_SECONDS = 15
_PAGE = Path(__file__).parent / "page.html"


class Control:
    """Handlers of one Telegram."""

    def __init__(self, telegram: Telegram) -> None:
        self.telegram = telegram

    async def page(self, _: web.Request) -> web.StreamResponse:
        try:
            html = await asyncio.to_thread(_PAGE.read_text, "utf-8")
        except FileNotFoundError:
            return web.Response(text="There is no chat page here.", status=404)
        headers = {"Cache-Control": "no-store", "X-Frame-Options": "DENY"}
        return web.Response(text=html, content_type="text/html", headers=headers)

    async def state(self, _: web.Request) -> web.StreamResponse:
        return json_response(state_of(self.telegram))

    async def chat(self, request: web.Request) -> web.StreamResponse:
        """All messages of a chat; asking for them marks them read."""
        person = self.telegram.person(person_number(request))
        chat = self.telegram.chat(person.id)
        chat.unread = 0
        return json_response({"messages": [stored.view() for stored in chat.messages.values()]})

    async def calls(self, request: web.Request) -> web.StreamResponse:
        after = request.query.get("after", "0")
        if not after.isdigit():
            raise BadInput("after must be a number")
        return json_response({"calls": self.telegram.history.after(int(after))})

    async def file(self, request: web.Request) -> web.StreamResponse:
        file = self.telegram.files.get(request.match_info["file_id"])
        if file is None:
            return refused(404, "there is no such file")
        headers = {
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.upload.file_name)}",
            "X-Content-Type-Options": "nosniff",
        }
        kind = file.upload.mime_type.partition(";")[0]
        return web.Response(body=file.upload.content, content_type=kind, headers=headers)

    async def create_person(self, request: web.Request) -> web.StreamResponse:
        fields = await Fields.of(request)
        fields.need("first_name")
        given = fields.only(
            id=int,
            first_name=str,
            last_name=str,
            username=str,
            language_code=str,
            about=str,
            start_payload=str,
        )
        given = {key: value for key, value in given.items() if value is not None}
        return json_response({"id": self.telegram.create_person(**given).id})

    async def start(self, request: web.Request) -> web.StreamResponse:
        """With the payload given, else with the one that the person came with."""
        fields = (await Fields.of(request)).only(payload=str)
        person = self.telegram.person(person_number(request))
        payload = fields.get("payload", person.start_payload)
        return json_response(self.telegram.press_start(person.id, payload))

    async def send(self, request: web.Request) -> web.StreamResponse:
        fields = await Fields.of(request)
        given = fields.only(text=str, reply_to=int)
        text = fields.need("text")
        message = self.telegram.send_text(person_number(request), text, given.get("reply_to"))
        return json_response(message)

    async def click(self, request: web.Request) -> web.StreamResponse:
        fields = await Fields.of(request)
        given = fields.only(message_id=int, row=int, col=int, data=str)
        number = fields.need("message_id")
        if given.get("data") is None:
            fields.need("row")
        query = self.telegram.click(
            person_number(request),
            number,
            given.get("data"),
            row=given.get("row"),
            col=given.get("col"),
        )
        return json_response({"callback_query_id": query.id})

    async def upload(self, request: web.Request) -> web.StreamResponse:
        if request.content_type != "multipart/form-data":
            raise BadInput("the body must be multipart/form-data")
        fields, files = await read_parts(await request.multipart())
        if "file" not in files:
            raise BadInput("the file is missing")
        file, caption = files["file"], fields.get("caption", "")
        return json_response(self._sent(person_number(request), fields.get("kind"), file, caption))

    def _sent(self, person: int, kind: str | None, file: UploadedFile, caption: str) -> JSON:
        if kind == "photo":
            return self.telegram.send_photo(person, file, caption)
        if kind in (None, "document"):
            return self.telegram.send_document(person, file, caption)
        raise BadInput("kind must be document or photo")

    async def sticker(self, request: web.Request) -> web.StreamResponse:
        given = (await Fields.of(request)).only(emoji=str)
        return json_response(
            self.telegram.send_sticker(person_number(request), given.get("emoji") or "👍")
        )

    async def block(self, request: web.Request) -> web.StreamResponse:
        self.telegram.block(person_number(request))
        return json_response({})

    async def unblock(self, request: web.Request) -> web.StreamResponse:
        self.telegram.unblock(person_number(request))
        return json_response({})

    async def delete_account(self, request: web.Request) -> web.StreamResponse:
        self.telegram.delete_account(person_number(request))
        return json_response({})

    async def add_fault(self, request: web.Request) -> web.StreamResponse:
        fields = await Fields.of(request)
        fields.need("kind")
        given = fields.only(
            kind=str,
            method=str,
            count=int,
            chat_id=int,
            retry_after=int,
            seconds=(int, float),
            scope=str,
        )
        # An explicit null as the count means "until cleared"; elsewhere it means "not given".
        chosen = {key: value for key, value in given.items() if value is not None or key == "count"}
        self.telegram.faults.add(**chosen)
        return self._faults()

    async def clear_faults(self, _: web.Request) -> web.StreamResponse:
        self.telegram.faults.clear()
        return self._faults()

    def _faults(self) -> web.Response:
        self.telegram.events.publish("faults")
        return json_response({"faults": self.telegram.faults.as_json()})

    async def set_notice(self, request: web.Request) -> web.StreamResponse:
        fields = await Fields.of(request)
        given = fields.only(text=str, english=str)
        self.telegram.notice = fields.need("text")
        self.telegram.notice_in_english = given.get("english") or ""
        self.telegram.events.publish("notice", text=self.telegram.notice)
        return json_response({})

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Server-sent events; a comment now and then keeps the connection alive."""
        headers = {"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        response = web.StreamResponse(headers=headers)
        reader = self.telegram.events.subscribe()
        try:
            await response.prepare(request)
            await response.write(b": open\n\n")
            while True:
                try:
                    async with asyncio.timeout(HEARTBEAT_SECONDS):
                        text = await reader.queue.get()
                except TimeoutError:
                    await response.write(b": alive\n\n")
                    continue
                if text is None:
                    break
                await response.write(f"data: {text}\n\n".encode())
        except ConnectionError:
            pass
        finally:
            self.telegram.events.unsubscribe(reader)
        return response

    def routes(self) -> list[web.RouteDef]:
        person = "/playground/people/{person_id}/"
        return [
            web.get("/", guarded(self.page)),
            web.get("/playground/state", guarded(self.state)),
            web.get("/playground/chats/{person_id}", guarded(self.chat)),
            web.get("/playground/events", guarded(self.events)),
            web.get("/playground/calls", guarded(self.calls)),
            web.get("/playground/files/{file_id}", guarded(self.file)),
            web.post("/playground/people", guarded(self.create_person)),
            web.post(person + "start", guarded(self.start)),
            web.post(person + "send", guarded(self.send)),
            web.post(person + "click", guarded(self.click)),
            web.post(person + "upload", guarded(self.upload)),
            web.post(person + "sticker", guarded(self.sticker)),
            web.post(person + "block", guarded(self.block)),
            web.post(person + "unblock", guarded(self.unblock)),
            web.post(person + "delete_account", guarded(self.delete_account)),
            web.post("/playground/faults", guarded(self.add_fault)),
            web.delete("/playground/faults", guarded(self.clear_faults)),
            web.post("/playground/notice", guarded(self.set_notice)),
        ]
