"""What a payer reads of costs: the words without the names of people who did not agree that they are told.

Asked in the transaction in which a statement leaves (domain rule 11): a name stays only where the gate of
referrals lets that person be passed on to this payer, which a restriction and an objection never do.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from db.enums import PersonStatus
from db.models import Person
from db.queries import naming
from db.queries.money_work import RechargeRow
from db.queries.naming import Named
from desktop.domain.consent_rules import Standing
from desktop.domain.named_words import Known, parts_of, told
from desktop.services.referral_gate import Ground, Stands, bar_of, stands


@dataclass(frozen=True, slots=True)
class Outgoing:
    """Costs as a payer reads them.

    Attributes:
        taken: how many names were taken out.
        named: keys of those whose name stays, since they agreed that this payer is told.
    """

    lines: tuple[RechargeRow, ...]
    taken: int = 0
    named: tuple[str, ...] = ()


def for_payer(
    session: Session, lines: Sequence[RechargeRow], payer_id: str, *, nobody: bool = False
) -> Outgoing:
    """Costs as a payer reads them.

    Args:
        session: to read with.
        lines: the costs.
        payer_id: who reads them.
        nobody: name nobody, whoever agreed: a file holds the least.
    """
    asked = naming.of_requests(session, [one.request_id for one in lines if one.request_id])
    others = naming.by_last_name(
        session, parts_of(words for one in lines for words in (one.words, one.document))
    )
    everybody = {one.id: one for one in (*others, *asked.values())}
    agreed = frozenset() if nobody else _agreed(session, list(everybody), payer_id)
    made, taken, named = [], 0, set[str]()
    for one in lines:
        own = asked.get(one.request_id or "")
        hidden = [
            _known(each, one.request if own and each.id == own.id else None)
            for each in everybody.values()
            if each.id not in agreed and (each in others or each == own)
        ]
        words, document = told(one.words, hidden), told(one.document, hidden)
        taken += words.taken + document.taken
        left = f"{words.words} {document.words}"
        named |= {
            key
            for key in agreed
            if told(left, [_known(everybody[key], None, alone=everybody[key] == own)]).taken
        }
        made.append(one._replace(words=words.words, document=document.words))
    return Outgoing(tuple(made), taken, tuple(sorted(named)))


def without_names(session: Session, texts: Sequence[str]) -> list[str]:
    """Texts without anybody's whole name, for whoever keeps the accounts."""
    hidden = [_known(one) for one in naming.by_last_name(session, parts_of(texts))]
    return [told(one, hidden).words for one in texts] if hidden else list(texts)


def _known(one: Named, request: int | None = None, *, alone: bool = False) -> Known:
    if request is None:
        return Known(one.first, one.last, one.preferred, alone=alone)
    return Known(one.first, one.last, one.preferred, f"R-{request}", alone=True)


def _agreed(session: Session, people: Sequence[str], payer_id: str) -> frozenset[str]:
    """Of some people those the gate lets be named to a payer; of merged records the one that stands."""
    held = {key: session.get_one(Person, key) for key in people}
    root = {key: one.merged_into_id or key for key, one in held.items()}
    found = stands(session, [*root.values()], payer_id)
    nothing = Stands(Standing.NOT_ASKED)
    return frozenset(
        key
        for key, one in held.items()
        if bar_of(one.status or PersonStatus.ACTIVE, found.get(root[key], nothing), Ground()) is None
    )
