"""aiogram is loaded by whoever needs it, and its types are built when they are used."""

import subprocess
import sys

from aiogram.types import TelegramObject

_EVERY_MODEL = """
import handlers
from aiogram import methods, types
from pydantic import BaseModel

models = [
    each
    for module in (types, methods)
    for name in module.__all__
    if hasattr(each := getattr(module, name), "model_rebuild")
]
print(len(models))
print(*(each.__name__ for each in models if each.__pydantic_complete__))
print(*(each.__name__ for each in models if not each.model_rebuild()))
print(BaseModel.model_config)
"""


def test_everything_of_aiogram_can_be_built_and_nothing_is_before_it_is_used() -> None:
    """One that names a type which its module does not know would fail at its first use."""
    count, at_once, never, config_of_others = _printed(_EVERY_MODEL)
    assert int(count) > 500
    assert (at_once, never) == ("", "")
    assert config_of_others == "{}"


def test_the_types_of_these_tests_are_built_when_they_are_used() -> None:
    """As those of the program: aiogram was not imported before it."""
    assert TelegramObject.model_config["defer_build"]
    assert any(not each.__pydantic_complete__ for each in TelegramObject.__subclasses__())


def test_commands_other_than_run_and_demo_load_no_aiogram() -> None:
    code = "import sys, bot.cli.parser; print('aiogram' in sys.modules)"
    assert _printed(code) == ["False"]


def _printed(code: str) -> list[str]:
    """By an interpreter that has loaded nothing yet."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    return done.stdout.splitlines()
