"""The Bot API over HTTP: `/bot<token>/<method>` and `/file/bot<token>/<path>`.

Parameters come as a query string, a form, multipart/form-data or JSON, in any of which composite
values may be JSON texts.
"""

import json
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, web

from playground.errors import (
    ApiError,
    BadGateway,
    ConnectionDropped,
    ConnectionRefused,
    bad_request,
)
from playground.filestore import MAX_DOWNLOAD, MAX_UPLOAD
from playground.model import JSON, UploadedFile
from playground.telegram import Telegram

# One byte more than may be uploaded is enough to know that it is too much.
_LONGEST_PART = MAX_UPLOAD + 1
_BAD_GATEWAY = (
    "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n"
    "<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>"
)

Parameters = tuple[dict[str, Any], dict[str, UploadedFile]]


async def read_part(part: BodyPartReader) -> bytes:
    """A part's content, up to the longest that may be of use."""
    chunks, size = [], 0
    while chunk := await part.read_chunk(1 << 16):
        size += len(chunk)
        if size <= _LONGEST_PART:
            chunks.append(chunk)
    return b"".join(chunks)


async def read_parts(reader: Any) -> Parameters:
    """Fields and files of a multipart body, a request's or a webhook answer's."""
    params: dict[str, Any] = {}
    files: dict[str, UploadedFile] = {}
    async for part in reader:
        if not isinstance(part, BodyPartReader) or not part.name:
            raise bad_request("can't parse the multipart body")
        content = await read_part(part)
        if part.filename is None:
            params[part.name] = content.decode()
        else:
            mime = part.headers.get("Content-Type", "application/octet-stream")
            files[part.name] = UploadedFile(part.filename, content, mime)
    return params, files


async def read_body(request: web.Request) -> Parameters:
    """All parameters of a call. Raises `ApiError` 400 when they can't be read."""
    params: dict[str, Any] = dict(parse_qsl(request.query_string, keep_blank_values=True))
    if not request.can_read_body:
        return params, {}
    kind = request.content_type
    try:
        if kind == "multipart/form-data":
            fields, files = await read_parts(await request.multipart())
            return params | fields, files
        body = await request.read()
        if kind == "application/json":
            given = json.loads(body)
            if not isinstance(given, dict):
                raise bad_request("the JSON body must be an object")
            return params | given, {}
        return params | dict(parse_qsl(body.decode(), keep_blank_values=True)), {}
    except (ValueError, RuntimeError) as error:
        raise bad_request(f"can't parse the body of the request: {error}") from None


def json_response(answer: JSON, status: int = 200) -> web.Response:
    body = json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()
    return web.Response(body=body, status=status, content_type="application/json")


class BotApi:
    """Handlers of one Telegram."""

    def __init__(self, telegram: Telegram) -> None:
        self.telegram = telegram

    async def call(self, request: web.Request) -> web.StreamResponse:
        info = request.match_info
        try:
            params, files = await read_body(request)
            result = await self.telegram.call(info["token"], info["method"], params, files)
        except ApiError as error:
            return json_response(error.as_json(), error.code)
        except BadGateway:
            return web.Response(text=_BAD_GATEWAY, status=502, content_type="text/html")
        except (ConnectionDropped, ConnectionRefused):
            # A refusal to connect has to look like a reset here: other calls share the port.
            if request.transport:
                request.transport.abort()
            return web.Response()  # goes nowhere: the connection is closed
        return json_response({"ok": True, "result": result})

    async def download(self, request: web.Request) -> web.StreamResponse:
        info = request.match_info
        bot = self.telegram.bots.get(info["token"])
        if bot is None:
            return json_response(ApiError(401, "Unauthorized").as_json(), 401)
        file = self.telegram.files.at_path(info["path"], bot.id)
        if file is None or len(file.upload.content) > MAX_DOWNLOAD:
            return json_response(ApiError(404, "Not Found").as_json(), 404)
        return web.Response(body=file.upload.content, content_type="application/octet-stream")

    def routes(self) -> list[web.RouteDef]:
        return [
            web.route("*", "/bot{token:[^/]+}/{method:[^/]+}", self.call),
            web.get("/file/bot{token:[^/]+}/{path:.+}", self.download),
        ]
