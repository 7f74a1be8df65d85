"""Contact cards (vCard 4.0, RFC 6350) holding the least a caller needs: a name and how to reach it."""

from collections.abc import Iterable
from dataclasses import dataclass

from desktop.exports.text_lines import escaped, folded


@dataclass(frozen=True, slots=True)
class Contact:
    """One card.

    Args:
        uid: a UUID as written out.
        first_name: may be empty, if the last is not.
        last_name: may be empty, if the first is not.
        phone: in E.164; empty for none.
        email: empty for none.
        changed: the moment the record was last changed, as ``2026-01-05T09:30:00Z``.
    """

    uid: str
    first_name: str
    last_name: str
    phone: str = ""
    email: str = ""
    changed: str = ""


def cards(contacts: Iterable[Contact]) -> bytes:
    """Write cards, one after another; UTF-8 with CRLF line ends."""
    return folded(line for contact in contacts for line in _card(contact))


def _card(contact: Contact) -> list[str]:
    name = " ".join(filter(None, (contact.first_name, contact.last_name)))
    lines = ["BEGIN:VCARD", "VERSION:4.0", f"UID:urn:uuid:{contact.uid}", f"FN:{escaped(name)}"]
    lines.append(f"N:{escaped(contact.last_name)};{escaped(contact.first_name)};;;")
    if contact.phone:
        lines.append(f"TEL;VALUE=uri:tel:{contact.phone}")
    if contact.email:
        lines.append(f"EMAIL:{escaped(contact.email)}")
    if contact.changed:
        lines.append(f"REV:{contact.changed.replace('-', '').replace(':', '')}")
    return [*lines, "END:VCARD"]
