"""One message on its way: what it says now, the call, and what came of it.

Three short steps, with no transaction open during the call: read (may it be told, in what words),
call Telegram, write the outcome. The lease is the fence: whoever has lost it writes nothing.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.counts import Counts
from bot.faults import Faults
from bot.letters import Letter, for_later, nothing_of, with_rest, write_letters
from bot.outcomes import Outcome, Outcomes
from bot.pace import ChatGaps, Pace
from bot.patience import Sleep
from bot.responder import Responder
from bot.rests import Rests
from bot.settling import but_late, close, doubt, doubt_of, leave_out, lost, put_off, rest_of
from bot.telegram_session import LostAnswer, NotSent
from bot.verdicts import (
    SENDING_ERRORS,
    Again,
    Doubtful,
    LostChat,
    Moot,
    Refused,
    TokenRefused,
    Unparsable,
    Verdict,
    Wait,
    judge,
)
from domain.notices.model import Reason, State
from domain.notices.outbox import Lease, Sent, rank
from domain.notices.rests import EVERYBODY
from handlers.screen import Screen
from storage.database import Database, is_away

_log = logging.getLogger(__name__)

LONGEST_CALL = timedelta(seconds=60)
"""No call is begun so near to the end of its lease: somebody else might begin it too."""


class _TooLateError(Exception):
    """The calls before this one took too long: it was not begun."""

    def __init__(self, *, words_arrived: bool) -> None:
        self.words_arrived = words_arrived


class TokenRefusedError(Exception):
    """Telegram does not know our token: no message can leave until people have looked."""


class Delivery:
    """Delivers leases, each by itself; an error of one never reaches another."""

    def __init__(
        self,
        database: Database,
        responder: Responder,
        clock: Clock,
        pace: Pace,
        rests: Rests,
        counts: Counts,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._database = database
        self._responder = responder
        self._clock = clock
        self._rests = rests
        self._gaps = ChatGaps(pace.chat_gap)
        self._outcomes = Outcomes(database, clock, counts, pace.chat_gap, sleep)
        self._faults = Faults()

    async def letters(self, leases: Sequence[Lease]) -> list[Letter]:
        """What each says, read together."""
        parts = [*map(self._faults.safest_part, leases)]
        try:
            async with self._database.read(self._clock()) as uow:
                letters = await write_letters(uow, parts)
        except Exception as error:  # noqa: BLE001 - one of them; the others must not suffer for it
            if is_away(error):
                _log.warning("letters cannot be written: %s", type(error).__name__)
                return [*map(for_later, leases)]
            letters = [await self._letter(part) for part in parts]
        return [
            letter if part is lease else with_rest(letter, lease, part)
            for lease, part, letter in zip(leases, parts, letters, strict=True)
        ]

    async def deliver(
        self, lease: Lease, letter: Letter, called: Callable[[], None] = lambda: None
    ) -> None:
        """Raises `TokenRefusedError` alone; everything else is logged and written down.

        `called` is told when the call is over and what came of it is still to be written.
        """
        try:
            try:
                outcomes = await self._send(letter)
            finally:
                called()
            outcomes += (leave_out(lease, each) for each in letter.news.left_out)
            if letter.faulty:
                outcomes.append(self._fault(replace(lease, notices=letter.faulty)))
            if letter.waiting:
                soon = None if letter.is_untried else self._clock() + self._rests.delay(0)
                rest = replace(lease, notices=letter.waiting)
                outcomes.append(put_off(rest, soon, counted=False))
            await self._outcomes.write(*outcomes, until=lease.until)
        except TokenRefusedError:
            back = put_off(lease, self._clock(), counted=False)
            await self._outcomes.write(back, until=lease.until)
            raise
        except Exception:  # noqa: BLE001 - the lease runs out, and then it is tried again
            _log.exception("outcome not written: notices %s", _ids(lease))

    async def close(self) -> None:
        """Waits for outcomes being written."""
        await self._outcomes.close()

    async def _letter(self, lease: Lease) -> Letter:
        """Tells what can be told; one that cannot takes no other with it.

        What can be told, but not together, is told one by one, what matters most first.
        """
        letter = await self._written(lease)
        if letter is not None:
            return letter
        several = lease.notices if len(lease.notices) > 1 else ()
        alone = [await self._written(replace(lease, notices=(each,))) for each in several]
        good = {each: one for each, one in zip(several, alone, strict=False) if one is not None}
        if not good:
            return replace(nothing_of(lease), faulty=lease.notices)
        faulty = tuple(each for each in lease.notices if each not in good)
        together = await self._written(replace(lease, notices=tuple(good))) if faulty else None
        if together is not None:
            return replace(together, faulty=faulty)
        first = min(good, key=lambda each: rank(each.kind, each.due_at))
        waiting = tuple(each for each in good if each is not first)
        return replace(good[first], faulty=faulty, waiting=waiting)

    async def _written(self, lease: Lease) -> Letter | None:
        """None when we cannot say it: logged under its notices."""
        try:
            async with self._database.read(self._clock()) as uow:
                [letter] = await write_letters(uow, [lease])
                return letter
        except Exception:  # noqa: BLE001 - as the docstring says
            _log.exception("cannot be told: notices %s", _ids(lease))
            return None

    async def _send(self, letter: Letter) -> list[Outcome]:
        if not letter.news.told:
            return []
        begun = self._clock()
        if (free := self._gaps.free_at(letter.lease.chat_id, begun)) is not None:
            return [put_off(letter.lease, free, counted=False)]
        try:
            retold = await self._correct(letter)
            message_id = await self._call(letter)
        except SENDING_ERRORS as error:
            return self._failed(letter, judge(error), begun)
        except _TooLateError as late:
            _log.warning("no time left, again later: notices %s", _ids(letter.lease))
            if late.words_arrived:
                return self._failed(letter, Doubtful(), begun)
            return [put_off(letter.lease, self._clock() + self._rests.delay(0))]
        except Exception:  # noqa: BLE001 - our own mistake; others of the chat follow
            _log.exception("cannot be sent: notices %s", _ids(letter.lease))
            return [self._fault(letter.lease)]
        self._gaps.sent(letter.lease.chat_id, self._clock())
        self._rests.succeeded()
        self._faults.forget(letter.lease.notices)
        return [Sent(letter.lease, letter.news.told, message_id, retold)]

    async def _correct(self, letter: Letter) -> dict[int, str]:
        """Messages that are no longer true say so; one that is gone needs no correction.

        Gives what their cards say by now: nothing new where Telegram did not take the edit.
        """
        retold: dict[int, str] = {}
        for each in letter.news.corrects:
            message_id = each.telegram_message_id
            try:
                await self._edit(letter, message_id, letter.corrections[message_id])
            except SENDING_ERRORS as error:
                if not isinstance(judge(error), Unparsable | Refused):
                    raise
                _log.error("not edited: notices %s", _ids(letter.lease))
            else:
                retold |= each.retold
        return retold

    async def _edit(self, letter: Letter, message_id: int, screen: Screen) -> None:
        """Raises what is worth another try: an edit may be repeated, so nothing is doubtful."""
        chat_id, plain = letter.lease.chat_id, letter.plain_text
        self._check_time(letter)
        try:
            await self._responder.edit(chat_id, message_id, screen, plain=plain)
        except SENDING_ERRORS as error:
            match judge(error):
                case Moot():
                    _log.info("message %s stays as it is", message_id)
                case Doubtful():
                    raise NotSent(error.method, error.message) from error  # type: ignore[union-attr]
                case _:
                    raise

    async def _call(self, letter: Letter) -> int:
        """Sends it as it should look, or, if Telegram does not take that, as bare text."""
        chat_id, screen = letter.lease.chat_id, letter.screen
        if letter.news.replaces is not None:
            await self._edit(letter, letter.news.replaces, screen)
            return letter.news.replaces
        self._check_time(letter)
        try:
            sent = await self._responder.send(chat_id, screen, plain=letter.plain_text)
        except SENDING_ERRORS as error:
            if not isinstance(judge(error), Unparsable):
                raise
            _log.error("not taken as it should look: notices %s", _ids(letter.lease))
            self._check_time(letter)
            sent = await self._responder.send_bare(chat_id, screen)
        await self._send_files(letter)
        return sent.message_id

    def _check_time(self, letter: Letter, *, words_arrived: bool = False) -> None:
        if self._clock() > letter.lease.until - LONGEST_CALL:
            raise _TooLateError(words_arrived=words_arrived)

    async def _send_files(self, letter: Letter) -> None:
        """Its words have arrived: sent again, it is a repetition, whatever became of the files."""

        def check() -> None:
            self._check_time(letter, words_arrived=True)

        try:
            await self._responder.send_files(letter.lease.chat_id, letter.screen.files, check)
        except SENDING_ERRORS as error:
            if not isinstance(judge(error), Wait | Again | Doubtful):
                raise  # nothing is gained by another try
            raise LostAnswer(error.method, error.message) from error  # type: ignore[union-attr]

    def _fault(self, lease: Lease) -> Outcome:
        """Our own mistake: tried a few times, one by one, then dead with an alert."""
        before = self._faults.met(lease.notices)
        if before is not None:
            return put_off(lease, self._clock() + self._rests.delay(before))
        _log.error("given up: notices %s", _ids(lease))
        return close(lease, State.DEAD, Reason.FAULT)

    def _failed(self, letter: Letter, verdict: Verdict, begun: datetime) -> list[Outcome]:
        lease, now, ids = letter.lease, self._clock(), _ids(letter.lease)
        attempts = max(each.attempts for each in lease.notices)
        match verdict:
            case Wait(seconds):
                _log.warning("429, %s s: notices %s", seconds, ids)
                rest = self._rests.limited(now, lease.chat_id, seconds)
                return [rest_of(lease, rest, now + timedelta(seconds=seconds))]
            case Again():
                _log.warning("not sent, again later: notices %s", ids)
                rest = self._rests.failed(now)
                # While Telegram is away, being tried must not put off what matters most.
                due = rest.get(EVERYBODY, now + self._rests.delay(attempts))
                # The chat rests too: what happened later must not be told before it.
                rests = {lease.chat_id: due, **rest}
                return but_late(lease, now, lambda others: rest_of(others, rests, due))
            case Doubtful():
                _log.warning("outcome unknown: notices %s", ids)
                until, rest = now + doubt_of(lease), self._rests.failed(now)
                return but_late(
                    lease, now, lambda others: doubt(others, letter.news.told, until, rest)
                )
            case LostChat(reason):
                _log.info("chat %s is not to be reached: %s", lease.chat_id, reason)
                self._rests.succeeded()  # Telegram did answer
                return [lost(lease, reason, begun, now + self._rests.delay(0))]
            case TokenRefused():
                _log.critical("Telegram does not know BOT_TOKEN: nothing can be sent")
                raise TokenRefusedError
            case Unparsable() | Refused() | Moot():
                _log.error("Telegram refuses notices %s", ids)
                self._rests.succeeded()
                if len(lease.notices) > 1:  # perhaps for one of them
                    return [self._fault(lease)]
                return [close(lease, State.DEAD, Reason.REFUSED)]


def _ids(lease: Lease) -> str:
    return ", ".join(str(each.id) for each in lease.notices)
