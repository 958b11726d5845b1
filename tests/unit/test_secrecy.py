"""What looks for secrets after the tests finds them."""

from pathlib import Path

import pytest

from domain.binding.codes import in_groups
from tests.support.secrecy import Secrecy

CODE = "7KMH29XTPA4C"
PIN = "482619"
LETTER = "Завтра собрание в 18:30"


@pytest.fixture
def secrecy() -> Secrecy:
    secrecy = Secrecy()
    secrecy.codes.append(CODE)
    secrecy.pins.add(PIN)
    return secrecy


STORED = {
    "as it is": CODE,
    "in groups": in_groups(CODE),
    "in small letters": CODE.lower(),
    "a PIN": f'x{{"text":"{PIN}"}}',
}


@pytest.mark.parametrize("stored", STORED.values(), ids=STORED)
def test_in_a_database(secrecy: Secrecy, stored: str) -> None:
    secrecy.search(b"\x00page " + stored.encode() + b"\x00", where="the database")
    assert len(secrecy.found) == 1
    assert CODE not in secrecy.found[0]


def test_what_an_update_says_that_waits_is_needed(secrecy: Secrecy) -> None:
    stored = f'{{"text":"/start {CODE}"}}'.encode()
    secrecy.search(stored, waiting=stored, where="the database")
    assert secrecy.found == []


@pytest.mark.parametrize(
    "line",
    [
        f"2026-11-24 10:40:00,123 INFO bot: refused {CODE}",
        f"2026-11-24 10:40:00,123 INFO bot: refused {in_groups(CODE)}",
        f"2026-11-24 10:40:00,123 INFO bot: a PIN {PIN} from 5",
        f"2026-11-24 10:40:00,123 INFO bot: sent «{LETTER}»",
        "2026-11-24 10:40:00,123 INFO aiohttp: /bot110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw/x",
    ],
    ids=["a code", "a code in groups", "a PIN", "a text", "a token"],
)
def test_in_the_log(secrecy: Secrecy, line: str) -> None:
    secrecy.lines.append(line)
    secrecy.search_log([LETTER])
    assert len(secrecy.found) == 1


def test_ids_and_times_are_no_secrets(secrecy: Secrecy) -> None:
    secrecy.lines.append(f"2026-11-24 10:40:48,{PIN} INFO bot: update 1{PIN}5 of chat {PIN}7")
    secrecy.search_log([LETTER])
    secrecy.search(f"{PIN} as an id".encode(), where="the database")
    assert secrecy.found == []


def test_in_a_file(secrecy: Secrecy, tmp_path: Path) -> None:
    made_up = "110201543:" + "A" * 35
    (tmp_path / "bot.log").write_text(f"GET /bot{made_up}/getMe", encoding="utf-8")
    secrecy.search_files(tmp_path)
    assert secrecy.found == ["a token in bot.log"]
    (tmp_path / "bot.log").unlink()
