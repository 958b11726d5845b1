"""What people do: the side of the world that no bot can see into."""

import re
from collections.abc import Sequence

from playground.errors import PersonError
from playground.filestore import MAX_PHOTO
from playground.model import JSON, Bot, CallbackQuery, Chat, Person, StoredMessage, UploadedFile
from playground.rich import rich_buttons
from playground.text import MAX_CAPTION, MAX_TEXT, detected
from playground.world import World

ALBUM = 2, 10  # files in one

# Rule 24: a link with anything else does not work.
_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")


class People(World):
    """A world in which people act. Every action raises `PersonError` when it is impossible."""

    def create_person(
        self,
        id: int | None = None,  # noqa: A002 - Telegram's own name for it
        first_name: str = "Аня",
        last_name: str | None = None,
        username: str | None = None,
        language_code: str = "ru",
        about: str = "",
        start_payload: str | None = None,
    ) -> Person:
        """An account. Nothing is said to any bot until the person starts it."""
        if id is None:
            id = max(self.people, default=1000) + 1  # noqa: A001
        if id in self.people:
            raise PersonError(f"there is a person {id} already")
        if not 0 < id < 2**52:
            raise PersonError("a person's id is a positive number of at most 52 bits")
        if not 1 <= len(first_name) <= 64:
            raise PersonError("a first name has 1-64 characters")
        person = Person(
            id, first_name, last_name, username, language_code, about, start_payload or None
        )
        self.people[id] = person
        self.events.publish("people")
        return person

    def person(self, person_id: int) -> Person:
        if person_id not in self.people:
            raise PersonError(f"there is no person {person_id}")
        return self.people[person_id]

    def _open(self, person_id: int, bot: Bot | None) -> Chat:
        """The chat in which the person is about to act."""
        person = self.person(person_id)
        if person.deleted:
            raise PersonError("this account is deleted")
        chat = self.chat(person_id, bot)
        if chat.blocked:
            raise PersonError("this person blocked the bot; unblock it first")
        chat.unread = 0
        return chat

    def _say(self, chat: Chat, content: JSON, reply_to: int | None = None) -> JSON:
        if reply_to is not None:
            if reply_to not in chat.messages:
                raise PersonError(f"there is no message {reply_to} to reply to")
            quoted = chat.messages[reply_to].json
            content["reply_to_message"] = {
                key: value for key, value in quoted.items() if key != "reply_to_message"
            }
        chat.started = True
        message = self.new_message(chat, chat.person.user(), content)
        self.show(chat, StoredMessage(message, outgoing=False))
        chat.awaiting = chat.bot.awaits_answers and "message" in chat.bot.queue.allowed
        self.update(chat, "message", message)
        return message

    def send_text(
        self, person_id: int, text: str, reply_to: int | None = None, bot: Bot | None = None
    ) -> JSON:
        """A text as typed: applications cut it to 4096 characters, this one refuses more."""
        chat = self._open(person_id, bot)
        text = text.strip()
        if not text:
            raise PersonError("there is nothing to send")
        if len(text) > MAX_TEXT:
            raise PersonError(f"a message has at most {MAX_TEXT} characters")
        content: JSON = {"text": text}
        if entities := detected(text):
            content["entities"] = entities
        return self._say(chat, content, reply_to)

    def press_start(
        self, person_id: int, payload: str | None = None, bot: Bot | None = None
    ) -> JSON:
        """Opens the bot, by a link with a payload or without; unblocks it if need be."""
        if payload and not _PAYLOAD.fullmatch(payload):
            raise PersonError(
                "the link does not work: a payload is at most 64 of A-Z a-z 0-9 _ and -"
            )
        self.person(person_id)
        if self.chat(person_id, bot).blocked:
            self.unblock(person_id, bot)
        return self.send_text(person_id, f"/start {payload}" if payload else "/start", bot=bot)

    def send_sticker(self, person_id: int, emoji: str = "👍", bot: Bot | None = None) -> JSON:
        chat = self._open(person_id, bot)
        file = self.files.add(
            UploadedFile("sticker.webp", b"RIFF____WEBP", "image/webp"), "sticker", chat.bot.id
        )
        sticker = {
            "file_id": file.file_id,
            "file_unique_id": file.unique_id,
            "type": "regular",
            "width": 512,
            "height": 512,
            "is_animated": False,
            "is_video": False,
            "emoji": emoji,
        }
        return self._say(chat, {"sticker": sticker})

    def send_document(
        self, person_id: int, file: UploadedFile, caption: str = "", bot: Bot | None = None
    ) -> JSON:
        """People may send up to 2 GB; the playground takes what it can keep in memory."""
        chat = self._open(person_id, bot)
        return self._say(chat, {**self._file(chat, "document", file), **_caption(caption)})

    def send_photo(
        self, person_id: int, file: UploadedFile, caption: str = "", bot: Bot | None = None
    ) -> JSON:
        """Applications make a photo small before it leaves; this one takes what they can make."""
        chat = self._open(person_id, bot)
        return self._say(chat, {**self._file(chat, "photo", file), **_caption(caption)})

    def send_album(
        self,
        person_id: int,
        kind: str,
        files: Sequence[UploadedFile],
        caption: str = "",
        bot: Bot | None = None,
    ) -> list[JSON]:
        """2-10 photos, or as many documents: a message each, the caption with the first."""
        if not ALBUM[0] <= len(files) <= ALBUM[1]:
            raise PersonError(f"an album has {ALBUM[0]}-{ALBUM[1]} files")
        chat = self._open(person_id, bot)
        contents = [self._file(chat, kind, file) for file in files]
        contents[0] |= _caption(caption)
        group = {"media_group_id": str(chat.bot.next_message_id * 10_000 + person_id % 10_000)}
        return [self._say(chat, {**content, **group}) for content in contents]

    def _file(self, chat: Chat, kind: str, file: UploadedFile) -> JSON:
        if kind == "photo" and len(file.content) > MAX_PHOTO:
            raise PersonError("no application sends so large a photo; send it as a file")
        stored = self.files.add(file, kind, chat.bot.id)
        shown = self.files.photo(stored) if kind == "photo" else self.files.document(stored)
        return {kind: shown}

    def click(
        self,
        person_id: int,
        message_id: int,
        data: str | None = None,
        *,
        row: int | None = None,
        col: int | None = None,
        forged: bool = False,
        bot: Bot | None = None,
    ) -> CallbackQuery:
        """Presses an inline button, found by its data or its place.

        `forged` sends any data, as a doctored application can: Telegram does not check that the
        button exists.
        """
        chat = self._open(person_id, bot)
        stored = chat.messages.get(message_id)
        if stored is None or not stored.outgoing:
            raise PersonError(f"there is no message {message_id} with buttons")
        if not (forged and data):
            data = _button_data(stored.json, data, row, col)
        query = self.new_callback(chat, message_id, data)
        update = {
            "id": query.id,
            "from": chat.person.user(),
            "message": stored.json,
            "chat_instance": str(chat.bot.id * 1000 + person_id),
            "data": data,
        }
        self.update(chat, "callback_query", update)
        return query

    def block(self, person_id: int, bot: Bot | None = None) -> None:
        """The bot gets `my_chat_member` and is refused from now on (rule 5)."""
        self._set_blocked(person_id, bot, blocked=True)

    def unblock(self, person_id: int, bot: Bot | None = None) -> None:
        self._set_blocked(person_id, bot, blocked=False)

    def _set_blocked(self, person_id: int, bot: Bot | None, *, blocked: bool) -> None:
        person = self.person(person_id)
        chat = self.chat(person_id, bot)
        if person.deleted or chat.blocked == blocked or not chat.started:
            raise PersonError("this account is deleted" if person.deleted else "nothing to change")
        chat.blocked = blocked
        chat.awaiting = False
        free = {"user": chat.bot.user(), "status": "member"}
        kicked = {"user": chat.bot.user(), "status": "kicked", "until_date": 0}
        change = {
            "chat": person.chat(),
            "from": person.user(),
            "date": int(self.clock()),
            "old_chat_member": free if blocked else kicked,
            "new_chat_member": kicked if blocked else free,
        }
        self.update(chat, "my_chat_member", change)
        self.events.publish("people")

    def delete_account(self, person_id: int) -> None:
        """No update tells of it: bots learn it when they are refused (rule 6)."""
        person = self.person(person_id)
        person.deleted = True
        person.first_name, person.last_name, person.username = "Deleted Account", None, None
        for chat in self.chats.values():
            if chat.person is person:
                chat.awaiting = False
        self.changed.notify()
        self.events.publish("people")


def _caption(caption: str) -> JSON:
    caption = caption.strip()
    if len(caption) > MAX_CAPTION:
        raise PersonError(f"a caption has at most {MAX_CAPTION} characters")
    content: JSON = {"caption": caption} if caption else {}
    if caption and (entities := detected(caption)):
        content["caption_entities"] = entities
    return content


def _button_data(message: JSON, data: str | None, row: int | None, col: int | None) -> str:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    if data is None:
        try:
            button = rows[row if row is not None and row >= 0 else len(rows)][col or 0]
        except IndexError:
            raise PersonError(f"there is no button in row {row}, column {col}") from None
        if "callback_data" not in button:
            raise PersonError(f"the button {button['text']!r} asks the bot nothing")
        return str(button["callback_data"])
    known = {button.get("callback_data") for buttons in rows for button in buttons}
    known |= {button.get("callback_data") for button in rich_buttons(message.get("rich_message"))}
    if data not in known:
        raise PersonError(f"there is no button with the data {data!r}")
    return data
