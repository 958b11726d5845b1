"""Logging: to standard error, with everything secret taken out of the finished line.

Redaction works on the formatted text, so that tracebacks and messages of libraries pass it too.
"""

import logging
import re
import sys
from collections.abc import Iterable

_SECRETS = re.compile(
    r"(?<!\d)\d{6,12}:[A-Za-z0-9_-]{30,}"  # a bot token, in an address after "/bot"
    r"|(?<=/start )\S+"  # a code or a link's token
    r"|\b(?:[0-9A-Z]{4}-){2,}[0-9A-Z]{2,4}\b"  # a code as printed on a slip
)
_REDACTED = "[redacted]"


class RedactingFormatter(logging.Formatter):
    """Formats a record, then removes tokens, codes and the secrets it was given."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secrets = [secret for secret in secrets if secret]

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        for secret in self._secrets:
            line = line.replace(secret, _REDACTED)
        return _SECRETS.sub(_REDACTED, line)


def configure_logging(
    level: str, secrets: Iterable[str] = (), handler: logging.Handler | None = None
) -> None:
    """One handler for everything, standard error's by default; libraries only from WARNING on."""
    handler = handler or logging.StreamHandler(sys.stderr)
    handler.setFormatter(RedactingFormatter(secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for noisy in ("aiogram", "aiohttp", "alembic", "apscheduler", "aiosqlite", "fontTools"):
        logging.getLogger(noisy).setLevel(max(logging.getLevelName(level), logging.WARNING))
