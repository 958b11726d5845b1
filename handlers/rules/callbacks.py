"""Where the buttons of the school's rules lead."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from domain.rules.model import Group, RuleName


class OpenRules(CallbackData, prefix="r"):
    """«Правила школы»: what they are about."""


class OpenGroup(CallbackData, prefix="rg"):
    """The rules of a group."""

    group: Group


class OpenRule(CallbackData, prefix="rs"):
    """One rule, with what it may be."""

    rule: RuleName


class SetRule(CallbackData, prefix="rv"):
    """The rule as it shall be: a code as `domain.rules.reading.code_of` gives it."""

    rule: RuleName
    value: Annotated[str, Field(min_length=1, max_length=32)]


class TypeRule(CallbackData, prefix="rt"):
    """«Своё…»: the value will be typed."""

    rule: RuleName


class ResetRule(CallbackData, prefix="rd"):
    """«Как по умолчанию»."""

    rule: RuleName
