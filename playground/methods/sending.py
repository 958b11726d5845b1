"""Methods that put something new into a chat."""

from playground.errors import bad_request
from playground.methods.common import Call, Method, post, text_fields
from playground.model import JSON
from playground.rich import rich_message
from playground.text import caption_text, message_text

_ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)


def send_message(call: Call) -> JSON:
    text, entities = message_text(call.params)
    return post(call, text_fields(call, "text", text, entities))


def send_rich_message(call: Call) -> JSON:
    return post(call, {"rich_message": rich_message(call.params["rich_message"])})


def send_document(call: Call) -> JSON:
    call.chat()  # before the file is kept
    caption, entities = caption_text(call.params)
    file = call.world.files.sent(call.params.get("document"), "document", call.files, call.bot.id)
    content = {"document": call.world.files.document(file)}
    content |= text_fields(call, "caption", caption, entities)
    return post(call, content)


def send_photo(call: Call) -> JSON:
    call.chat()
    caption, entities = caption_text(call.params)
    file = call.world.files.sent(call.params.get("photo"), "photo", call.files, call.bot.id)
    content: JSON = {"photo": call.world.files.photo(file)}
    if call.params.get("has_spoiler"):
        content["has_media_spoiler"] = True
    content |= text_fields(call, "caption", caption, entities)
    return post(call, content)


def send_chat_action(call: Call) -> bool:
    if call.params["action"] not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = call.chat()
    call.world.events.publish("chat_action", person_id=chat.person.id, action=call.params["action"])
    return True


SENDING: dict[str, Method] = {
    "sendMessage": send_message,
    "sendRichMessage": send_rich_message,
    "sendDocument": send_document,
    "sendPhoto": send_photo,
    "sendChatAction": send_chat_action,
}
