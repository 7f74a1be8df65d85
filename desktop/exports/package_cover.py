"""What the cover sheet and the sharing record say of a package."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from desktop.exports.handover_cover import CoverField, CoverSheet
from desktop.exports.handover_details import DETAILS
from desktop.exports.handover_fields import detail
from desktop.exports.handover_spec import HandoverSpec
from desktop.exports.hsds_package import DirectoryFiles
from desktop.exports.package_tables import FilledTable
from desktop.exports.sharing import SharingRecord
from desktop.exports.words import counted, few

DIRECTORY_FIELD = "directory"
"""What the sharing log calls the tables of organisations and services among the fields of a handover."""


@dataclass(frozen=True, slots=True)
class PackageFile:
    """One file of a package."""

    name: str
    size: int
    sha256: str


def sharing_record(
    spec: HandoverSpec, filled: list[FilledTable], now: datetime, *, directory: bool = False
) -> SharingRecord:
    """Make the sharing record of a package from what is known of it."""
    columns = tuple(f"{each.table.name}.{name}" for each in filled for name in each.table.names)
    return SharingRecord(
        reference=spec.reference,
        sharing_organisation=spec.hub_name,
        receiving_organisation=spec.recipient_line,
        purpose=spec.purpose,
        lawful_basis=spec.lawful_basis,
        law=spec.grounds.law,
        why_necessary=spec.grounds.necessary,
        special_category_condition=spec.grounds.condition,
        agreement=spec.basis_note,
        delete_by=spec.delete_by,
        shared_at=now,
        decided_by=spec.sender,
        decided_by_position=spec.sender_role,
        decided_on=now.date(),
        fields=(*columns, DIRECTORY_FIELD) if directory else columns,
        people=_people(spec, filled),
        left_out=spec.left_out,
    )


def _rows(spec: HandoverSpec, filled: list[FilledTable]) -> int:
    """How many rows there are where somebody may have several; 0 where each person has one."""
    sizes = {each.table.name: len(each.rows) for each in filled}
    several = sizes.get("people", 0) if sizes.get("people", 0) > _people(spec, filled) else 0
    return sizes.get("help_requests", several)


def cover_sheet(
    spec: HandoverSpec,
    filled: list[FilledTable],
    file_name: str,
    now: datetime,
    listed: Iterable[PackageFile],
    check_code: str,
    *,
    locked: bool,
    directory: DirectoryFiles | None = None,
) -> CoverSheet:
    """Say on a cover sheet what a package holds.

    Args:
        spec: what, to whom and why.
        filled: the tables.
        file_name: the package's name.
        now: the time of the handover.
        listed: its files without the cover.
        check_code: the code printed.
        locked: whether the tables are locked; the cover then names no person of either side.
        directory: organisations and services in it.
    """
    return CoverSheet(
        reference=spec.reference,
        hub_name=spec.hub_name,
        recipient="\n".join(filter(None, (spec.recipient_team, spec.recipient))),
        day=now.date(),
        purpose=spec.purpose,
        law=f"{spec.law_words}.",
        people=_people(spec, filled),
        sender=_sender(spec, locked=locked),
        hub_phone=spec.hub_phone,
        contact="" if locked else spec.recipient_contact,
        contact_phone=spec.recipient_phone,
        delete_by=spec.delete_by,
        rows=_rows(spec, filled),
        named=spec.is_named,
        fields=(*_fields(spec, filled), *_directory_field(directory)),
        absent=_absent(spec),
        note=spec.note,
        file_name=file_name,
        file_size=sum(each.size for each in listed),
        check_code=check_code,
        locked=locked,
        log_entry=spec.log_entry,
        demo=spec.demo,
    )


def _fields(spec: HandoverSpec, filled: Iterable[FilledTable]) -> tuple[CoverField, ...]:
    if spec.chosen:
        picked = ((detail(choice.detail), choice) for choice in spec.chosen)
        return tuple(CoverField(each.title, each.option(choice.sent_as).words) for each, choice in picked)
    return tuple(
        CoverField(each.table.heading, f"{counted(len(each.rows), 'row')}, {len(each.table.columns)} columns")
        for each in filled
    )


def _sender(spec: HandoverSpec, *, locked: bool) -> str:
    words = ", ".join(filter(None, ("" if locked else spec.sender, spec.sender_role)))
    return words[:1].upper() + words[1:]


def _directory_field(directory: DirectoryFiles | None) -> tuple[CoverField, ...]:
    if directory is None:
        return ()
    counts = directory.counts
    organisations = counted(counts.get("organization", 0), "organisation")
    services = counted(counts.get("service", 0), "service")
    return (CoverField("Directory, no names", f"{organisations}, {services}"),)


def _absent(spec: HandoverSpec) -> tuple[str, ...]:
    inside = {choice.detail for choice in spec.chosen}
    told = []
    if spec.chosen:
        missing = [each.title for each in DETAILS if each.names_people and each.name not in inside]
        if missing:
            told.append(", ".join([missing[0], *(title.lower() for title in missing[1:])]))
    if "health_notes" not in inside:
        told.append("Health notes")
    told += ["Safeguarding concerns", "What private needs are about"]
    if spec.left_out:
        words = few(spec.left_out)
        told.append(f"{words[:1].upper()}{words[1:]} people who were left out")
    return tuple(told)


def _people(spec: HandoverSpec, filled: Iterable[FilledTable]) -> int:
    if spec.people is not None:
        return spec.people
    return next((len(each.rows) for each in filled if each.table.name == "people"), 0)
