"""Bringing in a list: what it is compared with, and saving it in one short transaction."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from db.enums import Precision
from db.models import ImportProfile, ImportRun
from db.queries import bring_in as query
from db.session import UnitOfWork
from desktop.domain.errors import DomainError
from desktop.services.base import Actor, Changes, Service, changes, no_places, verb
from desktop.services.bring_in_drafts import Batch
from desktop.services.bring_in_held import Held, read_held
from desktop.services.bring_in_homes import Homes, find_places
from desktop.services.bring_in_people import PeopleWriter
from desktop.services.bring_in_referrals import write_passed_on
from desktop.services.bring_in_requests import RequestWriter
from desktop.services.bring_in_volunteers import VolunteerWriter

Progress = Callable[[int, int], object]
KINDS = ("people", "volunteers", "requests")


@dataclass(frozen=True, slots=True)
class Run:
    """One list brought in before.

    Attributes:
        at: when, UTC.
        by: name of the account.
        kind: what it held.
        file_name: without its folder.
        counts: what the dry run found.
        txn: the transaction, to undo.
    """

    at: datetime
    by: str
    kind: str
    file_name: str
    counts: Mapping[str, int]
    txn: str


def _ignore(_done: int, _total: int) -> None:
    return None


class BringIn(Service):
    """Verbs on lists brought in."""

    @verb("import.preview")
    def existing(self, actor: Actor, kind: str) -> Held:
        """What the hub holds, for a dry run of a list to compare with.

        Args:
            actor: who looks.
            kind: one of `KINDS`.
        """
        with self.store.read() as session:
            return read_held(session, actor, kind)

    @verb("import.preview")
    def unknown_postcodes(self, _actor: Actor, postcodes: set[str]) -> set[str]:
        """Which postcodes the gazetteer does not hold; none where there is no gazetteer."""
        if not postcodes or self.tools.find_places is no_places:
            return set()
        found = self.tools.find_places(sorted(postcodes))
        exact = {one for one, place in found.items() if place and place.precision is Precision.POSTCODE}
        return postcodes - exact

    @verb("import.preview")
    def profiles(self, _actor: Actor, kind: str = "") -> list[Mapping[str, Any]]:
        """The column maps the hub remembers, of one kind of list or of all."""
        with self.store.read() as session:
            return [one.mapping for one in query.profiles(session, kind)]

    @verb("import.preview")
    def runs(self, _actor: Actor, limit: int = 20) -> list[Run]:
        """The last lists brought in, newest first."""
        with self.store.read() as session:
            return [
                Run(one.at, by, one.kind, one.file_name, one.counts, one.txn)
                for one, by in query.runs(session, limit)
            ]

    @verb("import.apply")
    def remember(
        self, actor: Actor, *, kind: str, name: str, fingerprint: str, mapping: Mapping[str, Any]
    ) -> Changes:
        """Remember how the columns of such files are read; what was remembered for them before goes.

        Args:
            actor: who brings the list in.
            kind: one of `KINDS`.
            name: what it is called in the list of profiles.
            fingerprint: what two files with the same columns share.
            mapping: the profile, as plain JSON values.
        """
        with self.store.write(actor.user_id) as work:
            held = query.profile(work.session, kind, fingerprint)
            if held is None:
                held = ImportProfile(kind=kind, fingerprint=fingerprint, name=name, mapping=dict(mapping))
                work.add(held)
            elif held.mapping != mapping or held.voided_at is not None:
                held.name, held.mapping = name, dict(mapping)
                held.voided_at = held.void_reason = None
            work.session.flush()
            return changes(work, held.id)

    @verb("import.apply")
    def apply(self, actor: Actor, batch: Batch, on_progress: Progress = _ignore) -> Changes:
        """Save a list: all of it, or nothing.

        People come in as not asked: no consent is written. A household is found by postcode and house, or
        made.

        Args:
            actor: who brings it in.
            batch: what a dry run and a person's choices came to.
            on_progress: told rows written, of how many; what it raises stops the whole.

        Returns:
            What was touched; `History.undo` takes all of it back.

        Raises:
            DomainError: there is nothing to bring in.
        """
        if batch.is_empty:
            raise DomainError("There is nothing to bring in. Choose some rows, or another file.")
        places = find_places(self.tools, batch)
        with self.store.write(actor.user_id) as work:
            _write(work, actor, batch, PeopleWriter(work, Homes(work, places)), self.now(), on_progress)
            run = ImportRun(
                at=self.now(),
                by_id=actor.user_id,
                kind=batch.kind,
                file_name=batch.file_name,
                profile=batch.profile,
                counts=dict(batch.counts),
                txn=work.txn,
            )
            work.add(run)
            work.session.flush()
            return changes(work, run.id, _message(batch))


def _write(
    work: UnitOfWork,
    actor: Actor,
    batch: Batch,
    people: PeopleWriter,
    now: datetime,
    on_progress: Progress,
) -> None:
    """Collect everything, then write it."""
    people.add([*batch.new_people, *(one.person for one in batch.new_volunteers)])
    people.update([*batch.changed_people, *(one.person for one in batch.changed_volunteers)])
    volunteers = VolunteerWriter(work, people)
    for one in batch.new_volunteers:
        volunteers.add(people.by_row[one.person.row], one.offering)
    volunteers.update(batch.changed_volunteers)
    requests = RequestWriter(work, actor, people, now)
    requests.add(batch.new_requests)
    done, total = 0, people.total + requests.total + 2 * len(batch.new_volunteers)

    def tell(count: int) -> None:
        nonlocal done
        done += count
        on_progress(min(done, total), total)

    tell(0)
    people.write(tell)
    volunteers.write(tell)
    requests.write(tell)
    requests.update(batch.changed_requests)
    if batch.passed_on is not None:
        write_passed_on(work, actor, batch.passed_on, requests.made, now)
    tell(total)


def _message(batch: Batch) -> str:
    new = {
        "person": len(batch.new_people),
        "volunteer": len(batch.new_volunteers),
        "request": len(batch.new_requests),
    }
    said = [_counted(count, one) for one, count in new.items() if count]
    changed = len(batch.changed_people) + len(batch.changed_volunteers) + len(batch.changed_requests)
    if changed:
        said.append(f"{changed:,} changed")
    return "Brought in " + ", ".join(said) if new != dict.fromkeys(new, 0) else f"Changed {changed:,} records"


def _counted(count: int, one: str) -> str:
    many = "people" if one == "person" else f"{one}s"
    return f"{count:,} {one if count == 1 else many}"
