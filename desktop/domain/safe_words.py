"""How somebody may be reached safely, as sentences a council reads and another hub understands again.

The tables of a handover have no columns for it: their names are the councils' own. So it stands at the head
of what is said about talking with somebody, in fixed sentences. Whoever has no Hubkeeper reads plain words;
a hub that takes the file in makes of them what they were, so that the wish binds there too.
"""

import re
from typing import NamedTuple

from desktop.domain.text import clean

_WHEN = "Ring only: {}."
NO_MESSAGE = "Leave no message and send none."
NO_POST = "Send no post."
NO_OTHER_NUMBER = "Ring no other number."
_HEARD = re.compile(r"Ring only: (?P<when>\S.*?)\.(?=\s|$)")
_STOPS = re.compile(r"\.+(?=\s|$)")


class SafeWords(NamedTuple):
    """What was asked for.

    Attributes:
        when: when to ring, in their words.
        no_message: leave none and send none.
        no_post: send none.
        no_other_number: ring the number given and no other.
    """

    when: str = ""
    no_message: bool = False
    no_post: bool = False
    no_other_number: bool = False


def in_words(safe: SafeWords) -> str:
    """Say it in fixed sentences; empty where nothing was asked for."""
    when = spoken(safe.when)
    told = {
        _WHEN.format(when): bool(when),
        NO_OTHER_NUMBER: safe.no_other_number,
        NO_MESSAGE: safe.no_message,
        NO_POST: safe.no_post,
    }
    return " ".join(words for words, holds in told.items() if holds)


def spoken(when: str) -> str:
    """The words of when to ring, on one line and without a full stop that would end them too soon."""
    return _STOPS.sub(";", clean(when)).strip("; ")


def from_words(text: str) -> tuple[SafeWords, str]:
    """Understand the sentences at the head of a text.

    Args:
        text: on one line, as another hub's file has it.

    Returns:
        What they ask for, and the rest of the text as it stands; where a text begins with none of them, or
        says one twice, nothing is taken out of it from there on.
    """
    when, said, rest = "", set[str](), text.strip()
    while True:
        found = _HEARD.match(rest)
        if found is not None and not when and spoken(found["when"]) == found["when"]:
            when, rest = found["when"], rest[found.end() :].lstrip()
            continue
        plain = next((one for one in (NO_OTHER_NUMBER, NO_MESSAGE, NO_POST) if _begins(rest, one)), "")
        if not plain or plain in said:
            break
        said.add(plain)
        rest = rest[len(plain) :].lstrip()
    return SafeWords(when, NO_MESSAGE in said, NO_POST in said, NO_OTHER_NUMBER in said), rest


def _begins(text: str, sentence: str) -> bool:
    return text == sentence or text.startswith(f"{sentence} ")
