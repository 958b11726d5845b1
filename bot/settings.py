"""The settings, read once from the environment and `.env`; a bad one stops the start."""

import re
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from domain.errors import Refused
from domain.personal_data.mail_address import checked_address

_DRIVERS = ("sqlite+aiosqlite", "postgresql+asyncpg")
_TOKEN = re.compile(r"\d+:\S+")
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")  # Bot API, setWebhook: secret_token
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


def _tokens(value: SecretStr) -> list[str]:
    return [each.strip() for each in value.get_secret_value().split(",")]


class Settings(BaseSettings):
    """Every setting with its default; docs/reference/settings.md says the same (tested)."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", extra="forbid", frozen=True
    )

    bot_token: Annotated[
        SecretStr | None, Field(description="The bot's token from @BotFather.")
    ] = None
    other_bot_tokens: Annotated[
        SecretStr | None,
        Field(description="Tokens of the school's other bots, by commas: their files are sent on."),
    ] = None
    telegram_api_url: Annotated[
        str, Field(description="The Bot API server; another one may be a playground or a proxy.")
    ] = "https://api.telegram.org"
    database_url: Annotated[
        str,
        Field(
            description="`sqlite+aiosqlite:///PATH` or `postgresql+asyncpg://USER:PASSWORD@HOST/NAME`."
        ),
    ] = "sqlite+aiosqlite:///data/school.db"
    school_timezone: Annotated[
        str, Field(description="IANA time zone of schools that name none of their own.")
    ] = "Europe/Moscow"
    default_locale: Annotated[
        Literal["ru", "en"], Field(description="Language where Telegram tells none.")
    ] = "ru"
    webhook_url: Annotated[
        str | None, Field(description="Public https address; set, it replaces long polling.")
    ] = None
    webhook_secret: Annotated[
        SecretStr | None,
        Field(description="Secret that Telegram sends with a webhook; needed with WEBHOOK_URL."),
    ] = None
    webhook_port: Annotated[
        int, Field(ge=1, le=65535, description="Port of 127.0.0.1 on which webhooks are taken.")
    ] = 8080
    send_rate: Annotated[
        int,
        Field(
            ge=1,
            le=1000,
            description="Messages a second over all chats; above 30 is Telegram's paid broadcast.",
        ),
    ] = 30
    metrics_port: Annotated[
        int | None,
        Field(ge=1, le=65535, description="Port of 127.0.0.1 for `/healthz` and `/metrics`."),
    ] = None
    smtp_host: Annotated[
        str | None, Field(description="Mail server for the sheets of the week; unset: none leave.")
    ] = None
    smtp_port: Annotated[int, Field(ge=1, le=65535, description="Its port.")] = 465
    smtp_tls: Annotated[
        Literal["tls", "starttls", "none"],
        Field(description="`tls` from the first byte, `starttls`, or, on this machine, `none`."),
    ] = "tls"
    smtp_user: Annotated[str | None, Field(description="Who logs in there; unset: nobody.")] = None
    smtp_password: Annotated[
        SecretStr | None, Field(description="Password of SMTP_USER; the two come together.")
    ] = None
    smtp_sender: Annotated[
        str | None, Field(description="Address the letters come from; needed with SMTP_HOST.")
    ] = None
    log_level: Annotated[
        Literal["DEBUG", "INFO", "WARNING", "ERROR"], Field(description="Least severity logged.")
    ] = "INFO"

    @field_validator(
        "bot_token",
        "other_bot_tokens",
        "webhook_url",
        "webhook_secret",
        "metrics_port",
        "smtp_host",
        "smtp_user",
        "smtp_password",
        "smtp_sender",
        mode="before",
    )
    @classmethod
    def _empty_is_unset(cls, value: object) -> object:
        return None if value == "" else value

    @field_validator("bot_token")
    @classmethod
    def _looks_like_a_token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not _TOKEN.fullmatch(value.get_secret_value()):
            raise ValueError("not a token: @BotFather gives digits, a colon and more")
        return value

    @field_validator("other_bot_tokens")
    @classmethod
    def _look_like_tokens(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not all(map(_TOKEN.fullmatch, _tokens(value))):
            raise ValueError("not tokens: each is digits, a colon and more, with commas between")
        return value

    @property
    def other_bots(self) -> list[str]:
        """Their tokens."""
        return _tokens(self.other_bot_tokens) if self.other_bot_tokens is not None else []

    @field_validator("telegram_api_url")
    @classmethod
    def _web_address(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("not an address: it begins with https:// or http://")
        return value

    @field_validator("webhook_url")
    @classmethod
    def _secure_address(cls, value: str | None) -> str | None:
        """Telegram takes https alone; a playground on this machine takes http as well."""
        if value is not None:
            parts = urlsplit(value)
            local = parts.scheme == "http" and parts.hostname in _LOOPBACK
            if not parts.hostname or not (parts.scheme == "https" or local):
                raise ValueError("not an https:// address")
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _secret_that_telegram_takes(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not _SECRET.fullmatch(value.get_secret_value()):
            raise ValueError("up to 256 letters, digits, _ and - only")
        return value

    @field_validator("school_timezone")
    @classmethod
    def _known_timezone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError(f"no such time zone: {value}") from error
        return value

    @field_validator("database_url")
    @classmethod
    def _known_driver(cls, value: str) -> str:
        try:
            driver = make_url(value).drivername
        except ArgumentError as error:
            raise ValueError("not a database address") from error
        if driver not in _DRIVERS:
            raise ValueError(f"starts with one of: {', '.join(_DRIVERS)}")
        return value

    @model_validator(mode="after")
    def _webhook_has_secret(self) -> Self:
        if self.webhook_url and self.webhook_secret is None:
            raise ValueError("WEBHOOK_SECRET is needed with WEBHOOK_URL")
        return self

    @field_validator("smtp_sender")
    @classmethod
    def _address_of_mail(cls, value: str | None) -> str | None:
        try:
            return None if value is None else checked_address(value)
        except Refused as error:
            raise ValueError("not an e-mail address") from error

    @model_validator(mode="after")
    def _mail_is_whole_and_closed(self) -> Self:
        if self.smtp_host is None:
            return self
        if self.smtp_sender is None:
            raise ValueError("SMTP_SENDER is needed with SMTP_HOST")
        if (self.smtp_user is None) != (self.smtp_password is None):
            raise ValueError("SMTP_USER and SMTP_PASSWORD come together")
        if self.smtp_tls == "none" and self.smtp_host not in _LOOPBACK:
            raise ValueError("SMTP_TLS may be none on this machine alone: 127.0.0.1")
        return self

    @property
    def timezone(self) -> ZoneInfo:
        return ZoneInfo(self.school_timezone)

    @property
    def database_path(self) -> Path | None:
        """The file of an SQLite database."""
        url = make_url(self.database_url)
        is_file = url.get_backend_name() == "sqlite" and url.database
        return Path(url.database) if is_file and url.database else None


def settings_errors(error: ValidationError) -> str:
    """What is wrong with the settings, a line each. Values stay out: one may be the token."""
    lines = ["The settings are not right (environment or .env, see .env.example):"]
    for fault in error.errors(include_input=False, include_url=False):
        name = ".".join(str(part) for part in fault["loc"]).upper() or "SETTINGS"
        said = fault["msg"].removeprefix("Value error, ")
        lines.append(f"  {name}: {said}")
    return "\n".join(lines) + "\n"
