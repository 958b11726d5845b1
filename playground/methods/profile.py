"""What a bot tells about itself: commands, names, descriptions, the menu button."""

import re
from typing import Any

from playground.errors import bad_request, not_simulated
from playground.methods.common import Call, Method
from playground.model import JSON, Bot, Person

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"([a-z]{2})?")
_SCOPES = ("default", "all_private_chats", "chat")

MAX_COMMANDS = 100
MAX_COMMAND_DESCRIPTION = 256
MAX_TEXTS = {"name": 64, "description": 512, "short_description": 120}


def get_me(call: Call) -> JSON:
    return {
        **call.bot.user(),
        "can_join_groups": False,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def get_chat(call: Call) -> JSON:
    chat = call.chat(write=False)
    if not chat.started:
        raise bad_request("chat not found")
    return {
        **chat.person.chat(),
        "accent_color_id": chat.person.id % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(
            (
                "unlimited_gifts",
                "limited_gifts",
                "unique_gifts",
                "premium_subscription",
                "gifts_from_channels",
            ),
            False,
        ),
    }


def _language(call: Call) -> str:
    language: str = call.params.get("language_code", "")
    if not _LANGUAGE.fullmatch(language):
        raise bad_request("invalid language code specified")
    return language


def _commands_key(call: Call) -> tuple[str, int, str]:
    scope = call.params.get("scope", {"type": "default"})
    if scope["type"] not in _SCOPES:
        raise not_simulated(f"the scope {scope['type']}")
    person_id = 0
    if scope["type"] == "chat":
        person_id = call.world.chat_for(call.bot, scope["chat_id"], write=False).person.id
    return scope["type"], person_id, _language(call)


def set_my_commands(call: Call) -> bool:
    """Rule 22. An empty list deletes."""
    return _set_commands(call, call.params["commands"])


def _set_commands(call: Call, commands: list[JSON]) -> bool:
    if len(commands) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        described = 1 <= len(command["description"]) <= MAX_COMMAND_DESCRIPTION
        if not described or not _COMMAND.fullmatch(command["command"]):
            raise bad_request("BOT_COMMAND_INVALID")
    key = _commands_key(call)
    call.bot.commands.pop(key, None)
    if commands:
        call.bot.commands[key] = commands
    call.world.events.publish("commands")
    return True


def get_my_commands(call: Call) -> list[JSON]:
    return call.bot.commands.get(_commands_key(call), [])


def delete_my_commands(call: Call) -> bool:
    return _set_commands(call, [])


def commands_for(bot: Bot, person: Person) -> list[JSON]:
    """The list that a person sees: the narrowest scope first, their language before none."""
    language = person.language_code[:2]
    for scope, person_id in (("chat", person.id), ("all_private_chats", 0), ("default", 0)):
        for code in (language, ""):
            if commands := bot.commands.get((scope, person_id, code)):
                return commands
    return []


def _setter(which: str) -> Method:
    def set_text(call: Call) -> bool:
        text = call.params.get(which, "")
        if len(text) > MAX_TEXTS[which]:
            raise bad_request(f"{which} is too long")
        key = (which, _language(call))
        call.bot.texts.pop(key, None)
        if text:
            call.bot.texts[key] = text
        call.world.events.publish("commands")
        return True

    return set_text


def text_for(bot: Bot, which: str, language: str) -> str:
    default = bot.first_name if which == "name" else ""
    return bot.texts.get((which, language)) or bot.texts.get((which, "")) or default


def _getter(which: str) -> Method:
    def get_text(call: Call) -> JSON:
        return {which: text_for(call.bot, which, _language(call))}

    return get_text


def set_chat_menu_button(call: Call) -> bool:
    chat_id = call.params.get("chat_id", 0)
    if chat_id:
        call.world.chat_for(call.bot, chat_id, write=False)
    call.bot.menu_buttons[chat_id] = call.params.get("menu_button", {"type": "default"})
    return True


def get_chat_menu_button(call: Call) -> Any:
    default = call.bot.menu_buttons.get(0, {"type": "commands"})
    return call.bot.menu_buttons.get(call.params.get("chat_id", 0), default)


PROFILE: dict[str, Method] = {
    "getMe": get_me,
    "getChat": get_chat,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setMyName": _setter("name"),
    "setMyDescription": _setter("description"),
    "setMyShortDescription": _setter("short_description"),
    "getMyName": _getter("name"),
    "getMyDescription": _getter("description"),
    "getMyShortDescription": _getter("short_description"),
    "setChatMenuButton": set_chat_menu_button,
    "getChatMenuButton": get_chat_menu_button,
}
