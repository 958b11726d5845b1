"""Width and height of a PNG, JPEG, GIF or WebP, read from its first bytes."""

import struct


def image_size(content: bytes) -> tuple[int, int] | None:
    """`None` when the content is none of these formats, or is cut short."""
    try:
        if content.startswith(b"\x89PNG\r\n\x1a\n"):
            width, height = struct.unpack(">II", content[16:24])
        elif content.startswith((b"GIF87a", b"GIF89a")):
            width, height = struct.unpack("<HH", content[6:10])
        elif content.startswith(b"\xff\xd8"):
            width, height = _jpeg(content)
        elif content[:4] == b"RIFF" and content[8:16] == b"WEBPVP8X":
            width = 1 + int.from_bytes(content[24:27], "little")
            height = 1 + int.from_bytes(content[27:30], "little")
        else:
            return None
    except (struct.error, IndexError):
        return None
    return (width, height) if width and height else None


def _jpeg(content: bytes) -> tuple[int, int]:
    """Walks the segments up to the frame header, the one that has the size."""
    at = 2
    while content[at] == 0xFF:
        marker = content[at + 1]
        # SOF0-SOF15, without the three markers of that range that are no frames
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + struct.unpack(">H", content[at + 2 : at + 4])[0]
    return 0, 0
