"""Posting updates to a webhook, and reading the method call that its answer may carry."""

import asyncio
import json
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout, MultipartReader

from playground.delivery import DeliveryFailed, Post, Reply
from playground.errors import ApiError
from playground.http_calls import read_parts
from playground.model import JSON, UploadedFile, Webhook

_TIMEOUT = ClientTimeout(total=60)
_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header


def webhook_post(session: ClientSession, hook: Webhook) -> Post:
    """The way to one webhook: 2xx takes the update, anything else fails the delivery."""
    headers = {"Content-Type": "application/json"}
    if hook.secret_token:
        headers[_SECRET_HEADER] = hook.secret_token

    async def post(update: JSON) -> Reply | None:
        body = json.dumps(update, ensure_ascii=False).encode()
        try:
            async with session.post(hook.url, data=body, headers=headers, timeout=_TIMEOUT) as got:
                if not 200 <= got.status < 300:
                    raise DeliveryFailed(
                        f"Wrong response from the webhook: {got.status} {got.reason}"
                    )
                return await read_reply(got)
        except (ClientError, TimeoutError, asyncio.IncompleteReadError) as error:
            raise DeliveryFailed(f"Connection failed: {type(error).__name__}") from None

    return post


async def read_reply(response: ClientResponse) -> Reply | None:
    """A method call in the answer, as JSON, form or multipart; anything else is passed over."""
    params: dict[str, Any] = {}
    files: dict[str, UploadedFile] = {}
    try:
        if response.content_type.startswith("multipart/"):
            params, files = await read_parts(MultipartReader.from_response(response))
        elif response.content_type == "application/x-www-form-urlencoded":
            params = dict(parse_qsl(await response.text()))
        else:
            body = await response.read()
            given = json.loads(body) if body.strip().startswith(b"{") else {}
            params = given if isinstance(given, dict) else {}
    except (ValueError, ApiError):
        return None
    method = params.pop("method", None)
    return Reply(method, params, files) if isinstance(method, str) else None
