"""The receipt that comes back for a handover: a few lines that can be filled in with any text editor.

It holds nothing of anybody in the handover.
"""

import re
from dataclasses import dataclass
from datetime import date

from desktop.domain.dates import read_date
from desktop.domain.errors import DomainError

MOST = 64_000
"""Bytes of a receipt; nobody needs more for six lines."""

_REFERENCE, _CODE, _RECEIVED = "Reference", "Check code", "Received on"
_BY, _OPENS, _DELETED = "Received by (name and role)", "Everything opens (yes or no)", "Deleted on"
_LABELS = (_REFERENCE, _CODE, _RECEIVED, _BY, _OPENS, _DELETED)
_LINE = re.compile(r"\s*([A-Za-z][A-Za-z() ]{1,40}?)\s*:\s*(.*?)\s*")
_CODE_SHAPE = re.compile("[0-9a-f]{16,64}")
_YES = {"yes": True, "y": True, "no": False, "n": False}


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a recipient said back.

    Attributes:
        reference: of the handover, such as ``H-42``.
        check_code: as they read it off; empty where they left it out.
        received_on: the day they had it.
        received_by: who has it there.
        opens: whether everything opened; None where they did not say.
        deleted_on: the day they deleted it.
    """

    reference: str
    check_code: str = ""
    received_on: date | None = None
    received_by: str = ""
    opens: bool | None = None
    deleted_on: date | None = None


def blank(reference: str, check_code: str) -> bytes:
    """A receipt to be filled in: UTF-8 with CRLF line ends, read by every editor."""
    known = {_REFERENCE: reference, _CODE: check_code}
    lines = [
        "RECEIPT FOR A HANDOVER",
        "Write after each colon what you know, save the file, and send it back to us.",
        "Send it again once you have deleted the handover, with the day.",
        "",
        *(f"{label}: {known.get(label, '')}".rstrip() for label in _LABELS),
        "",
    ]
    return "\r\n".join(lines).encode()


def read(content: bytes) -> Receipt:
    """Read a receipt that came back.

    Args:
        content: the file.

    Returns:
        The receipt.

    Raises:
        DomainError: it is no receipt, a date cannot be read, or nothing was filled in.
    """
    said = _answers(_text(content))
    reference = said.get(_REFERENCE.lower(), "")
    if not reference:
        raise DomainError("This is not a receipt of ours: it has no line that begins with “Reference:”.")
    code = re.sub(r"\s", "", said.get(_CODE.lower(), "")).lower()
    if code and not _CODE_SHAPE.fullmatch(code):
        raise DomainError("The check code is not complete. It has at least 16 letters and digits.")
    found = Receipt(
        reference,
        code,
        _day(said, _RECEIVED),
        said.get(_BY.lower(), said.get("received by", ""))[:200],
        _YES.get(said.get(_OPENS.lower(), said.get("everything opens", "")).lower().rstrip(".")),
        _day(said, _DELETED),
    )
    if found.received_on is None and found.deleted_on is None:
        raise DomainError("No day is filled in: neither when it was received nor when it was deleted.")
    return found


def _text(content: bytes) -> str:
    if len(content) > MOST:
        raise DomainError("This is not a receipt of ours: it is too long.")
    for encoding in ("utf-16", "utf-8-sig") if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig",):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("cp1252", "replace")


def _answers(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in text.splitlines():
        if (match := _LINE.fullmatch(line)) and match[2]:
            found.setdefault(match[1].lower(), "".join(c for c in match[2] if c.isprintable()))
    return found


def _day(said: dict[str, str], label: str) -> date | None:
    typed = said.get(label.lower(), "")
    reading = read_date(typed)
    if typed and reading.value is None:
        raise DomainError(f"“{label}” is not a date we can read. Write it as 18/11/2026.")
    return reading.value
