"""The answer to a pressed button."""

from playground.errors import bad_request
from playground.methods.common import Call, Method
from playground.world import CALLBACK_SECONDS

MAX_ANSWER = 200


def answer_callback_query(call: Call) -> bool:
    """Stops the button's spinner, once. Rules 16 and 17."""
    text = call.params.get("text", "")
    if len(text) > MAX_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    if "url" in call.params:
        raise bad_request("URL_INVALID")  # only games and t.me links of the bot itself have one
    query = call.world.callbacks.get(call.params["callback_query_id"])
    if (
        query is None
        or query.chat.bot is not call.bot
        or query.answer is not None
        or call.world.clock() - query.date > CALLBACK_SECONDS
    ):
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    query.answer = {"text": text, "show_alert": call.params.get("show_alert", False)}
    call.world.events.publish(
        "callback_answer",
        person_id=query.chat.person.id,
        callback_query_id=query.id,
        message_id=query.message_id,
        **query.answer,
    )
    return True


CALLBACKS: dict[str, Method] = {"answerCallbackQuery": answer_callback_query}
