"""A hub on a Tuesday morning, for tests of Today and of triage."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from db.enums import Answer, CheckStatus, CheckType, RequestStatus, Transport, VolunteerStatus
from db.models import Check, Person, Phone, Volunteer
from desktop.services.areas import AreaDraft, Areas
from desktop.services.households import HouseholdDraft
from desktop.services.hubs import OpenHub
from desktop.services.intake import CallDraft, Intake
from desktop.services.people import PersonDraft
from desktop.services.requests import RequestDraft, Requests
from desktop.services.round_details import RoundDraft
from desktop.services.rounds import Rounds
from desktop.services.today import Day, TodayDesk

TODAY = date(2026, 11, 17)
PARCEL = (CheckType.IDENTITY, CheckType.REFERENCES, CheckType.INDUCTION, CheckType.FOOD_HYGIENE)


class Stage:
    """Short ways to put a day into a hub."""

    def __init__(self, hub: OpenHub) -> None:
        self.hub, self.actor = hub, hub.actor

    def ask(
        self,
        name: str = "Jean Mallory",
        need: str = "food_parcel",
        street: str = "",
        share: Answer = Answer.YES,
        postcode: str = "QX4 2LB",
        **said: object,
    ) -> str:
        """Take a call for somebody new, due today; the request's key."""
        first, _, last = name.partition(" ")
        home = HouseholdDraft(street or f"1 {last} Road", postcode=postcode)
        draft = RequestDraft("", need, **{"due_on": TODAY, **said})  # type: ignore[arg-type]
        call = CallDraft(draft, PersonDraft(first, last_name=last, household=home), share)
        return Intake(self.hub.tools).save(self.actor, call).made

    def looked_at(self, name: str = "Jean Mallory", **said: object) -> str:
        """A request that was triaged; its key."""
        key = self.ask(name, **said)  # type: ignore[arg-type]
        Requests(self.hub.tools).move(self.actor, key, RequestStatus.TRIAGED)
        return key

    def task(self, request: str) -> str:
        """The key of a request's first task."""
        return Requests(self.hub.tools).get(self.actor, request).tasks[0].id

    def volunteer(
        self, name: str = "Kofi Mensah", checks: tuple[CheckType, ...] = PARCEL, review_on: date | None = None
    ) -> str:
        """An active volunteer with checks and a number; the key."""
        first, _, last = name.partition(" ")
        with self.hub.store.write(self.actor.user_id) as work:
            number = work.next_number("person")
            person = Person(number=number, first_name=first, last_name=last, date_of_birth=date(1980, 1, 1))
            work.add(person)
            work.session.flush()
            work.add(Phone(person_id=person.id, raw="07700 900362", e164="+447700900362", position=1))
            made = Volunteer(
                number=work.next_number("volunteer"),
                person_id=person.id,
                status=VolunteerStatus.ACTIVE,
                transport=Transport.FOOT,
            )
            work.add(made)
            work.session.flush()
            for one in checks:
                work.add(
                    Check(volunteer_id=made.id, type=one, status=CheckStatus.VERIFIED, review_on=review_on)
                )
            return made.id

    def round(self, *requests: str, name: str = "Northfold round", **draft: object) -> str:
        """A round of today with the tasks of some requests; its key."""
        rounds = Rounds(self.hub.tools)
        wanted = RoundDraft(**{"on_date": TODAY, "name": name, "starts_at": time(11, 0), **draft})  # type: ignore[arg-type]
        made = rounds.save(self.actor, wanted).made
        if requests:
            rounds.add(self.actor, made, [self.task(one) for one in requests])
        return made

    def area(self, name: str, sector: str) -> str:
        """An area made of one sector; its key."""
        return Areas(self.hub.tools).save(self.actor, AreaDraft(name, parts=(sector,))).made

    def day(self, at: datetime | None = None) -> Day:
        """The day as it stands, now or at another moment."""
        tools = replace(self.hub.tools, clock=lambda: at) if at else self.hub.tools
        return TodayDesk(tools).day(self.actor)

    def told(self, source: str, at: datetime | None = None) -> list[str]:
        """What a source says, verb included, sentence by sentence."""
        found = [item for item in self.day(at).items if item.key.startswith(f"{source}:")]
        return [
            f"{one.sentence.text.format(**one.sentence.values)} | {one.verb.text} {one.place}"
            for one in found
        ]


@pytest.fixture
def stage(hub: OpenHub) -> Stage:
    """Ways to set the stage."""
    return Stage(hub)
