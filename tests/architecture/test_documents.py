"""What the documents promise, the code has; what the code has, the documents say."""

import re
from pathlib import Path

import pytest

from bot.cli.parser import COMMANDS, make_parser
from bot.settings import Settings
from handlers.refusals import REFUSALS

ROOT = Path(__file__).parents[2]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [field.upper() for field in Settings.model_fields])
def test_every_setting_is_documented(name: str) -> None:
    assert re.search(rf"^{name}=", read(".env.example"), re.M), ".env.example"
    assert f"`{name}`" in read("docs/reference/settings.md")


def test_the_example_names_no_setting_that_is_not_there() -> None:
    named = re.findall(r"^([A-Z_]+)=", read(".env.example"), re.M)
    assert {name.lower() for name in named} == set(Settings.model_fields)


def test_the_example_works_as_it_is() -> None:
    Settings(_env_file=ROOT / ".env.example")


@pytest.mark.parametrize("command", [module.__name__.split(".")[-1] for module in COMMANDS])
def test_every_command_has_help_and_a_place_in_the_reference(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    name = command.removesuffix("_command")
    with pytest.raises(SystemExit) as stop:
        make_parser().parse_args([name, "--help"])
    assert stop.value.code == 0
    assert name in capsys.readouterr().out
    assert f"python -m bot {name}" in read("docs/reference/command-line.md")


def test_every_refusal_has_words_and_every_word_a_refusal() -> None:
    raised = set()
    for file in (ROOT / "domain").rglob("*.py"):
        raised |= set(re.findall(r'Refused\(\s*"(\w+)"', file.read_text(encoding="utf-8")))
    for file in (ROOT / "handlers").rglob("*.py"):
        raised |= set(re.findall(r'Refused\(\s*"(\w+)"', file.read_text(encoding="utf-8")))
    assert raised == set(REFUSALS)


def test_the_readme_names_targets_that_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), re.M))
    assert set(re.findall(r"`make ([a-z]+)`", read("README.md"))) <= targets


@pytest.mark.parametrize(
    "file", sorted(str(p.relative_to(ROOT)) for p in ROOT.glob("docs/**/*.md"))
)
def test_links_between_documents_lead_somewhere(file: str) -> None:
    page = ROOT / file
    for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        assert (page.parent / link).exists(), link


def test_dependencies_are_pinned_with_hashes_and_name_no_index() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = read(name)
        assert "://" not in text
        packages = re.findall(r"^([A-Za-z0-9._\[\],-]+)==", text, re.M)
        assert packages
        assert len(re.findall(r"^\S.*==", text, re.M)) == len(packages)
        assert text.count("--hash=sha256:") >= len(packages)
