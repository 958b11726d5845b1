"""No use case acts for somebody without asking the table of rights (domain/access.py)."""

import ast
from pathlib import Path

import pytest

DOMAIN = Path(__file__).parents[2] / "domain"
ASKS = frozenset({"require", "may", "require_hat"})  # of an Actor
ANSWERS = frozenset({"teaches"})  # what a Hat has asked already

Function = ast.AsyncFunctionDef | ast.FunctionDef


def functions() -> dict[str, dict[str, Function]]:
    """Every function by module and name."""
    return {
        ".".join(path.relative_to(DOMAIN.parent).with_suffix("").parts): {
            node.name: node
            for node in ast.parse(path.read_text(encoding="utf-8")).body
            if isinstance(node, Function)
        }
        for path in DOMAIN.rglob("*.py")
    }


def imports(module: str) -> dict[str, str]:
    """Where the names that a module takes from domain come from."""
    path = DOMAIN.parent / Path(*module.split(".")).with_suffix(".py")
    return {
        alias.name: node.module
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("domain")
        for alias in node.names
    }


ALL = functions()
USE_CASES = [
    (module, name)
    for module, found in ALL.items()
    for name, node in found.items()
    if isinstance(node, ast.AsyncFunctionDef)
    and not name.startswith("_")
    and any(argument.arg == "actor" for argument in node.args.args)
]


def asks(module: str, name: str, seen: frozenset[tuple[str, str]] = frozenset()) -> bool:
    """Whether it asks itself, or calls a function of domain that does."""
    node = ALL.get(module, {}).get(name)
    if node is None or (module, name) in seen:
        return False
    if any(isinstance(each, ast.Attribute) and each.attr in ANSWERS for each in ast.walk(node)):
        return True
    known = imports(module)
    for call in (each.func for each in ast.walk(node) if isinstance(each, ast.Call)):
        if isinstance(call, ast.Attribute) and call.attr in ASKS:
            return True
        if isinstance(call, ast.Name):
            home = known.get(call.id, module)
            if (home, call.id) == ("domain.hat", "may"):
                return True
            if asks(home, call.id, seen | {(module, name)}):
                return True
    return False


def test_the_use_cases_are_found() -> None:
    assert ("domain.diary", "open_diary") in USE_CASES
    assert len(USE_CASES) > 40


@pytest.mark.parametrize(("module", "name"), USE_CASES, ids=lambda each: each)
def test_a_use_case_asks_the_table(module: str, name: str) -> None:
    assert asks(module, name), f"{module}.{name} acts for anybody"
