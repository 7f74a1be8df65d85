"""Verifying the change log: an edited, removed, moved or cut-off entry is named, with what was done to it."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.changes import GENESIS, commitment, link_after
from db.marker import Marker
from db.models import Change

_PAGE = 2_000
_NEAR = 12
"""Neighbours on each side among which an entry that does not fit is looked for; then among all such ones."""
MOST_NAMED = 20
"""Findings a chain is walked for; more would be the same damage told again."""

Heard = Callable[[int, int], None]


class Damage(StrEnum):
    """What was done to a chain."""

    EDITED = "edited"
    REMOVED = "removed"
    MOVED = "moved"
    CUT_OFF = "cut_off"


@dataclass(frozen=True, slots=True)
class ChainFinding:
    """One break in a chain.

    Attributes:
        incarnation: the life of the laptop's copy it belongs to.
        seq: the sequence number at which the chain stops fitting.
        damage: what was done there.
        words: what is wrong, in plain English and without anyone's data.
    """

    incarnation: str
    seq: int
    damage: Damage
    words: str


def verify_chain(
    session: Session, notes: Iterable[Marker] = (), heard: Heard = lambda _done, _total: None
) -> tuple[int, list[ChainFinding]]:
    """Walk every incarnation's chain, and look whether its end is where this laptop noted it.

    Args:
        session: a reading session.
        notes: what the laptop noted outside the store of the last changes it wrote; read them before the
            session begins, since the store may go on growing.
        heard: told how many entries were walked and how many there are; what it raises ends the walk.

    Returns:
        How many entries there are, and the breaks of each chain; empty when all fit.
    """
    total = session.scalar(select(func.count()).select_from(Change)) or 0
    walks: dict[tuple[str, str], _Walk] = {}
    noted = {(one.device, one.incarnation, one.seq): one for one in notes}
    met: dict[tuple[str, str, int], str] = {}
    count = 0
    for row in _entries(session):
        life = (row["device_id"], row["incarnation"])
        walks.setdefault(life, _Walk(row["incarnation"])).take(row)
        if (*life, row["seq"]) in noted:
            met[*life, row["seq"]] = row["link"].hex()
        count += 1
        if count % _PAGE == 0:
            heard(count, total)
    findings = [finding for walk in walks.values() for finding in walk.end()]
    ends = {life: walk.seq for life, walk in walks.items()}
    findings += [found for dot, one in noted.items() if (found := _at_the_end(one, ends, met.get(dot)))]
    heard(total, total)
    return count, findings


def _entries(session: Session) -> Iterator[Mapping[str, Any]]:
    names = [column.name for column in Change.__table__.columns]
    query = select(*Change.__table__.columns).order_by(Change.device_id, Change.incarnation, Change.seq)
    for row in session.execute(query.execution_options(yield_per=_PAGE)):
        yield dict(zip(names, row, strict=True))


def _at_the_end(note: Marker, ends: Mapping[tuple[str, str], int], link: str | None) -> ChainFinding | None:
    """What is wrong with the end of a chain, by the laptop's own note of it."""
    last = ends.get((note.device, note.incarnation), 0)
    if note.seq > last:
        words = f"{_entries_words(last + 1, note.seq)} cut off the end: this laptop wrote {note.seq} in all."
        return ChainFinding(note.incarnation, last + 1, Damage.CUT_OFF, words)
    if note.seq and link is not None and link != note.hash:
        words = f"Entry {note.seq} of the change log is not the one this laptop noted when it was written."
        return ChainFinding(note.incarnation, note.seq, Damage.EDITED, words)
    return None


@dataclass(slots=True)
class _Walk:
    """One chain, walked in order; a break is judged once its neighbours on both sides are known."""

    incarnation: str
    seq: int = 0
    link: bytes = GENESIS
    behind: deque[Mapping[str, Any]] = field(default_factory=lambda: deque(maxlen=_NEAR))
    waiting: list[tuple[Mapping[str, Any], list[Mapping[str, Any]]]] = field(default_factory=list)
    unplaced: list[tuple[Mapping[str, Any], list[Mapping[str, Any]]]] = field(default_factory=list)
    found: list[ChainFinding] = field(default_factory=list)

    def take(self, row: Mapping[str, Any]) -> None:
        """Look at the next entry, and go on from what it says of itself."""
        for _row, near in self.waiting:
            near.append(row)
        self._settle(_NEAR)
        if len(self.found) + len(self.waiting) + len(self.unplaced) < MOST_NAMED:
            self._look(row)
        self.behind.append(row)
        self.seq, self.link = row["seq"], row["link"]

    def end(self) -> list[ChainFinding]:
        """Everything found, in the order of the chain."""
        self._settle(0)
        around = [one for row, near in self.unplaced for one in (*near, row)]
        homes = {row["seq"] for row, _near in self.unplaced}
        for row, _near in self.unplaced:
            self._tell(row, _first_place(row, around, homes))
        return sorted(self.found, key=lambda one: one.seq)

    def _look(self, row: Mapping[str, Any]) -> None:
        gap = row["seq"] != self.seq + 1
        if gap:
            words = f"{_entries_words(self.seq + 1, row['seq'] - 1)} missing."
            self._add(self.seq + 1, Damage.REMOVED, words)
        if row["salt"] is not None and commitment(row["salt"], row["value"]) != row["commitment"]:
            words = (
                f"Entry {row['seq']} of the change log has been altered: its value is not the one recorded."
            )
            self._add(row["seq"], Damage.EDITED, words)
        elif not gap and link_after(self.link, row) != row["link"]:
            self.waiting.append((row, list(self.behind)))

    def _settle(self, ahead: int) -> None:
        """Judge the breaks whose following entries have been read."""
        while self.waiting and self.waiting[0][0]["seq"] + ahead <= self.seq:
            self._judge(*self.waiting.pop(0))

    def _judge(self, row: Mapping[str, Any], near: list[Mapping[str, Any]]) -> None:
        place = _first_place(row, [*near, row], {one["seq"] for one in (*near, row)})
        if place is None:
            self.unplaced.append((row, near))
        else:
            self._tell(row, place)

    def _tell(self, row: Mapping[str, Any], place: int | None) -> None:
        if place == row["seq"]:
            return  # it stands where it was written: only the entry before it does not
        if place is not None:
            words = f"Entry {row['seq']} of the change log was moved: it was written as entry {place}."
            self._add(row["seq"], Damage.MOVED, words)
        else:
            words = f"Entry {row['seq']} of the change log has been altered: it is not as it was written."
            self._add(row["seq"], Damage.EDITED, words)

    def _add(self, seq: int, damage: Damage, words: str) -> None:
        self.found.append(ChainFinding(self.incarnation, seq, damage, words))


def _first_place(
    row: Mapping[str, Any], around: Sequence[Mapping[str, Any]], homes: Iterable[int]
) -> int | None:
    """The sequence number under which an entry fits the chain; None for none.

    Both ways of moving are seen: an entry that took its link with it, and one whose place kept the link.

    Args:
        row: the entry.
        around: entries whose links it may follow or have, itself among them.
        homes: the numbers to try, the nearest first.
    """
    links = {one["link"] for one in around}
    befores = (*links, GENESIS)
    for seq in sorted(homes, key=lambda seq: abs(seq - row["seq"])):
        moved = {**row, "seq": seq}
        if any(link_after(before, moved) in links for before in befores):
            return int(seq)
    return None


def _entries_words(first: int, last: int) -> str:
    """How the entries of a gap are named, with their verb."""
    if first == last:
        return f"Entry {first} of the change log is"
    return f"Entries {first} to {last} of the change log are"
