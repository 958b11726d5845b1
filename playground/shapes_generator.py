"""Makes `bot_api_10_3.json` from a machine-readable description of the Bot API.

`python -m playground.shapes_generator DESCRIPTION.json > playground/bot_api_10_3.json`

The description is the one in aiogram's source distribution (3.31.0, MIT licence, Bot API 10.3).
Only names, types and "required" of what the playground simulates are kept, with every type their
parameters lead to; of the other methods, the names alone.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

from playground.methods import METHODS

_PLAIN = {"String", "Integer", "Boolean", "True", "Float", "InputFile"}
_CONSTANT = re.compile(r"(?:always [‘'“\"](\w+)|must be (\w+)$)")
_LISTED = re.compile(r"^ - (\w+)$", re.MULTILINE)
_BY_HAND = {
    # The description tells these in prose only.
    "RichText": "String or Array of RichText or ",
    "KeyboardButton": "String or ",
}


def _names(kind: str) -> list[str]:
    return re.split(r" or ", kind.replace("Array of ", ""))


def _field(note: dict[str, Any]) -> list[Any]:
    field: list[Any] = [note["type"], note["required"]]
    constant = _CONSTANT.search(note["description"])
    if note["name"] == "type" and note["required"] and constant:
        field.append(constant[1] or constant[2])
    return field


def _fields(item: dict[str, Any]) -> dict[str, list[Any]]:
    return {note["name"]: _field(note) for note in item["annotations"]}


def _reachable(methods: dict[str, Any], types: dict[str, Any]) -> tuple[Any, Any]:
    """Every object type and union that the methods' parameters lead to."""
    waiting = {n for fields in methods.values() for f in fields.values() for n in _names(f[0])}
    objects: dict[str, Any] = {}
    unions: dict[str, Any] = {}
    while waiting:
        name = waiting.pop()
        if name in _PLAIN or name in objects or name in unions:
            continue
        variants = _LISTED.findall(types[name]["description"])
        if variants and not types[name]["annotations"]:
            unions[name] = _BY_HAND.get(name, "") + " or ".join(variants)
            waiting.update(variants)
            continue
        objects[name] = _fields(types[name])
        waiting.update(n for field in objects[name].values() for n in _names(field[0]))
    return dict(sorted(objects.items())), dict(sorted(unions.items()))


def generate(description: dict[str, Any]) -> dict[str, Any]:
    items = [item for section in description["items"] for item in section["children"]]
    methods = {item["name"]: item for item in items if item["category"] == "methods"}
    types = {item["name"]: item for item in items if item["category"] == "types"}
    shapes = {name: _fields(methods[name]) for name in sorted(METHODS)}
    objects, unions = _reachable(shapes, types)
    updates = [note["name"] for note in types["Update"]["annotations"] if not note["required"]]
    return {
        "api": description["api"]["version"],
        "source": "aiogram 3.31.0 source distribution, MIT licence",
        "methods": shapes,
        "types": objects,
        "unions": unions,
        "updates": updates,
        "not_simulated": sorted(set(methods) - set(METHODS)),
    }


def _compact(shapes: dict[str, Any]) -> str:
    """One method or type a line, so that a change of the API reads well in a diff."""
    parts = []
    for key, value in shapes.items():
        if not isinstance(value, dict):
            parts.append(f"{json.dumps(key)}: {json.dumps(value)}")
            continue
        lines = ",\n".join(f"  {json.dumps(k)}: {json.dumps(v)}" for k, v in value.items())
        parts.append(f"{json.dumps(key)}: {{\n{lines}\n}}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


if __name__ == "__main__":
    source = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    sys.stdout.write(_compact(generate(source)))
