"""`python -m bot seed` from the shell's point of view."""

import sqlite3
from pathlib import Path

import pytest

from bot.cli.parser import main


@pytest.fixture(autouse=True)
def _database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", "sqlite+aiosqlite:///new/school.db")
    return tmp_path


def test_it_makes_the_school_and_says_what_it_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["seed", "--pupils", "60", "--seed", "3"]) == 0
    said = capsys.readouterr()
    assert "school class           3" in " ".join(said.out.split("\n"))
    assert said.err == ""
    with sqlite3.connect(tmp_path / "new/school.db") as connection:
        (pupils,) = connection.execute("SELECT count(*) FROM enrollment").fetchone()
    connection.close()
    assert pupils == 60


def test_a_school_that_is_there_is_never_touched(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["seed", "--pupils", "60"]) == 0
    before = (tmp_path / "new/school.db").read_bytes()
    capsys.readouterr()
    assert main(["seed", "--pupils", "75"]) == 1
    said = capsys.readouterr()
    assert "holds a school already" in said.err
    assert said.out == ""
    assert (tmp_path / "new/school.db").read_bytes() == before


@pytest.mark.parametrize("number", ["59", "-1", "many", "1.5"])
def test_a_number_that_makes_no_school_is_wrong_usage(
    number: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["seed", "--pupils", number])
    assert stopped.value.code == 2
    assert "from 60 up" in capsys.readouterr().err
