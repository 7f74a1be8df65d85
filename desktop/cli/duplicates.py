"""``hubkeeper duplicates``: people who are likely there twice, as a file to look through."""

from pathlib import Path
from typing import Annotated

import typer

from desktop.cli.common import (
    HubFolderOption,
    JsonOption,
    Options,
    PassphraseFileOption,
    UserOption,
    emit,
    hub,
)

COLUMNS = ("source_reference_a", "source_reference_b", "score")


def duplicates(
    folder: HubFolderOption,
    csv: Annotated[Path, typer.Option("--csv", help="Where to write the pairs.", show_default=False)],
    as_json: JsonOption = False,
    user: UserOption = "",
    passphrase_file: PassphraseFileOption = None,
) -> None:
    """Look through everybody for people who are there twice; nothing is merged."""
    from desktop.exports.csv_files import write_csv
    from desktop.exports.tables import Column, Kind, Table
    from desktop.services.duplicates import Duplicates

    options = Options(as_json, user, passphrase_file)
    with hub(folder, options, write=False) as opened:
        pairs = Duplicates(opened.tools).scan(opened.actor)
    columns = tuple(Column(name, name, Kind.NUMBER if name == "score" else Kind.TEXT) for name in COLUMNS)
    rows = [
        (one.a.source_reference or one.a.id, one.b.source_reference or one.b.id, one.score) for one in pairs
    ]
    write_csv(csv, Table("duplicates", columns), rows)
    emit(
        options,
        {"pairs": len(pairs), "file": str(csv)},
        [f"{len(pairs)} pairs look alike. Written to {csv}, the likeliest first."],
    )


def register(app: typer.Typer) -> None:
    """Add ``hubkeeper duplicates``."""
    app.command("duplicates")(duplicates)
