"""The world as the chat page asks for it."""

from dataclasses import asdict

from playground.methods.profile import commands_for, text_for
from playground.model import JSON
from playground.world import World


def people(world: World) -> list[JSON]:
    """Everyone, with what their chat list would show."""
    found = []
    for person in world.people.values():
        chat = world.chat(person.id)
        found.append(
            asdict(person)
            | {"blocked": chat.blocked, "started": chat.started, "unread": chat.unread}
        )
    return found


def state_of(world: World) -> JSON:
    bot = world.bot
    everyone = world.people.values()
    return {
        "bot": {"id": bot.id, "username": bot.username, "first_name": text_for(bot, "name", "")},
        "description": text_for(bot, "description", "ru"),
        "short_description": text_for(bot, "short_description", "ru"),
        "people": people(world),
        "faults": world.faults.as_json(),
        "notice": world.notice,
        "notice_in_english": world.notice_in_english,
        "commands": {str(person.id): commands_for(bot, person) for person in everyone},
    }
