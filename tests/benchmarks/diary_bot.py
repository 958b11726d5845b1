"""Our bot as `python -m bot run` runs it, its clock `SECONDS_AHEAD` of the wall's.

That and the settings come from the environment alone.
"""

import asyncio
import os
from datetime import timedelta

from bot.app import build_app
from bot.clock import shifted_clock
from bot.log import configure_logging
from bot.run import run
from bot.settings import Settings
from storage.migrations import migrate


async def main(ahead: timedelta) -> None:
    settings = Settings(_env_file=None)
    configure_logging("INFO")
    app = build_app(settings, clock=shifted_clock(ahead))
    await migrate(app.database)
    await run(app)


if __name__ == "__main__":
    asyncio.run(main(timedelta(seconds=float(os.environ["SECONDS_AHEAD"]))))
