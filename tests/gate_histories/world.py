"""A small hub to live through histories in: made once, copied for each history, its clock in our hands."""

import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from sqlalchemy import select

from db import changes, ids, session
from db.enums import Answer, CheckLevel, CheckStatus, CheckType, Nation, Role, Transport, VolunteerStatus
from db.keys import KdfParams
from db.models import Check, ClearanceRule, Person, Request, Round, Task, Volunteer
from db.session import UnitOfWork
from db.store import Store
from desktop.services.base import Actor, Tools
from desktop.services.glass import Glass
from desktop.services.households import HouseholdDraft
from desktop.services.hubs import NewHub, make_hub, open_hub
from desktop.services.intake import CallDraft, Intake
from desktop.services.people import PersonDraft
from desktop.services.requests import RequestDraft
from desktop.services.round_details import RoundDraft
from desktop.services.rounds import Rounds

START = datetime(2026, 11, 17, 10, 42, tzinfo=UTC)
DAY = date(2026, 11, 18)
PASSPHRASE = "seven quiet herons wade"
CHEAP = KdfParams(64, 1, 1)
BASIC = (CheckType.IDENTITY, CheckType.REFERENCES, CheckType.INDUCTION)
SKILLED = (*BASIC, CheckType.MEDICINES_TRAINING, CheckType.FOOD_HYGIENE, CheckType.SAFEGUARDING_TRAINING)
KEPT = ("food_parcel", "shopping", "prescription", "hot_meal")
"""Kinds of help asked for: nothing by law, always by law, by law where paid, and policy that allows pairs."""


class Clock:
    """The laptop's clock, which anybody may set wrong."""

    def __init__(self) -> None:
        self.at = START
        self.chance = random.Random(0)

    def begin(self) -> None:
        """Back to the beginning, for the same keys and moments whatever was lived before."""
        self.at, ids._last = START, 0
        self.chance.seed(0)

    def now(self) -> datetime:
        """The moment it shows; it ticks a little at every look."""
        self.at += timedelta(milliseconds=2)
        return self.at

    def time_ns(self) -> int:
        """The same, as `time.time_ns` tells it."""
        return int(self.at.timestamp() * 1_000_000) * 1_000


@contextmanager
def clock_in_hand() -> Iterator[Clock]:
    """Give the change log and its keys a clock that can be set, and put the real one back afterwards."""
    clock, before = Clock(), ids._last
    with (
        patch.object(changes, "utc_now", clock.now),
        patch.object(session, "utc_now", clock.now),
        patch.object(ids, "time", SimpleNamespace(time_ns=clock.time_ns)),
        patch.object(ids, "os", SimpleNamespace(urandom=clock.chance.randbytes)),
    ):
        clock.begin()
        try:
            yield clock
        finally:
            ids._last = before


@dataclass(frozen=True, slots=True)
class Base:
    """The hub every history begins with, and the one store all are lived in.

    One store, since an engine remembers the statements it has once compiled; its connections are let go of
    whenever the file under it is replaced.
    """

    file: Path
    store: Store
    lead: Actor
    desk: Actor


def make_base(folder: Path, clock: Clock) -> Base:
    """Make the hub: four people to help at three addresses, six volunteers, two rounds."""
    make_hub(folder, NewHub("Saltmarsh Hub", Nation.ENGLAND, user_name="Priya"), PASSPHRASE, params=CHEAP)
    hub = open_hub(folder, PASSPHRASE, clock=clock.now)
    try:
        _ask(hub.tools, hub.actor)
        _volunteer(hub.store, hub.actor)
        rounds = Rounds(hub.tools)
        for name in ("Ferry", "Quay"):
            made = rounds.save(hub.actor, RoundDraft(DAY, name=name)).made
            if name == "Ferry":
                with hub.store.read() as reading:
                    task, kofi = (reading.scalars(select(one.id)).first() for one in (Task, Volunteer))
                rounds.add(hub.actor, made, [str(task)])
                rounds.save(hub.actor, RoundDraft(DAY, name=name, driver_id=kofi), made)
        with hub.store.write(hub.actor.user_id) as work:
            # What nothing here asks for only costs time.
            others = select(ClearanceRule).where(ClearanceRule.need_code.not_in(KEPT))
            for rule in work.session.scalars(others):
                work.session.delete(rule)
        key, lead, store = hub.store.key, hub.actor, hub.folder.store
    finally:
        hub.close()
    _lay_flat(store, key)
    desk = Actor(lead.user_id, "Ann", frozenset({Role.COORDINATOR, Role.VOLUNTEER_MANAGER}))
    lived_in = folder / "lived-in.db"
    shutil.copyfile(store, lived_in)
    return Base(store, Store(lived_in, key), lead, desk)


class World:
    """One history's hub, open.

    Args:
        base: what it begins with.
        folder: an empty folder of its own, for backups.
        clock: what it takes for the time.
    """

    def __init__(self, base: Base, folder: Path, clock: Clock) -> None:
        self.base, self.folder, self.clock, self.store = base, folder, clock, base.store
        clock.begin()
        self.desk = replace(base.desk, glass=Glass(clock.now))
        self.txns: list[str] = []
        self.backups = [base.file]
        self._open(base.file)
        with self.store.read() as reading:
            self.volunteers = list(reading.scalars(select(Volunteer.id).order_by(Volunteer.number)))
            self.requests = list(reading.scalars(select(Request.id).order_by(Request.number)))
            self.tasks = list(reading.scalars(select(Task.id).order_by(Task.id)))
            self.rounds = list(reading.scalars(select(Round.id).order_by(Round.number)))
            self.people = list(reading.scalars(select(Request.person_id).order_by(Request.number)))

    def _open(self, file: Path | None = None) -> None:
        """Begin as the app does when it starts: it remembers nothing, and its keys begin at the clock."""
        self.store.close()
        if file is not None:
            for one in self.store.path.parent.glob(f"{self.store.path.name}-*"):
                one.unlink()
            shutil.copyfile(file, self.store.path)
        ids._last = 0
        self.store.copy = self.store._current_copy()
        self.tools = Tools(self.store, self.clock.now)
        self._reader = self.store.reader.raw_connection()
        self._services: dict[type, Any] = {}

    def cursor(self) -> Any:
        """A cursor of the driver, that sees what was committed."""
        return self._reader.cursor()

    def service(self, kind: type) -> Any:
        """A service, the same one until the app is started again."""
        if kind not in self._services:
            self._services[kind] = kind(self.tools)
        return self._services[kind]

    def close(self) -> None:
        """Let go of the store."""
        self._reader.close()
        self.store.close()

    def restart(self) -> None:
        """Close the app and open it again."""
        self.close()
        self._open()

    def back_up(self) -> None:
        """Keep the store as it is now."""
        self.close()
        _lay_flat(self.store.path, self.store.key)
        file = self.folder / f"backup-{len(self.backups)}"
        shutil.copyfile(self.store.path, file)
        self.backups.append(file)
        self._open()

    def restore(self, number: int) -> None:
        """Put an older backup in place of the store, as a new incarnation."""
        self.close()
        self._open(self.backups[number])
        self.store.renew()


def _lay_flat(store: Path, key: bytes) -> None:
    """Put what the journal holds into the file itself, so that the file is all there is."""
    opened = Store(store, key)
    assert opened.writer is not None
    connection = opened.writer.raw_connection()
    try:
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        connection.close()
        opened.close()
    for one in store.parent.glob("store.db-*"):
        with suppress(FileNotFoundError):
            one.unlink()


def _ask(tools: Tools, actor: Actor) -> None:
    homes = ("1 Ferrygate", "1 Ferrygate", "7 Quay Street", "9 Quay Street")
    for name, home, need in zip(("Jean", "Harold", "Mary", "Tom"), homes, KEPT, strict=True):
        who = PersonDraft(name, last_name="Mallory", household=HouseholdDraft(home, postcode="QX4 2LB"))
        wanted = RequestDraft("", need, due_on=DAY)
        Intake(tools).save(actor, CallDraft(wanted, who, Answer.YES))


def _volunteer(store: Store, actor: Actor) -> None:
    soon, adult = DAY + timedelta(days=3), date(1980, 1, 1)
    with store.write(actor.user_id) as work:
        _one(work, "Kofi", SKILLED, adult)
        priya = _one(work, "Priya", SKILLED, adult, ends=soon, transport=Transport.CAR)
        level = CheckLevel.ENHANCED_ADULTS_BARRED
        for kind, deep in ((CheckType.DBS, level), (CheckType.DRIVING_PAPERS, CheckLevel.NONE)):
            verified = CheckStatus.VERIFIED
            check = Check(volunteer_id=priya, type=kind, level=deep, status=verified, review_on=soon)
            check.licence_to = check.insurance_to = soon
            work.add(check)
        _one(work, "Dev", (CheckType.IDENTITY,), adult)
        _one(work, "Sam", SKILLED, date(2008, 11, 20), agreed=Answer.YES)
        _one(work, "Ola", SKILLED, None)
        _one(work, "Rita", SKILLED, adult, status=VolunteerStatus.ON_HOLD)


def _one(
    work: UnitOfWork,
    name: str,
    checks: tuple[CheckType, ...],
    born: date | None,
    *,
    ends: date | None = None,
    transport: Transport = Transport.FOOT,
    agreed: Answer = Answer.NOT_ASKED,
    status: VolunteerStatus = VolunteerStatus.ACTIVE,
) -> str:
    person = Person(number=work.next_number("person"), first_name=name, last_name="Reed", date_of_birth=born)
    work.add(person)
    work.session.flush()
    made = Volunteer(
        number=work.next_number("volunteer"),
        person_id=person.id,
        status=status,
        transport=transport,
        parental_agreement=agreed,
    )
    work.add(made)
    work.session.flush()
    for kind in checks:
        work.add(Check(volunteer_id=made.id, type=kind, status=CheckStatus.VERIFIED, review_on=ends))
    return made.id
