"""A handover package: one folder or zip with tables, schema, copies for people, cover and hashes.

Everything is made in memory and written once, so that no plain copy of a locked table ever touches the
disk. The same rows at the same time give the same bytes, except where a password puts in a random key.
"""

import hashlib
import io
import os
import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop.domain.errors import DomainError
from desktop.domain.receipts import blank
from desktop.exports import descriptors
from desktop.exports.council_layout import in_layout, layout_notes
from desktop.exports.csv_files import stream_csv
from desktop.exports.files import write_bytes
from desktop.exports.handover_cover import CoverSheet, write_cover
from desktop.exports.handover_fields import check_choices
from desktop.exports.handover_spec import HandoverSpec, package_name
from desktop.exports.hsds_package import DirectoryFiles
from desktop.exports.package_copies import copies
from desktop.exports.package_cover import PackageFile, cover_sheet, sharing_record
from desktop.exports.package_reader import DIRECTORY
from desktop.exports.package_tables import (
    FilledTable,
    SourceRows,
    breakdowns,
    chosen_tables,
    notes_on,
    whole_tables,
)
from desktop.exports.package_texts import readme
from desktop.exports.passwords import check_password
from desktop.exports.pdf_lock import lock_pdf
from desktop.exports.sharing import SharingRecord, sharing_json
from desktop.exports.sharing_pdf import write_sharing_record
from desktop.exports.summary_pdf import Summary, write_summary
from desktop.exports.words import few
from desktop.exports.xlsx_files import stream_xlsx
from desktop.exports.xlsx_lock import lock_xlsx
from desktop.exports.zips import entry

README, TABLES, SUMMARY, COVER = "README.txt", "handover.xlsx", "summary.pdf", "cover.pdf"
SHARING, MANIFEST, RECEIPT = "sharing-record.json", "manifest-sha256.txt", "receipt.txt"
SHARING_PAPER = "sharing-record.pdf"


@dataclass(frozen=True, slots=True)
class PackageInfo:
    """What was written.

    Args:
        path: the zip or the folder.
        files: every file but the manifest, in order.
        counts: rows by table.
        check_code: SHA-256 over the manifest's lines but those of cover and receipt, which say it.
        notes: what the recipient is told about the rows.
    """

    path: Path
    files: tuple[PackageFile, ...]
    counts: dict[str, int]
    check_code: str
    notes: tuple[str, ...]


def write_package(
    spec: HandoverSpec,
    rows: SourceRows,
    out_dir: Path,
    now: datetime,
    password: str | None = None,
    directory: DirectoryFiles | None = None,
) -> PackageInfo:
    """Write a handover package, whole or not at all.

    Args:
        spec: what, to whom and why.
        rows: full rows under "people" for chosen details (see `handover_fields.project`), or rows of the
            whole tables under their names (see `handover_schema`).
        out_dir: the folder it goes into.
        now: the time of the handover, with its zone (none means UTC).
        password: locks the tables and the summary; nothing personal is then written in the clear.
        directory: organisations and services, which name nobody, for the folder ``directory/``.

    Returns:
        What was written, for the hub's sharing record.

    Raises:
        DomainError: the choice, the rows or the password cannot be used; the message says what to do.
        NotAllowed: concerns, or health notes without the lead.
        db.errors.KnownStoreError: the disk is full or cannot be written.
    """
    if password is not None:
        check_password(password)
    filled = _filled(spec, rows, now)
    notes = _notes(spec, filled)
    files = _data_files(spec, filled, notes, now, password, directory)
    if password is None:
        files |= copies(filled, rows, now)
    if directory is not None:
        files |= {DIRECTORY + name: content for name, content in directory.files.items()}
    path = out_dir / package_name(spec, now)
    listed = [_described(name, content) for name, content in files.items()]
    check_code = hashlib.sha256(_manifest(listed)).hexdigest()
    cover = cover_sheet(
        spec, filled, path.name, now, listed, check_code, locked=password is not None, directory=directory
    )
    files[COVER], files[RECEIPT] = _pdf(cover), blank(spec.reference, check_code)
    listed += [_described(name, files[name]) for name in (COVER, RECEIPT)]
    files[MANIFEST] = _manifest(listed)
    _write(path, files, now, as_folder=spec.as_folder)
    counts = {each.table.name: len(each.rows) for each in filled}
    return PackageInfo(path, tuple(listed), counts, check_code, notes)


def _notes(spec: HandoverSpec, filled: list[FilledTable]) -> tuple[str, ...]:
    in_theirs = layout_notes(spec.layout, len(filled[0].rows), len(filled[-1].rows))
    return (*notes_on(filled, named=spec.is_named), *in_theirs)


def _filled(spec: HandoverSpec, rows: SourceRows, now: datetime) -> list[FilledTable]:
    if not spec.chosen:
        whole = whole_tables(rows, spec.drop)
        if spec.layout is not None:
            whole.append(in_layout(spec.layout, whole[0], rows, now))
        return whole
    check_choices(spec.chosen, lead_agreed=spec.lead_agreed)
    return chosen_tables(spec.chosen, rows, now.date())


def _data_files(
    spec: HandoverSpec,
    filled: list[FilledTable],
    notes: tuple[str, ...],
    now: datetime,
    password: str | None,
    directory: DirectoryFiles | None,
) -> dict[str, bytes]:
    tables = [each.table for each in filled]
    said = (*notes, spec.note) if spec.note else notes
    title = f"Handover {spec.reference} from {spec.hub_name}"
    name = re.sub("[^a-z0-9]+", "-", f"handover-{spec.reference}".lower()).strip("-")
    has_directory = directory is not None
    files = {README: readme(spec, filled, said, locked=password is not None, directory=has_directory)}
    if password is None:
        files.update({f"{each.table.name}.csv": _csv(each) for each in filled})
    files[descriptors.DATA_PACKAGE] = descriptors.data_package(tables, name=name, title=title, created=now)
    files[descriptors.CSVW] = descriptors.csvw(tables, title=title)
    workbook, summary = _xlsx(filled, now), _summary(spec, filled, said, now)
    files[TABLES] = lock_xlsx(workbook, password) if password else workbook
    files[SUMMARY] = lock_pdf(summary, password) if password else summary
    record = spec.sharing or sharing_record(spec, filled, now, directory=has_directory)
    files[SHARING] = sharing_json(record, name_staff=password is None)
    files[SHARING_PAPER] = _record_paper(record, name_staff=password is None, demo=spec.demo)
    return files


def _csv(each: FilledTable) -> bytes:
    stream = io.BytesIO()
    stream_csv(stream, each.table, each.rows)
    return stream.getvalue()


def _xlsx(filled: Iterable[FilledTable], now: datetime) -> bytes:
    stream = io.BytesIO()
    stream_xlsx(stream, [(each.table, each.rows) for each in filled], created=now, titles=False)
    return stream.getvalue()


def _summary(spec: HandoverSpec, filled: list[FilledTable], notes: tuple[str, ...], now: datetime) -> bytes:
    stream = io.BytesIO()
    tables = tuple((each.table.heading, f"{len(each.rows):,}") for each in filled)
    left_out = (f"People left out: {few(spec.left_out)}.",) if spec.left_out else ()
    write_summary(
        stream,
        Summary(
            spec.reference,
            spec.hub_name,
            spec.recipient_line,
            now,
            tables,
            breakdowns(filled),
            (*notes, *left_out),
            spec.demo,
        ),
    )
    return stream.getvalue()


def _record_paper(record: SharingRecord, *, name_staff: bool, demo: bool) -> bytes:
    stream = io.BytesIO()
    write_sharing_record(stream, record, name_staff=name_staff, demo=demo)
    return stream.getvalue()


def _pdf(cover: CoverSheet) -> bytes:
    stream = io.BytesIO()
    write_cover(stream, cover)
    return stream.getvalue()


def _described(name: str, content: bytes) -> PackageFile:
    return PackageFile(name, len(content), hashlib.sha256(content).hexdigest())


def _manifest(listed: Iterable[PackageFile]) -> bytes:
    """List hashes the way ``sha256sum --check`` reads them."""
    return "".join(f"{each.sha256}  {each.name}\n" for each in listed).encode()


def _write(path: Path, files: dict[str, bytes], now: datetime, *, as_folder: bool) -> None:
    if path.exists():
        raise DomainError("There is a package of this second already. Wait a moment and press it again.")
    if as_folder:
        _write_folder(path, files)
        return
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in files.items():
            archive.writestr(entry(name, now, stored=name.endswith((".xlsx", ".ods", ".pdf"))), content)
    write_bytes(path, stream.getvalue())


def _write_folder(path: Path, files: dict[str, bytes]) -> None:
    from db.errors import translate

    try:
        folder = Path(tempfile.mkdtemp(prefix=".handover-", dir=path.parent))
        try:
            for name, content in files.items():
                (folder / name).parent.mkdir(exist_ok=True)
                write_bytes(folder / name, content)
            os.rename(folder, path)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
    except OSError as problem:
        raise translate(problem) or problem from problem
