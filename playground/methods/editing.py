"""Methods that change a message of the bot."""

from playground.errors import bad_request, not_simulated
from playground.methods.common import Call, Method, change, message_to_change, text_fields
from playground.model import JSON
from playground.rich import rich_message
from playground.text import caption_text, message_text

_MEDIA = ("document", "photo", "has_media_spoiler")
_CONTENT = (
    "text",
    "entities",
    "link_preview_options",
    "rich_message",
    "caption",
    "caption_entities",
    "show_caption_above_media",
    *_MEDIA,
)


def edit_message_text(call: Call) -> JSON:
    """New text or new rich content; either may replace the other, none replaces media."""
    if "rich_message" in call.params:
        if call.params.keys() & {"text", "parse_mode", "entities", "link_preview_options"}:
            raise bad_request("text and rich_message can't be specified simultaneously")
        content: JSON = {"rich_message": rich_message(call.params["rich_message"])}
    else:
        text, entities = message_text(call.params)
        content = text_fields(call, "text", text, entities)
    chat, stored = message_to_change(call)
    if any(key in stored.json for key in _MEDIA):
        raise bad_request("there is no text in the message to edit")
    return change(call, chat, stored, content)


def edit_message_caption(call: Call) -> JSON:
    caption, entities = caption_text(call.params)
    chat, stored = message_to_change(call)
    media = {key: stored.json[key] for key in _MEDIA if key in stored.json}
    if not media:
        raise bad_request("there is no caption in the message to edit")
    content = media | text_fields(call, "caption", caption, entities)
    return change(call, chat, stored, content)


def edit_message_media(call: Call) -> JSON:
    media = call.params["media"]
    kind = media["type"]
    if kind not in ("document", "photo"):
        raise not_simulated(f"media of type {kind}")
    caption, entities = caption_text(media)
    chat, stored = message_to_change(call)
    file = call.world.files.sent(media["media"], kind, call.files, call.bot.id)
    shown = call.world.files.document(file) if kind == "document" else call.world.files.photo(file)
    content = {kind: shown} | text_fields(call, "caption", caption, entities, media)
    return change(call, chat, stored, content)


def edit_message_reply_markup(call: Call) -> JSON:
    chat, stored = message_to_change(call)
    content = {key: stored.json[key] for key in _CONTENT if key in stored.json}
    return change(call, chat, stored, content)


def set_message_reaction(call: Call) -> bool:
    chat = call.chat()
    stored = chat.messages.get(call.params["message_id"])
    if stored is None:
        raise bad_request("message to react not found")
    reaction = call.params.get("reaction", [])
    if len(reaction) > 1 or any(item["type"] == "paid" for item in reaction):
        raise bad_request("REACTIONS_TOO_MANY" if len(reaction) > 1 else "REACTION_INVALID")
    stored.reaction = reaction
    chat.awaiting = False
    return True


EDITING: dict[str, Method] = {
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageMedia": edit_message_media,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "setMessageReaction": set_message_reaction,
}
