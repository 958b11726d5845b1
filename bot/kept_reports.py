"""Files of reports are kept as bytes too: a report is handed out whatever becomes of its chat."""

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from aiogram.exceptions import ClientDecodeError, TelegramAPIError

from domain.attachments.model import Owner

if TYPE_CHECKING:
    from bot.app import App

_log = logging.getLogger(__name__)

TRIED_FOR = timedelta(days=7)  # then a file that Telegram does not give stays a reference
_MOST = 100  # of an hour: more than a school has reports


async def keep_reports(app: "App") -> None:
    """Fetches the files of reports that came lately; no transaction is open meanwhile."""
    now = app.clock()
    async with app.database.read(now) as uow:
        files = await uow.attachments.without_content(Owner.REPORT, now - TRIED_FOR, _MOST)
    kept = 0
    for each in files:
        try:
            content = await app.responder.kept.content(each.bot_id, each.file_id)
        except (TelegramAPIError, ClientDecodeError) as error:  # it stops no other, and waits
            _log.warning("a file of a report is not fetched now: %s", type(error).__name__)
            continue
        if content is None:
            continue
        async with app.database.write(app.clock()) as uow:
            await uow.attachments.keep_content(each.id, content)
            await uow.commit()
        kept += 1
    if files:
        _log.info("kept %d of %d new files of reports", kept, len(files))
