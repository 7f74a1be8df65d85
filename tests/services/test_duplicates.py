"""People who look alike: shown, decided, remembered and undone."""

from dataclasses import replace
from datetime import date

import pytest

from db.enums import Channel, ContactOutcome, Direction, PairAnswer
from desktop.domain.duplicate_keys import PersonKey
from desktop.domain.errors import DomainError
from desktop.services.contacts import Attempt, Contacts
from desktop.services.duplicates import Duplicates
from desktop.services.history import History
from desktop.services.households import HouseholdDraft
from desktop.services.hubs import OpenHub
from desktop.services.people import People, PersonDraft, PhoneDraft
from desktop.services.requests import RequestDraft, Requests

JEAN = PersonDraft(
    first_name="Jean",
    last_name="Mallory",
    date_of_birth=date(1952, 3, 4),
    phones=(PhoneDraft("020 7946 0147"),),
    household=HouseholdDraft(address_line1="14 Ferrygate Close", postcode="QX4 2LB"),
)


def save(hub: OpenHub, draft: PersonDraft) -> str:
    return People(hub.tools).save(hub.actor, draft).made


def test_somebody_already_here_is_shown_while_typing_but_never_on_name_alone(hub: OpenHub) -> None:
    made, duplicates = save(hub, JEAN), Duplicates(hub.tools)
    by_phone = duplicates.while_typing(hub.actor, PersonKey("", "Jeanie", "", phones=("+442079460147",)))
    assert [pair.b.id for pair in by_phone] == [made]
    by_address = duplicates.while_typing(
        hub.actor, PersonKey("", "Jean", "Malory", postcode="QX4 2LB", address="14 Ferrygate Close")
    )
    assert [pair.b.id for pair in by_address] == [made]
    assert duplicates.while_typing(hub.actor, PersonKey("", "Jean", "Mallory")) == []


def test_a_scan_finds_the_pair_and_a_decision_is_remembered(hub: OpenHub) -> None:
    one = save(hub, JEAN)
    other = save(hub, replace(JEAN, first_name="Jeanie", source_reference="C-9"))
    save(hub, replace(JEAN, first_name="Harold", date_of_birth=date(1949, 1, 1)))
    duplicates = Duplicates(hub.tools)
    (pair,) = duplicates.scan(hub.actor)
    assert {pair.a.id, pair.b.id} == {one, other}
    duplicates.decide(hub.actor, one, other, PairAnswer.NOT_SAME)
    assert duplicates.scan(hub.actor) == []


def test_a_merge_moves_everything_fills_blanks_and_can_be_undone(hub: OpenHub) -> None:
    one = save(hub, JEAN)
    other = save(
        hub, replace(JEAN, preferred_name="Jeannie", phones=(PhoneDraft("07700 900123"),), household=None)
    )
    people, requests, duplicates = People(hub.tools), Requests(hub.tools), Duplicates(hub.tools)
    request = requests.save(hub.actor, RequestDraft(other, "shopping")).made
    Contacts(hub.tools).record(
        hub.actor, Attempt(Channel.PHONE, Direction.OUTBOUND, ContactOutcome.NO_ANSWER, person_id=other)
    )
    merged = duplicates.decide(hub.actor, one, other, PairAnswer.SAME_PERSON)
    held = people.get(hub.actor, one).draft
    assert held.preferred_name == "Jeannie"
    assert {phone.raw for phone in held.phones or ()} == {"020 7946 0147", "07700 900123"}
    assert requests.get(hub.actor, request).draft.person_id == one
    assert len(Contacts(hub.tools).of(hub.actor, one)) == 1
    assert [row.id for row in people.find(hub.actor, "mallory")] == [one]
    History(hub.tools).undo(hub.actor, merged.txn)
    assert people.get(hub.actor, one).draft.preferred_name == ""
    assert requests.get(hub.actor, request).draft.person_id == other
    assert {row.id for row in people.find(hub.actor, "mallory")} == {one, other}


def test_same_household_moves_them_in_together(hub: OpenHub) -> None:
    one, other = (
        save(hub, JEAN),
        save(hub, PersonDraft(first_name="Sam", phones=(PhoneDraft("020 7946 0147"),))),
    )
    Duplicates(hub.tools).decide(hub.actor, one, other, PairAnswer.SAME_HOUSEHOLD)
    people = People(hub.tools)
    assert people.get(hub.actor, one).household_id == people.get(hub.actor, other).household_id
    assert people.get(hub.actor, one).neighbours == ((other, "Sam"),)


def test_nobody_is_paired_with_themselves(hub: OpenHub) -> None:
    one = save(hub, JEAN)
    with pytest.raises(DomainError, match="different people"):
        Duplicates(hub.tools).decide(hub.actor, one, one, PairAnswer.SAME_PERSON)


@pytest.mark.parametrize(
    "typed",
    [
        PersonKey("", "Jean", "Mallory", born=date(1953, 3, 4), address="14 Ferrygate Close"),
        PersonKey("", "Jean", "Mallory", born=date(1952, 4, 3), phones=("+442079460148",)),
        PersonKey("", "Mallory", "Jean", phones=("+442079460147",)),
        PersonKey(
            "", "Gene", "Malory", postcode="QX4 2LB", address="16 Ferrygate Close", born=date(1952, 3, 5)
        ),
        PersonKey("", "Jean", "Mallory", postcode="QX4 2LD", address="14, Ferrygate Close"),
        PersonKey("", "", "Mallory", born=date(1952, 3, 4)),
    ],
    ids=["year", "day and month turned", "names turned", "sounds alike", "postcode", "given name not known"],
)
def test_one_slip_while_typing_still_finds_somebody(hub: OpenHub, typed: PersonKey) -> None:
    made = save(hub, JEAN)
    assert [pair.b.id for pair in Duplicates(hub.tools).while_typing(hub.actor, typed)] == [made]
