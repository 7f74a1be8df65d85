"""The directory as a package: tables of HSDS 3.0 or of the Open Referral UK profile, two schemas, hashes.

Schema-aligned, never "compliant": compliance with Open Referral UK is a matter of an open web service, which
a laptop without internet has not. The same directory at the same time gives the same bytes.
"""

import hashlib
import io
import re
import zipfile
from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from desktop.domain.directory_facts import Directory, TownOf
from desktop.domain.hsds_out import write_directory
from desktop.exports import descriptors
from desktop.exports.csv_files import stream_csv
from desktop.exports.handover_spec import utc
from desktop.exports.hsds_tables import fit_tables
from desktop.exports.package_tables import FilledTable
from desktop.exports.words import counted
from desktop.exports.zips import entry
from desktop.services.hsds_schema import Profile

README, MANIFEST = "README.txt", "manifest-sha256.txt"

_WHOSE = {
    Profile.HSDS: "the Human Services Data Specification 3.0 (Open Referral)",
    Profile.UK: "the tables of the Open Referral UK profile 3.0",
}
_ABOUT = """\
It is aligned with that schema. It is no Open Referral UK service: the rules of compliance are about an open
web service, and this is a file. Only tables that hold something are in it.

HOW THE FILES ARE WRITTEN
UTF-8, commas, CRLF, a heading row (RFC 4180). An empty cell means not known. "Not given" stands where the
schema wants a value and we have none. datapackage.json and csv-metadata.json say the same of every table,
the first for Frictionless tools, the second for CSV on the Web.
A spreadsheet runs text that begins with = + - or @. Such text has an apostrophe in front, and so has text
that begins with an apostrophe: take one apostrophe away to have the text as it was.
What the schema has no field for, such as the kinds of need and how many a service can take, stands in
attributes, explained in taxonomy_terms. Addresses that must not be public, such as a refuge's, are left out.

Names of tables and fields: Open Referral, CC BY-SA 4.0.
Places: contains OS data (c) Crown copyright and database right. Contains Royal Mail data (c) Royal Mail
copyright and database right. Source: Office for National Statistics licensed under the Open Government
Licence v3.0.
"""


@dataclass(frozen=True, slots=True)
class DirectoryFiles:
    """A directory package in memory.

    Attributes:
        files: every file by name, the manifest last.
        counts: rows by table.
        contacts: how many people are named.
        kept_private: how many addresses were left out because they must not be public.
        blanked: values left out because their field cannot hold them, by field.
    """

    files: dict[str, bytes]
    counts: dict[str, int]
    contacts: int
    kept_private: int
    blanked: Counter[str]


@dataclass(frozen=True, slots=True)
class DirectoryHead:
    """What a package says of itself.

    Attributes:
        hub_name: whose directory it is.
        made_at: the moment, with its zone.
        demo: whether everybody in it is made up.
    """

    hub_name: str
    made_at: datetime
    demo: bool = False


def directory_files(
    directory: Directory, head: DirectoryHead, profile: Profile, town_of: TownOf, *, with_contacts: bool
) -> DirectoryFiles:
    """Write a directory package in memory; a handover puts the same files under ``directory/``.

    Args:
        directory: what to write.
        head: what the package says of itself.
        profile: whose tables.
        town_of: finds the local authority of a postcode.
        with_contacts: whether people are named.
    """
    written = write_directory(directory, town_of, with_contacts=with_contacts)
    fitted = fit_tables(written.tables, profile)
    tables = [each.table for each in fitted.filled]
    title = f"Directory of {head.hub_name}"
    contacts = written.contacts if profile is Profile.HSDS else 0
    files = {README: _readme(head, profile, fitted.filled)}
    files.update({each.table.csv_name: _csv(each) for each in fitted.filled})
    files[descriptors.DATA_PACKAGE] = descriptors.data_package(
        tables, name=f"directory-{slug(head.hub_name)}", title=title, created=head.made_at
    )
    files[descriptors.CSVW] = descriptors.csvw(tables, title=title)
    files[MANIFEST] = "".join(
        f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in files.items()
    ).encode()
    counts = {each.table.name: len(each.rows) for each in fitted.filled}
    return DirectoryFiles(files, counts, contacts, written.kept_private, fitted.blanked)


def zipped(files: dict[str, bytes], made_at: datetime) -> bytes:
    """Put files in one zip whose bytes depend on nothing else."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in files.items():
            archive.writestr(entry(name, made_at), content)
    return stream.getvalue()


def directory_name(head: DirectoryHead, profile: Profile) -> str:
    """Name a package: whose tables, which hub, when (UTC)."""
    return f"directory-{profile.value}-{slug(head.hub_name)}-{utc(head.made_at):%Y%m%dT%H%M%SZ}.zip"


def slug(words: str) -> str:
    """Words as part of a file name: lower case and hyphens."""
    return re.sub("[^a-z0-9]+", "-", words.lower()).strip("-")[:40].rstrip("-") or "hub"


def _csv(each: FilledTable) -> bytes:
    stream = io.BytesIO()
    stream_csv(stream, each.table, each.rows)
    return stream.getvalue()


def _readme(head: DirectoryHead, profile: Profile, filled: tuple[FilledTable, ...]) -> bytes:
    lines = ["DEMONSTRATION: made-up organisations", ""] if head.demo else []
    lines += [
        f"DIRECTORY OF {head.hub_name.upper()}",
        "",
        f"Organisations and services, in {_WHOSE[profile]}.",
    ]
    lines += [_ABOUT, "WHAT IS IN IT"]
    lines += [f"{each.table.csv_name}: {counted(len(each.rows), 'row')}" for each in filled]
    lines.append(f"{MANIFEST} holds the SHA-256 of every other file.")
    return ("\n".join(lines) + "\n").replace("\r", "").replace("\n", "\r\n").encode("utf-8", "replace")
