"""A handover as it stands against the one before: whole, or only what changed since."""

import io
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from db.enums_handovers import HandoverChange
from db.folder import HubFolder
from db.ids import new_id
from db.kept import KeptCopy, drop_kept, keep
from db.store import Store
from desktop.domain.errors import DomainError
from desktop.domain.handover_units import Line, key_changes, lines_between
from desktop.exports.handover_plan import HandoverPlan, shape_of
from desktop.exports.handover_units import has_keys, only_changed, units_of
from desktop.exports.package import PackageInfo
from desktop.exports.package_tables import FilledTable, SourceRows, chosen_tables, whole_tables
from desktop.exports.words import long_date
from desktop.exports.zips import entry
from desktop.services.base import Actor, Tools
from desktop.services.handover_series import HandoverSeries, LastHandover, MadeHandover


@dataclass(frozen=True, slots=True)
class Update:
    """What goes in a handover.

    Attributes:
        rows: the source of its tables.
        filled: its tables.
        lines: what it says of whom.
        shape: what its rows are made of.
        since: the handover before; None where this one is whole.
    """

    rows: SourceRows
    filled: list[FilledTable]
    lines: tuple[Line, ...]
    shape: Mapping[str, Any]
    since: LastHandover | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed."""
        return self.since is not None and not self.lines

    @property
    def counts(self) -> Mapping[HandoverChange, int] | None:
        """How many people were added, changed and withdrawn; None where it is whole."""
        return None if self.since is None else Counter(line.change for line in self.lines)

    @property
    def people(self) -> int:
        """How many people its rows are about, volunteers not counted."""
        if self.filled[0].table.primary_key:
            return len(self.filled[0].rows)
        return len({str(row["person_id"]) for row in self.rows["people"]})

    @property
    def everybody(self) -> int:
        """How many people it says something of."""
        return sum(line.change is not HandoverChange.WITHDRAWN for line in self.lines)

    @property
    def since_reference(self) -> str:
        """The handover before, such as ``H-41``; empty where this one is whole."""
        return self.since.reference if self.since else ""

    @property
    def since_words(self) -> str:
        """The handover before and its day."""
        return f"{self.since.reference} of {long_date(self.since.at.astimezone())}" if self.since else ""

    def made(self, handover_id: str, recipient_id: str, check_code: str, kept: KeptCopy) -> MadeHandover:
        """What is to be remembered of it."""
        return MadeHandover(handover_id, recipient_id, self.shape, self.lines, check_code, self.since, kept)


def whole_or_update(
    tools: Tools, actor: Actor, plan: HandoverPlan, rows: SourceRows, now: datetime
) -> Update:
    """Work out what goes in.

    Args:
        tools: the open hub's.
        actor: who hands over.
        plan: what is decided.
        rows: what a whole handover would be made of.
        now: the moment of the handover.

    Returns:
        Everything, or what changed since the last handover to this recipient.

    Raises:
        DomainError: only changes are wanted, and they cannot be told; the message says why.
    """
    filled, shape = _filled(plan, rows, now), shape_of(plan)
    units = units_of(plan, filled, rows)
    if not plan.only_changes:
        return Update(rows, filled, tuple(lines_between({}, units)), shape)
    series = HandoverSeries(tools)
    last = series.last(actor, plan.recipient_id)
    if why := why_whole(plan, last, now):
        raise DomainError(why, field="only_changes")
    assert last is not None
    before = series.held(actor, last)
    given = only_changed(rows, key_changes(before, units))
    return Update(given, _filled(plan, given, now), tuple(lines_between(before, units)), shape, last)


def why_whole(plan: HandoverPlan, last: LastHandover | None, now: datetime) -> str:
    """Say why a handover has to be whole; empty where what changed can be told."""
    if last is None:
        return "Nothing was handed to them before. Make a whole handover first."
    if not has_keys(plan):
        return "These details have no reference, so what changed cannot be told. Add “Our reference”."
    if dict(last.shape) != shape_of(plan):
        return f"{last.reference} held other details. Choose the same ones, or hand over everything."
    if last.is_deleted or (last.delete_by is not None and last.delete_by < now.astimezone().date()):
        return f"They no longer have {last.reference}: it was to be deleted. Hand over everything."
    return ""


@contextmanager
def kept_copy(store: Store, info: PackageInfo, now: datetime) -> Iterator[tuple[str, KeptCopy]]:
    """Keep a copy of a package while it is recorded; it goes again where the recording does not hold."""
    folder, handover_id = HubFolder(store.path.parent), new_id()
    kept = keep(folder, handover_id, _content(info.path, now))
    try:
        yield handover_id, kept
    except BaseException:
        drop_kept(folder, kept.name)
        raise


def _content(path: Path, now: datetime) -> bytes:
    if path.is_file():
        return path.read_bytes()
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for each in sorted(one for one in path.rglob("*") if one.is_file()):
            archive.writestr(entry(each.relative_to(path).as_posix(), now), each.read_bytes())
    return stream.getvalue()


def _filled(plan: HandoverPlan, rows: SourceRows, now: datetime) -> list[FilledTable]:
    if plan.chosen:
        return chosen_tables(plan.chosen, rows, now.date())
    return whole_tables(rows, plan.drop)
