"""Methods that delete messages, and those that pin them."""

from playground.errors import bad_request
from playground.methods.common import Call, Method
from playground.model import Chat

# "A message can only be deleted if it was sent less than 48 hours ago."
DELETABLE_SECONDS = 48 * 60 * 60
MAX_AT_ONCE = 100


def _may_delete(call: Call, chat: Chat, message_id: int) -> bool:
    """Incoming and outgoing alike: "Bots can delete incoming messages in private chats"."""
    sent: int = chat.messages[message_id].json["date"]
    return call.world.clock() - sent < DELETABLE_SECONDS


def delete_message(call: Call) -> bool:
    chat = call.chat(write=False)
    message_id = call.params["message_id"]
    if message_id not in chat.messages:
        raise bad_request("message to delete not found")
    if not _may_delete(call, chat, message_id):
        raise bad_request("message can't be deleted for everyone")
    call.world.remove(chat, [message_id])
    return True


def delete_messages(call: Call) -> bool:
    """Those that can't be found are skipped; one too old stops all of them."""
    chat = call.chat(write=False)
    ids = call.params["message_ids"]
    if not ids:
        raise bad_request("message identifiers are not specified")
    if len(ids) > MAX_AT_ONCE:
        raise bad_request("too many message identifiers specified")
    found = [number for number in dict.fromkeys(ids) if number in chat.messages]
    if not all(_may_delete(call, chat, number) for number in found):
        raise bad_request("message can't be deleted for everyone")
    if found:
        call.world.remove(chat, found)
    return True


def pin_chat_message(call: Call) -> bool:
    chat = call.chat()
    message_id = call.params["message_id"]
    if message_id not in chat.messages:
        raise bad_request("message to pin not found")
    if message_id in chat.pinned:
        chat.pinned.remove(message_id)
    chat.pinned.append(message_id)
    return True


def unpin_chat_message(call: Call) -> bool:
    """Without a number, the newest of the pinned messages."""
    chat = call.chat()
    message_id = call.params.get("message_id", max(chat.pinned, default=0))
    if message_id not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(message_id)
    return True


def unpin_all_chat_messages(call: Call) -> bool:
    call.chat().pinned.clear()
    return True


REMOVING: dict[str, Method] = {
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
    "pinChatMessage": pin_chat_message,
    "unpinChatMessage": unpin_chat_message,
    "unpinAllChatMessages": unpin_all_chat_messages,
}
