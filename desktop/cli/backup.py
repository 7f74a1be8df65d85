"""``hubkeeper backup`` and ``hubkeeper restore``."""

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
    passphrase,
    said_plainly,
)


def backup(
    folder: HubFolderOption,
    out: Annotated[
        Path | None,
        typer.Option(help="The file or folder to write to; the hub's two usual places when not given."),
    ] = None,
    as_json: JsonOption = False,
    user: UserOption = "",
    passphrase_file: PassphraseFileOption = None,
) -> None:
    """Make a backup, open it again and check every page of it."""
    from desktop.services.backups import Backups

    options = Options(as_json, user, passphrase_file)
    with hub(folder, options, write=False) as opened:
        backups = Backups(opened.tools)
        if out is not None and not out.is_dir():
            made = [backups.make_file(opened.actor, folder, out)]
        else:
            made = [one.path for one in backups.make(opened.actor, folder, out)]
    emit(options, {"files": [str(one) for one in made]}, [f"Backed up and checked: {one}" for one in made])


def restore(
    file: Annotated[Path, typer.Argument(help="The backup.", show_default=False)],
    to: Annotated[Path, typer.Option(help="An empty or new folder.", show_default=False)],
    recovery: Annotated[bool, typer.Option(help="Use the words of the recovery card.")] = False,
    as_json: JsonOption = False,
    user: UserOption = "",
    passphrase_file: PassphraseFileOption = None,
) -> None:
    """Put a hub back from a backup into an empty or new folder."""
    from desktop.services.backups import restore_hub

    options = Options(as_json, user, passphrase_file)
    with said_plainly(options):
        secret = passphrase(options, "Recovery words" if recovery else "Passphrase of the backup's day")
        done = restore_hub(
            file, to, passphrase=None if recovery else secret, words=secret if recovery else None
        )
    lines = [f"Restored {done.name} as it was on {done.made:%d %B %Y at %H:%M} UTC, to {done.folder}."]
    if not done.erased_known:
        lines.append(
            "No newer backup was found: anybody erased since that day may be back, anybody kept back is not."
        )
    if done.erased_again:
        lines.append(f"Records erased since and erased again: {done.erased_again}.")
    if done.held_again:
        lines.append(f"People kept back since and kept back again: {done.held_again}.")
    lines.append("Volunteers put on hold since that day are not: let the safeguarding lead look.")
    emit(
        options,
        {"folder": str(done.folder), "name": done.name, "made": done.made, "changes": done.changes},
        lines,
    )


def register(app: typer.Typer) -> None:
    """Add ``hubkeeper backup`` and ``hubkeeper restore``."""
    app.command("backup")(backup)
    app.command("restore")(restore)
