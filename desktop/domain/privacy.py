"""What must not be said: private needs, small counts, and more than the door needs."""

import re
from collections.abc import Mapping

from desktop.domain.errors import DomainError
from desktop.domain.names import paper_name
from desktop.domain.text import clean, clean_lines

PRIVATE_NEED = "Private need"
"""Shown for a private need type to all but the worker and the lead (domain words, "need type")."""
SMALL = 5
"""Counts from one up to but not including this may point to somebody (domain rules 11 and 15)."""
DOOR_NOTE_LIMIT = 60
"""Most characters of the one note that is printed on a round sheet (domain words, "door note")."""

_CODE = re.compile(r"\d(?:[ .\-]?\d){2,}")


def need_label(label: str, *, private: bool, may_see: bool) -> str:
    """Name a need for the person looking.

    Args:
        label: the hub's own word for it.
        private: whether its type is private.
        may_see: whether the one looking is the worker or a safeguarding lead.

    Returns:
        The label, or "Private need".
    """
    return PRIVATE_NEED if private and not may_see else label


def few(number: int, limit: int = SMALL) -> str:
    """Write a count that may point to somebody.

    Args:
        number: how many people; 0 says nothing about anybody and is written as it is.
        limit: counts from one up to but not including this are not told.

    Returns:
        The number with thousands marked, or ``fewer than 5``.
    """
    return f"fewer than {limit}" if 0 < number < limit else f"{number:,}"


def hidden_counts(counts: Mapping[str, int], *, total_shown: bool, limit: int = SMALL) -> frozenset[str]:
    """Choose which counts of a table to hide so that no small one can be read or worked out.

    A single hidden count follows from the total by subtraction, so a second is hidden with it: "secondary
    suppression" (Hundepool and others, Statistical Disclosure Control, 2012, chapter 4).

    Args:
        counts: how many, by label.
        total_shown: whether the total is told as well.
        limit: counts from one up to but not including this are small.

    Returns:
        Labels to hide: all small ones; of the others at most the smallest that is not 0.
    """
    small = frozenset(label for label, number in counts.items() if 0 < number < limit)
    others = {label: number for label, number in counts.items() if number >= limit}
    if not total_shown or len(small) != 1 or not others:
        return small
    return small | {min(others, key=lambda label: (others[label], label))}


def door_line(first: str, last: str, preferred: str, address: str) -> str:
    """Write the least that finds a door: first name and initial, and the address on one line.

    Args:
        first: given name; may be empty.
        last: family name; only its first letter is used.
        preferred: what they are called; used instead of the given name.
        address: one or several lines.

    Returns:
        Such as ``Jean M., 14 Ferrygate Close``; parts that are missing are left out (domain rule 9).
    """
    place = ", ".join(line.strip(" ,") for line in clean_lines(address).split("\n") if line.strip(" ,"))
    return ", ".join(
        part for part in (paper_name(clean(first), clean(last), clean(preferred)), place) if part
    )


def check_door_note(text: str) -> str:
    """Make a door note fit to keep and print.

    Args:
        text: as typed.

    Returns:
        The tidied note: one line, at most 60 characters.

    Raises:
        DomainError: it has several lines or is too long.
    """
    if "\n" in clean_lines(text):
        raise DomainError("A door note is one line. Put the rest in the access notes.", field="door_note")
    note = clean(text)
    if len(note) > DOOR_NOTE_LIMIT:
        raise DomainError(
            f"This door note has {len(note)} characters and only {DOOR_NOTE_LIMIT} are printed. Shorten it.",
            field="door_note",
        )
    return note


def door_note_warning(text: str) -> str:
    """Warn of what looks like a code for a key safe, gate or alarm: three digits or more in a row.

    Args:
        text: the door note; codes spelt with spaces, dots or dashes between the digits count too.

    Returns:
        A plain warning, or an empty string. It never blocks: a long house number looks the same.
    """
    if not _CODE.search(clean(text)):
        return ""
    return "This is printed and could be lost. If it is a key-safe or gate code, tell the volunteer by phone."
