"""Settings: one clear sentence for whatever is wrong, and never the value."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.settings import Settings, settings_errors

_MAIL = "SMTP_HOST=mail.example.org\nSMTP_SENDER=school@example.org"


def errors_of(tmp_path: Path, text: str) -> str:
    file = tmp_path / ".env"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ValidationError) as caught:
        Settings(_env_file=file)
    return settings_errors(caught.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("SCHOOL_TIMEZONE=Mars/Base", "SCHOOL_TIMEZONE: no such time zone"),
        ("DATABASE_URL=mysql://x", "DATABASE_URL: starts with one of"),
        ("DATABASE_URL=postgresql://x/y", "DATABASE_URL: starts with one of"),
        ("DATABASE_URL=nonsense", "DATABASE_URL: not a database address"),
        ("DEFAULT_LOCALE=fr", "DEFAULT_LOCALE"),
        ("WEBHOOK_PORT=99999", "WEBHOOK_PORT"),
        ("LOG_LEVEL=LOUD", "LOG_LEVEL"),
        ("SEND_RATE=0", "SEND_RATE"),
        ("SEND_RATE=1001", "SEND_RATE"),
        ("BOT_TOKEN=the-token", "BOT_TOKEN: not a token"),
        ("OTHER_BOT_TOKENS=1:abc,the-token", "OTHER_BOT_TOKENS: not tokens"),
        ("TELEGRAM_API_URL=api.telegram.org", "TELEGRAM_API_URL: not an address"),
        ("WEBHOOK_URL=http://school.example/hook", "WEBHOOK_URL: not an https:// address"),
        ("WEBHOOK_SECRET=два слова", "WEBHOOK_SECRET: up to 256 letters"),
        ("COLOUR=red", "COLOUR: Extra inputs are not permitted"),
        ("WEBHOOK_URL=https://school.example/hook", "WEBHOOK_SECRET is needed"),
        ("SMTP_HOST=mail.example.org", "SMTP_SENDER is needed with SMTP_HOST"),
        ("SMTP_SENDER=школа", "SMTP_SENDER: not an e-mail address"),
        (f"{_MAIL}\nSMTP_USER=diary", "SMTP_USER and SMTP_PASSWORD come together"),
        (f"{_MAIL}\nSMTP_TLS=none", "SMTP_TLS may be none on this machine alone"),
        (f"{_MAIL}\nSMTP_TLS=perhaps", "SMTP_TLS"),
    ],
)
def test_a_bad_setting_is_named(tmp_path: Path, text: str, said: str) -> None:
    assert said in errors_of(tmp_path, text)


def test_a_value_is_never_repeated(tmp_path: Path) -> None:
    said = errors_of(tmp_path, "BOT_TOKEN=1:secret\nWEBHOOK_PORT=hunter2\nLOG_LEVEL=hunter3")
    assert "secret" not in said
    assert "hunter" not in said


def test_other_bots_are_named_by_commas(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("OTHER_BOT_TOKENS=1:abc, 2:def", encoding="utf-8")
    settings = Settings(_env_file=file)
    assert settings.other_bots == ["1:abc", "2:def"]
    assert "abc" not in repr(settings)
    assert Settings(_env_file=None).other_bots == []


def test_empty_means_unset(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("BOT_TOKEN=\nWEBHOOK_URL=\nWEBHOOK_SECRET=\n", encoding="utf-8")
    settings = Settings(_env_file=file)
    assert settings.bot_token is None
    assert settings.webhook_url is None


def test_a_printed_settings_object_hides_the_token(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("BOT_TOKEN=12345:hunter2", encoding="utf-8")
    assert "hunter2" not in repr(Settings(_env_file=file))
