"""Rich messages: an `InputRichMessage` made into the `RichMessage` that people see.

"Exactly one of the fields html, markdown, or blocks must be used." Media and maps inside rich
messages are not simulated, Markdown neither, nor the automatic detection of links in the text.
"""

from collections.abc import Iterator
from typing import Any

from playground.errors import bad_request, not_simulated
from playground.model import JSON
from playground.rich_blocks import shown_blocks
from playground.rich_html import parse_rich_html
from playground.rich_limits import MAX_MEDIA, check_limits


def rich_message(given: JSON) -> JSON:
    """What a `rich_message` field carries back. Raises `ApiError` 400 (rules 9 to 12 and 23)."""
    ways = given.keys() & {"html", "markdown", "blocks"}
    if len(ways) != 1:
        raise bad_request("exactly one of the fields html, markdown and blocks must be specified")
    if "markdown" in given:
        raise not_simulated("Markdown in rich messages; use HTML or blocks")
    if len(given.get("media", ())) > MAX_MEDIA:
        raise bad_request(f"rich message has more than {MAX_MEDIA} media")
    if given.get("media"):
        raise not_simulated("media in rich messages")
    blocks = parse_rich_html(given["html"]) if "html" in given else given["blocks"]
    blocks = shown_blocks(blocks)
    if not plain(blocks).strip() and not any(block["type"] == "divider" for block in blocks):
        raise bad_request("message text is empty")
    check_limits(blocks)
    message: JSON = {"blocks": blocks}
    if given.get("is_rtl"):
        message["is_rtl"] = True
    return message


def plain(blocks: list[JSON]) -> str:
    """A rich message as lines of text: what a reader would read out."""
    return "\n".join(_lines(blocks))


def _lines(blocks: list[JSON]) -> Iterator[str]:
    for block in blocks:
        for key in ("caption", "summary", "text", "expression"):
            if key in block:
                yield plain_text(block[key])
        if "blocks" in block:
            yield from _lines(block["blocks"])
        for row in block.get("cells", ()):
            yield " | ".join(plain_text(cell.get("text", "")) for cell in row)
        for item in block.get("items", ()):
            yield f"{item['label']} {plain(item['blocks'])}"
        if "buttons" in block:
            yield " ".join(f"[{plain_text(button['text'])}]" for button in block["buttons"])
        if "credit" in block:
            yield plain_text(block["credit"])


def plain_text(text: Any) -> str:
    """A RichText without its marks."""
    if isinstance(text, str):
        return text
    if isinstance(text, list):
        return "".join(map(plain_text, text))
    if text["type"] == "button":
        return f"[{plain_text(text['button']['text'])}]"
    for key in ("text", "alternative_text", "expression"):
        if key in text:
            return plain_text(text[key])
    return ""


def rich_buttons(node: Any) -> list[JSON]:
    """Every button inside a rich message, in reading order."""
    if isinstance(node, list):
        return [button for item in node for button in rich_buttons(item)]
    if not isinstance(node, dict):
        return []
    if node.get("type") == "buttons":
        return list(node["buttons"])
    if node.get("type") == "button":
        return [node["button"]]
    return [button for item in node.values() for button in rich_buttons(item)]
