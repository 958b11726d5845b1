"""What the documents promise, the code has; what the code has, the documents say."""

import argparse
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from aiogram.filters import Command

from bot.cli.parser import COMMANDS, make_parser
from bot.settings import Settings
from domain.access import Role
from domain.calendar import School
from domain.hat import Hat
from domain.people import Person, Student
from domain.policy import SchoolPolicy
from handlers.commands import commands_for
from handlers.refusals import REFUSALS
from handlers.routers import MAKERS
from handlers.words import speaking
from tests.architecture import access_page, deadlines_page

ROOT = Path(__file__).parents[2]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def named_tests() -> list[tuple[str, str]]:
    """The tests that the threat model names."""
    return re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", read("docs/threat-model.md"))


@pytest.mark.parametrize(("file", "test"), named_tests())
def test_every_test_of_the_threat_model_exists(file: str, test: str) -> None:
    assert re.search(rf"^(?:async )?def {test}\(", read(file), re.M)


def test_every_threat_has_something_against_it_and_a_test() -> None:
    rows = re.findall(r"^\| (?!Threat|---)(.+) \|$", read("docs/threat-model.md"), re.M)
    assert len(rows) > 20
    for row in rows:
        threat, stopped_by, shown_by = row.split(" | ")
        assert threat, row
        assert stopped_by, row
        assert "`tests/" in shown_by, row


@pytest.mark.parametrize("name", [field.upper() for field in Settings.model_fields])
def test_every_setting_is_documented(name: str) -> None:
    assert re.search(rf"^{name}=", read(".env.example"), re.M), ".env.example"
    assert f"`{name}`" in read("docs/reference/settings.md")


@pytest.mark.parametrize("name", [each.name for each in fields(SchoolPolicy)])
def test_every_key_of_the_school_policy_is_documented(name: str) -> None:
    assert f"`{name}`" in read("docs/reference/policy.md")


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


def options() -> Iterator[tuple[str, str]]:
    """Every option of the command line with its command."""
    commands = next(
        action
        for action in make_parser()._actions
        if isinstance(action, argparse._SubParsersAction)
    )
    for name, parser in commands.choices.items():
        for action in parser._actions:
            long = [option for option in action.option_strings if option.startswith("--")]
            yield from ((name, option) for option in long if option != "--help")


@pytest.mark.parametrize(("command", "option"), tuple(options()))
def test_every_option_stands_under_its_command(command: str, option: str) -> None:
    sections = read("docs/reference/command-line.md").split("\n## ")
    [section] = [each for each in sections if each.startswith(f"`python -m bot {command}`")]
    assert re.search(rf"`{option}\b", section)


def chat_commands() -> set[str]:
    """What the handlers answer to."""
    return {
        str(command)
        for make_router in MAKERS
        for handler in make_router().message.handlers
        for each in handler.filters or ()
        if isinstance(each.callback, Command)
        for command in each.callback.commands
    }


def test_the_chat_commands_are_those_of_the_reference() -> None:
    documented = re.findall(r"^\| `/(\w+)` \|", read("docs/reference/commands.md"), re.M)
    assert sorted(documented) == sorted(chat_commands())


def test_every_chat_command_is_in_somebodys_menu() -> None:
    """A stranger, a seventh-grader's mother, a homeroom teacher and a director see all of them."""
    school = School(1, "Школа", ZoneInfo("Europe/Moscow"), SchoolPolicy())
    child = Student(2, "Иванова", "Анна", school_id=1, grade_level=7)
    mother = Hat(1, Person(3, "Иванова", "Елена"), school, frozenset({Role.GUARDIAN}), child)
    roles = frozenset({Role.TEACHER, Role.HOMEROOM_TEACHER})
    teacher = Hat(2, Person(4, "Громова", "Марина"), school, roles)
    principal = Hat(3, Person(5, "Зимина", "Вера"), school, frozenset({Role.PRINCIPAL}))
    with speaking("en"):
        shown = dict(commands_for() + commands_for([mother, teacher, principal]))
    assert set(shown) == chat_commands()


def test_every_refusal_has_words_and_every_word_a_refusal() -> None:
    raised = set()
    for file in (ROOT / "domain").rglob("*.py"):
        raised |= set(re.findall(r'Refused\(\s*"(\w+)"', file.read_text(encoding="utf-8")))
    for file in (ROOT / "handlers").rglob("*.py"):
        raised |= set(re.findall(r'Refused\(\s*"(\w+)"', file.read_text(encoding="utf-8")))
    assert raised == set(REFUSALS)


def test_the_readme_names_targets_that_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), re.M))
    named = re.findall(r"(?:`|^)make ([a-z]+)(?:`|$)", read("README.md"), re.M)
    assert {"demo", "test"} <= set(named) <= targets


def test_every_target_explains_itself_in_the_help() -> None:
    [phony] = re.findall(r"^\.PHONY: (.+)$", read("Makefile"), re.M)
    explained = re.findall(r"^([a-z]+):.*## \S", read("Makefile"), re.M)
    assert sorted(explained) == sorted(phony.split())


def test_every_decision_is_in_the_index_under_its_own_number() -> None:
    files = sorted(path.name for path in ROOT.glob("docs/decisions/0*.md"))
    numbers = [name.split("-")[0] for name in files]
    assert len(set(numbers)) == len(numbers)
    index = read("docs/decisions/README.md")
    assert re.findall(r"\]\((0[\w-]+\.md)\)", index) == files
    for name in files:
        title = read(f"docs/decisions/{name}").splitlines()[0]
        assert title.startswith(f"# {name.split('-')[0]} · "), name


def test_the_sources_name_decisions_that_were_written_down() -> None:
    """As `docs/decisions/0003`."""
    written = {path.name.split("-")[0] for path in ROOT.glob("docs/decisions/0*.md")}
    for room in ("bot", "domain", "handlers", "playground", "storage"):
        for file in (ROOT / room).rglob("*.py"):
            named = re.findall(r"docs/decisions/(\d+)", file.read_text(encoding="utf-8"))
            assert set(named) <= written, file


def test_the_table_of_rights_is_the_one_in_force() -> None:
    """When it differs: `python -m tests.architecture.access_page`."""
    assert read("docs/reference/access.md") == access_page.page()


def test_the_page_of_deadlines_is_the_table() -> None:
    assert read("docs/reference/deadlines.md") == deadlines_page.page()


@pytest.mark.parametrize(
    "file",
    sorted(str(p.relative_to(ROOT)) for p in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"))),
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
