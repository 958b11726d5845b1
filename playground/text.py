"""The text of a message as it is kept: parsed, cleaned, measured (rules 7 and 8).

Lengths are counted in characters (code points) after entities are parsed: "1-4096 characters
after entities parsing" for texts, 0-1024 for captions.
"""

import re
from typing import Any

from playground.errors import bad_request, not_simulated
from playground.formatting import Entity, parse_html, utf16_length

MAX_TEXT = 4096
MAX_CAPTION = 1024

_CONTROL = re.compile(r"[\x00-\x09\x0b\x0c\x0e-\x1f]")
_TRIMMED = " \n"
_HINT = re.compile(r"[/@#]|www\.")
# Found by Telegram without any mark-up; a host without a scheme is left out on purpose, as the
# list of top-level domains that decides it is not public.
_DETECTED = re.compile(
    r"(?P<url>(?:https?://|www\.)[^\s<>\"]*[\w/])"
    r"|(?P<email>\b[\w.+-]+@[\w-]+\.[\w.-]*\w)"
    r"|(?<![\w/@#])(?:(?P<bot_command>/\w{1,64}(?:@\w{3,32})?)(?![\w/])"
    r"|(?P<mention>@\w{4,32})|(?P<hashtag>\#\w*[^\W\d]\w*))"
)


def formatted(
    text: str, parse_mode: str | None, entities: list[Entity] | None
) -> tuple[str, list[Entity]]:
    """Plain text and all its entities, given and found. Raises `ApiError` 400 (rule 9)."""
    given = [dict(entity) for entity in entities or ()]
    mode = (parse_mode or "").lower()
    if mode == "html":
        text, given = parse_html(text)
    elif mode in ("markdown", "markdownv2"):
        raise not_simulated(f"parse_mode {parse_mode}; use HTML")
    elif mode:
        raise bad_request("unsupported parse_mode")
    text, given = _clean(text, given)
    found = detected(text) if _HINT.search(text) else []
    found = [entity for entity in found if not any(_overlap(entity, other) for other in given)]
    if found:
        given = sorted([*given, *found], key=lambda e: (e["offset"], -e["length"]))
    return text, given


def message_text(params: dict[str, Any], name: str = "text") -> tuple[str, list[Entity]]:
    """The text of a message to send or to edit: never empty, at most 4096 characters."""
    raw = params.get(name)
    if not raw:
        raise bad_request("message text is empty")
    text, entities = formatted(raw, params.get("parse_mode"), params.get("entities"))
    if not text:
        raise bad_request("text must be non-empty")
    if len(text) > MAX_TEXT:
        raise bad_request("message is too long")
    return text, entities


def caption_text(params: dict[str, Any]) -> tuple[str, list[Entity]]:
    """The caption of a document or a photo: may be empty, at most 1024 characters."""
    raw = params.get("caption") or ""
    text, entities = formatted(raw, params.get("parse_mode"), params.get("caption_entities"))
    if len(text) > MAX_CAPTION:
        raise bad_request("message caption is too long")
    return text, entities


def _clean(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Without carriage returns, control characters and white space around, as Telegram keeps it."""
    if "\r" in text and not entities:
        text = text.replace("\r", "")
    text = _CONTROL.sub(" ", text)
    trimmed = text.rstrip(_TRIMMED)
    start = len(trimmed) - len(trimmed.lstrip(_TRIMMED))
    cut = utf16_length(trimmed[:start])
    trimmed = trimmed[start:]
    if not entities:
        return trimmed, []
    kept, end = [], utf16_length(trimmed)
    for entity in entities:
        first = max(entity["offset"] - cut, 0)
        last = min(entity["offset"] + entity["length"] - cut, end)
        if last > first:
            kept.append({**entity, "offset": first, "length": last - first})
    return trimmed, kept


def detected(text: str) -> list[Entity]:
    """Commands, addresses, mentions and hashtags that Telegram finds in plain text."""
    found = []
    for match in _DETECTED.finditer(text):
        offset = utf16_length(text[: match.start()])
        length = utf16_length(match[0])
        found.append({"type": str(match.lastgroup), "offset": offset, "length": length})
    return found


def _overlap(one: Entity, other: Entity) -> bool:
    if other["type"] in ("bold", "italic", "underline", "strikethrough", "spoiler", "blockquote"):
        return False
    return bool(
        one["offset"] < other["offset"] + other["length"]
        and other["offset"] < one["offset"] + one["length"]
    )
