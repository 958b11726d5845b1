"""Empties the outbox: a loop of its own, beside the updates.

Every message goes through three short steps: read (what is due, may it be told, in what words),
call Telegram with no transaction open, write what came of it. One message at a time per chat,
several chats side by side. What cannot leave now stays in the outbox with a later `due_at`, so
that a restart sends what is left.
"""

import asyncio
import logging
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from bot.clock import Clock
from bot.pace import Pace, SteadyPace
from bot.responder import Responder
from bot.rests import Rests
from bot.verdicts import SENDING_ERRORS, Again, LostChat, Refused, Wait, judge
from domain.notices.facts import News
from domain.notices.model import Notice, Reason, State
from domain.notices.use_cases import describe
from domain.uow import UnitOfWork
from handlers.notices.render import render
from handlers.screen import Screen
from handlers.whose import is_child
from handlers.words import speaking
from storage.database import Database

_log = logging.getLogger(__name__)

_CALLS_AT_ONCE = 16
_CHATS_AT_ONCE = 64
_REFILL_BELOW = 16
_OUR_FAULTS = 5  # unexpected errors of one notice after which it is given up
_STOP_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class _Letter:
    """One message: the notices it tells of, and those that are not to be told."""

    chat_id: int
    notices: Sequence[Notice]
    news: News
    screen: Screen
    plain_text: bool


class Sender:
    """Sends what is due, at once after `wake()`, else within `poll` seconds."""

    def __init__(
        self,
        database: Database,
        responder: Responder,
        clock: Clock,
        *,
        pace: Pace | None = None,
        poll: float = 1.0,
    ) -> None:
        self._database = database
        self._responder = responder
        self._clock = clock
        self._pace = pace or SteadyPace()
        self._poll = poll
        self._rests = Rests()
        self._woken = asyncio.Event()
        self._calls = asyncio.Semaphore(_CALLS_AT_ONCE)
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._stopping = False

    def wake(self) -> None:
        """Something may have been written into the outbox."""
        self._woken.set()

    async def run(self) -> None:
        """Sends until cancelled; what is under way then may finish."""
        try:
            while True:
                self._woken.clear()
                await self._start_due()
                with suppress(TimeoutError):
                    async with asyncio.timeout(self._poll):
                        await self._woken.wait()
        finally:
            await self._stop()

    async def drain(self) -> None:
        """Sends everything that is due by the clock, once."""
        while not self._stopping and (chats := await self._waiting_chats()):
            await asyncio.gather(*(self._serve(chat_id) for chat_id in chats))

    async def _stop(self) -> None:
        self._stopping = True
        if self._tasks:
            _, late = await asyncio.wait(self._tasks.values(), timeout=_STOP_SECONDS)
            for task in late:
                task.cancel()

    async def _start_due(self) -> None:
        try:
            chats = await self._waiting_chats()
        except Exception:  # noqa: BLE001 - a database away must not end the loop
            _log.exception("the outbox cannot be read")
            return
        for chat_id in chats:
            self._tasks[chat_id] = asyncio.create_task(self._serve(chat_id))
            self._tasks[chat_id].add_done_callback(partial(self._finished, chat_id))

    def _finished(self, chat_id: int, _task: asyncio.Task[None]) -> None:
        self._tasks.pop(chat_id, None)
        if len(self._tasks) < _REFILL_BELOW:
            self._woken.set()

    async def _waiting_chats(self) -> list[int]:
        now = self._clock()
        room = _CHATS_AT_ONCE - len(self._tasks)
        if room <= 0 or self._rests.all_rest(now):
            return []
        resting = self._rests.chats(now)
        async with self._database.read(now) as uow:
            return await uow.notices.waiting_chats(room, [*self._tasks, *resting])

    async def _serve(self, chat_id: int) -> None:
        """Sends one chat all that is due, message by message; never raises."""
        try:
            while not self._is_to_wait(chat_id):
                await self._pace.turn(chat_id)
                async with self._calls:
                    # Others may have learnt while this one stood in line that nobody is to send.
                    if self._is_to_wait(chat_id) or not await self._send_next(chat_id):
                        return
        except Exception:  # noqa: BLE001 - one chat must not stop the others
            _log.exception("notices of chat %s have to wait", chat_id)
            self._rests.rest(chat_id, self._clock() + timedelta(seconds=10))

    def _is_to_wait(self, chat_id: int) -> bool:
        return self._stopping or self._rests.rests(chat_id, self._clock())

    async def _send_next(self, chat_id: int) -> bool:
        """One message, or the notices of one that is not to be sent; False: nothing was due."""
        letter = None
        async with self._database.read(self._clock()) as uow:
            due = await uow.notices.due_for(chat_id)
            if not due:
                return False
            together = [
                each for each in due if (each.kind, each.batch) == (due[0].kind, due[0].batch)
            ]
            try:
                letter = await _write_letter(uow, together)
            except Exception:  # noqa: BLE001 - logged with the ids; others of the chat follow
                _log.exception("cannot be told: notices %s", _ids(together))
        if letter is None:
            await self._note_fault(together)
        else:
            await self._deliver(letter)
        return True

    async def _deliver(self, letter: _Letter) -> None:
        try:
            message_id = await self._call(letter) if letter.news.told else None
        except SENDING_ERRORS as error:
            await self._note_failure(letter, error)
            return
        except Exception:  # noqa: BLE001 - as above: the others of the chat follow
            _log.exception("cannot be sent: notices %s", _ids(letter.notices))
            await self._note_fault(letter.notices)
            return
        if letter.news.told:
            self._rests.succeeded()
        async with self._database.write(self._clock()) as uow:
            await uow.notices.mark_sent(letter.news.told, message_id)
            for notice, reason in letter.news.left_out:
                await uow.notices.close([notice], State.SUPPRESSED, reason)
            await uow.commit()

    async def _call(self, letter: _Letter) -> int:
        """Sends it as it should look, or, if Telegram does not take that, as bare text."""
        try:
            sent = await self._responder.send(
                letter.chat_id, letter.screen, plain=letter.plain_text
            )
        except SENDING_ERRORS as error:
            if not isinstance(judge(error), Refused):
                raise
            _log.error("not taken as it should look: notices %s", _ids(letter.notices))
            sent = await self._responder.send_bare(letter.chat_id, letter.screen)
        return sent.message_id

    async def _note_failure(self, letter: _Letter, error: Exception) -> None:
        ids = _ids(letter.notices)
        match judge(error):
            case Wait(seconds):
                _log.warning("429, %s s: notices %s", seconds, ids)
                await self._put_off(letter.chat_id, self._rests.limited(self._clock(), seconds))
            case Again(is_ours):
                level = logging.ERROR if is_ours else logging.WARNING
                _log.log(level, "%s: notices %s", type(error).__name__, ids)
                attempts = letter.notices[0].attempts
                until = self._rests.failed(self._clock(), attempts, is_ours=is_ours)
                await self._put_off(letter.chat_id, until)
            case LostChat(reason):
                _log.info("chat %s is not to be reached: %s", letter.chat_id, reason)
                await self._close(letter, State.SUPPRESSED, reason)
            case Refused():
                _log.error("Telegram refuses notices %s", ids)
                await self._close(letter, State.DEAD, Reason.REFUSED)

    async def _note_fault(self, notices: Sequence[Notice]) -> None:
        first = notices[0]
        async with self._database.write(self._clock()) as uow:
            if first.attempts + 1 >= _OUR_FAULTS:
                await uow.notices.close(notices, State.DEAD, Reason.FAULT)
                _log.error("given up: notices %s", _ids(notices))
            else:
                until = uow.now + Rests.delay(first.attempts)
                await uow.notices.put_off(first.chat_id, until)
            await uow.commit()

    async def _put_off(self, chat_id: int, until: datetime) -> None:
        self._rests.rest(chat_id, until)
        async with self._database.write(self._clock()) as uow:
            await uow.notices.put_off(chat_id, until)
            await uow.commit()

    async def _close(self, letter: _Letter, state: State, reason: Reason) -> None:
        async with self._database.write(self._clock()) as uow:
            await uow.notices.close(letter.notices, state, reason)
            if state is State.SUPPRESSED:
                await uow.chats.set_reachable(letter.chat_id, reachable=False)
            await uow.commit()


async def _write_letter(uow: UnitOfWork, notices: Sequence[Notice]) -> _Letter:
    """The right to hear it is judged here, a moment before the call."""
    chat_id = notices[0].chat_id
    session = await uow.chats.session(chat_id)
    if session.is_unreachable:
        news = News((), (), tuple((each, Reason.UNREACHABLE) for each in notices))
    else:
        news = await describe(uow, session.actor, notices)
    with speaking(session.locale or "", to_child=is_child(session.hat)):
        screen = render(notices[0].kind, news, uow.now) if news.told else Screen()
    return _Letter(chat_id, notices, news, screen, session.plain_text)


def _ids(notices: Sequence[Notice]) -> str:
    return ", ".join(str(each.id) for each in notices)
