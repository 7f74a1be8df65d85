"""How the letters of a text file are stored: proposed, never forced."""

import codecs
from dataclasses import dataclass
from pathlib import Path

_SAMPLE = 64 * 1024
_CHUNK = 1024 * 1024
_LIKELY = ["cp1252", "cp1250", "mac_roman", "iso8859_15"]
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
BYTE_ORDER_MARKS = tuple(mark for mark, _ in _MARKS)
"""The first bytes of files that say how they are stored."""

CHOICES = ("utf-8", "utf-8-sig", "utf-16", "cp1252", "cp1250", "mac_roman", "iso8859_15")
"""Encodings offered to a person who sees wrong letters in the preview."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """An encoding and how sure it is.

    Attributes:
        name: a name Python knows.
        is_certain: the file says so itself, or holds nothing that another encoding would read otherwise.
        warning: what to check, or an empty text.
    """

    name: str
    is_certain: bool
    warning: str = ""


def is_encoding(name: str) -> bool:
    """Whether Python can read text stored that way."""
    try:
        b"a".decode(name, "replace")
    except (LookupError, ValueError):
        return False
    return True


def propose_encoding(path: Path) -> Proposal:
    """Say how a text file's letters are most likely stored.

    A byte order mark decides; then NUL bytes in every second place (UTF-16); then whether the whole file is
    UTF-8; else charset-normalizer chooses among the encodings UK offices use. It takes cp1250 (Polish) for
    cp1252, so that the answer is a proposal to be looked at.
    """
    with path.open("rb") as file:
        head = file.read(_SAMPLE)
    for mark, name in _MARKS:
        if head.startswith(mark):
            return Proposal(name, True)
    for name, nuls in (("utf-16-le", head[1::2]), ("utf-16-be", head[0::2])):
        if len(nuls) > 8 and nuls.count(0) > 0.6 * len(nuls):
            return Proposal(name, False)
    good, bad = _count_utf8(path)
    if not bad:
        return Proposal("utf-8", True)
    if bad * 10 < good:
        return Proposal("utf-8", False, "A few letters in the file are damaged. The rows are named.")
    name = _best_single_byte(path)
    return Proposal(
        name,
        False,
        f"The file does not say how its letters are stored. They were read as {name}: check accents.",
    )


def _count_utf8(path: Path) -> tuple[int, int]:
    """Count letters beyond ASCII that are sound UTF-8, and pieces that are not."""
    good = bad = 0
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    with path.open("rb") as file:
        while True:
            chunk = file.read(_CHUNK)
            text = decoder.decode(chunk, final=not chunk)
            if not text.isascii():
                spoilt = text.count("\N{REPLACEMENT CHARACTER}")
                bad += spoilt
                good += sum(1 for letter in text if letter > "\x7f") - spoilt
            if not chunk:
                return good, bad


def _best_single_byte(path: Path) -> str:
    """Choose among the one-byte encodings by the lines that hold more than ASCII."""
    from charset_normalizer import from_bytes

    telling = bytearray()
    with path.open("rb") as file:
        for line in iter(lambda: file.readline(_SAMPLE), b""):
            if not line.isascii():
                telling += line
            if len(telling) > _SAMPLE:
                break
    best = from_bytes(bytes(telling), cp_isolation=_LIKELY).best()
    return best.encoding if best is not None else "cp1252"
