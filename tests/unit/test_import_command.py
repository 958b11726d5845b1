"""`python -m bot import`: exit codes and what is printed."""

from pathlib import Path

import pytest

from bot.cli.parser import main
from tests.support.bundles import small_bundle


@pytest.fixture(autouse=True)
def database_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "data" / "school.db"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", f"sqlite+aiosqlite:///{path}")
    return path


def test_a_dry_run_then_the_import_then_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bundle = str(small_bundle().write(tmp_path / "bundle"))

    assert main(["import", bundle, "--dry-run"]) == 0
    out = capsys.readouterr().out
    assert ["people", "8", "0", "0"] in [line.split() for line in out.splitlines()]
    assert "A dry run: nothing was written." in out

    assert main(["import", bundle]) == 0
    assert "Imported. 0 notices wait to be sent." in capsys.readouterr().out

    assert main(["import", bundle]) == 0
    assert capsys.readouterr().out == "Nothing differs from what is stored.\n"


def test_problems_are_printed_and_the_code_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bundle = small_bundle()
    bundle.line("demographics.csv", "a1")["birthDate"] = "yesterday"
    assert main(["import", str(bundle.write(tmp_path / "bundle"))]) == 1
    assert capsys.readouterr().out == (
        "demographics.csv:2: birthDate “yesterday” is not a date like 2026-09-01\n"
        "1 problem: nothing was imported.\n"
    )


def test_a_path_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", str(tmp_path / "nowhere")]) == 2
    assert "There is no" in capsys.readouterr().err


def test_more_problems_than_are_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bundle = small_bundle()
    for number in range(250):
        bundle.add("demographics.csv", sourcedId=f"x{number}", sex="male")
    assert main(["import", str(bundle.write(tmp_path / "bundle"))]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 202
    assert lines[-2:] == ["… and 50 more", "250 problems: nothing was imported."]
