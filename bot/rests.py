"""Who is left in peace until when: after a 429, after failures, and when Telegram is away."""

from datetime import UTC, datetime, timedelta

_LONGEST = 300
_LIMITED_ALL = 3  # 429s in a row, no message between them: the limit is the bot's, not a chat's
_FAILED_ALL = 8  # failures in a row: not one call in a bad moment, Telegram is away
_OUTAGE_REST = timedelta(seconds=30)
_TOKEN_REST = timedelta(minutes=1)
_NEVER = datetime.min.replace(tzinfo=UTC)


class Rests:
    """Remembers the rests of single chats and of the whole sender."""

    def __init__(self) -> None:
        self._chats: dict[int, datetime] = {}
        self._all = _NEVER
        self._limited = 0
        self._failed = 0
        self._outage = 0  # how often all rested since the last success

    @staticmethod
    def delay(attempts: int) -> timedelta:
        """1, 2, 4 … seconds, at most five minutes."""
        return timedelta(seconds=min(2 ** min(attempts, 10), _LONGEST))

    def all_rest(self, now: datetime) -> bool:
        return now < self._all

    def rests(self, chat_id: int, now: datetime) -> bool:
        return self.all_rest(now) or now < self._chats.get(chat_id, _NEVER)

    def chats(self, now: datetime) -> list[int]:
        """The chats that rest now; those whose rest is over are forgotten."""
        self._chats = {chat_id: end for chat_id, end in self._chats.items() if now < end}
        return list(self._chats)

    def rest(self, chat_id: int, until: datetime) -> None:
        self._chats[chat_id] = max(until, self._chats.get(chat_id, _NEVER))

    def succeeded(self) -> None:
        """A message went through: whatever failed before it was not everybody's trouble."""
        self._limited = self._failed = self._outage = 0

    def limited(self, now: datetime, seconds: int) -> datetime:
        """429. The end of the chat's rest; several in a row are meant for all."""
        until = now + timedelta(seconds=seconds)
        self._limited += 1
        if self._limited >= _LIMITED_ALL:
            self._all = max(self._all, until)
        return until

    def failed(self, now: datetime, attempts: int, *, is_ours: bool = False) -> datetime:
        """No answer, or a bad one. The end of the chat's rest, longer every time.

        `is_ours`: our token is refused, which no other message can cure.
        """
        self._failed += 1
        if is_ours:
            self._all = now + _TOKEN_REST
        elif self._failed >= _FAILED_ALL and not self.all_rest(now):
            self._all = now + min(self.delay(self._outage), _OUTAGE_REST)
            self._outage += 1
        return now + self.delay(attempts)
