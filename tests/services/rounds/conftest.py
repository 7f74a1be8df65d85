"""A hub with people to help and volunteers, for tests of rounds."""

from datetime import date

import pytest
from sqlalchemy import select

from db.enums import (
    Answer,
    AreaKind,
    AreaPartKind,
    CheckStatus,
    CheckType,
    Transport,
    VolunteerStatus,
)
from db.models import Area, AreaPart, Check, NeedType, Person, Volunteer
from db.queries.rounds import Carried, carried_tasks
from desktop.services.households import HouseholdDraft
from desktop.services.hubs import OpenHub
from desktop.services.intake import CallDraft, Intake
from desktop.services.people import PersonDraft
from desktop.services.requests import RequestDraft, Requests
from desktop.services.round_details import RoundDraft
from desktop.services.round_gates import HeldWhy
from desktop.services.round_sheets import RoundSheets, SheetData
from desktop.services.rounds import Rounds

DAY = date(2026, 11, 18)
BASIC = (CheckType.IDENTITY, CheckType.REFERENCES, CheckType.INDUCTION)


class World:
    """Short ways to put people, volunteers and rounds into a hub."""

    def __init__(self, hub: OpenHub) -> None:
        self.hub = hub

    def ask(
        self,
        name: str = "Jean Mallory",
        need: str = "food_parcel",
        *,
        address: HouseholdDraft | None = None,
        share: Answer = Answer.YES,
        person: PersonDraft | None = None,
        **said: object,
    ) -> str:
        """Take a call for somebody new; the key of the request's first task."""
        first, _, last = name.partition(" ")
        home = address or HouseholdDraft(f"1 {last} Road", postcode="QX4 2LB")
        who = person or PersonDraft(first, last_name=last, household=home)
        wanted = {"due_on": DAY, **said}
        call = CallDraft(RequestDraft("", need, **wanted), who, share)  # type: ignore[arg-type]
        return self.first_task(Intake(self.hub.tools).save(self.hub.actor, call).made)

    def first_task(self, request_id: str) -> str:
        """The key of a request's first task."""
        return Requests(self.hub.tools).get(self.hub.actor, request_id).tasks[0].id

    def again(self, task_id: str, need: str) -> str:
        """Another request of the same person; the key of its task."""
        draft = RequestDraft(self.person_of(task_id), need, due_on=DAY)
        return self.first_task(Requests(self.hub.tools).save(self.hub.actor, draft).made)

    def person_of(self, task_id: str) -> str:
        """Who a task is for."""
        return next(one.person_id for one in self.task_rows([task_id]))

    def task_rows(self, keys: list[str]) -> list[Carried]:
        """Tasks with all a round needs of them."""
        with self.hub.store.read() as session:
            return carried_tasks(session, keys)

    def volunteer(
        self,
        name: str = "Kofi Mensah",
        checks: tuple[CheckType, ...] = BASIC,
        *,
        born: date | None = date(1980, 1, 1),
        transport: Transport = Transport.FOOT,
        status: VolunteerStatus = VolunteerStatus.ACTIVE,
        valid_to: date | None = None,
    ) -> str:
        """A volunteer with checks, put in directly."""
        first, _, last = name.partition(" ")
        with self.hub.store.write(self.hub.actor.user_id) as work:
            person = Person(
                number=work.next_number("person"), first_name=first, last_name=last, date_of_birth=born
            )
            work.add(person)
            work.session.flush()
            made = Volunteer(
                number=work.next_number("volunteer"), person_id=person.id, status=status, transport=transport
            )
            work.add(made)
            work.session.flush()
            for one in checks:
                work.add(
                    Check(volunteer_id=made.id, type=one, status=CheckStatus.VERIFIED, valid_to=valid_to)
                )
            return made.id

    def area(self, name: str, sector: str, parent: str | None = None) -> str:
        """An area made of one sector."""
        with self.hub.store.write(self.hub.actor.user_id) as work:
            made = Area(name=name, kind=AreaKind.LOCALITY, parent_id=parent)
            work.add(made)
            work.session.flush()
            work.add(AreaPart(area_id=made.id, kind=AreaPartKind.SECTOR, value=sector))
            return made.id

    def plan(self, *tasks: str, **draft: object) -> str:
        """A round with tasks on it; its key."""
        rounds = Rounds(self.hub.tools)
        made = rounds.save(self.hub.actor, RoundDraft(DAY, **draft)).made  # type: ignore[arg-type]
        if tasks:
            rounds.add(self.hub.actor, made, tasks)
        return made

    def sheet(self, round_id: str) -> SheetData:
        """The sheet of a round."""
        return RoundSheets(self.hub.tools).sheet(self.hub.actor, round_id)

    def edit(self, model: type, key: str, **values: object) -> None:
        """Change a record directly."""
        with self.hub.store.write(self.hub.actor.user_id) as work:
            record = work.session.get_one(model, key)
            for name, value in values.items():
                setattr(record, name, value)

    def line_of_houses(self, count: int) -> list[str]:
        """Deliveries along a line; the keys of their tasks."""
        return [
            self.ask(f"P{n} Line{n}", address=HouseholdDraft(f"{n} Line", postcode=f"QX4 {n}AA"))
            for n in range(1, count + 1)
        ]

    def order_of(self, round_id: str) -> list[str]:
        """The addresses of a round in order."""
        return [stop.address for stop in Rounds(self.hub.tools).get(self.hub.actor, round_id).stops]

    def held(self, round_id: str) -> set[HeldWhy]:
        """Why tasks stay off a round's sheet."""
        return {one.why for one in self.sheet(round_id).held}

    def make_private(self, code: str, is_private: bool = True) -> None:
        """Mark a kind of need private, or not."""
        with self.hub.store.write(self.hub.actor.user_id) as work:
            need = work.session.scalars(select(NeedType).where(NeedType.code == code)).one()
            need.is_private = is_private


@pytest.fixture
def world(hub: OpenHub) -> World:
    """A hub to fill."""
    return World(hub)
