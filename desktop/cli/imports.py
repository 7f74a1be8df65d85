"""``hubkeeper import``: bring in a list of people, volunteers or requests."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desktop.cli.common import (
    Exit,
    HubFolderOption,
    JsonOption,
    Options,
    PassphraseFileOption,
    UserOption,
    emit,
    hub,
)

if TYPE_CHECKING:
    from desktop.imports.run import StagedList
    from desktop.services.base import Changes
    from desktop.services.hubs import OpenHub

FileArgument = Annotated[Path, typer.Argument(help="A CSV, XLSX, XLS or ODS file.", show_default=False)]
ProfileOption = Annotated[
    str, typer.Option("--profile", help="A column profile; recognised or guessed when not given.")
]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Only say what would happen.")]
RejectsOption = Annotated[
    Path | None,
    typer.Option("--rejects", help="Where to write the rows not taken, with reasons.", show_default=False),
]
TakeOption = Annotated[
    bool, typer.Option("--take-changed", help="Take what the file says of records the hub holds.")
]
_SAID = {
    "new": "new",
    "changed": "changed",
    "same": "the same as before",
    "duplicates": "perhaps here already",
    "superseded": "left out for a later version of the same row",
    "rejected": "not taken",
}


def people(
    file: FileArgument,
    folder: HubFolderOption,
    profile: ProfileOption = "",
    dry_run: DryRunOption = False,
    rejects: RejectsOption = None,
    take_changed: TakeOption = False,
    as_json: JsonOption = False,
    user: UserOption = "",
    passphrase_file: PassphraseFileOption = None,
) -> None:
    """Bring in a list of people.

    New people are taken. Records the hub holds stay as they are unless --take-changed is given. People who
    may be here already come in as new, so that "hubkeeper duplicates" finds the pair and a person decides.
    A verified backup is made first.
    """
    options = Options(as_json, user, passphrase_file)
    _bring_in("people", file, folder, options, profile, dry_run, rejects, take_changed)


def volunteers(
    file: FileArgument,
    folder: HubFolderOption,
    profile: ProfileOption = "",
    dry_run: DryRunOption = False,
    rejects: RejectsOption = None,
    take_changed: TakeOption = False,
    as_json: JsonOption = False,
    user: UserOption = "",
    passphrase_file: PassphraseFileOption = None,
) -> None:
    """Bring in a list of volunteers; checks a file speaks of clear nobody until somebody has seen them."""
    options = Options(as_json, user, passphrase_file)
    _bring_in("volunteers", file, folder, options, profile, dry_run, rejects, take_changed)


def requests(
    file: FileArgument,
    folder: HubFolderOption,
    profile: ProfileOption = "",
    dry_run: DryRunOption = False,
    rejects: RejectsOption = None,
    take_changed: TakeOption = False,
    as_json: JsonOption = False,
    user: UserOption = "",
    passphrase_file: PassphraseFileOption = None,
) -> None:
    """Bring in a list of requests, with the people they are for."""
    options = Options(as_json, user, passphrase_file)
    _bring_in("requests", file, folder, options, profile, dry_run, rejects, take_changed)


def register(app: typer.Typer) -> None:
    """Add ``hubkeeper import``."""
    group = typer.Typer(help="Bring in a list of people, volunteers or requests.", no_args_is_help=True)
    for command in (people, volunteers, requests):
        group.command()(command)
    app.add_typer(group, name="import")


def _bring_in(
    kind: str,
    file: Path,
    folder: Path,
    options: Options,
    profile: str,
    dry_run: bool,
    rejects: Path | None,
    take_changed: bool,
) -> None:
    from desktop.imports.rejects import write_rejects

    with hub(folder, options, write=not dry_run) as opened:
        staged = _stage(opened, kind, file, profile)
        done = None if dry_run else _save(opened, staged, folder, take_changed)
        if rejects is not None:
            write_rejects(rejects, staged.source.table.headers, staged.rejected)
    counts = staged.counts()
    counts["duplicates"] = counts.pop("possible_duplicates")
    data: dict[str, Any] = {**counts, "file": file.name, "kind": kind, "saved": done is not None}
    data["profile"] = staged.source.column_map.profile
    data["columns_left_out"] = list(staged.source.column_map.unmapped)
    data["unknown_postcodes"] = len(staged.unknown_postcodes)
    if rejects is not None:
        data["rejects"] = str(rejects)
    emit(options, data, _lines(data, staged, done))
    if counts["rejected"] or counts["duplicates"]:
        raise typer.Exit(Exit.FINDINGS)


def _stage(opened: "OpenHub", kind: str, file: Path, profile: str) -> "StagedList":
    from desktop.imports.run import dry_run, open_list, saved_profiles
    from desktop.imports.targets import Kind
    from desktop.services.bring_in import BringIn

    service = BringIn(opened.tools)
    held = service.existing(opened.actor, kind)
    source = open_list(file, Kind(kind), profile=profile, saved=saved_profiles(held.profiles))
    return dry_run(
        source,
        held,
        unknown_postcodes=lambda postcodes: service.unknown_postcodes(opened.actor, postcodes),
    )


def _save(opened: "OpenHub", staged: "StagedList", folder: Path, take_changed: bool) -> "Changes | None":
    """Save what was decided, a verified backup first; None when nothing is to be saved."""
    from desktop.imports.dry_run import Choices, Take
    from desktop.imports.plans import make_batch
    from desktop.services.backups import Backups
    from desktop.services.bring_in import BringIn

    decided = make_batch(staged, Choices(changed=Take.TAKE if take_changed else Take.LEAVE))
    if decided.batch.is_empty:
        return None
    Backups(opened.tools).make(opened.actor, folder)
    return BringIn(opened.tools).apply(opened.actor, decided.batch)


def _lines(data: dict[str, Any], staged: "StagedList", done: "Changes | None") -> list[str]:
    lines = [f"{data[name]:,} {words}" for name, words in _SAID.items() if data[name]]
    lines += [f"Row {one.row}: {one.reason}" for one in staged.rejected[:20]]
    if len(staged.rejected) > 20:
        lines.append(
            f"... and {len(staged.rejected) - 20:,} more. Give --rejects to have them all in a file."
        )
    if data["columns_left_out"]:
        lines.append(f"Columns left out: {', '.join(data['columns_left_out'])}")
    if data["unknown_postcodes"]:
        lines.append(f"{data['unknown_postcodes']:,} postcodes are not in the list of postcodes.")
    return [*lines, f"{done.message}." if done is not None else "Nothing was saved."]
