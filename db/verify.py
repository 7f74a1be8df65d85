"""Verifying the change log's chain: an edited, removed, reordered or cut-off entry is named."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.changes import GENESIS, commitment, link_after
from db.models import Change

_PAGE = 2_000


@dataclass(frozen=True, slots=True)
class ChainFinding:
    """One break in a chain.

    Attributes:
        incarnation: the life of the laptop's copy it belongs to.
        seq: the sequence number at which the chain stops fitting.
        words: what is wrong, in plain English.
    """

    incarnation: str
    seq: int
    words: str


def verify_chain(session: Session) -> tuple[int, list[ChainFinding]]:
    """Walk every incarnation's chain.

    Args:
        session: a reading session.

    Returns:
        How many entries there are, and the first break of each chain; empty when all fit.
    """
    count = 0
    findings: list[ChainFinding] = []
    ends: dict[tuple[str, str], tuple[int, bytes] | None] = {}
    columns = list(Change.__table__.columns)
    query = select(*columns).order_by(Change.device_id, Change.incarnation, Change.seq)
    for row in session.execute(query.execution_options(yield_per=_PAGE)).mappings():
        count += 1
        life = (row["device_id"], row["incarnation"])
        end = ends.get(life, (0, GENESIS))
        if end is None:
            continue
        words = _break(dict(row), *end)
        if words:
            findings.append(ChainFinding(row["incarnation"], row["seq"], words))
            ends[life] = None
        else:
            ends[life] = (row["seq"], row["link"])
    return count, findings


def _break(row: dict[str, object], seq: int, link: bytes) -> str:
    at = f"Entry {row['seq']} of the change log"
    if row["seq"] != seq + 1:
        return f"Entries {seq + 1} to {int(str(row['seq'])) - 1} of the change log are missing."
    if row["salt"] is not None and commitment(row["salt"], row["value"]) != row["commitment"]:  # type: ignore[arg-type]
        return f"{at} has been altered: its value is not the one recorded."
    if link_after(link, row) != row["link"]:
        return f"{at} has been altered or put in another place."
    return ""
