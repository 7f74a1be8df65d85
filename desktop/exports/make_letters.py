"""Letters about checks, drawn in memory; the line in the sharing log comes when they leave."""

import hashlib
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from db.enums import ShareKind
from desktop.domain.bulk_export import Apart
from desktop.domain.errors import DomainError
from desktop.domain.phones import national
from desktop.exports.letter_pdf import Letter, Letterhead, write_letters
from desktop.services.base import Actor, Changes, Tools
from desktop.services.check_letters import CheckLetter, CheckLetters
from desktop.services.hub_info import HubInfo
from desktop.services.sharing_log import Share
from desktop.services.thank_letters import ThankLetters


class LetterSort(StrEnum):
    """What letters are about."""

    CHECKS = "checks"
    THANKS = "thanks"


_FIELDS = {
    LetterSort.CHECKS: ("name", "address", "check", "date"),
    LetterSort.THANKS: ("name", "address", "helps"),
}
"""What a letter holds of the person it goes to."""
_ABOUT = {LetterSort.CHECKS: "Letters about checks", LetterSort.THANKS: "Letters of thanks"}


@dataclass(frozen=True, slots=True)
class DrawnLetters:
    """Letters in memory; nothing of them has left yet.

    Attributes:
        purpose: what they are, such as "Check to renew".
        people: how many people get one.
    """

    purpose: str
    content: bytes
    pages: int
    people: int


def draw_letters(
    tools: Tools, actor: Actor, purpose: str, letters: Sequence[CheckLetter], now: datetime
) -> DrawnLetters:
    """Draw letters for paper; people who asked for no post get none.

    Args:
        tools: the open hub's.
        actor: who writes.
        purpose: the name of the template.
        letters: filled for each person.
        now: the moment, with its zone.

    Raises:
        DomainError: nobody is left to write to.
    """
    wanted = [one for one in letters if not one.no_post]
    if not wanted:
        raise DomainError("Nobody picked may be written to: no post was asked for. Ring instead.")
    hub = HubInfo(tools).facts(actor)
    head = Letterhead(hub.name, national(hub.phone), now.astimezone().date(), hub.is_demo)
    stream = io.BytesIO()
    pages = write_letters(
        stream, head, [Letter(one.name, one.address, one.subject, one.body) for one in wanted]
    )
    return DrawnLetters(purpose, stream.getvalue(), pages, len({one.person_id for one in wanted}))


def record_letters(
    tools: Tools,
    actor: Actor,
    drawn: DrawnLetters,
    name: str,
    put_in_place: Callable[[], object],
    sort: LetterSort = LetterSort.CHECKS,
) -> Changes:
    """Leave the line of printed letters in the sharing log, and let them leave: both or neither.

    Args:
        tools: the open hub's, open for writing.
        actor: who prints.
        drawn: what leaves.
        name: of the file or the printer.
        put_in_place: writes the file; nothing for a printer.
        sort: what they are about.
    """
    share = Share(
        kind=ShareKind.PRINT,
        purpose=f"{_ABOUT[sort]}: {drawn.purpose}",
        fields=_FIELDS[sort],
        people_count=drawn.people,
        file_name=name,
        file_hash=hashlib.sha256(drawn.content).hexdigest(),
        recipient_name="the people themselves",
        apart=Apart.THEMSELVES,
    )
    service = CheckLetters if sort is LetterSort.CHECKS else ThankLetters
    return service(tools).record(actor, share, put_in_place)
