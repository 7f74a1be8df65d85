"""Parts of a person out of the cells of a row: name, address, numbers, notes."""

import re

from db.enums import ContactPreference, PersonStatus
from desktop.domain.text import clean

_TITLE_WORDS = "mr mrs ms miss mx dr rev revd sir lady lord prof professor cllr fr"
_PARTICLE_WORDS = "de da di del della la le van von der den ap ab ferch bin binti ibn al el st o mac mc"
_TITLES = frozenset(_TITLE_WORDS.split())
_PARTICLES = frozenset(_PARTICLE_WORDS.split())
_STATUSES = {
    "active": PersonStatus.ACTIVE,
    "moved": PersonStatus.MOVED,
    "movedaway": PersonStatus.MOVED,
    "deceased": PersonStatus.DECEASED,
    "died": PersonStatus.DECEASED,
    "donotcontact": PersonStatus.DO_NOT_CONTACT,
    "nocontact": PersonStatus.DO_NOT_CONTACT,
}
_PREFERENCES = {
    "call": ContactPreference.CALL,
    "phone": ContactPreference.CALL,
    "telephone": ContactPreference.CALL,
    "text": ContactPreference.TEXT,
    "sms": ContactPreference.TEXT,
    "email": ContactPreference.EMAIL,
    "letter": ContactPreference.LETTER,
    "post": ContactPreference.LETTER,
    "visit": ContactPreference.VISIT,
    "inperson": ContactPreference.VISIT,
}
_LETTERS = re.compile(r"[^a-z]")
_STARTS_WITH_NUMBER = re.compile(r"\d")


def split_name(full: str) -> tuple[str, str, str]:
    """Split a whole name into first, middle and last; “Surname, First” is understood and titles are left off.

    Particles such as “van der” or “O'” belong to the last name. A single word is a first name.
    """
    name = clean(full)
    if name.count(",") == 1:
        last, first = (part.strip() for part in name.split(","))
        words = [*_without_title(first.split())]
        return (words[0] if words else "", " ".join(words[1:]), last)
    words = _without_title(name.split())
    if len(words) < 2:
        return (words[0] if words else "", "", "")
    start = len(words) - 1
    while start > 1 and words[start - 1].casefold().strip("'") in _PARTICLES:
        start -= 1
    return words[0], " ".join(words[1:start]), " ".join(words[start:])


def _without_title(words: list[str]) -> list[str]:
    while len(words) > 1 and words[0].casefold().rstrip(".") in _TITLES:
        words = words[1:]
    return words


def join_house(house: str, line: str) -> str:
    """A house's number or name and its street as one line."""
    if not house or not line:
        return house or line
    if line.casefold().startswith(house.casefold() + " "):
        return line
    return f"{house} {line}" if _STARTS_WITH_NUMBER.match(house) else f"{house}, {line}"


def lay_out(lines: list[str], town: str, has_town_column: bool) -> tuple[str, str, str]:
    """Fit up to five address lines into two and a town.

    Where the file has no column for the town, the last of several lines is the town, as in the 2020 council
    files.
    """
    filled = [line for line in lines if line]
    if not town and not has_town_column and len(filled) > 1:
        town = filled.pop()
    return (filled[0] if filled else ""), ", ".join(filled[1:]), town


def read_status(text: str) -> PersonStatus | None:
    """A person's status by its usual words; None when it is none."""
    return _STATUSES.get(_LETTERS.sub("", text.casefold()))


def read_preference(text: str) -> ContactPreference | None:
    """How a person would rather be reached, by its usual words; None when it is none."""
    return _PREFERENCES.get(_LETTERS.sub("", text.casefold()))
