"""Letters to those who passed people on: that the hub has them, and what came of it.

A letter names the referral by the sender's own reference and the hub's; only where the sender gave none does
it say the first name and initial. What is needed is not on it: it may lie open on a desk.
"""

import hashlib
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from db.enums import ShareKind
from db.enums_referrals import ReferralStatus
from desktop.domain.bulk_export import Apart
from desktop.domain.phones import national
from desktop.exports.letter_pdf import Letter, Letterhead, write_letters
from desktop.exports.returned_list import OUTCOME_WORDS, REASON_WORDS
from desktop.exports.words import long_date
from desktop.services.base import Actor, Changes, Tools
from desktop.services.hub_info import HubInfo
from desktop.services.referral_letters import AnswerLetter, AnswerLine, ReferralLetters
from desktop.services.sharing_log import Share

FIELDS = ("their reference", "our reference", "state", "outcome", "onward suggestion")
"""What a letter holds."""


@dataclass(frozen=True, slots=True)
class DrawnAnswers:
    """Letters in memory; nothing has left yet."""

    content: bytes
    pages: int
    letters: tuple[AnswerLetter, ...]


def draw_answers(tools: Tools, actor: Actor, referral_ids: Sequence[str]) -> DrawnAnswers:
    """Draw one letter to each sender of some referrals; drawing changes nothing.

    Args:
        tools: the open hub's.
        actor: who answers.
        referral_ids: of referrals that came in.
    """
    service = ReferralLetters(tools)
    letters = tuple(service.gather(actor, referral_ids))
    hub = HubInfo(tools).facts(actor)
    head = Letterhead(hub.name, national(hub.phone), service.today(), hub.is_demo)
    stream = io.BytesIO()
    written = [
        Letter(one.contact or one.sender, one.address, _subject(one), _body(one, hub.name)) for one in letters
    ]
    pages = write_letters(stream, head, written)
    return DrawnAnswers(stream.getvalue(), pages, letters)


def record_answers(
    tools: Tools, actor: Actor, drawn: DrawnAnswers, name: str, put: Callable[[], object]
) -> Changes:
    """Record that senders were told, with a sharing record for each, and let the letters leave.

    Args:
        tools: the open hub's, open for writing.
        actor: who answers.
        drawn: what leaves.
        name: of the file or the printer.
        put: writes the file; nothing for a printer.
    """
    shares = [
        Share(
            kind=ShareKind.PRINT,
            purpose="Answers to referrals by letter",
            fields=FIELDS,
            people_count=len({line.person_id for line in one.lines}),
            file_name=name,
            file_hash=hashlib.sha256(drawn.content).hexdigest(),
            recipient_id=one.sender_id,
            recipient_name=one.sender,
            apart=Apart.THEY_SENT,
        )
        for one in drawn.letters
    ]
    keys = [line.id for one in drawn.letters for line in one.lines]
    return ReferralLetters(tools).record(actor, keys, shares, put)


def _subject(letter: AnswerLetter) -> str:
    count = len(letter.lines)
    return "The person you passed to us" if count == 1 else f"The {count:,} people you passed to us"


def _body(letter: AnswerLetter, hub: str) -> str:
    greeting = f"Dear {letter.contact}," if letter.contact else "Dear colleague,"
    said = "\n\n".join(_line(one) for one in letter.lines)
    close = "If anything here is not as you expected, ring us at the number above and give our reference."
    return f"{greeting}\n\n{said}\n\n{close}\n\n{hub}"


def _line(one: AnswerLine) -> str:
    theirs = (
        f"Your reference {one.their_reference}, ours" if one.their_reference else f"{one.short_name}, our"
    )
    head = f"{theirs} {'' if one.their_reference else 'reference '}{one.reference}"
    came = f", received {long_date(one.came_on)}" if one.came_on else ""
    return f"{head}{came}: {_state(one)}"


def _state(one: AnswerLine) -> str:
    note = f" {one.note}" if one.note else ""
    if one.status is ReferralStatus.COMPLETED and one.outcome is not None:
        return f"completed. {OUTCOME_WORDS[one.outcome]}.{note}"
    if one.status is ReferralStatus.DECLINED and one.reason is not None:
        onward = f" Ask {one.onward} instead." if one.onward else ""
        return f"we cannot take this one. {REASON_WORDS[one.reason]}.{onward}{note}"
    if one.status is ReferralStatus.RETURNED:
        return f"we hand this one back to you.{note}"
    if one.status is ReferralStatus.ACCEPTED:
        return "we are dealing with it."
    return "we have it, and will tell you what comes of it."
