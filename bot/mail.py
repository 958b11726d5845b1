"""One letter to one address by SMTP (RFC 5321)."""

import asyncio
import logging

from aiosmtplib import SMTP, SMTPException, SMTPResponseException

from bot.mail_verdicts import Step, Verdict, judge
from bot.settings import Settings
from domain.personal_data.mail_address import on_the_wire

_log = logging.getLogger(__name__)

LONGEST_CALL = 90.0  # seconds; a letter is some forty kilobytes


class Post:
    """The school's mail server. A letter is a connection: there are a few dozen a week."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @property
    def sender(self) -> str:
        """The address that letters come from, as mail servers spell it."""
        return on_the_wire(self._settings.smtp_sender or "")

    async def send(self, address: str, letter: bytes) -> Verdict:
        """Never raises what the server or the way to it is at fault for; logs name no address."""
        client = self._client()
        step = Step.CONNECTING
        try:
            async with asyncio.timeout(LONGEST_CALL):
                await client.connect()
                step = Step.SENDER
                await client.mail(self.sender)
                step = Step.ADDRESS
                await client.rcpt(on_the_wire(address))
                step = Step.LETTER
                await client.data(letter)
        except (SMTPException, OSError) as error:
            code = error.code if isinstance(error, SMTPResponseException) else None
            _log.warning("mail: %s while %s, %s", type(error).__name__, step, code or "no answer")
            return judge(step, code)
        finally:
            client.close()
        return Verdict.TAKEN

    def _client(self) -> SMTP:
        settings = self._settings
        password = settings.smtp_password
        return SMTP(
            hostname=settings.smtp_host,
            port=settings.smtp_port,
            username=settings.smtp_user,
            password=password.get_secret_value() if password else None,
            local_hostname=self.sender.rpartition("@")[2],
            timeout=LONGEST_CALL,
            use_tls=settings.smtp_tls == "tls",
            start_tls=settings.smtp_tls == "starttls",
        )
