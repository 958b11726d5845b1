"""The first calls to Telegram, made again until it answers: the diary comes up with Telegram."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.patience import Sleep
from bot.verdicts import SENDING_ERRORS, Again, Doubtful, Wait, judge

T = TypeVar("T")
_log = logging.getLogger(__name__)

_SHORTEST_PAUSE = 1.0
_LONGEST_PAUSE = 30.0


async def until_answered(call: Callable[[], Awaitable[T]], sleep: Sleep = asyncio.sleep) -> T:
    """What Telegram answers, however long it is away; the call may be performed more than once.

    Raises what no waiting cures: an unknown token, an address that Telegram does not take.
    """
    pause, is_said = _SHORTEST_PAUSE, False
    while True:
        try:
            answer = await call()
        except SENDING_ERRORS as error:
            verdict = judge(error)
            if not isinstance(verdict, Wait | Again | Doubtful):
                raise
            if not is_said:
                _log.warning(
                    "Telegram does not answer (%s): asked again until it does; are the network "
                    "and TELEGRAM_API_URL right?",
                    type(error).__name__,
                )
                is_said = True
            await sleep(verdict.seconds if isinstance(verdict, Wait) else pause)
            pause = min(pause * 2, _LONGEST_PAUSE)
        else:
            if is_said:
                _log.info("Telegram answers")
            return answer
