"""A file from its first byte to the hub: opened, weighed, decided, saved, and weighed again."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from db.enums import Nation, PairAnswer
from db.models import Person, Request, Volunteer
from desktop.domain.errors import DomainError
from desktop.imports.dry_run import Choices, Duplicate, ImportStopped, Take
from desktop.imports.plans import make_batch
from desktop.imports.profiles import profile_from_map
from desktop.imports.run import StagedList, dry_run, left_out, open_list, saved_profiles
from desktop.imports.targets import Kind
from desktop.services.base import Changes
from desktop.services.bring_in import BringIn
from desktop.services.duplicates import Duplicates
from desktop.services.households import HouseholdDraft, Households
from desktop.services.hubs import NewHub, OpenHub, open_hub
from desktop.services.people import People, PersonDraft, PhoneDraft
from desktop.services.requests import RequestDraft, Requests
from tests.blank_hubs import blank_hub

Write = Callable[..., Path]
PEOPLE = (
    "Reference,First name,Surname,DOB,Address,Town,Postcode,Phone,Notes\n"
    "C-1,Jean,Mallory,04/03/1952,14 Ferrygate Close,Saltmarsh,QX4 2LB,020 7946 0147,Rings back slowly\n"
    "C-2,Harold,Mallory,31/02/1950,14 Ferrygate Close,Saltmarsh,QX4 2LB,,\n"
)


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[OpenHub]:
    """A new hub, open for writing."""
    folder = tmp_path / "hub"
    wanted = NewHub("Saltmarsh Hub", Nation.ENGLAND, user_name="Priya")
    blank_hub(folder, wanted, "seven quiet herons wade")
    opened = open_hub(folder, "seven quiet herons wade")
    yield opened
    opened.close()


def look(hub: OpenHub, path: Path, kind: Kind = Kind.PEOPLE, profile: str = "") -> StagedList:
    held = BringIn(hub.tools).existing(hub.actor, kind.value)
    source = open_list(path, kind, profile=profile, saved=saved_profiles(held.profiles))
    return dry_run(source, held)


def bring_in(hub: OpenHub, staged: StagedList, choices: Choices | None = None) -> Changes:
    return BringIn(hub.tools).apply(hub.actor, make_batch(staged, choices or Choices()).batch)


def groups(staged: StagedList) -> dict[str, int]:
    return {name: count for name, count in staged.counts().items() if count}


def test_a_list_comes_in_and_is_the_same_the_second_time(hub: OpenHub, csv_file: Write) -> None:
    path = csv_file(PEOPLE)
    bring_in(hub, look(hub, path))
    assert groups(look(hub, path)) == {"same": 2}
    with hub.store.read() as session:
        harold = session.query(Person).filter_by(source_reference="C-2").one()
    assert harold.date_of_birth is None
    assert harold.good_to_know == "Date of birth in the file: 31/02/1950"


def test_a_postcode_of_another_shape_and_the_street_number_stay_as_written(
    hub: OpenHub, csv_file: Write
) -> None:
    text = "rec_id, given_name, surname, street_number, address_1, suburb, postcode, date_of_birth\n"
    path = csv_file(text + "rec-1-org, lachlan, berry, 69, giblin street, bittern, 4814, 19990219\n")
    bring_in(hub, look(hub, path))
    (found,) = BringIn(hub.tools).existing(hub.actor, "people").people
    assert found.fields["address_line1"] == "69 giblin street"
    assert found.fields["postcode"] == "4814"
    assert found.fields["date_of_birth"] == "1999-02-19"
    assert found.fields["source_reference"] == "rec-1-org"


def test_a_changed_row_is_left_unless_taken_and_notes_the_hub_added_stay(
    hub: OpenHub, csv_file: Write
) -> None:
    bring_in(hub, look(hub, csv_file(PEOPLE)))
    people = People(hub.tools)
    (row,) = people.find(hub.actor, "jean")
    draft = people.get(hub.actor, row.id).draft
    people.save(
        hub.actor,
        replace(draft, good_to_know="Has a dog\nNotes: Rings back slowly\nRings back slowly"),
        row.id,
    )
    path = csv_file(PEOPLE.replace("Jean", "Jeannie"))
    staged = look(hub, path)
    assert groups(staged) == {"changed": 1, "same": 1}
    assert [diff.field for diff in staged.run.changed[0].diffs] == ["first_name"]
    assert make_batch(staged, Choices()).left == (2,)
    bring_in(hub, staged, Choices(changed=Take.TAKE))
    after = people.get(hub.actor, row.id).draft
    assert after.first_name == "Jeannie"
    assert after.good_to_know.startswith("Has a dog")


def test_a_possible_duplicate_comes_in_as_new_for_the_scan_to_find(hub: OpenHub, csv_file: Write) -> None:
    People(hub.tools).save(
        hub.actor,
        PersonDraft(
            first_name="Jean",
            last_name="Malory",
            phones=(PhoneDraft("020 7946 0147"),),
            household=HouseholdDraft("14 Ferrygate Close", postcode="QX4 2LB"),
        ),
    )
    staged = look(hub, csv_file(PEOPLE))
    assert groups(staged) == {"new": 1, "possible_duplicates": 1}
    bring_in(hub, staged)
    assert len(Duplicates(hub.tools).scan(hub.actor)) == 1


def test_the_same_person_only_gains_what_was_blank(hub: OpenHub, csv_file: Write) -> None:
    saved = People(hub.tools).save(
        hub.actor, PersonDraft(first_name="Jean", last_name="Malory", phones=(PhoneDraft("020 7946 0147"),))
    )
    bring_in(hub, look(hub, csv_file(PEOPLE)), Choices(rows={2: Duplicate.SAME}))
    held = People(hub.tools).get(hub.actor, saved.made)
    assert (held.draft.last_name, held.draft.source_reference) == ("Malory", "C-1")
    assert held.draft.household is not None
    assert held.neighbours


def test_the_reference_of_a_merged_record_finds_who_was_kept(hub: OpenHub, csv_file: Write) -> None:
    path = csv_file(PEOPLE)
    bring_in(hub, look(hub, path))
    people = People(hub.tools)
    (jean,), (harold,) = people.find(hub.actor, "jean"), people.find(hub.actor, "harold")
    Duplicates(hub.tools).decide(hub.actor, jean.id, harold.id, PairAnswer.SAME_PERSON)
    staged = look(hub, path)
    assert groups(staged) == {"changed": 1, "same": 1}
    assert staged.run.changed[0].id == jean.id


VOLUNTEERS = (
    "Name,Phone,Skills,Availability\nJean Mallory,020 7946 0147,cooking,Mon am\nOmar Haddad,07700 900456,,\n"
)


def test_a_list_of_volunteers_makes_known_people_volunteers(hub: OpenHub, csv_file: Write) -> None:
    people = People(hub.tools)
    for name, phone in (("Jean Mallory", "020 7946 0147"), ("Omar Haddad", "07700 900456")):
        first, last = name.split()
        people.save(hub.actor, PersonDraft(first_name=first, last_name=last, phones=(PhoneDraft(phone),)))
    path = csv_file(VOLUNTEERS)
    staged = look(hub, path, Kind.VOLUNTEERS)
    assert groups(staged) == {"changed": 1, "possible_duplicates": 1}
    bring_in(hub, staged, Choices(changed=Take.TAKE, duplicates=Duplicate.SAME))
    with hub.store.read() as session:
        assert session.query(Volunteer).count() == 2
        assert session.query(Person).count() == 2
    assert groups(look(hub, path, Kind.VOLUNTEERS)) == {"same": 2}


REQUESTS = (
    "Request reference,Person reference,First name,Surname,Phone,Need,Urgency,Repeat,Notes\n"
    "R1,C-1,Jean,Mallory,020 7946 0147,Shopping,today,,Milk\n"
    "R2,C-1,Jean,Mallory,020 7946 0147,Dog walking,,every Tuesday,\n"
    "R3,C-9,,,,Shopping,,,\n"
)


def test_requests_bring_their_person_in_once_and_rejects_say_why(
    hub: OpenHub, csv_file: Write, tmp_path: Path
) -> None:
    staged = look(hub, csv_file(REQUESTS), Kind.REQUESTS)
    assert groups(staged) == {"new": 2, "rejected": 1}
    bring_in(hub, staged)
    with hub.store.read() as session:
        assert [p.source_reference for p in session.query(Person)] == ["C-1"]
        assert session.query(Request).count() == 2
    again = look(hub, csv_file(REQUESTS), Kind.REQUESTS)
    assert groups(again) == {"same": 2, "rejected": 1}
    changed = look(hub, csv_file(REQUESTS.replace("today", "tomorrow")), Kind.REQUESTS)
    assert groups(changed) == {"changed": 1, "same": 1, "rejected": 1}
    bring_in(hub, changed, Choices(changed=Take.TAKE))
    assert groups(look(hub, csv_file(REQUESTS.replace("today", "tomorrow")), Kind.REQUESTS))["same"] == 2


def test_a_request_already_open_is_shown_and_left_out_when_said_to_be_the_same(
    hub: OpenHub, csv_file: Write
) -> None:
    saved = People(hub.tools).save(hub.actor, PersonDraft(first_name="Jean", source_reference="C-1"))
    Requests(hub.tools).save(hub.actor, RequestDraft(saved.made, "shopping"))
    staged = look(hub, csv_file(REQUESTS), Kind.REQUESTS)
    assert groups(staged) == {"new": 1, "possible_duplicates": 1, "rejected": 1}
    decided = make_batch(staged, Choices(duplicates=Duplicate.SAME))
    assert decided.left == (2,)
    assert [one.person_id for one in decided.batch.new_requests] == [saved.made]
    assert make_batch(staged, Choices(duplicates=Duplicate.LEAVE)).left == (2,)
    assert len(make_batch(staged, Choices()).batch.new_requests) == 2
    assert make_batch(staged, Choices(new=Take.LEAVE, rows={2: Take.LEAVE})).left == (2, 3)


def test_somebody_who_may_be_known_gets_the_request_when_said_to_be_the_same(
    hub: OpenHub, csv_file: Write
) -> None:
    saved = People(hub.tools).save(
        hub.actor, PersonDraft(first_name="Ann", last_name="Frith", phones=(PhoneDraft("020 7946 0147"),))
    )
    staged = look(hub, csv_file(REQUESTS), Kind.REQUESTS)
    assert groups(staged)["possible_duplicates"] == 2
    same = make_batch(staged, Choices(duplicates=Duplicate.SAME)).batch
    assert {one.person_id for one in same.new_requests} == {saved.made}
    assert same.new_people == ()
    new = make_batch(staged, Choices()).batch
    assert [one.person["source_reference"] for one in new.new_people] == ["C-1"]


DAILY = (
    "Timestamp,ID,FirstName,LastName,EssentialSupplies,CarrySupplies\n"
    "2020-04-01T10:00:00,1,Jean,Mallory,No,Yes\n"
    "2020-04-02T10:00:00,1,Jean,Mallory,No,Yes\n"
    "2020-04-02T10:00:00,2,Omar,Haddad,Yes,Yes\n"
)


def test_the_daily_file_asks_for_a_parcel_once_where_supplies_are_missing(
    hub: OpenHub, csv_file: Write
) -> None:
    path = csv_file(DAILY)
    staged = look(hub, path)
    assert groups(staged) == {"new": 2, "superseded": 1}
    bring_in(hub, staged)
    with hub.store.read() as session:
        (request,) = session.query(Request)
        assert session.get_one(Person, request.person_id).first_name == "Jean"
    again = look(hub, path)
    assert groups(again) == {"same": 2, "superseded": 1}
    assert make_batch(again, Choices()).batch.is_empty


def test_rows_left_out_are_given_back_as_they_stand(hub: OpenHub, csv_file: Write) -> None:
    staged = look(hub, csv_file(PEOPLE + ",,,,,,,,\nC-3,,,,,,,,nobody\n"))
    decided = make_batch(staged, Choices(rows={3: Take.LEAVE}))
    found = left_out(staged, decided.left)
    assert [(one.row, one.cells[0]) for one in found] == [(3, "C-2"), (5, "C-3")]
    assert found[0].reason == "Left out by choice."


def test_a_settled_map_is_remembered_and_recognised(hub: OpenHub, csv_file: Write) -> None:
    path = csv_file("Who,Bell,Odd\nJean Mallory,020 7946 0147,x\n")
    source = open_list(path, Kind.PEOPLE)
    settled = source.column_map.with_choice("Who", "full_name").with_choice("Bell", "phone")
    source = replace(source, column_map=settled)
    service = BringIn(hub.tools)
    service.remember(
        hub.actor,
        kind="people",
        name="bells",
        fingerprint=source.fingerprint(),
        mapping=json.loads(profile_from_map("bells", "bells", settled).to_json()),
    )
    assert groups(look(hub, path)) == {"new": 1}
    assert look(hub, path).source.column_map.profile == "bells"
    assert saved_profiles([{"name": "broken"}]) == []


def test_a_file_that_says_nothing_of_people_is_refused_plainly(hub: OpenHub, csv_file: Write) -> None:
    with pytest.raises(DomainError, match="No column holds a name"):
        look(hub, csv_file("Colour,Size\nred,2\n"))


def test_a_dry_run_can_be_stopped_and_names_postcodes_it_does_not_know(hub: OpenHub, csv_file: Write) -> None:
    held = BringIn(hub.tools).existing(hub.actor, "people")
    source = open_list(csv_file(PEOPLE), Kind.PEOPLE)
    with pytest.raises(ImportStopped):
        dry_run(source, held, cancelled=lambda: True)
    assert dry_run(source, held, unknown_postcodes=set).unknown_postcodes == {"QX4 2LB"}


def test_a_private_need_of_somebody_else_is_not_told(hub: OpenHub, csv_file: Write) -> None:
    text = REQUESTS.replace("Shopping", "Domestic abuse")
    bring_in(hub, look(hub, csv_file(text), Kind.REQUESTS))
    stranger = replace(hub.actor, user_id="f" * 32, roles=frozenset())
    path = csv_file(text.replace("today", "tomorrow"))
    source = open_list(path, Kind.REQUESTS)
    with hub.store.read() as session:
        from desktop.services.bring_in_held import read_held

        held = read_held(session, stranger, "requests")
    hidden = next(one for one in held.requests if one.is_hidden)
    assert hidden.fields == {}
    assert dry_run(source, held).counts()["changed"] == 0


def test_a_shared_household_is_one_record(hub: OpenHub, csv_file: Write) -> None:
    bring_in(hub, look(hub, csv_file(PEOPLE)))
    (row,) = People(hub.tools).find(hub.actor, "jean")
    home = People(hub.tools).get(hub.actor, row.id).household_id
    assert len(Households(hub.tools).get(hub.actor, home).members) == 2


def test_a_person_left_as_they_are_still_gets_the_parcel_the_file_asks_for(
    hub: OpenHub, csv_file: Write
) -> None:
    saved = People(hub.tools).save(hub.actor, PersonDraft(first_name="Jeannie", source_reference="1"))
    bring_in(hub, look(hub, csv_file(DAILY)))
    with hub.store.read() as session:
        (request,) = session.query(Request)
    assert request.person_id == saved.made
    assert People(hub.tools).get(hub.actor, saved.made).draft.first_name == "Jeannie"


def test_a_repeat_that_cannot_be_worked_out_is_kept_in_the_words(hub: OpenHub, csv_file: Write) -> None:
    path = csv_file(REQUESTS.replace("every Tuesday", "FREQ=WEEKLY;BYDAY=XX"))
    bring_in(hub, look(hub, path, Kind.REQUESTS))
    with hub.store.read() as session:
        walk = session.query(Request).filter_by(source_reference="R2").one()
    assert walk.recurrence == ""
    assert walk.words == "Repeat in the file: FREQ=WEEKLY;BYDAY=XX"


def test_a_changed_household_field_and_a_changed_volunteer_are_taken(hub: OpenHub, csv_file: Write) -> None:
    text = "Reference,Name,Phone,Household size,Skills,Hours a week\nV-1,Omar Haddad,07700 900456,{},{},{}\n"
    bring_in(hub, look(hub, csv_file(text.format(2, "cooking", 2)), Kind.VOLUNTEERS))
    staged = look(hub, csv_file(text.format(3, "dogs", 4)), Kind.VOLUNTEERS)
    fields = {diff.field for diff in staged.run.changed[0].diffs}
    assert fields == {"household_size", "skills", "weekly_minutes"}
    bring_in(hub, staged, Choices(changed=Take.TAKE))
    held = BringIn(hub.tools).existing(hub.actor, "volunteers").people[0].fields
    assert (held["household_size"], held["skills"], held["weekly_minutes"]) == ("3", "dogs", "240")


def test_new_and_changed_requests_left_out_are_listed(hub: OpenHub, csv_file: Write) -> None:
    bring_in(hub, look(hub, csv_file(REQUESTS), Kind.REQUESTS))
    text = REQUESTS.replace("today", "tomorrow") + "R4,C-1,Jean,Mallory,,Gardening,,,\n"
    staged = look(hub, csv_file(text), Kind.REQUESTS)
    decided = make_batch(staged, Choices(new=Take.LEAVE))
    assert decided.left == (2, 5)
    assert decided.batch.is_empty
