"""Rows that could point to one person, and what to do about them.

The measure is k-anonymity (Sweeney 2002, "k-anonymity: a model for protecting privacy"): a row is safe when
at least k rows read the same in the columns by which somebody could be recognised. The ICO's anonymisation
guidance calls this the motivated intruder's view.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from desktop.exports.handover_details import Source
from desktop.exports.handover_fields import Choice, Preset, detail
from desktop.exports.tables import Table, to_text

QUASI: dict[Preset, tuple[str, ...]] = {Preset.PLAN: ("area", "age_band")}
"""Columns by which a neighbour could recognise somebody, by preset; presets that name people have none."""


@dataclass(frozen=True, slots=True)
class SmallGroup:
    """Rows alike in few places.

    Args:
        columns: the fewest columns in which they stand out.
        values: what they read there.
        rows: their positions, from 0.
    """

    columns: tuple[str, ...]
    values: tuple[str, ...]
    rows: tuple[int, ...]

    @property
    def words(self) -> str:
        """Say it plainly, such as "Only one row says Westerby, 90 and over."."""
        many = "one row says" if len(self.rows) == 1 else f"{len(self.rows)} rows say"
        return f"Only {many} {', '.join(value or 'not known' for value in self.values)}."


def find_small_groups(
    table: Table, rows: Sequence[Sequence[Any]], quasi: Iterable[str], k: int = 5
) -> list[SmallGroup]:
    """Find rows that fewer than k rows read like.

    Args:
        table: the columns of the rows.
        rows: what the recipient would see.
        quasi: columns by which somebody could be recognised; those the table lacks are passed over.
        k: the fewest rows that may read alike.

    Returns:
        Groups, each told by the fewest columns that make it small, smallest first. A row is told once.
    """
    columns = [name for name in quasi if name in table.names]
    cells = [[to_text(row[table.names.index(name)]) for name in columns] for row in rows]
    told: set[int] = set()
    found: list[SmallGroup] = []
    for size in range(1, len(columns) + 1):
        for chosen in combinations(range(len(columns)), size):
            for values, members in _alike(cells, chosen).items():
                fresh = tuple(row for row in members if row not in told)
                if len(members) < k and fresh:
                    names = tuple(columns[i] for i in chosen)
                    found.append(SmallGroup(names, values, fresh))
                    told.update(fresh)
    return sorted(found, key=lambda group: (len(group.rows), group.rows))


def _alike(cells: list[list[str]], chosen: tuple[int, ...]) -> dict[tuple[str, ...], list[int]]:
    groups: dict[tuple[str, ...], list[int]] = {}
    for position, row in enumerate(cells):
        groups.setdefault(tuple(row[i] for i in chosen), []).append(position)
    return groups


@dataclass(frozen=True, slots=True)
class Coarser:
    """A detail sent more coarsely: "Change to ..."."""

    before: Choice
    after: Choice
    words: str


def suggestions(chosen: Sequence[Choice]) -> list[Coarser]:
    """Offer the next coarser way of each detail that has one.

    Args:
        chosen: what is to go in.

    Returns:
        One change a detail, in the order chosen. Leaving the rows out is always possible besides.
    """
    offers = []
    for choice in chosen:
        options = detail(choice.detail).options
        codes = [option.code for option in options]
        place = codes.index(choice.sent_as) if choice.sent_as in codes else 0
        if place:
            coarser = options[place - 1]
            offers.append(
                Coarser(choice, Choice(choice.detail, coarser.code), f"Change to “{coarser.words}”")
            )
    return offers


def without_rows(rows: Sequence[Any], groups: Iterable[SmallGroup]) -> list[Any]:
    """Leave out the rows of small groups."""
    gone = {row for group in groups for row in group.rows}
    return [row for position, row in enumerate(rows) if position not in gone]


def identifiable(row: Source | Mapping[str, Any]) -> bool:
    """Whether a council's import could tell who a row is about.

    Args:
        row: a person with first_name, last_name, date_of_birth, address_uprn, contact_number_calls,
            contact_number_texts, contact_email; any may be missing.

    Returns:
        True with both names and one of the rest: the rule of Hackney's published help-request ingest, which
        passes over any other row.
    """
    if not (row.get("first_name") and row.get("last_name")):
        return False
    others = (
        "date_of_birth",
        "address_uprn",
        "contact_number_calls",
        "contact_number_texts",
        "contact_email",
    )
    return any(row.get(name) for name in others)


def suppressed(counts: Mapping[str, int], limit: int = 5) -> dict[str, str]:
    """Write counts so that no small one can be read or worked out.

    Args:
        counts: how many, by label.
        limit: counts from one up to but not including this are hidden.

    Returns:
        Numbers as text, small ones as "fewer than 5"; when only one is hidden, the next smallest is hidden
        too ("5 or more"), or it would follow from the total.
    """
    hidden = [label for label, number in counts.items() if 0 < number < limit]
    shown = {label: f"{number:,}" for label, number in counts.items()}
    shown.update(dict.fromkeys(hidden, f"fewer than {limit}"))
    others = Counter({label: number for label, number in counts.items() if number >= limit})
    if len(hidden) == 1 and others:
        smallest = min(others, key=lambda label: (others[label], label))
        shown[smallest] = f"{limit} or more"
    return shown
