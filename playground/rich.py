"""Rich messages: what a bot sends, made into what people see."""

from typing import Any

from playground.errors import not_simulated
from playground.model import JSON


def rich_message(given: JSON) -> JSON:
    raise not_simulated("rich messages")


def plain(node: Any) -> str:
    return str(node)
