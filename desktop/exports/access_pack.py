"""The copy of somebody's own data as they get it: a PDF to read, and the same as data."""

import io
import json
import zipfile
from itertools import groupby

from desktop.exports.letter_pdf import Letter, Letterhead, write_letters
from desktop.exports.zips import put
from desktop.services.access import Pack


def draw_pack(pack: Pack) -> bytes:
    """Draw the pack to read, in memory.

    Args:
        pack: as it goes, with what is left out left out already.
    """
    parts = [
        "This is what we hold about you, and what we do with it. What is about somebody else is left out.",
        "",
    ]
    for title, words in pack.told:
        parts += [title.upper(), words, ""]
    for section, lines in groupby(pack.lines, key=lambda one: (one.section, one.key.rpartition(":")[0])):
        parts += [section[0].upper(), *(f"{one.label}: {one.value}" for one in lines), ""]
    stream = io.BytesIO()
    letter = Letter(pack.name, (), "A copy of your own data", "\n".join(parts))
    write_letters(stream, Letterhead(pack.hub_name, pack.hub_phone, pack.made_on, pack.demo), [letter])
    return stream.getvalue()


def pack_data(pack: Pack) -> bytes:
    """The pack as data: sections of records, each its fields."""
    records: dict[str, dict[str, str]] = {}
    for one in pack.lines:
        kept = records.setdefault(one.key.rpartition(":")[0], {"record": one.section})
        kept[one.label] = one.value
    held = {
        "made_on": pack.made_on.isoformat(),
        "by": pack.hub_name,
        "about": pack.reference,
        "told": dict(pack.told),
        "records": list(records.values()),
    }
    return json.dumps(held, ensure_ascii=False, indent=2).encode()


def zip_pack(pack: Pack) -> bytes:
    """Both, in one file."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        put(archive, "your-data.pdf", draw_pack(pack))
        put(archive, "your-data.json", pack_data(pack))
    return stream.getvalue()
