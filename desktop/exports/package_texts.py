"""The README of a handover package, in plain UK English."""

from collections.abc import Sequence

from desktop.exports.handover_schema import DELIVERY_OUTCOMES
from desktop.exports.handover_spec import HandoverSpec
from desktop.exports.package_tables import FilledTable, has_codes
from desktop.exports.words import counted, few, long_date

_ESCAPING = """\
HOW THE CSV FILES ARE WRITTEN
UTF-8, commas, CRLF, a heading row, no byte order mark (RFC 4180). An empty cell means not known.
Dates are 2026-01-05, times are UTC such as 2026-01-05T09:30:00Z, phone numbers are +442079460123.
A spreadsheet runs text that begins with = + - or @. Such text has an apostrophe in front, and so has
text that begins with an apostrophe: take one apostrophe away to have the text as it was. Values that
have their column's own shape, such as phone numbers and negative numbers, are written as they are.
To look at the tables in a spreadsheet, open handover.xlsx or handover.ods, not the CSV files: opened by a
double click, a CSV file loses the 0 and the + of phone numbers and the end of long numbers, and may lose
accents. Both hold the same rows as the CSV files.
"""

_SAFE = """\
HOW TO REACH SOMEBODY SAFELY
It stands first under communication needs, in these sentences: "Ring only: (when)." "Ring no other number."
"Leave no message and send none." "Send no post." Keep to it: a call at the wrong hour can do harm.
"""

_COPIES = """\
THE OTHER FILES
Where they are there: rota.ics is what is planned from today on, as kind of help, our reference and the
first part of the postcode, and no names. Bring it in again to bring a calendar up to date. contacts.vcf
holds names with the phone number and email of people.csv, and nothing else of them; nobody who is to be
rung at some hours alone, or left no message, for a phone would not say so.
"""

_LAYOUT = """\
IN YOUR OWN COLUMNS
The last table of people holds those of people.csv in the columns of: {title}. An empty cell means
that we do not know or may not say. A reference that came with a list of yours stands where there was one.
"""

_DIRECTORY = """\
DIRECTORY
The folder directory/ holds organisations and services as tables of the Human Services Data Specification 3.0
(Open Referral), with a README and a schema of its own. No person is named in it, and no street group's own
number or address. It is whole every time, also where the rest only brings an earlier handover up to date.
"""

_CHANGES = """\
THIS HANDOVER BRINGS AN EARLIER ONE UP TO DATE
changes.csv says under each key what was added, changed or withdrawn since {since}. The key is the
{key}. To bring your copy up to date: take away all rows of every key that is changed or
withdrawn, in every table, then add the rows given here. Whatever has no line stays as it is.
Who is withdrawn may have said no: do not keep or use what you had of them.
"""

_VOLUNTEERS = """\
VOLUNTEERS
volunteers.csv holds who is willing to help. A check is told by its kind, depth and dates. It is no
clearance: ask the volunteer for the certificate, as numbers of certificates are never handed over.
"""

_RECEIPT = """\
receipt.txt is for you: fill it in with any text editor and send it back to us, and again once you have
deleted the handover. It names nobody."""

_LOCKED = """\
HOW TO OPEN IT
handover.xlsx and summary.pdf are locked with a password, which we tell you by phone. Excel, LibreOffice
and every PDF reader open them. Each table is a sheet of handover.xlsx. datapackage.json and
csv-metadata.json describe each sheet as the CSV file you get when you save it as CSV UTF-8.
"""

_ATTRIBUTION = """\
WHERE THE AREA CODES COME FROM
Contains OS data (c) Crown copyright and database right. Contains Royal Mail data (c) Royal Mail copyright
and database right. Contains National Statistics data (c) Crown copyright and database right. Used under
the Open Government Licence v3.0.
"""


def readme(
    spec: HandoverSpec,
    filled: Sequence[FilledTable],
    notes: Sequence[str],
    *,
    locked: bool,
    directory: bool = False,
) -> bytes:
    """Write ``README.txt``.

    Args:
        spec: what, to whom and why.
        filled: the tables.
        notes: sentences about the rows.
        locked: whether the tables are locked.
        directory: whether the folder ``directory/`` is in it.

    Returns:
        UTF-8 with CRLF line ends; it names no person.
    """
    lines = ["DEMONSTRATION: made-up people", ""] if spec.demo else []
    lines += [*_purpose(spec), "WHAT IS IN IT"]
    lines += [f"{each.table.name}: {counted(len(each.rows), 'row')}" for each in filled]
    if spec.left_out:
        lines.append(f"People left out: {few(spec.left_out)}.")
    lines += [*notes, "Safeguarding concerns are never part of a handover.", ""]
    lines += [
        *_code_lists(filled),
        "manifest-sha256.txt holds the SHA-256 of every other file.",
        _RECEIPT,
        "",
    ]
    names = {each.table.name for each in filled}
    lines.append(_LOCKED if locked else _ESCAPING)
    if not locked and "help_requests" in names:
        lines.append(_COPIES)
    if any("communication_needs" in each.table.names for each in filled):
        lines.append(_SAFE)
    if spec.layout is not None:
        lines.append(_LAYOUT.format(title=spec.layout.title))
    if directory:
        lines.append(_DIRECTORY)
    if "changes" in names:
        key = "person_id" if "help_requests" in names else "reference"
        lines.append(_CHANGES.format(since=spec.since, key=key))
    if "volunteers" in names:
        lines.append(_VOLUNTEERS)
    if any({"ladcode", "ward_code"} & set(each.table.names) for each in filled):
        lines.append(_ATTRIBUTION)
    return "\n".join(lines).replace("\r", "").replace("\n", "\r\n").encode("utf-8", "replace")


def _purpose(spec: HandoverSpec) -> list[str]:
    by = [f"Delete it by {long_date(spec.delete_by)} and tell us."] if spec.delete_by else []
    ring = spec.hub_phone or "the number is on the cover"
    return [
        f"HANDOVER {spec.reference}",
        f"From {spec.hub_name} to {spec.recipient_line}",
        "",
        "WHY",
        spec.purpose,
        f"Reason in law: {spec.law_words}.",
        "",
        "WHAT YOU MAY DO",
        "Use it only for this reason. Keep it where only your team can open it.",
        *by,
        f"If it is lost or seen by someone else, ring us within 24 hours: {ring}.",
        "",
    ]


def _code_lists(filled: Sequence[FilledTable]) -> list[str]:
    lines = [
        f"{each.table.name}.{column.name}: {', '.join(column.enum)}"
        for each in filled
        for column in has_codes(each.table)
    ]
    if any("outcome_code" in each.table.names for each in filled):
        lines += [f"outcome_code {code}: {words}" for code, words in DELIVERY_OUTCOMES.items()]
    return ["CODES", *lines, ""] if lines else []
