"""``hubkeeper export``: people, volunteers or requests as one file."""

from datetime import UTC, datetime
from enum import StrEnum
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
from desktop.cli.second import Second, SecondFileOption, SecondOption, SignedByOption, in_twos


class Exported(StrEnum):
    """What can be exported."""

    PEOPLE = "people"
    VOLUNTEERS = "volunteers"
    REQUESTS = "requests"
    ORGANISATIONS = "organisations"
    ROUNDS = "rounds"
    REFERRALS = "referrals"
    FORMALITIES = "formalities"


def export(
    kind: Annotated[Exported, typer.Argument(help="Which list.", show_default=False)],
    folder: HubFolderOption,
    out: Annotated[
        Path, typer.Option(help="The file: .csv, .xlsx or .ods, or .pdf to print.", show_default=False)
    ],
    as_json: JsonOption = False,
    user: UserOption = "",
    passphrase_file: PassphraseFileOption = None,
    second: SecondOption = "",
    second_file: SecondFileOption = None,
    signed_by: SignedByOption = "",
) -> None:
    """Write a whole list to a file, and record it in the sharing log."""
    from desktop.exports.make_list import ListPlan, make_list
    from desktop.services.lists import ListKind, Lists

    options = Options(as_json, user, passphrase_file)
    with hub(folder, options, write=True) as opened:
        wanted = ListKind(kind.value)
        plan = ListPlan(wanted, Lists(opened.tools).all_ids(opened.actor, wanted))
        made = in_twos(
            opened,
            Second(second, second_file, signed_by),
            lambda: make_list(opened.tools, opened.actor, plan, out, datetime.now(UTC)),
        )
    emit(
        options,
        {"file": str(out), "rows": made.rows, "kind": kind.value},
        [f"Wrote {made.rows:,} {kind.value} to {out}. It is in the sharing log. Keep the file locked away."],
    )


def register(app: typer.Typer) -> None:
    """Add ``hubkeeper export``."""
    app.command("export")(export)
