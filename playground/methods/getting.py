"""Updates, webhooks and files: what a bot receives, and by which way."""

import re
from urllib.parse import urlsplit

from playground.errors import ApiError, bad_request
from playground.methods.common import Call, Method
from playground.model import JSON, Webhook, without_none

_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


async def get_updates(call: Call) -> list[JSON]:
    if call.bot.webhook:
        raise ApiError(409, _WEBHOOK_ACTIVE)
    call.bot.queue.allow(call.params.get("allowed_updates"))
    poll = call.bot.queue.poll(
        call.params.get("offset", 0), call.params.get("limit", 100), call.params.get("timeout", 0)
    )
    # The offset confirmed what came before it, even when nothing new is there.
    call.world.changed.notify()
    return await poll


def set_webhook(call: Call) -> bool:
    """Loopback addresses may use plain HTTP here; any other address is refused."""
    url = call.params["url"]
    if not url:
        return delete_webhook(call)
    if call.world.webhook_transport is None:
        raise bad_request("the playground is not served over HTTP; use World.deliver_to")
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if parts.hostname not in _LOOPBACK:
        raise bad_request("bad webhook: the playground posts to this machine only")
    secret = call.params.get("secret_token")
    if secret is not None and not _SECRET.fullmatch(secret):
        long = len(secret) > 256
        raise bad_request(
            "secret token is too long" if long else "secret token contains unallowed characters"
        )
    connections = call.params.get("max_connections", 40)
    if not 1 <= connections <= 100:
        raise bad_request("max_connections must be between 1 and 100")
    call.bot.queue.allow(call.params.get("allowed_updates"))
    if call.params.get("drop_pending_updates"):
        call.bot.queue.clear()
    call.bot.webhook = Webhook(url, secret, connections)
    post = call.world.webhook_transport(call.bot.webhook)
    call.world.deliver_to(call.bot, post, connections, handles=False)
    return True


def delete_webhook(call: Call) -> bool:
    if call.bot.webhook:
        call.bot.webhook = None
        call.world.stop_delivery(call.bot)
    if call.params.get("drop_pending_updates"):
        call.bot.queue.clear()
        call.world.changed.notify()
    return True


def get_webhook_info(call: Call) -> JSON:
    hook = call.bot.webhook or Webhook("")
    call.bot.queue.forget_old()
    return without_none(
        url=hook.url,
        has_custom_certificate=False,
        pending_update_count=len(call.bot.queue.pending),
        max_connections=hook.max_connections if hook.url else None,
        last_error_date=hook.last_error_date,
        last_error_message=hook.last_error_message,
        allowed_updates=call.bot.queue.allowed_as_given,
    )


def get_file(call: Call) -> JSON:
    file = call.world.files.to_download(call.params["file_id"], call.bot.id)
    return {
        "file_id": file.file_id,
        "file_unique_id": file.unique_id,
        "file_size": len(file.upload.content),
        "file_path": file.path,
    }


def log_out(_call: Call) -> bool:
    """Leaving Telegram's cloud, or a server of one's own: there is neither to leave here."""
    return True


GETTING: dict[str, Method] = {
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "getFile": get_file,
    "logOut": log_out,
    "close": log_out,
}
