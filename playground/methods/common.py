"""Steps shared by the methods: replies, markup, showing a new message or a changed one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playground.errors import bad_request
from playground.formatting import Entity
from playground.keyboards import check_markup
from playground.model import JSON, Bot, Chat, StoredMessage, UploadedFile
from playground.world import World


@dataclass(slots=True)
class Call:
    """One call of a method: `params` are checked and decoded, `files` came with it."""

    world: World
    bot: Bot
    params: JSON
    files: dict[str, UploadedFile]

    def chat(self, *, write: bool = True) -> Chat:
        return self.world.chat_for(self.bot, self.params["chat_id"], write=write)


Method = Callable[[Call], Any]


def resolved(world: World, entities: list[Entity]) -> list[Entity]:
    """Entities with mentioned people filled in; a mention of a stranger is dropped."""
    done = []
    for entity in entities:
        if entity["type"] == "text_mention":
            person = world.people.get(entity.get("user", {}).get("id"))
            if person is None:
                continue
            entity = {**entity, "user": person.user()}
        done.append(entity)
    return done


def text_fields(
    call: Call, name: str, text: str, entities: list[Entity], options: JSON | None = None
) -> JSON:
    """`text` or `caption` as a message carries it, with what belongs to it."""
    params = call.params if options is None else options
    fields: JSON = {name: text} if text else {}
    if kept := resolved(call.world, entities):
        fields["entities" if name == "text" else "caption_entities"] = kept
    if name == "text" and "link_preview_options" in params:
        fields["link_preview_options"] = params["link_preview_options"]
    if name == "caption" and text and params.get("show_caption_above_media"):
        fields["show_caption_above_media"] = True
    return fields


def post(call: Call, content: JSON) -> JSON:
    """Sends a new message of the bot: the end of every `send…` method."""
    params = call.params
    markup = check_markup(params.get("reply_markup"))
    chat = call.chat()
    if reply := params.get("reply_parameters"):
        content = {**content, **_reply(chat, reply)}
    if params.get("protect_content"):
        content["has_protected_content"] = True
    if "message_effect_id" in params:
        content["effect_id"] = params["message_effect_id"]
    inline = markup is not None and "inline_keyboard" in markup
    if inline:
        content["reply_markup"] = markup
    message = call.world.new_message(chat, call.bot.user(), content)
    call.world.show(chat, StoredMessage(message, True, None if inline else markup))
    return message


def _reply(chat: Chat, reply: JSON) -> JSON:
    """The message answered, without what it answered itself."""
    if "chat_id" in reply and reply["chat_id"] != chat.person.id:
        raise bad_request("the playground does not simulate replies to other chats")
    stored = chat.messages.get(reply.get("message_id", 0))
    if stored is None:
        if reply.get("allow_sending_without_reply"):
            return {}
        raise bad_request("message to be replied not found")
    fields: JSON = {
        "reply_to_message": {k: v for k, v in stored.json.items() if k != "reply_to_message"}
    }
    if quote := reply.get("quote"):
        if quote not in (stored.json.get("text") or stored.json.get("caption") or ""):
            raise bad_request("QUOTE_TEXT_INVALID")
        fields["quote"] = {
            "text": quote,
            "position": reply.get("quote_position", 0),
            "is_manual": True,
        }
    return fields


def message_to_change(call: Call) -> tuple[Chat, StoredMessage]:
    """The message that an edit names. Rules 14 and 15."""
    params = call.params
    if "chat_id" not in params:
        raise bad_request("chat_id is empty")
    chat = call.chat()
    if "message_id" not in params:
        raise bad_request("message identifier is not specified")
    stored = chat.messages.get(params["message_id"])
    if stored is None:
        raise bad_request("message to edit not found")
    # "messages without reply_markup or with inline keyboards": others are closed to edits.
    if not stored.outgoing or stored.reply_keyboard is not None:
        raise bad_request("message can't be edited")
    return chat, stored


_FIXED = ("message_id", "from", "chat", "date", "reply_to_message", "quote", "effect_id")


def change(call: Call, chat: Chat, stored: StoredMessage, content: JSON) -> JSON:
    """Replaces everything a message shows. Rule 13: an edit that changes nothing is refused.

    An edit without `reply_markup` takes the keyboard away, as Telegram's does.
    """
    markup = check_markup(call.params.get("reply_markup"))
    old = stored.json
    new = {key: old[key] for key in _FIXED if key in old} | content
    if old.get("has_protected_content"):
        new["has_protected_content"] = True
    if markup:
        new["reply_markup"] = markup
    if new == {key: value for key, value in old.items() if key != "edit_date"}:
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly "
            "the same as a current content and reply markup of the message"
        )
    new["edit_date"] = int(call.world.clock())
    stored.json = new
    call.world.show(chat, stored)
    return new
