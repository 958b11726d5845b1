"""Tags of a rich message read into a tree, every one of them closed in its order (rule 9)."""

import re
from dataclasses import dataclass, field
from typing import Union

from playground.formatting import TagReader, cant_parse, unescape

Node = Union[str, "Element"]

_INLINE = "b strong i em u ins s strike del mark sub sup tg-spoiler tg-math"
_BLOCK = "p h1 h2 h3 h4 h5 h6 footer summary cite caption tr aside hr br tg-math-block"
_ELSEWHERE = "img video audio figure figcaption tg-map tg-collage tg-slideshow tg-document"

# Every tag with the attributes that it may have; `None` takes any.
TAGS: dict[str, set[str] | None] = {
    **{name: set() for name in f"{_INLINE} {_BLOCK}".split()},
    "a": {"href", "name"},
    "span": {"class"},
    "code": {"class"},
    "pre": set(),
    "tg-emoji": {"emoji-id"},
    "blockquote": {"collapsed"},
    "details": {"open"},
    "ul": set(),
    "ol": {"start", "type", "reversed"},
    "li": {"value", "type"},
    "input": {"type", "checked"},
    "table": {"bordered", "striped", "compact"},
    "td": {"align", "valign", "colspan", "rowspan"},
    "th": {"align", "valign", "colspan", "rowspan"},
    "tg-button-row": {"align"},
    "tg-button": {"type", "style", "url", "data", "text"},
    # Telegram has these; the playground refuses them later, in its own words.
    **dict.fromkeys(_ELSEWHERE.split()),
}
_VOID = {"br", "hr", "input", "img"}
_TAG = re.compile("<")


@dataclass(slots=True)
class Element:
    """A tag with what is inside it."""

    name: str
    attributes: dict[str, str]
    reader: TagReader
    start: int
    children: list[Node] = field(default_factory=list)

    @property
    def offset(self) -> int:
        """Its place in the source in bytes, for error messages; dear, so not kept."""
        return self.reader.offset(self.start)

    def number(self, attribute: str, default: int) -> int:
        text = self.attributes.get(attribute)
        if text is None:
            return default
        if not re.fullmatch(r"-?[0-9]{1,9}", text):
            raise cant_parse(
                f'Attribute "{attribute}" of the tag "{self.name}" must be a number '
                f"at byte offset {self.offset}"
            )
        return int(text)

    def plain_text(self) -> str:
        return "".join(n if isinstance(n, str) else n.plain_text() for n in self.children)


def read_tree(source: str) -> Element:
    """The whole source under one nameless element. Raises `ApiError` 400."""
    reader = TagReader(source)
    root = Element("", {}, reader, 0)
    stack, at = [root], 0
    while match := _TAG.search(source, at):
        if match.start() > at:
            stack[-1].children.append(unescape(source[at : match.start()]))
        tag = reader.read(match.start(), TAGS)
        at = tag.end
        if tag.closing:
            _close(reader, stack, tag.name, tag.start)
            continue
        element = Element(tag.name, tag.attributes, reader, tag.start)
        if tag.attributes:
            _check_attributes(element)
        stack[-1].children.append(element)
        if tag.name not in _VOID:
            stack.append(element)
    if len(stack) > 1:
        raise cant_parse(f'Can\'t find end tag corresponding to start tag "{stack[-1].name}"')
    if at < len(source):
        root.children.append(unescape(source[at:]))
    return root


def _close(reader: TagReader, stack: list[Element], name: str, at: int) -> None:
    if len(stack) == 1:
        raise cant_parse(f"Unexpected end tag at byte offset {reader.offset(at)}")
    wanted = stack[-1].name
    if name != wanted:
        raise cant_parse(
            f'Unmatched end tag at byte offset {reader.offset(at)}, expected "</{wanted}>", '
            f'found "</{name}>"'
        )
    stack.pop()


def _check_attributes(element: Element) -> None:
    allowed = TAGS[element.name]
    for name in element.attributes:
        if allowed is not None and name not in allowed:
            raise cant_parse(
                f'Unsupported attribute "{name}" of the tag "{element.name}" '
                f"at byte offset {element.offset}"
            )
