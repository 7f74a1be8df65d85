"""The Today page over a real hub with a morning's work in it."""

from collections.abc import Callable
from datetime import date, time

import pytest

from db.enums import Answer, CheckStatus, CheckType, RequestStatus, Transport, Urgency, VolunteerStatus
from db.enums_protection import NoticeHow
from db.models import Check, Person, Phone, Volunteer
from desktop.context import AppContext
from desktop.services.households import HouseholdDraft
from desktop.services.hubs import OpenHub
from desktop.services.intake import CallDraft, Intake
from desktop.services.notes import Notes
from desktop.services.notices import Notices
from desktop.services.people import PersonDraft
from desktop.services.requests import RequestDraft, Requests
from desktop.services.round_details import RoundDraft
from desktop.services.round_results import RoundResults
from desktop.services.rounds import Rounds
from desktop.ui.today.page import TodayPage

TODAY = date(2026, 11, 17)
CHECKS = (CheckType.IDENTITY, CheckType.REFERENCES, CheckType.INDUCTION, CheckType.FOOD_HYGIENE)


def volunteer(hub: OpenHub, name: str) -> str:
    """An active volunteer who may carry parcels; the key."""
    first, _, last = name.partition(" ")
    with hub.store.write(hub.actor.user_id) as work:
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
        for one in CHECKS:
            work.add(Check(volunteer_id=made.id, type=one, status=CheckStatus.VERIFIED))
        return made.id


def ask(hub: OpenHub, name: str, need: str = "food_parcel", status: str = "triaged", **said: object) -> str:
    """A request due today; its key."""
    first, _, last = name.partition(" ")
    person = PersonDraft(
        first, last_name=last, household=HouseholdDraft(f"1 {last} Road", postcode="QX4 2LB")
    )
    draft = RequestDraft("", need, **{"due_on": TODAY, **said})  # type: ignore[arg-type]
    key = Intake(hub.tools).save(hub.actor, CallDraft(draft, person, Answer.YES)).made
    if status != "new":
        Requests(hub.tools).move(hub.actor, key, RequestStatus(status))
    return key


def go(
    hub: OpenHub, name: str, starts: time, *people: str, driver: str = "", ends: time | None = None
) -> str:
    """A round of today; its key."""
    rounds = Rounds(hub.tools)
    made = rounds.save(hub.actor, RoundDraft(TODAY, name, starts, ends, driver_id=driver or None)).made
    tasks = [Requests(hub.tools).get(hub.actor, ask(hub, who)).tasks[0].id for who in people]
    rounds.add(hub.actor, made, tasks)
    return made


@pytest.fixture
def morning(hub: OpenHub) -> dict[str, str]:
    """A morning as in the picture; keys of what is in it."""
    quayside = go(
        hub, "Quayside round", time(9, 45), "Iris Calloway", "Enid Jessop",
        driver=volunteer(hub, "Beth Carraway"), ends=time(11, 45),
    )  # fmt: skip
    lift = go(
        hub, "Infirmary lift", time(9, 0), "Doreen Ashworth",
        driver=volunteer(hub, "<b>Patrick</b> Doyle"), ends=time(10, 30),
    )  # fmt: skip
    for one in (quayside, lift):
        RoundResults(hub.tools).send_out(hub.actor, one)
    northfold = go(hub, "Northfold round", time(11, 0), "Amina Yusuf", "Colin Frith")
    mill = go(hub, "Mill Green round", time(14, 0), "Harjit Bains", driver=volunteer(hub, "Omar Haddad"))
    insulin = ask(hub, "Gwilym Pryce", due_time=time(12, 30), urgency=Urgency.TODAY)
    new = [ask(hub, name, "hot_meal", "new") for name in ("Stanley Okafor", "Ruth Penhaligon")]
    notices = Notices(hub.tools)
    for one in notices.to_tell(hub.actor):  # else Today would say so
        notices.give(hub.actor, one.id, NoticeHow.READ_OUT)
    Notes(hub.tools).write(hub.actor, "Fridge 2 is at 4 °C again. Bread comes at 3 now.")
    return {
        "quayside": quayside,
        "lift": lift,
        "northfold": northfold,
        "mill": mill,
        "insulin": insulin,
        "new": new[0],
    }


@pytest.fixture
def page(
    morning: dict[str, str], context: AppContext, show_page: Callable[[TodayPage], TodayPage]
) -> TodayPage:
    """The page on show."""
    return show_page(TodayPage(context))
