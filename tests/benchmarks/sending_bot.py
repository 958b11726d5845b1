"""Our sender alone: `python -m tests.benchmarks.sending_bot [--limits]`.

The settings come from the environment, its clock is `SECONDS_AHEAD` of the wall's. Waits for a line
of input, sends until it is told to stop by the end of its input.
"""

import asyncio
import os
import sys
from contextlib import suppress
from datetime import timedelta

from bot.app import build_app
from bot.clock import shifted_clock
from bot.log import configure_logging
from bot.pace import Unpaced
from bot.run import keep_what_is_loaded
from bot.settings import Settings


async def main(ahead: timedelta, *, limits: bool) -> None:
    configure_logging("WARNING")
    pace = None if limits else Unpaced()
    app = build_app(Settings(_env_file=None), clock=shifted_clock(ahead), pace=pace)
    keep_what_is_loaded()
    print("ready", flush=True)
    await asyncio.to_thread(sys.stdin.readline)
    sending = asyncio.create_task(app.sender.run())
    stop = asyncio.create_task(asyncio.to_thread(sys.stdin.read))
    await asyncio.wait([sending, stop], return_when=asyncio.FIRST_COMPLETED)
    sending.cancel()
    with suppress(asyncio.CancelledError):
        await sending
    await app.close()


if __name__ == "__main__":
    seconds = float(os.environ["SECONDS_AHEAD"])
    asyncio.run(main(timedelta(seconds=seconds), limits="--limits" in sys.argv))
