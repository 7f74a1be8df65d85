"""``hubkeeper hub``: create a hub, count what it holds, check that it is whole."""

from pathlib import Path
from typing import Annotated

import typer

from db.enums import Nation
from desktop.cli.common import (
    Exit,
    HubFolderArgument,
    HubFolderOption,
    JsonOption,
    Options,
    PassphraseFileOption,
    UserOption,
    emit,
    hub,
    passphrase,
    said_plainly,
)
from desktop.runtime.paths import hub_notes_folder


def create(
    folder: HubFolderArgument,
    name: Annotated[str, typer.Option(help="The hub's name, as printed on every sheet.")],
    nation: Annotated[Nation, typer.Option(help="Where the hub works; decides the law on the forms.")],
    postcode: Annotated[str, typer.Option(help="Where the hub is.")],
    phone: Annotated[str, typer.Option(help="The number people and volunteers ring.")] = "",
    safeguarding_phone: Annotated[str, typer.Option(help="The number for worries about someone.")] = "",
    lead: Annotated[str, typer.Option(help="Name of the safeguarding lead.")] = "",
    user: Annotated[str, typer.Option(help="Name of the first account.")] = "Coordinator",
    as_json: JsonOption = False,
    passphrase_file: PassphraseFileOption = None,
) -> None:
    """Create a hub in an empty or new folder, and print its recovery words once."""
    from desktop.runtime.gazetteer import find_places
    from desktop.services.hubs import NewHub, make_hub

    options = Options(as_json, user, passphrase_file)
    wanted = NewHub(name, nation, postcode, phone, safeguarding_phone, lead, user)
    with said_plainly(options):
        secret = passphrase(options, "New passphrase", confirm=True)
        words = make_hub(folder, wanted, secret, find_places=find_places())
    emit(
        options,
        {"folder": str(folder), "name": name, "nation": nation, "recovery_words": words.split()},
        [
            f"Made {name} in {folder}.",
            "Recovery words, shown this once. Write them on the card and keep it away from the laptop:",
            f"  {words}",
        ],
    )


def info(
    folder: HubFolderArgument,
    as_json: JsonOption = False,
    user: UserOption = "",
    passphrase_file: PassphraseFileOption = None,
) -> None:
    """Count what a hub holds."""
    from desktop.services.hub_info import HubInfo

    options = Options(as_json, user, passphrase_file)
    with hub(folder, options, write=False) as opened:
        found = HubInfo(opened.tools).counts(opened.actor)
    words = [f"{name.replace('_', ' ').capitalize()}: {value}" for name, value in found.items()]
    emit(options, found, words)


def check(
    folder: HubFolderArgument,
    as_json: JsonOption = False,
    user: UserOption = "",
    passphrase_file: PassphraseFileOption = None,
) -> None:
    """Check the store, the change log's chain and the backups; exit code 1 when something was found."""
    from desktop.services.hub_info import HubInfo

    options = Options(as_json, user, passphrase_file)
    with hub(folder, options, write=False) as opened:
        found = HubInfo(opened.tools).check(opened.actor, opened.folder.path, hub_notes_folder(folder))
    problems = [one.words for one in found.findings]
    emit(
        options,
        {"ok": not problems, "findings": problems, "changes": found.changes, "backups": found.backups},
        [*problems, f"{found.changes} changes in the log, {found.backups} backups."]
        if problems
        else [f"All is well. {found.changes} changes in the log, {found.backups} backups."],
    )
    raise typer.Exit(Exit.FINDINGS if problems else Exit.OK)


def postcodes(
    file: Annotated[Path, typer.Argument(help="A CSV or spreadsheet with postcodes and where they are.")],
    folder: HubFolderOption,
    as_json: JsonOption = False,
    user: UserOption = "",
    passphrase_file: PassphraseFileOption = None,
) -> None:
    """Load the hub's own postcodes, such as a Northern Ireland list; exit code 1 when rows were left out."""
    from desktop.imports.readers import open_table
    from desktop.services.own_postcodes import OwnPostcodes

    options = Options(as_json, user, passphrase_file)
    with hub(folder, options, write=True) as opened:
        table = open_table(file)
        rows = (dict(zip(table.headers, row.cells, strict=False)) for row in table.rows())
        found = OwnPostcodes(opened.tools).load(opened.actor, rows)
    left = [f"Row {one.row}: {one.reason}" for one in found.rejected]
    emit(
        options,
        {"postcodes": found.count, "left_out": left},
        [f"{found.count:,} postcodes loaded, {len(left)} rows left out.", *left[:20]],
    )
    raise typer.Exit(Exit.FINDINGS if left else Exit.OK)


def register(app: typer.Typer) -> None:
    """Add ``hubkeeper hub``."""
    group = typer.Typer(no_args_is_help=True, help="Create a hub, count what it holds, check it.")
    group.command("create")(create)
    group.command("info")(info)
    group.command("check")(check)
    group.command("postcodes")(postcodes)
    app.add_typer(group, name="hub")
