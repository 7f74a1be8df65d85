"""What the windows of a first run have made: the demonstration, the card, the first backups (workers)."""

import io
import shutil
from datetime import UTC, datetime
from pathlib import Path

from desktop.domain.errors import DomainError
from desktop.services.backups import Backups
from desktop.services.hubs import OpenHub
from desktop.ui.base.i18n import tr


def make_demonstration(folder: Path) -> None:
    """Make the demonstration hub.

    Made beside its place, then moved there: one cut short is never taken for the demonstration.

    Args:
        folder: where it is to lie; nothing lies there yet.
    """
    from desktop.runtime.gazetteer import gazetteer
    from desktop.services.demo import DemoSize, make_demo

    bench = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(bench, ignore_errors=True)
    make_demo(bench, gazetteer(), DemoSize())
    bench.rename(folder)


def draw_card(hub_name: str, words: str) -> bytes:
    """Draw a recovery card in memory; it is never laid on a disk unasked.

    Args:
        hub_name: as the hub calls itself.
        words: the recovery words.
    """
    from desktop.exports.recovery_card import RecoveryCard, write_recovery_card

    stream = io.BytesIO()
    write_recovery_card(stream, RecoveryCard(hub_name, words.split(), datetime.now(UTC).date()))
    return stream.getvalue()


def use_second_place(hub: OpenHub, place: str) -> None:
    """Make the first backups, one of them in the second place, and keep that place.

    Args:
        hub: the open hub.
        place: a folder, such as a stick.

    Raises:
        DomainError: there is no such folder.
        KnownStoreError: nothing can be written there; the place is not kept.
    """
    if not Path(place).is_dir():
        raise DomainError(tr("That folder is not there. Put the stick in and choose it again."))
    backups = Backups(hub.tools)
    backups.make(hub.actor, hub.folder.path, Path(place))
    backups.set_second_place(hub.actor, place)
    backups.make(hub.actor, hub.folder.path)
