"""Archives and manifests: what is in them, and what is unsafe."""

import io
import zipfile
from pathlib import Path

import pytest

from storage.roster import files
from storage.roster import source as source_module
from storage.roster.manifest import check_manifest
from storage.roster.problems import Problems
from storage.roster.reading import read_records
from storage.roster.source import open_bundle


def opened(path: Path) -> tuple[list[str] | None, list[str]]:
    problems = Problems()
    with open_bundle(path, problems) as bundle:
        names = bundle.names if bundle is not None else None
    return names, [problem.reason for problem in problems.listed]


def packed(path: Path, entries: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return path


def test_files_may_be_in_one_folder_of_the_archive(tmp_path: Path) -> None:
    made = packed(tmp_path / "a.zip", {"x/orgs.csv": b"", "x/users.csv": b"", "__MACOSX/x": b""})
    assert opened(made) == (["orgs.csv", "users.csv"], [])


@pytest.mark.parametrize("name", ["../users.csv", "/etc/users.csv", "a/../../users.csv", "c:/x"])
def test_paths_that_lead_out_are_refused(tmp_path: Path, name: str) -> None:
    names, problems = opened(packed(tmp_path / "a.zip", {name: b"x"}))
    assert names is None
    assert any("leads out" in problem for problem in problems)


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = packed(tmp_path / "bomb.zip", {"users.csv": b"0" * 5_000_000})
    names, problems = opened(bomb)
    assert names is None
    assert "unpacks to more than 250 times" in problems[0]

    monkeypatch.setattr(source_module, "MOST_BYTES", 1000)
    _, problems = opened(packed(tmp_path / "b.zip", {"users.csv": b"x" * 2000}))
    assert problems == ["is larger than 1000 bytes unpacked"]

    monkeypatch.setattr(source_module, "MOST_FILES", 3)
    many = packed(tmp_path / "c.zip", {f"{number}.csv": b"" for number in range(5)})
    assert opened(many)[1] == ["holds 5 files, more than 3"]


def test_a_broken_archive_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04 not a zip")
    assert opened(tmp_path / "a.zip")[0] is None
    good = packed(tmp_path / "b.zip", {"orgs.csv": b"sourcedId,name\n" + b"s1,x\n" * 99})
    raw = bytearray(good.read_bytes())
    raw[45] ^= 0xFF  # a byte of the packed content
    good.write_bytes(raw)
    problems = Problems()
    with open_bundle(good, problems) as bundle:
        assert bundle is not None
        list(read_records(bundle.open("orgs.csv"), files.ORGS, problems, lambda done: None))
    assert problems.total == 1


def manifest(text: str, names: list[str]) -> list[str]:
    problems = Problems()
    check_manifest(io.BytesIO(b"propertyName,value\n" + text.encode()), names, problems)
    return [str(problem) for problem in problems.listed]


def test_a_delta_is_refused_with_the_reason() -> None:
    assert manifest("oneroster.version,1.1\nfile.users,delta\n", ["users.csv"]) == [
        "manifest.csv:3: users.csv is a delta: export the bundle as bulk, with all of its lines"
    ]


def test_a_manifest_must_agree_with_the_files() -> None:
    assert manifest("file.users,bulk\nfile.orgs,absent\nfile.roles,all\n", ["orgs.csv"]) == [
        "manifest.csv:2: users.csv is said to be there and is not",
        "manifest.csv:3: orgs.csv is said to be absent and is there",
        "manifest.csv:4: “all” is not bulk, delta or absent",
    ]
    assert manifest("oneroster.version,2.0\n", []) == [
        "manifest.csv:2: version 2.0 is not one of 1.0, 1.1, 1.2"
    ]
