"""What a lead writes into a concern by hand, and what each kind of entry has to say."""

from db.enums_concerns import EntryKind
from desktop.domain.concerns import Decision, Details, Referral, check_decision
from desktop.domain.errors import DomainError

WRITTEN_BY_HAND = frozenset(
    {
        EntryKind.ADDITION,
        EntryKind.CORRECTION,
        EntryKind.STEP,
        EntryKind.DETAILS,
        EntryKind.DECISION,
        EntryKind.REFERRAL,
        EntryKind.ACKNOWLEDGED,
        EntryKind.SHARED,
    }
)
"""What `desktop.services.concerns.Concerns.write` takes; the rest has verbs of its own."""
_PART_OF = {
    EntryKind.DETAILS: Details,
    EntryKind.DECISION: Decision,
    EntryKind.REFERRAL: Referral,
}


def require_whole(kind: EntryKind, words: str, part: Details | Decision | Referral | None) -> None:
    """Refuse an entry that lacks what its kind asks for.

    Args:
        kind: one of `WRITTEN_BY_HAND`.
        words: what is said.
        part: details, decision or referral, as the kind asks.

    Raises:
        DomainError: what is missing.
        ValueError: the kind is not written by hand, or is given another kind's part.
    """
    if kind not in WRITTEN_BY_HAND:
        raise ValueError(f"{kind} has a verb of its own")
    wanted = _PART_OF.get(kind)
    if wanted is not None and not isinstance(part, wanted):
        raise ValueError(f"{kind} needs its part")
    if wanted is None and not words.strip():
        raise DomainError("Write what there is to say.", field="words")
    if isinstance(part, Decision):
        check_decision(part)
    if isinstance(part, Referral) and not part.to.strip():
        raise DomainError("Say whom you told.", field="to")
