"""The line format that calendars (RFC 5545) and contact cards (RFC 6350) share."""

import re
from collections.abc import Iterable, Iterator

WIDTH = 75
"""Bytes of a line without its end."""
_ESCAPES = re.compile(r"([\\;,])")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")


def escaped(text: str) -> str:
    """Write a text value: a line break is ``\\n``, other control characters go."""
    plain = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n"))
    return _ESCAPES.sub(r"\\\1", plain).replace("\n", "\\n")


def folded(lines: Iterable[str]) -> bytes:
    """Join lines, each folded at 75 bytes and never inside a character."""
    return b"".join(part + b"\r\n" for line in lines for part in _parts(line))


def unfolded(content: bytes) -> list[str]:
    """Read lines back as they were before folding.

    Raises:
        ValueError: the text is not UTF-8, or a line is longer than the format allows.
    """
    if any(len(line) > WIDTH for line in content.split(b"\r\n")):
        raise ValueError("a line is too long")
    return content.replace(b"\r\n ", b"").decode("utf-8").removesuffix("\r\n").split("\r\n")


def _parts(line: str) -> Iterator[bytes]:
    part = b""
    for character in line:
        more = character.encode("utf-8", "replace")
        if len(part) + len(more) > WIDTH:
            yield part
            part = b" "
        part += more
    yield part
