"""People and households through the services, over a real store."""

from datetime import date

import pytest

from db.enums import Answer, LinkKind, PhoneKind, Precision
from db.models import Person
from db.queries.people import PeopleFilter
from desktop.domain.errors import DomainError, NotFound
from desktop.services.history import History
from desktop.services.households import HouseholdDraft, Households
from desktop.services.hubs import OpenHub
from desktop.services.people import LinkDraft, People, PersonDraft, PhoneDraft

JEAN = PersonDraft(
    first_name="Jean",
    last_name="Mallory",
    date_of_birth=date(1952, 3, 4),
    good_to_know="Hard of hearing.\nSpeak slowly.",
    safe_message=Answer.NO,
    phones=(PhoneDraft("020 7946 0147", PhoneKind.LANDLINE), PhoneDraft("07700 900123", PhoneKind.MOBILE)),
    links=(LinkDraft(LinkKind.KEYHOLDER, "Mr Bains", "neighbour", "020 7946 0222"),),
    household=HouseholdDraft(address_line1="14 Ferrygate Close", postcode="qx42lb", door_note="Ring twice"),
)


def test_a_person_is_saved_with_all_that_was_typed(hub: OpenHub) -> None:
    people = People(hub.tools)
    made = people.save(hub.actor, JEAN).made
    held = people.get(hub.actor, made)
    assert held.number == 1
    assert held.draft.phones == JEAN.phones
    assert held.draft.links == JEAN.links
    assert held.draft.good_to_know == "Hard of hearing.\nSpeak slowly."
    assert held.draft.household is not None
    assert held.draft.household.postcode == "QX4 2LB"
    place = Households(hub.tools).get(hub.actor, held.household_id)
    assert place.precision is Precision.POSTCODE
    assert place.members == ((made, "Jean Mallory"),)


def test_a_phone_number_alone_is_enough_and_nothing_is_not(hub: OpenHub) -> None:
    people = People(hub.tools)
    made = people.save(hub.actor, PersonDraft(phones=(PhoneDraft("07700 900456"),))).made
    assert people.get(hub.actor, made).draft.phones
    with pytest.raises(DomainError, match="name or a phone"):
        people.save(hub.actor, PersonDraft())


def test_saving_again_without_a_change_writes_nothing(hub: OpenHub) -> None:
    people = People(hub.tools)
    made = people.save(hub.actor, JEAN).made
    again = people.save(hub.actor, people.get(hub.actor, made).draft, made)
    assert again.txn == ""
    assert again.entities == {}


@pytest.mark.parametrize(
    "typed", ["jean", "MALL", "0147", "020 79", "+44 7700", "ferrygate", "qx4 2lb", "P-1"]
)
def test_a_person_is_found_as_they_are_typed(hub: OpenHub, typed: str) -> None:
    people = People(hub.tools)
    made = people.save(hub.actor, JEAN).made
    people.save(hub.actor, PersonDraft(first_name="Omar", last_name="Haddad"))
    assert [row.id for row in people.find(hub.actor, typed)] == [made]


def test_a_voided_person_is_found_no_more_and_can_be_brought_back(hub: OpenHub) -> None:
    people, history = People(hub.tools), History(hub.tools)
    made = people.save(hub.actor, JEAN).made
    with pytest.raises(DomainError, match="why"):
        people.void(hub.actor, made, "  ")
    gone = people.void(hub.actor, made, "Entered twice")
    assert people.find(hub.actor, "jean") == []
    assert people.ids(hub.actor, PeopleFilter()) == []
    with pytest.raises(NotFound):
        people.get(hub.actor, made)
    history.undo(hub.actor, gone.txn)
    assert people.get(hub.actor, made).draft.last_name == "Mallory"
    assert [row.id for row in people.find(hub.actor, "jean")] == [made]


def test_undo_puts_back_what_stood_and_says_what_it_left(hub: OpenHub) -> None:
    people, history = People(hub.tools), History(hub.tools)
    made = people.save(hub.actor, JEAN).made
    first = people.save(
        hub.actor, PersonDraft(first_name="Jane", last_name="Mallory", good_to_know="x"), made
    )
    people.save(hub.actor, PersonDraft(first_name="Janet", last_name="Mallory", good_to_know="x"), made)
    undone = history.undo(hub.actor, first.txn)
    held = people.get(hub.actor, made).draft
    assert held.first_name == "Janet"
    assert held.good_to_know == "Hard of hearing.\nSpeak slowly."
    assert held.safe_message is Answer.NO
    assert held.date_of_birth == date(1952, 3, 4)
    assert "1 changed again since" in undone.message


def test_undo_of_undo_is_redo(hub: OpenHub) -> None:
    people, history = People(hub.tools), History(hub.tools)
    made = people.save(hub.actor, JEAN)
    undone = history.undo(hub.actor, made.txn)
    assert people.find(hub.actor, "jean") == []
    history.undo(hub.actor, undone.txn)
    assert [row.id for row in people.find(hub.actor, "jean")] == [made.made]


def test_a_field_set_twice_at_once_goes_back_to_what_stood_before_both(hub: OpenHub) -> None:
    people, history = People(hub.tools), History(hub.tools)
    made = people.save(hub.actor, JEAN).made
    with hub.store.write(hub.actor.user_id) as work:
        person = work.session.get(Person, made)
        assert person is not None
        for name in ("Jane", "Janet"):
            person.first_name = name
            work.session.flush()
        txn = work.txn
    assert history.undo(hub.actor, txn).message == "Undone."
    assert people.get(hub.actor, made).draft.first_name == "Jean"


def test_what_was_taken_off_the_list_is_brought_back_whole(hub: OpenHub) -> None:
    people, history = People(hub.tools), History(hub.tools)
    made = people.save(hub.actor, JEAN).made
    with pytest.raises(NotFound, match="no record of how"):
        history.bring_back(hub.actor, made)
    people.void(hub.actor, made, "Entered twice")
    assert people.ids(hub.actor, PeopleFilter(voided=True)) == [made]
    back = history.bring_back(hub.actor, made)
    assert (back.made, back.message) == (made, "Brought back.")
    assert [row.id for row in people.find(hub.actor, "jean")] == [made]
    with pytest.raises(DomainError, match="It is in use"):
        history.bring_back(hub.actor, made)


def test_history_says_who_when_before_and_after(hub: OpenHub) -> None:
    people, history = People(hub.tools), History(hub.tools)
    made = people.save(hub.actor, JEAN).made
    people.save(hub.actor, PersonDraft(first_name="Jane", last_name="Mallory"), made)
    edit = next(one for one in history.of(hub.actor, made) if one.field == "first_name")
    assert (edit.who, edit.before, edit.after) == ("Priya", "Jean", "Jane")


def test_a_household_with_people_in_it_is_not_voided(hub: OpenHub) -> None:
    people, households = People(hub.tools), Households(hub.tools)
    made = people.save(hub.actor, JEAN).made
    home = people.get(hub.actor, made).household_id
    with pytest.raises(DomainError, match="still recorded"):
        households.void(hub.actor, home, "wrong")
    assert [row.people for row in households.rows(hub.actor, [home])] == [1]


def test_a_long_door_note_is_refused_because_it_is_printed(hub: OpenHub) -> None:
    with pytest.raises(DomainError, match="printed"):
        Households(hub.tools).save(
            hub.actor, HouseholdDraft(address_line1="1 Kelp Street", door_note="x" * 61)
        )
