"""Bringing in a list: everything or nothing, households shared, nobody asked, undone whole."""

import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

import pytest
from sqlalchemy import select

from db.enums import (
    Channel,
    CheckLevel,
    CheckStatus,
    CheckType,
    PhoneKind,
    Precision,
    RequestStatus,
    Skill,
    TaskStatus,
    Urgency,
    VolunteerStatus,
)
from db.integrity import check
from db.models import Check, Consent, Household, Person, Request, Task, Volunteer, VolunteerSkill
from db.queries.people import PeopleFilter
from desktop.domain.errors import DomainError
from desktop.services.bring_in import BringIn
from desktop.services.bring_in_drafts import (
    Batch,
    CheckIn,
    NewPerson,
    NewRequest,
    NewVolunteer,
    Offering,
    PhoneIn,
    UpdatePerson,
    UpdateRequest,
    UpdateVolunteer,
)
from desktop.services.history import History
from desktop.services.hubs import OpenHub, open_hub
from desktop.services.people import People, PersonDraft
from desktop.services.requests import Requests

ROOT = Path(__file__).parents[2]
MOBILE = PhoneIn("+447700900123", "07700 900123", PhoneKind.MOBILE)
HOME = {"address_line1": "14 Ferrygate Close", "postcode": "QX4 2LB", "town": "Saltmarsh"}
JEAN = NewPerson(
    2, {"first_name": "Jean", "last_name": "Mallory", "source_reference": "C-1"}, HOME, (MOBILE,)
)
HARRY = NewPerson(
    3, {"first_name": "Harold", "last_name": "Mallory"}, HOME | {"address_line1": "14, Ferrygate  close"}
)


def people(*new: NewPerson, **more: object) -> Batch:
    return replace(Batch("people", "list.csv", new_people=new), **more)


def held(hub: OpenHub, model: type, **wanted: object) -> Sequence[object]:
    with hub.store.read() as session:
        return session.query(model).filter_by(voided_at=None, **wanted).order_by(model.id).all()


def test_people_come_in_with_number_phone_household_place_and_search(hub: OpenHub) -> None:
    service = BringIn(hub.tools)
    done = service.apply(hub.actor, people(JEAN, HARRY))
    rows = People(hub.tools).rows(hub.actor, People(hub.tools).ids(hub.actor, PeopleFilter(), "number"))
    assert [(row.number, row.first_name, row.phone, row.source_reference) for row in rows] == [
        (1, "Jean", "+447700900123", "C-1"),
        (2, "Harold", "", ""),
    ]
    (home,) = held(hub, Household)
    assert (home.number, home.postcode, home.precision) == (1, "QX4 2LB", Precision.POSTCODE)
    assert [row.first_name for row in People(hub.tools).find(hub.actor, "0123")] == ["Jean"]
    assert done.message == "Brought in 2 people"
    assert held(hub, Consent) == []
    (run,) = service.runs(hub.actor)
    assert (run.by, run.kind, run.file_name, run.txn) == ("Priya", "people", "list.csv", done.txn)


def test_numbers_go_on_after_those_given_out_by_hand(hub: OpenHub) -> None:
    People(hub.tools).save(hub.actor, PersonDraft(first_name="Omar"))
    BringIn(hub.tools).apply(hub.actor, people(JEAN, HARRY))
    People(hub.tools).save(hub.actor, PersonDraft(first_name="Ruth"))
    assert sorted(one.number for one in held(hub, Person)) == [1, 2, 3, 4]


def test_an_import_is_undone_whole_and_brought_back(hub: OpenHub) -> None:
    service, history = BringIn(hub.tools), History(hub.tools)
    done = service.apply(hub.actor, people(JEAN, HARRY))
    undone = history.undo(hub.actor, done.txn)
    assert [held(hub, model) for model in (Person, Household)] == [[], []]
    assert People(hub.tools).find(hub.actor, "mallory") == []
    assert len(service.runs(hub.actor)) == 1
    history.undo(hub.actor, undone.txn)
    assert len(People(hub.tools).find(hub.actor, "mallory")) == 2


def test_nothing_to_bring_in_is_said(hub: OpenHub) -> None:
    with pytest.raises(DomainError, match="nothing to bring in"):
        BringIn(hub.tools).apply(hub.actor, people())


def test_a_household_needs_a_whole_postcode_to_be_shared(hub: OpenHub) -> None:
    abroad = {"address_line1": "6 tullaroop street", "postcode": "4011"}
    nowhere = {"address_line1": "6 Kelp Street"}
    BringIn(hub.tools).apply(
        hub.actor,
        people(
            replace(JEAN, home=abroad),
            replace(HARRY, row=3, home=abroad),
            NewPerson(4, {"first_name": "Omar"}, nowhere),
            NewPerson(5, {"first_name": "Ruth"}, nowhere),
            NewPerson(6, {"first_name": "Nia"}),
        ),
    )
    assert [home.postcode for home in held(hub, Household)] == ["4011", "4011", "", ""]
    assert held(hub, Person)[4].household_id is None


def test_what_a_shared_household_cannot_hold_stays_in_the_persons_note(hub: OpenHub) -> None:
    service = BringIn(hub.tools)
    service.apply(hub.actor, people(replace(JEAN, home=HOME | {"food_needs": "Halal"})))
    service.apply(hub.actor, people(replace(HARRY, home=HOME | {"food_needs": "Vegan", "size": 2})))
    (home,) = held(hub, Household)
    assert (home.food_needs, home.size) == ("Halal", 2)
    assert held(hub, Person)[1].good_to_know == "Food needs in the file: Vegan"


def test_a_change_fills_adds_and_moves_without_touching_the_neighbours(hub: OpenHub) -> None:
    service = BringIn(hub.tools)
    service.apply(hub.actor, people(JEAN, HARRY))
    jean, harry = held(hub, Person)
    new_phone = PhoneIn("+442079460147", "020 7946 0147", PhoneKind.LANDLINE)
    address = {"address_line1": "2 Kelp Street", "postcode": "QX4 1AA"}
    changed = UpdatePerson(
        jean.id,
        {"preferred_name": "Jeannie", "good_to_know": "Hard of hearing"},
        address,
        address,
        (new_phone, MOBILE),
    )
    done = service.apply(hub.actor, people(changed_people=(changed,)))
    found = People(hub.tools).get(hub.actor, jean.id)
    assert found.draft.preferred_name == "Jeannie"
    assert [phone.raw for phone in found.draft.phones or ()] == ["07700 900123", "020 7946 0147"]
    assert found.draft.household is not None
    assert found.draft.household.postcode == "QX4 1AA"
    assert People(hub.tools).get(hub.actor, harry.id).draft.household.postcode == "QX4 2LB"
    History(hub.tools).undo(hub.actor, done.txn)
    assert People(hub.tools).get(hub.actor, jean.id).neighbours == ((harry.id, "Harold Mallory"),)


def test_a_blank_of_the_household_is_filled_in_place_and_a_note_only_grows(hub: OpenHub) -> None:
    service = BringIn(hub.tools)
    noted = replace(
        JEAN, person={**JEAN.person, "good_to_know": "One"}, home={"address_line1": "1 Kelp Street"}
    )
    service.apply(hub.actor, people(noted))
    (jean,) = held(hub, Person)
    where = {"address_line1": "1 Kelp Street", "postcode": "QX4 2LB"}
    changed = UpdatePerson(jean.id, {"good_to_know": "Two\nOne"}, {"postcode": "QX4 2LB"}, where)
    service.apply(hub.actor, people(changed_people=(changed,)))
    (home,) = held(hub, Household)
    assert (home.postcode, home.precision) == ("QX4 2LB", Precision.POSTCODE)
    assert held(hub, Person)[0].good_to_know == "One\nTwo"


def test_somebody_voided_in_the_meantime_is_passed_over(hub: OpenHub) -> None:
    service = BringIn(hub.tools)
    service.apply(hub.actor, people(JEAN))
    (jean,) = held(hub, Person)
    People(hub.tools).void(hub.actor, jean.id, "Entered twice")
    changed = UpdatePerson(jean.id, {"preferred_name": "Jeannie"})
    service.apply(hub.actor, people(HARRY, changed_people=(changed,)))
    assert [one.first_name for one in held(hub, Person)] == ["Harold"]


OFFERING = Offering(
    {"transport": "car", "weekly_minutes": 120},
    skills=(Skill.COOKING, Skill.DOGS),
    areas=("Nowhere in particular",),
    languages=("cy",),
    slots=((0, time(9), time(12)),),
    check=CheckIn(CheckType.DBS, CheckLevel.ENHANCED, "001234567890", date(2025, 1, 2)),
)


def test_volunteers_come_in_and_their_checks_clear_nobody(hub: OpenHub) -> None:
    service = BringIn(hub.tools)
    batch = Batch("volunteers", "v.csv", new_volunteers=(NewVolunteer(JEAN, OFFERING),))
    assert service.apply(hub.actor, batch).message == "Brought in 1 volunteer"
    (volunteer,) = held(hub, Volunteer)
    assert (volunteer.status, volunteer.weekly_minutes) == (VolunteerStatus.APPLIED, 120)
    assert volunteer.note == "Areas in the file: Nowhere in particular"
    (seen,) = held(hub, Check)
    assert (seen.status, seen.reference, seen.seen_by) == (CheckStatus.IN_PROGRESS, "001234567890", "")
    fields = service.existing(hub.actor, "volunteers").people[0].fields
    assert fields["skills"] == "cooking dogs"
    assert fields["slots"] == "0 09:00-12:00"


def test_a_known_person_becomes_a_volunteer_and_sets_are_replaced(hub: OpenHub) -> None:
    service = BringIn(hub.tools)
    service.apply(hub.actor, people(JEAN))
    (jean,) = held(hub, Person)
    first = UpdateVolunteer(UpdatePerson(jean.id), OFFERING)
    service.apply(hub.actor, Batch("volunteers", "v.csv", changed_volunteers=(first,)))
    again = Offering({"status": VolunteerStatus.ACTIVE}, skills=(Skill.DOGS, Skill.DIY), check=OFFERING.check)
    done = service.apply(
        hub.actor,
        Batch("volunteers", "v.csv", changed_volunteers=(UpdateVolunteer(UpdatePerson(jean.id), again),)),
    )
    assert done.message == "Changed 1 records"
    (volunteer,) = held(hub, Volunteer)
    assert volunteer.status is VolunteerStatus.ACTIVE
    with hub.store.read() as session:
        assert {one.skill for one in session.query(VolunteerSkill)} == {Skill.DOGS, Skill.DIY}
    assert len(held(hub, Check)) == 1
    History(hub.tools).undo(hub.actor, done.txn)
    with hub.store.read() as session:
        assert {one.skill for one in session.query(VolunteerSkill)} == {Skill.DOGS, Skill.COOKING}


def test_requests_come_in_with_their_people_and_tasks(hub: OpenHub) -> None:
    values = {"urgency": Urgency.TODAY, "source": Channel.IMPORT, "taken_at": datetime(2026, 11, 16, 9)}
    batch = Batch(
        "requests",
        "r.csv",
        new_people=(JEAN,),
        new_requests=(
            NewRequest("shopping", person_row=2, values=values),
            NewRequest(
                "food_parcel", person_row=2, values={"recurrence": "FREQ=WEEKLY", "due_on": date(2026, 1, 6)}
            ),
            NewRequest("other", person_row=2, values={"status": RequestStatus.DONE}),
            NewRequest("other", person_row=2, values={"status": RequestStatus.ASSIGNED}),
            NewRequest(
                "other",
                person_row=2,
                values={"recurrence": "FREQ=WEEKLY;UNTIL=20260201", "due_on": date(2026, 1, 6)},
            ),
        ),
    )
    BringIn(hub.tools).apply(hub.actor, batch)
    made = held(hub, Request)
    assert [one.number for one in made] == [1, 2, 3, 4, 5]
    assert [one.status for one in made[2:4]] == [RequestStatus.DONE, RequestStatus.TRIAGED]
    days = [sorted(t.on_date for t in held(hub, Task, request_id=one.id)) for one in made]
    assert days[0] == [date(2026, 11, 17)]
    assert days[1][0] == date(2026, 11, 17)
    assert len(days[1]) == 9
    assert days[2] == []
    assert days[4] == []
    before = len(held(hub, Task))
    Requests(hub.tools).extend(hub.actor)
    assert len(held(hub, Task)) == before


def test_a_changed_request_follows_the_file_and_its_tasks_follow(hub: OpenHub) -> None:
    service = BringIn(hub.tools)
    service.apply(
        hub.actor,
        Batch("requests", "r.csv", new_people=(JEAN,), new_requests=(NewRequest("shopping", person_row=2),)),
    )
    (request,) = held(hub, Request)
    moved = UpdateRequest(request.id, "food_parcel", {"due_on": date(2026, 11, 20)})
    service.apply(hub.actor, Batch("requests", "r.csv", changed_requests=(moved,)))
    assert [task.on_date for task in held(hub, Task)] == [date(2026, 11, 20)]
    closed = UpdateRequest(request.id, values={"status": RequestStatus.CANCELLED})
    service.apply(hub.actor, Batch("requests", "r.csv", changed_requests=(closed,)))
    assert [task.status for task in held(hub, Task)] == [TaskStatus.CANCELLED]
    again = UpdateRequest(request.id, values={"status": RequestStatus.ASSIGNED})
    service.apply(hub.actor, Batch("requests", "r.csv", changed_requests=(again,)))
    assert held(hub, Request)[0].status is RequestStatus.TRIAGED


def test_a_need_the_hub_does_not_have_stops_the_whole(hub: OpenHub) -> None:
    batch = Batch("requests", "r.csv", new_people=(JEAN,), new_requests=(NewRequest("sky", person_row=2),))
    with pytest.raises(DomainError, match="no kind of help"):
        BringIn(hub.tools).apply(hub.actor, batch)
    assert held(hub, Person) == []


def test_stopping_half_way_saves_nothing(hub: OpenHub) -> None:
    class Stop(Exception):
        pass

    def stop(done: int, total: int) -> None:
        if done:
            raise Stop

    with pytest.raises(Stop):
        BringIn(hub.tools).apply(hub.actor, people(JEAN, HARRY), stop)
    assert held(hub, Person) == []
    assert BringIn(hub.tools).runs(hub.actor) == []


def test_a_profile_is_remembered_once_for_the_same_columns(hub: OpenHub) -> None:
    service = BringIn(hub.tools)
    for mapping in ({"a": 1}, {"a": 2}, {"a": 2}):
        service.remember(hub.actor, kind="people", name="gp list", fingerprint="f", mapping=mapping)
    assert service.profiles(hub.actor, "people") == [{"a": 2}]
    assert service.profiles(hub.actor, "requests") == []


CHILD = """
import sys
from pathlib import Path
from desktop.services.bring_in import BringIn
from desktop.services.bring_in_drafts import Batch, NewPerson, PhoneIn
from desktop.services.bring_in_people import CHUNK
from desktop.services import bring_in_people
from desktop.services.hubs import open_hub
from db.enums import PhoneKind
bring_in_people.CHUNK = 50
hub = open_hub(Path(sys.argv[1]), sys.argv[2])
for number in range(int(sys.argv[3]), 1_000_000):
    new = tuple(
        NewPerson(
            row,
            {"first_name": f"P{row}", "source_reference": f"{number}-{row}"},
            {"address_line1": f"{row} Kelp Street", "postcode": "QX4 2LB"},
            (PhoneIn("+447700900123", "07700 900123", PhoneKind.MOBILE),),
        )
        for row in range(200)
    )
    batch = Batch("people", "l.csv", new_people=new)
    BringIn(hub.tools).apply(hub.actor, batch, lambda *_: print("written", flush=True))
    print("saved", number, flush=True)
"""


def killed(folder: Path, first: int, chance: random.Random) -> list[int]:
    """Bring in one list after another in a child, kill it at some moment, and give those it said it saved."""
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(folder), "seven quiet herons wade", str(first)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert child.stdout is not None
    said = [child.stdout.readline() for _ in range(chance.randint(1, 45))]
    for _ in range(chance.randrange(500_000)):
        pass
    child.send_signal(signal.SIGKILL)
    *whole, _cut = ("".join(said) + child.stdout.read()).split("\n")
    child.stdout.close()
    assert child.wait() == -signal.SIGKILL
    return [int(line.split()[1]) for line in whole if line.startswith("saved")]


@pytest.mark.kill
def test_kills_at_many_moments_leave_whole_lists_or_nothing(hub: OpenHub) -> None:
    folder = hub.folder.path
    hub.close()
    chance = random.Random(7)
    first = cut_off = 0
    for _ in range(12):
        acknowledged = killed(folder, first, chance)
        opened = open_hub(folder, "seven quiet herons wade")
        assert check(opened.store.reader) == []
        with opened.store.read() as session:
            references = session.scalars(select(Person.source_reference))
            counts = Counter(int(one.split("-")[0]) for one in references)
        runs = BringIn(opened.tools).runs(opened.actor, 1_000)
        opened.close()
        assert set(counts.values()) <= {200}
        assert set(acknowledged) <= set(counts)
        assert len(runs) == len(counts)
        cut_off += len(counts) == max([first, *(one + 1 for one in acknowledged)])
        first = len(counts)
    assert first > 0
    assert cut_off > 0
