"""What a hub holds, and whether it is whole."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.backup import list_backups, verify_backup
from db.enums import RequestStatus, ShareKind
from db.errors import KnownStoreError
from db.folder import HubFolder
from db.integrity import check
from db.models import Household, Hub, Organisation, Person, Request, Round, SharingRecord, Task, Volunteer
from db.verify import verify_chain
from desktop.services.base import Actor, Service, verb
from desktop.services.marks import notes_of

_COUNTED = {
    "people": Person,
    "households": Household,
    "volunteers": Volunteer,
    "organisations": Organisation,
    "requests": Request,
    "tasks": Task,
    "rounds": Round,
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be."""

    words: str


@dataclass(frozen=True, slots=True)
class HubCheck:
    """What a check of the hub found.

    Attributes:
        findings: empty when all is well.
        changes: entries in the change log.
        backups: good backups in the hub's own folder.
    """

    findings: tuple[Finding, ...]
    changes: int
    backups: int


@dataclass(frozen=True, slots=True)
class HubFacts:
    """The hub's own facts, as printed and shown."""

    id: str
    name: str
    nation: str
    postcode: str
    easting: int | None
    northing: int | None
    la_code: str
    phone: str
    safeguarding_phone: str
    lead_name: str
    consent_wording: str
    is_demo: bool
    backup_place: str


class HubInfo(Service):
    """Facts, counts and checks of the hub."""

    @verb("hub.see")
    def facts(self, _actor: Actor) -> HubFacts:
        """The hub's own facts."""
        with self.store.read() as session:
            return facts(session)

    @verb("hub.see")
    def counts(self, actor: Actor) -> dict[str, int | str]:
        """How many of each record there are, voided ones left out, and the hub's name and nation.

        Whoever may not see people helped is told name and nation alone.
        """
        with self.store.read() as session:
            hub = session.scalars(select(Hub)).one()
            found: dict[str, int | str] = {"name": hub.name, "nation": hub.nation.value}
            if not actor.may("request.see"):
                return found
            for name, model in _COUNTED.items():
                query = select(func.count()).select_from(model).where(model.voided_at.is_(None))  # type: ignore[attr-defined]
                found[name] = session.scalar(query) or 0
            closed = (RequestStatus.DONE, RequestStatus.CANCELLED, RequestStatus.PASSED_ON)
            still = select(func.count()).where(Request.voided_at.is_(None), Request.status.not_in(closed))
            found["open_requests"] = session.scalar(still) or 0
            made = select(func.count()).where(SharingRecord.kind == ShareKind.HANDOVER)
            found["handovers"] = session.scalar(made) or 0
            return found

    @verb("hub.check")
    def check(self, _actor: Actor, folder: Path, notes: Path | None = None) -> HubCheck:
        """Check every page of the store, the chain of the change log, and the newest backup.

        Args:
            _actor: who asks.
            folder: the hub's folder.
            notes: this machine's folder of notes about it, which tell whether the log's end is there.
        """
        problems = [Finding(words) for words in check(self.store.reader)]
        noted = notes_of(self.store, folder, notes) if notes is not None else []
        with self.store.read() as session:
            count, breaks = verify_chain(session, noted)
        problems += [Finding(one.words) for one in breaks]
        backups = list_backups(HubFolder(folder).backups)
        for newest in backups[:1]:
            try:
                verify_backup(newest.path, self.store.key)
            except KnownStoreError as problem:
                problems.append(Finding(f"The newest backup, {newest.path.name}: {problem.user_message}"))
        return HubCheck(tuple(problems), count, len(backups))


def facts(session: Session) -> HubFacts:
    """The hub's own facts, inside a session."""
    hub = session.scalars(select(Hub)).one()
    return HubFacts(**{name: getattr(hub, name) for name in HubFacts.__slots__})
