"""What the wizard asks of files and the store; everything here runs off the GUI thread."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from desktop.context import AppContext
from desktop.imports.dry_run import Choices, ImportStopped
from desktop.imports.layouts import to_remember
from desktop.imports.passed_on import Source, referral_batch
from desktop.imports.plans import Decided, make_batch
from desktop.imports.profiles import BUILT_IN, Profile, built_in
from desktop.imports.rejects import write_rejects
from desktop.imports.run import OpenList, StagedList, dry_run, left_out, open_list, saved_profiles
from desktop.imports.table import SourceRow
from desktop.imports.targets import Kind
from desktop.jobs.cancel import Cancelled, CancelToken, Progress
from desktop.services.backups import Backups
from desktop.services.base import Changes
from desktop.services.bring_in import BringIn
from desktop.services.needs import Needs
from desktop.services.referrals import Referrals
from desktop.ui.base.i18n import tr

PREVIEW_ROWS = 50


@dataclass(frozen=True, slots=True)
class Asked:
    """Which file, and how a person wants it read; empty texts are proposed."""

    path: Path
    kind: Kind
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    password: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """A file opened.

    Attributes:
        asked: how it was asked for.
        source: the file and its map.
        preview: its first rows.
        profiles: column maps there are for such files, the hub's own first.
        needs: the hub's need types that are in use, code and label.
        codes: what columns of few different things say; see `layouts.codes_in`.
    """

    asked: Asked
    source: OpenList
    preview: Sequence[SourceRow]
    profiles: Sequence[Profile]
    needs: Sequence[tuple[object, str]] = ()
    codes: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Saved:
    """A list brought in: what was touched, and what was decided."""

    changes: Changes
    decided: Decided


def read_file(context: AppContext, asked: Asked) -> Opened:
    """Open a file and look at its first rows."""
    saved = saved_profiles(context.service(BringIn).profiles(context.actor, asked.kind.value))
    source = open_list(
        asked.path,
        asked.kind,
        saved=saved,
        encoding=asked.encoding or None,
        delimiter=asked.delimiter or None,
        sheet=asked.sheet or None,
        password=asked.password or None,
    )
    names = {one.name for one in saved}
    shipped = [one for name in BUILT_IN if name not in names and (one := built_in(name)).kind is asked.kind]
    known = [*saved, *shipped]
    return Opened(asked, source, source.table.preview(PREVIEW_ROWS), known, needs_of(context))


def needs_of(context: AppContext) -> list[tuple[object, str]]:
    """Code and label of every need type in use."""
    return [(one.code, one.label) for one in context.service(Needs).all(context.actor) if one.is_active]


def bodies(context: AppContext) -> list[tuple[str, str]]:
    """Key and name of every body that may have passed the people of a list on."""
    found = context.service(Referrals).recipients(context.actor)
    return [(key, name) for key, name, _layer in found]


def weigh(context: AppContext, source: OpenList, token: CancelToken, progress: Progress) -> StagedList:
    """Weigh every row against the hub."""
    service = context.service(BringIn)
    progress(0, 0, tr("Reading what the hub has"))
    held = service.existing(context.actor, source.kind.value)
    token.raise_if_cancelled()
    words = tr("Looking at the rows")
    try:
        return dry_run(
            source,
            held,
            unknown_postcodes=lambda postcodes: service.unknown_postcodes(context.actor, postcodes),
            progress=lambda count: progress(count, 0, f"{words}: {count:,}"),
            cancelled=lambda: token.cancelled,
        )
    except ImportStopped as stopped:
        raise Cancelled from stopped


def save(
    context: AppContext,
    staged: StagedList,
    choices: Choices,
    remember: bool,
    sender: str,
    token: CancelToken,
    progress: Progress,
) -> Saved:
    """Make a verified backup, remember the columns, and save the list whole.

    Args:
        context: the open hub.
        staged: the dry run.
        choices: what a person chose.
        remember: keep how the columns were settled.
        sender: who passes the people on; empty where the list is no referrals.
        token: whether to stop.
        progress: told how far it is.
    """
    service = context.service(BringIn)
    decided = referral_batch(staged, choices, Source(sender)) if sender else make_batch(staged, choices)
    if not decided.batch.is_empty:
        progress(0, 0, tr("Making a backup first"))
        context.service(Backups).make(context.actor, context.hub.folder.path)
        token.raise_if_cancelled()
    if remember:
        _remember(context, staged.source)

    def tell(done: int, total: int) -> None:
        token.raise_if_cancelled()
        progress(done, total, tr("Saving"))

    return Saved(service.apply(context.actor, decided.batch, tell), decided)


def _remember(context: AppContext, source: OpenList) -> None:
    """Remember how the columns were settled, where nothing the hub knows says the same."""
    service, kind = context.service(BringIn), source.kind.value
    saved = saved_profiles(service.profiles(context.actor, kind))
    made = to_remember(source, [*saved, *map(built_in, BUILT_IN)])
    if made is None:
        return
    service.remember(
        context.actor,
        kind=kind,
        name=made.title,
        fingerprint=source.fingerprint(),
        mapping=json.loads(made.to_json()),
    )


def save_left(staged: StagedList, left: Sequence[int], path: Path) -> int:
    """Write the rows refused or left out by choice as a file; gives back how many there are."""
    return write_rejects(path, staged.source.table.headers, left_out(staged, left))
