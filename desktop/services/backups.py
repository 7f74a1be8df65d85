"""Backups: made and checked, kept in two places, thinned, and put back."""

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from db.archive import BackupInfo
from db.atomic import publish
from db.backup import list_backups, make_backup, thin_backups
from db.erase import erase_again
from db.folder import HubFolder
from db.models import ErasedRow, Hub, Person, RetentionHold, ShiftNote
from db.places import check_place
from db.queries.retention import kept_back
from db.restore import RestoredInfo, find_newest_erased_list, restore
from db.sealed_list import known, seal_all
from db.session import UnitOfWork
from desktop.domain.dates import day_month_year
from desktop.services.base import Actor, Service, verb
from desktop.services.hubs import open_unlocked

LOOK_AGAIN = timedelta(days=7)
HELD_SINCE = "Kept back after the day this hub was put back to. Why was lost with what came later."
"""Why somebody is kept back again after a restore."""
PUT_BACK = (
    "This hub was put back as it was on {day}. What came later is not in it, volunteers put on hold since "
    "among it: let the safeguarding lead look before anybody is sent out."
)
"""Left as a shift note in the same words whether there was such a hold or not (domain rule 12)."""
STALE_HOURS = 24
"""A backup older than this turns amber (interface design, section 2)."""


@dataclass(frozen=True, slots=True)
class BackupState:
    """How the hub's backups stand.

    Attributes:
        last: when the newest good backup was made, UTC; None when there is none.
        second_place: the folder chosen for the second copy; empty when none was.
        last_second: when the newest backup there was made; None when there is none or it is not plugged in.
        found: backups in the hub's own folder, newest first.
    """

    last: datetime | None
    second_place: str
    last_second: datetime | None
    found: tuple[BackupInfo, ...]


class Backups(Service):
    """Verbs on backups."""

    @verb("hub.see")
    def state(self, _actor: Actor, folder: Path) -> BackupState:
        """How the backups stand, in the hub's folder and the second place."""
        found = list_backups(HubFolder(folder).backups)
        place = self._second_place()
        second = list_backups(Path(place)) if place else []
        return BackupState(
            found[0].created if found else None, place, second[0].created if second else None, tuple(found)
        )

    @verb("backup.make")
    def make(self, _actor: Actor, folder: Path, out: Path | None = None) -> list[BackupInfo]:
        """Make a verified backup in the hub's folder, and in the second place where it is plugged in.

        Args:
            folder: the hub's folder.
            out: one folder to write to instead; None for the two usual ones.

        Returns:
            The backups made, the hub's own first.

        Raises:
            KnownStoreError: a backup could not be made or does not check; older ones are untouched.
        """
        places = [out] if out is not None else self._places(folder)
        made = [self._make_in(folder, place) for place in places]
        for place in places if out is None else ():
            thin_backups(place)
        return made

    @verb("backup.make")
    def make_file(self, _actor: Actor, folder: Path, file: Path) -> Path:
        """Make a verified backup under a name of one's own.

        Args:
            folder: the hub's folder.
            file: the file to make; one of that name is replaced once the new one has been checked.

        Returns:
            The file.
        """
        with tempfile.TemporaryDirectory(prefix=".hub-", dir=file.absolute().parent) as bench:
            publish(self._make_in(folder, Path(bench)).path, file.absolute())
        return file

    @verb("backup.set")
    def set_second_place(self, actor: Actor, place: str) -> None:
        """Choose the folder for the second copy, such as a stick; empty for none."""
        with self.store.write(actor.user_id) as work:
            hub = work.session.scalars(select(Hub)).one()
            hub.backup_place = place.strip()

    def _places(self, folder: Path) -> list[Path]:
        second = self._second_place()
        first = HubFolder(folder).backups
        return [first, Path(second)] if second and Path(second).is_dir() else [first]

    def _make_in(self, folder: Path, place: Path) -> BackupInfo:
        with self.store.read() as session:
            key = session.scalars(select(Hub.lists_key)).one()
            erased = seal_all(key, session.scalars(select(ErasedRow.row_id)))
            held = seal_all(key, session.scalars(kept_back()))
        return make_backup(
            folder,
            self.store.key,
            place,
            erased_ids=erased,
            held_ids=held,
            now=self.now(),
            device=self.store.copy.device_id,
            incarnation=self.store.copy.incarnation,
        )

    def _second_place(self) -> str:
        with self.store.read() as session:
            return session.scalars(select(Hub.backup_place)).one()


@dataclass(frozen=True, slots=True)
class Restored:
    """A hub put back.

    Attributes:
        folder: where it lies now.
        made: when the backup was made, UTC.
        name: the hub's name.
        changes: entries in its change log.
        erased_known: whether a list of erased records at least as new as the backup was found.
        erased_again: how many records, erased since the backup, were erased again.
        held_again: how many people, kept back since the backup, are kept back again.
    """

    folder: Path
    made: datetime
    name: str
    changes: int
    erased_known: bool
    erased_again: int = 0
    held_again: int = 0


def restore_hub(
    file: Path,
    to: Path,
    *,
    passphrase: str | None = None,
    words: str | None = None,
    look_in: tuple[Path, ...] = (),
    allowed: Callable[[Path], None] = check_place,
) -> Restored:
    """Put a hub back into an empty or new folder, as a new incarnation.

    Args:
        file: the backup.
        to: the folder.
        passphrase: a passphrase of the backup's day; or None to use the words.
        words: the recovery words of the backup's day.
        look_in: folders to look through for a newer list of erased records, besides the backup's own.
        allowed: raises where a live hub must not be.

    Returns:
        What was restored.

    Raises:
        KnownStoreError: it does not open, is not whole, or the place will not do; nothing was written.
    """
    found = restore(file, to, passphrase=passphrase, words=words, allowed=allowed)
    newest = find_newest_erased_list((file.parent, *look_in))
    ids = {*found.erased_ids, *(newest.ids if newest else ())}
    known = newest is not None and newest.created > found.backup.created
    held = newest.held_ids if newest is not None and known else None
    return _finish(found, ids, held or (), erased_known=known)


def _finish(found: RestoredInfo, erased: set[str], held: Sequence[str], *, erased_known: bool) -> Restored:
    opened = open_unlocked(found.folder.path, found.unlocked)
    try:
        opened.store.renew()
        with opened.store.write(opened.actor.user_id) as work:
            again = erase_again(work, erased) if erased else 0
            kept = _hold_again(work, opened.actor.user_id, held)
            day = day_month_year(found.backup.created.astimezone().date())
            work.add(ShiftNote(by_id=opened.actor.user_id, words=PUT_BACK.format(day=day)))
        with opened.store.read() as session:
            name = session.scalars(select(Hub.name)).one()
        changes = opened.store.head().seq
    finally:
        opened.close()
    return Restored(found.folder.path, found.backup.created, name, changes, erased_known, again, kept)


def _hold_again(work: UnitOfWork, user_id: str, sealed: Sequence[str]) -> int:
    """Keep back again whoever was kept back when a newer backup was made; the lead looks at each in a week.

    Args:
        work: the unit of work.
        user_id: who puts the hub back.
        sealed: their keys, as `db.sealed_list` writes them.

    Returns:
        How many there were.
    """
    gone = select(ErasedRow.row_id)
    there = work.session.scalars(select(Person.id).where(Person.id.not_in(gone)))
    lists_key = work.session.scalars(select(Hub.lists_key)).one()
    lost = sorted(set(known(lists_key, there, sealed)) - set(work.session.scalars(kept_back())))
    moment = work.log.at
    work.insert_many(
        RetentionHold,
        [
            {
                "person_id": key,
                "reason": HELD_SINCE,
                "placed_by_id": user_id,
                "placed_at": moment,
                "look_again_on": moment.astimezone().date() + LOOK_AGAIN,
            }
            for key in lost
        ],
    )
    return len(lost)
