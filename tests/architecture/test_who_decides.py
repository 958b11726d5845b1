"""The table of rights and who asks it decide by role, nothing else; families read by use cases."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("bot", "domain", "handlers", "storage")
TABLES = {each.relative_to(ROOT).as_posix() for each in ROOT.glob("domain/access_tables/*.py")}
# The table in its parts, the roles in it, and who asks it.
DECIDE = {"domain/access.py", "domain/roles.py", "domain/hat.py", "domain/actor.py", *TABLES}

_WORDS = "how somebody is spoken to and what a role is called"
_BUTTONS = "which buttons are worth showing; what they open asks the table"
_DUTY = "who is told of what the school has to answer for"
# Files in which a role is compared, with the reason why no right hangs on it there.
COMPARES: dict[str, str] = {
    "domain/binding/use_cases.py": "narrower than the table: a pupil ends no parent's connection",
    "domain/consent/use_cases.py": "whose consent a signature is, a guardian's or the pupil's",
    "domain/delivery/alarms.py": _DUTY,
    "domain/evening/use_cases.py": "who is asked for the reason of an absence",
    "domain/preferences/use_cases.py": "which choices a trusted person is offered",
    "domain/staff/first.py": "whether the school has a director yet",
    "domain/staff/granting.py": "a school keeps one director; rights are asked by GRANTED_BY",
    "domain/staff/hiring.py": "whether the other person is an educator, not the actor",
    "domain/staff/leading.py": "whether the other person is a teacher, not the actor",
    "domain/staff/model.py": "what the other person is: a leader, or of the management",
    "handlers/audit/words.py": _WORDS,
    "handlers/binding/screens.py": _WORDS,
    "handlers/commands.py": _BUTTONS,
    "handlers/consent/asking.py": _WORDS,
    "handlers/consent/own_screens.py": _WORDS,
    "handlers/help/screens.py": _WORDS,
    "handlers/menu/screens.py": _BUTTONS,
    "handlers/notices/consents.py": _WORDS,
    "handlers/settings/screens.py": _BUTTONS,
    "handlers/staff/list_screens.py": _BUTTONS,
    "handlers/staff/role_screens.py": _BUTTONS,
    "handlers/whose.py": _WORDS,
    "storage/absence_cases.py": "who of the others can be named as on duty",
    "storage/chat_sessions.py": "what makes a hat: it is built here, and judged by the table",
    "storage/lacking.py": "which consents a hat needs; the table refuses without them",
    "storage/leading.py": "what makes a hat: who leads a class, unless made no teacher any more",
    "storage/staff_queries.py": "what makes a hat, of somebody else",
}
# Stores of the chat itself, asked by handlers directly; everything else is behind a use case.
OWN_STORES = frozenset({"chats"})
BESIDE: dict[str, tuple[str, str]] = {
    "handlers/menu/opening.py": ("overview", "how many letters to oneself are unread"),
    "handlers/personal_data/list_handlers.py": ("opt_outs", "of a class just permitted"),
    "handlers/staff/homeroom_handlers.py": ("staff", "the chat whose menu follows the class given"),
    "handlers/staff/handlers.py": ("staff", "the chat whose menu follows the role just given"),
}


def _is_role(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "Role"
        and node.attr.isupper()
    )


def _compares(tree: ast.AST) -> bool:
    """Whether a role is compared with, looked for among others, or matched."""
    for node in ast.walk(tree):
        is_test = isinstance(node, ast.Compare | ast.match_case) or (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in {"isdisjoint", "issubset", "intersection", "issuperset"}
        )
        if is_test and any(_is_role(each) for each in ast.walk(node)):
            return True
    return False


def sources() -> Iterator[tuple[str, ast.Module]]:
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            if "migrations" not in path.parts:
                name = path.relative_to(ROOT).as_posix()
                yield name, ast.parse(path.read_text(encoding="utf-8"))


def test_no_role_is_compared_outside_the_table_without_a_reason() -> None:
    found = {name for name, tree in sources() if name not in DECIDE and _compares(tree)}
    assert not found - COMPARES.keys(), (
        f"{sorted(found - COMPARES.keys())}: ask the table (`actor.may`, `actor.require`), or say"
        " in COMPARES why no right hangs on it"
    )
    assert not COMPARES.keys() - found, f"compares no role: {sorted(COMPARES.keys() - found)}"


def test_a_comparison_is_seen() -> None:
    for line in (
        "Role.PRINCIPAL in hat.roles",
        "hat.roles == {Role.STUDENT}",
        "hat.roles.isdisjoint({Role.STUDENT})",
    ):
        assert _compares(ast.parse(line)), line
    assert not _compares(ast.parse("NAMES = {Role.STUDENT: 'pupil'}"))


def _stores_asked(tree: ast.AST) -> Iterator[str]:
    """The names in `uow.name.method(...)` and `ctx.uow.name.method(...)`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute):
            owner = node.value.value
            is_uow = isinstance(owner, ast.Name) and owner.id == "uow"
            is_of_context = isinstance(owner, ast.Attribute) and owner.attr == "uow"
            if is_uow or is_of_context:
                yield node.value.attr


@pytest.mark.parametrize(
    "name", [name for name, _ in sources() if name.startswith("handlers/")], ids=str
)
def test_screens_read_through_use_cases_alone(name: str) -> None:
    """So that whoever reads has been judged; a chat's own choices are its own."""
    asked = set(_stores_asked(ast.parse((ROOT / name).read_text(encoding="utf-8"))))
    past = asked - OWN_STORES - {BESIDE.get(name, ("", ""))[0]}
    assert not past, f"{name} asks {sorted(past)} past the use cases"
