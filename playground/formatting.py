"""Text with HTML marks: parsed into plain text and entities, in Telegram's words when it fails.

Rule 9. Offsets and lengths of entities are UTF-16 code units; positions in error messages are
bytes of UTF-8. The tags are those of the Bot API's "HTML style"; named entities are `&lt;`,
`&gt;`, `&amp;` and `&quot;`, any other name stays as it was written; numeric ones are all taken.
"""

import re
from dataclasses import dataclass
from typing import Any

from playground.errors import ApiError, bad_request

Entity = dict[str, Any]

_TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
_SPECIAL = re.compile(r"[<&]")
_NUMERIC = re.compile(r"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));?")
_NAMED = re.compile(r"&(lt|gt|amp|quot);?")
_NAMES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_BARE_TAG = re.compile(r"<(/?)([a-z][a-z0-9-]*)>")
_TAG_NAME = re.compile(r"[^\s>]*")
_SPACES = re.compile(r"\s*")
_ATTRIBUTE_NAME = re.compile(r"[^\s=>]*")
_TOKEN = re.compile(r"[A-Za-z0-9.-]*")
_USER_LINK = re.compile(r"tg://user\?id=(\d+)$")


def utf16_length(text: str) -> int:
    """How many UTF-16 code units: what offsets and lengths of entities count."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def cant_parse(text: str) -> ApiError:
    return bad_request("can't parse entities: " + text)


def character_at(text: str, at: int) -> tuple[str, int] | None:
    """The character that an HTML entity at `at` stands for, and where the text goes on."""
    if match := _NUMERIC.match(text, at):
        code = int(match[1], 16) if match[1] else int(match[2])
        if 0 < code < 0x10FFFF and not 0xD800 <= code < 0xE000:
            return chr(code), match.end()
        return None
    if match := _NAMED.match(text, at):
        return _NAMES[match[1]], match.end()
    return None


@dataclass(slots=True)
class Tag:
    """One tag as written: `<name …>` or `</name>`, from character `start` up to `end`."""

    name: str
    closing: bool
    attributes: dict[str, str]
    start: int
    end: int


class TagReader:
    """Reads tags of one source text; its errors name the byte offset, as Telegram's do."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.language = ""  # of the <code> closed last; a <pre> right around it takes it

    def offset(self, at: int) -> int:
        return len(self.source[:at].encode("utf-8", "surrogatepass"))

    def read(self, at: int, known: Any) -> Tag:
        """The tag at `at`; `known` holds the names allowed for opening tags."""
        bare = _BARE_TAG.match(self.source, at)
        if bare and (bare[1] or bare[2] in known):  # most tags are like this
            return Tag(bare[2], bool(bare[1]), {}, at, bare.end())
        if self.source.startswith("</", at):
            return self._closing(at)
        name_end = self._end(_TAG_NAME, at + 1)
        name = self.source[at + 1 : name_end].lower().rstrip("/")
        if name_end >= len(self.source):
            raise cant_parse(f"Unclosed start tag at byte offset {self.offset(at)}")
        if name not in known:
            raise cant_parse(f'Unsupported start tag "{name}" at byte offset {self.offset(at)}')
        attributes, end = self._attributes(at, name_end, name)
        return Tag(name, False, attributes, at, end)

    def _end(self, pattern: re.Pattern[str], at: int) -> int:
        match = pattern.match(self.source, at)
        return match.end() if match else at

    def _closing(self, at: int) -> Tag:
        name_end = self._end(_TAG_NAME, at + 2)
        end = self._end(_SPACES, name_end)
        if not self.source.startswith(">", end):
            raise cant_parse(f"Unclosed end tag at byte offset {self.offset(at)}")
        return Tag(self.source[at + 2 : name_end].lower(), True, {}, at, end + 1)

    def _attributes(self, start: int, at: int, name: str) -> tuple[dict[str, str], int]:
        found: dict[str, str] = {}
        source = self.source
        while True:
            at = self._end(_SPACES, at)
            if source.startswith("/>", at):
                at += 1
            if source.startswith(">", at):
                return found, at + 1
            name_end = self._end(_ATTRIBUTE_NAME, at)
            attribute = source[at:name_end].lower()
            if at >= len(source):
                raise cant_parse(f"Unclosed start tag at byte offset {self.offset(start)}")
            if not attribute:
                raise cant_parse(
                    f'Empty attribute name in the tag "{name}" at byte offset {self.offset(start)}'
                )
            at = self._end(_SPACES, name_end)
            if not source.startswith("=", at):
                found[attribute.rstrip("/")] = ""
                continue
            found[attribute], at = self._value(start, self._end(_SPACES, at + 1))

    def _value(self, start: int, at: int) -> tuple[str, int]:
        source = self.source
        quote = source[at : at + 1]
        if quote in ("'", '"'):
            end = source.find(quote, at + 1)
            if end < 0:
                raise cant_parse(f"Unclosed start tag at byte offset {self.offset(start)}")
            return unescape(source[at + 1 : end]), end + 1
        end = self._end(_TOKEN, at)
        if end >= len(source):
            raise cant_parse(f"Unclosed start tag at byte offset {self.offset(start)}")
        if not (source[end].isspace() or source[end] == ">"):
            raise cant_parse(f"Unexpected end of name token at byte offset {self.offset(at)}")
        return source[at:end].lower(), end


def unescape(text: str) -> str:
    """Text with its HTML entities replaced, by the same rules as the text of a message."""
    if "&" not in text:
        return text
    parts, at = [], 0
    while (amp := text.find("&", at)) >= 0:
        character, after = character_at(text, amp) or ("&", amp + 1)
        parts += [text[at:amp], character]
        at = after
    return "".join(parts) + text[at:]


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """Plain text and entities of a text in "HTML style". Raises `ApiError` 400 (rule 9)."""
    if "<" not in source:
        return unescape(source), []
    reader, parts, open_tags = TagReader(source), list[str](), list[tuple[Tag, int, int]]()
    entities: list[Entity] = []
    at = units = 0
    while match := _SPECIAL.search(source, at):
        mark = match.start()
        plain, at = source[at:mark], mark
        if source[mark] == "&":
            character, at = character_at(source, mark) or ("&", mark + 1)
            plain += character
        parts.append(plain)
        units += utf16_length(plain)
        if source[mark] == "&":
            continue
        tag = reader.read(mark, _TYPES)
        at = tag.end
        if not tag.closing:
            _check_start(reader, tag)
            open_tags.append((tag, units, len(parts)))
            continue
        started, offset, part = _matching(reader, tag, open_tags)
        if units > offset:
            _add(reader, entities, started, offset, units - offset, "".join(parts[part:]))
    if open_tags:
        name = open_tags[-1][0].name
        raise cant_parse(f'Can\'t find end tag corresponding to start tag "{name}"')
    entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
    return "".join(parts) + source[at:], entities


def _check_start(reader: TagReader, tag: Tag) -> None:
    if tag.name == "span" and tag.attributes.get("class") != "tg-spoiler":
        raise cant_parse(
            f'Tag "span" must have class "tg-spoiler" at byte offset {reader.offset(tag.start)}'
        )


def _matching(
    reader: TagReader, tag: Tag, open_tags: list[tuple[Tag, int, int]]
) -> tuple[Tag, int, int]:
    if not open_tags:
        raise cant_parse(f"Unexpected end tag at byte offset {reader.offset(tag.start)}")
    wanted = open_tags[-1][0].name
    if tag.name and tag.name != wanted:
        raise cant_parse(
            f'Unmatched end tag at byte offset {reader.offset(tag.start)}, expected "</{wanted}>", '
            f'found "</{tag.name}>"'
        )
    return open_tags.pop()


def _add(
    reader: TagReader, entities: list[Entity], tag: Tag, offset: int, length: int, content: str
) -> None:
    entity: Entity = {"type": _TYPES[tag.name], "offset": offset, "length": length}
    if tag.name == "a":
        if not _make_link(entity, tag.attributes.get("href") or content):
            return
    elif tag.name == "tg-emoji":
        entity["custom_emoji_id"] = tag.attributes.get("emoji-id", "")
    elif tag.name == "blockquote" and "expandable" in tag.attributes:
        entity["type"] = "expandable_blockquote"
    elif tag.name == "code":
        reader.language = tag.attributes.get("class", "").removeprefix("language-")
    elif tag.name == "pre" and entities:
        inner = entities[-1]
        # <pre><code class="language-x"> is one entity: the inner one gives the language.
        if inner["type"] == "code" and (inner["offset"], inner["length"]) == (offset, length):
            entities.pop()
            if reader.language:
                entity["language"] = reader.language
    entities.append(entity)


def _make_link(entity: Entity, url: str) -> bool:
    if user := _USER_LINK.match(url):
        entity["type"] = "text_mention"
        entity["user"] = {"id": int(user[1])}
        return True
    if not re.match(r"(https?|tg|ton|mailto|tel):", url):
        if "." not in url or re.search(r"\s", url):
            return False  # Telegram drops a link that leads nowhere and keeps its text.
        url = "http://" + url
    entity["url"] = url
    return True
