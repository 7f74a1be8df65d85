"""A handover from plan to package: preview it, make it, record it.

Exports may call services; services never call exports.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from db.enums import ShareKind
from db.enums_handovers import HandoverChange
from desktop.domain.consent_rules import LeftOut
from desktop.domain.errors import DomainError
from desktop.exports.handover_fields import Preset, in_words, names_people
from desktop.exports.handover_plan import (
    HandoverPlan,
    ask_of,
    check_names,
    check_purpose,
    delete_by,
    directory_notes,
    fields_of,
    left_out_words,
    nobody_words,
    notes_of,
    spec_of,
)
from desktop.exports.handover_spec import HandoverSpec
from desktop.exports.handover_update import kept_copy, whole_or_update
from desktop.exports.make_directory import DirectoryPlan, draw_directory
from desktop.exports.package import MANIFEST, PackageInfo, write_package
from desktop.exports.package_cover import DIRECTORY_FIELD
from desktop.exports.package_tables import hard_to_match, notes_on
from desktop.exports.small_groups import QUASI, Coarser, SmallGroup, find_small_groups, suggestions
from desktop.exports.staging import file_hash, staging
from desktop.services.base import Actor, Changes, Tools
from desktop.services.handovers import Gathered, Handovers
from desktop.services.laws import Laws
from desktop.services.sharing_log import NumberTaken, Share, SharingLog

__all__ = ["HandoverPlan", "Made", "Preview", "left_out_words", "make_handover", "preview"]

_TRIES = 3


@dataclass(frozen=True, slots=True)
class Preview:
    """What the recipient will see, before anything is made.

    Attributes:
        headings: the columns.
        rows: the first rows.
        total: how many rows there will be; of whole tables, of the people.
        people: how many people are in it.
        left_out: how many people in scope are not, by reason.
        groups: rows that could point to one person; their positions index ``row_people``.
        row_people: the person of each row, to leave out by hand.
        coarser: changes that make small groups larger.
        delete_by: when the recipient must have deleted it.
        notes: what the recipient is told besides.
        hard_to_match: rows a council's computer may not match to anybody; see `small_groups.identifiable`.
        changes: where it is not whole, how many people were added, changed and withdrawn.
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total: int
    people: int
    left_out: dict[LeftOut, int]
    groups: tuple[SmallGroup, ...]
    row_people: tuple[str, ...]
    coarser: tuple[Coarser, ...]
    delete_by: date
    notes: tuple[str, ...]
    hard_to_match: int = 0
    changes: Mapping[HandoverChange, int] | None = None

    def people_of(self, group: SmallGroup) -> frozenset[str]:
        """Keys of the people whose rows make a small group."""
        return frozenset(self.row_people[row] for row in group.rows)


@dataclass(frozen=True, slots=True)
class Made:
    """A handover that was made and recorded.

    Attributes:
        info: what was written.
        reference: such as ``H-42``.
        record_id: its entry in the sharing log.
        people: how many people are in it.
        left_out: how many people in scope are not, by reason.
        changes: what the write touched.
    """

    info: PackageInfo
    reference: str
    record_id: str
    people: int
    left_out: dict[LeftOut, int]
    changes: Changes


def preview(tools: Tools, actor: Actor, plan: HandoverPlan, limit: int = 7) -> Preview:
    """Show what a plan would hand over; nothing is written and nothing recorded.

    Args:
        tools: the open hub's.
        actor: who asks.
        plan: what is decided so far; the purpose may still be missing.
        limit: how many rows to show.

    Returns:
        The preview, made by the same steps as the package.

    Raises:
        DomainError: the details cannot be sent so, or the recipient is gone.
        NotAllowed: concerns; health notes or an overruling without the lead.
    """
    handovers = Handovers(tools)
    gathered = handovers.gather(actor, ask_of(plan))
    update = whole_or_update(tools, actor, plan, gathered.rows.tables, handovers.now())
    tables = update.filled
    table = tables[0]
    is_named = not plan.chosen or names_people(plan.chosen)
    groups = [] if is_named else find_small_groups(table.table, table.rows, QUASI[Preset.PLAN])
    chosen_people = [row["person_id"] for row in update.rows["people"]] if plan.chosen else []
    return Preview(
        headings=tuple(column.heading for column in table.table.columns),
        rows=tuple(table.rows[:limit]),
        total=len(table.rows),
        people=len(gathered.scope.inside),
        left_out=gathered.scope.counts,
        groups=tuple(groups),
        row_people=tuple(chosen_people) or gathered.scope.inside,
        coarser=tuple(suggestions(plan.chosen)) if groups else (),
        delete_by=delete_by(plan, handovers.today()),
        notes=(*notes_on(tables, named=False), *notes_of(gathered), *directory_notes(plan)),
        hard_to_match=hard_to_match(table) if is_named else 0,
        changes=update.counts,
    )


def make_handover(
    tools: Tools, actor: Actor, plan: HandoverPlan, out_dir: Path, password: str | None, now: datetime
) -> Made:
    """Make a package and record it: both or neither.

    Args:
        tools: the open hub's, open for writing.
        actor: who hands over.
        plan: what, to whom and why.
        out_dir: the folder the package goes into.
        password: locks the tables and the summary; None leaves them open.
        now: the moment of the handover, with its zone. The same data and moment give the same bytes, apart
            from the reference and from a password's random key.

    Returns:
        What was made.

    Raises:
        DomainError: the plan cannot be made so; the message says what to do.
        NotAllowed: concerns; health notes or an overruling without the lead.
        KnownStoreError: the disk is full or cannot be written, or the record could not be kept.
    """
    handovers = Handovers(tools)
    check_purpose(plan, handovers.today())
    for _ in range(_TRIES - 1):
        try:
            return _made(handovers, actor, plan, out_dir, password, now)
        except NumberTaken:
            continue
    return _made(handovers, actor, plan, out_dir, password, now)


def _made(
    handovers: Handovers,
    actor: Actor,
    plan: HandoverPlan,
    out_dir: Path,
    password: str | None,
    now: datetime,
) -> Made:
    ask = ask_of(plan)
    gathered = handovers.gather(actor, ask)
    if not gathered.scope.inside and not plan.only_changes:
        raise DomainError(nobody_words(gathered), field="recipient")
    check_names(plan, gathered)
    number, reference = SharingLog(handovers.tools).next_number(actor)
    update = whole_or_update(handovers.tools, actor, plan, gathered.rows.tables, now)
    if update.is_empty:
        raise DomainError(
            f"Nothing has changed since {update.since_reference}. There is nothing to hand over."
        )
    spec = spec_of(plan, gathered, actor, number, reference, handovers.today())
    spec = replace(spec, since=update.since_words, people=update.people)
    if plan.purpose_code or plan.basis_code:
        laws = Laws(handovers.tools)
        grounds = laws.grounds(actor, plan.basis, plan.basis_code, plan.purpose_code)
        spec = replace(spec, grounds=grounds)
    directory = None
    if plan.with_directory:
        _, directory, _ = draw_directory(handovers.tools, actor, DirectoryPlan(), now)
    with staging(out_dir) as aside:
        info = write_package(spec, update.rows, aside.folder, now, password, directory)
        final = out_dir / info.path.name
        if final.exists():
            raise DomainError("There is a package of this second already. Wait a moment and press it again.")
        share = replace(
            _share(plan, gathered, spec, info.path),
            number=number,
            is_locked=password is not None,
            people_count=update.everybody,
        )
        with kept_copy(handovers.store, info, now) as (handover_id, kept):
            made = update.made(handover_id, plan.recipient_id, info.check_code, kept)
            summed = handovers.record(
                actor, ask, gathered.scope, share, lambda: aside.place(info.path, final), made
            )
    left_out, people = gathered.scope.counts, update.people
    return Made(replace(info, path=final), reference, summed.made, people, left_out, summed)


def _share(plan: HandoverPlan, gathered: Gathered, spec: HandoverSpec, path: Path) -> Share:
    """Put together what is recorded; the hash of a folder is its manifest's, which holds every other."""
    fields = (*fields_of(plan), *((DIRECTORY_FIELD,) if plan.with_directory else ()))
    return Share(
        kind=ShareKind.HANDOVER,
        purpose=spec.purpose,
        fields=fields,
        fields_said=in_words(fields),
        whole=not plan.chosen,
        people_count=gathered.scope.everybody,
        file_name=path.name,
        file_hash=file_hash(path / MANIFEST if path.is_dir() else path),
        recipient_id=gathered.recipient.id,
        recipient_name=spec.recipient_line,
        basis=plan.basis,
        agreement=spec.basis_note,
        delete_by=spec.delete_by,
        reason=plan.note.strip(),
        purpose_code=plan.purpose_code,
        basis_code=plan.basis_code,
    )
