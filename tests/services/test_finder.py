"""The search of everything: every way in, one slip forgiven, what was opened lately first."""

from collections.abc import Iterable
from datetime import date, time
from pathlib import Path

import pytest

from db.enums import CloseReason, Layer, Role, VolunteerStatus
from db.models import Household, NeedType, Round, Volunteer
from db.queries.requests import RequestRow
from desktop.services.base import Actor
from desktop.services.directory import Directory, ServiceDraft
from desktop.services.finder import SHOWN, Finder, Findings, Found
from desktop.services.finder_opened import KEPT, FoundKind
from desktop.services.households import HouseholdDraft
from desktop.services.hubs import OpenHub, open_hub
from desktop.services.info_bank import CardDraft, InfoBank
from desktop.services.needs import PRIVATE_LABEL, Needs
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.people import People, PersonDraft, PhoneDraft
from desktop.services.requests import RequestDraft, Requests
from desktop.services.volunteers import VolunteerDraft, Volunteers
from tests.services.conftest import PASSPHRASE, find_places

PERSON, REQUEST, VOLUNTEER = FoundKind.PERSON, FoundKind.REQUEST, FoundKind.VOLUNTEER
ORGANISATION, ROUND = FoundKind.ORGANISATION, FoundKind.ROUND


def person(hub: OpenHub, first: str, last: str, phone: str = "", street: str = "", called: str = "") -> str:
    """A person in the hub; their key."""
    draft = PersonDraft(
        first,
        last_name=last,
        preferred_name=called,
        phones=(PhoneDraft(phone),) if phone else (),
        household=HouseholdDraft(address_line1=street, postcode="QX4 2LB") if street else None,
    )
    return People(hub.tools).save(hub.actor, draft).made


def asked(hub: OpenHub, person_id: str, need: str = "food_parcel") -> str:
    """A request of a person; its key."""
    return Requests(hub.tools).save(hub.actor, RequestDraft(person_id, need)).made


def helper(hub: OpenHub, first: str, last: str) -> str:
    """An active volunteer; their key."""
    service = Volunteers(hub.tools)
    draft = VolunteerDraft(person=PersonDraft(first, last_name=last, email="a@b.example"))
    made = service.save(hub.actor, draft).made
    service.move(hub.actor, made, VolunteerStatus.ACTIVE)
    return made


def find(hub: OpenHub, typed: str, wide: FoundKind | None = None) -> Findings:
    """Search once."""
    return Finder(hub.tools).find(hub.actor, typed, wide)


def keys(found: Findings, kind: FoundKind) -> list[str]:
    """What was found of a kind, in order."""
    return [row.id for group in found.groups if group.kind is kind for row in group.rows]


def names(rows: Iterable[Found]) -> list[str]:
    """Given names of people found."""
    return [row.line.first_name for row in rows]  # type: ignore[union-attr]


@pytest.fixture
def jean(hub: OpenHub) -> str:
    return person(hub, "Jean", "Mallory", "020 7946 0147", "14 Ferrygate Close", "Jinty")


@pytest.mark.parametrize(
    "typed",
    [
        "jean mal",
        "MALLORY",
        "jinty",
        "ferryg",
        "qx42lb",
        "P-1",
        "p1",
        "0147",
        "020 7946",
        "+44 20 7946",
        "6 01 47",
    ],
)
def test_a_person_is_found_by_every_way_in(hub: OpenHub, jean: str, typed: str) -> None:
    person(hub, "Omar", "Haddad", "07700 900362", "2 Wharf Yard")
    assert jean in keys(find(hub, typed), PERSON)


def test_the_number_shown_is_the_one_typed(hub: OpenHub) -> None:
    numbers = (PhoneDraft("020 7946 0147"), PhoneDraft("07700 900881"))
    People(hub.tools).save(hub.actor, PersonDraft("Jean", phones=numbers))
    assert find(hub, "0881").groups[0].rows[0].phone == "07700 900881"
    assert find(hub, "jean").groups[0].rows[0].phone == "020 7946 0147"


def test_the_only_number_to_ring_is_shown_where_none_was_typed(hub: OpenHub) -> None:
    numbers = (PhoneDraft("020 7946 0147"),)
    People(hub.tools).save(hub.actor, PersonDraft("Jean", phones=numbers, safe_number="07700 900881"))
    assert find(hub, "jean").groups[0].rows[0].phone == "07700 900881"
    assert find(hub, "0147").groups[0].rows[0].phone == "020 7946 0147"


@pytest.mark.parametrize(
    "typed", ["malory", "mallroy", "mullory", "mallorry", "jean mallo", "mollo", "amllory"]
)
def test_one_slip_is_forgiven(hub: OpenHub, jean: str, typed: str) -> None:
    assert keys(find(hub, typed), PERSON) == [jean]


@pytest.mark.parametrize("typed", ["mlory", "jxzn", "jaan m x", "jen"])
def test_two_slips_and_short_words_are_not(hub: OpenHub, jean: str, typed: str) -> None:
    assert keys(find(hub, typed), PERSON) == []


def test_what_was_meant_is_marked_too(hub: OpenHub, jean: str) -> None:
    assert "mallory" in find(hub, "malory").words
    assert find(hub, "mallory").words == ("mallory",)


def test_accents_are_ignored_both_ways(hub: OpenHub) -> None:
    sian, zofia = person(hub, "Siân", "Ŵyn"), person(hub, "Zofia", "Michałek")
    assert keys(find(hub, "sian wyn"), PERSON) == [sian]
    assert keys(find(hub, "SIÂN"), PERSON) == [sian]
    assert keys(find(hub, "michalek"), PERSON) == [zofia]


def test_a_given_name_is_found_by_its_other_forms(hub: OpenHub) -> None:
    william = person(hub, "William", "Okafor")
    assert keys(find(hub, "bill okafor"), PERSON) == [william]


def test_a_request_is_found_by_reference_number_and_person(hub: OpenHub, jean: str) -> None:
    wanted = asked(hub, jean)
    for typed in ("R-1", "r1", "1", "mallory"):
        assert keys(find(hub, typed), REQUEST) == [wanted]
    assert find(hub, "R-1").first(REQUEST).reference == "R-1"  # type: ignore[union-attr]
    assert keys(find(hub, "R-1"), PERSON) == []


def test_open_requests_come_before_closed_ones(hub: OpenHub, jean: str) -> None:
    first, second = asked(hub, jean), asked(hub, jean, "shopping")
    assert keys(find(hub, "mallory"), REQUEST) == [second, first]
    Requests(hub.tools).close(hub.actor, second, CloseReason.MET)
    assert keys(find(hub, "mallory"), REQUEST) == [first, second]


def test_a_private_need_is_not_named(hub: OpenHub, jean: str) -> None:
    with hub.store.write(hub.actor.user_id) as work:
        need = work.session.query(NeedType).filter_by(code="food_parcel").one()
        need.is_private = True
    asked(hub, jean)
    someone = Actor("0" * 32, "Someone", frozenset({Role.CALL_HANDLER}))
    shown = Finder(hub.tools).find(someone, "mallory").first(REQUEST)
    assert shown is not None
    assert isinstance(shown.line, RequestRow)
    assert (shown.line.need, shown.line.need_code) == (PRIVATE_LABEL, "")


def test_who_only_helps_is_listed_once_and_who_also_asked_twice(hub: OpenHub) -> None:
    kofi = helper(hub, "Kofi", "Mensah")
    found = find(hub, "kofi")
    assert (keys(found, VOLUNTEER), keys(found, PERSON)) == ([kofi], [])
    assert keys(find(hub, "V-1"), VOLUNTEER) == [kofi]
    with hub.store.read() as session:
        person_id = session.get_one(Volunteer, kofi).person_id
    asked(hub, person_id)
    assert keys(find(hub, "kofi"), PERSON) == [person_id]


def test_organisations_and_rounds_are_found(hub: OpenHub) -> None:
    council = (
        Organisations(hub.tools)
        .save(hub.actor, OrganisationDraft("Riverbank Council", Layer.STATUTORY, phone="020 7946 0555"))
        .made
    )
    with hub.store.write(hub.actor.user_id) as work:
        row = Round(number=118, name="Quayside", on_date=date(2026, 11, 17), starts_at=time(9, 45))
        work.add(row)
        work.add(Household(number=1, address_line1="1 Quayside"))
        work.session.flush()
        made = row.id
    for typed in ("riverb", "O-1", "0555", "rivebank"):
        assert keys(find(hub, typed), ORGANISATION) == [council]
    for typed in ("quay", "S-118", "s118.4"):
        assert keys(find(hub, typed), ROUND) == [made]


def test_a_service_is_found_by_its_name_its_organisation_and_its_number(hub: OpenHub) -> None:
    pantry = Organisations(hub.tools).save(hub.actor, OrganisationDraft("Mill Green Pantry")).made
    need = Needs(hub.tools).all(hub.actor)[0].id
    draft = ServiceDraft(
        pantry, "Halal parcels", need_ids=frozenset({need}), everywhere=True, phone="020 7946 0733"
    )
    made = Directory(hub.tools).save(hub.actor, draft).made
    for typed in ("halal", "mill green", "0733", "hallal"):
        found = find(hub, typed)
        assert keys(found, FoundKind.SERVICE) == [made], typed
    (group,) = find(hub, "halal").groups
    assert (group.rows[0].reference, group.rows[0].phone) == ("", "020 7946 0733")
    Organisations(hub.tools).void(hub.actor, pantry, "wound up")
    assert keys(find(hub, "halal"), FoundKind.SERVICE) == []


def test_what_was_opened_last_comes_first_even_from_beyond_the_first_pages(hub: OpenHub) -> None:
    finder = Finder(hub.tools)
    people = [person(hub, "Mary", f"Name{at}") for at in range(SHOWN + 2)]
    assert keys(find(hub, "mary"), PERSON) == people[:SHOWN]
    for key in (people[-2], people[-1]):
        finder.opened(hub.actor, PERSON, key)
    assert keys(finder.find(hub.actor, "mary"), PERSON)[:2] == [people[-1], people[-2]]
    group = finder.find(hub.actor, "mary", PERSON).groups[0]
    assert (len(group.rows), group.total) == (SHOWN + 2, SHOWN + 2)


def test_nothing_typed_gives_what_was_opened_lately_and_is_still_there(hub: OpenHub, jean: str) -> None:
    finder = Finder(hub.tools)
    kofi, request = helper(hub, "Kofi", "Mensah"), asked(hub, jean)
    for kind, key in ((PERSON, jean), (VOLUNTEER, kofi), (REQUEST, request), (ORGANISATION, "gone")):
        finder.opened(hub.actor, kind, key)
    assert [(one.kind, one.id) for one in finder.find(hub.actor, "  ").lately] == [
        (REQUEST, request),
        (VOLUNTEER, kofi),
        (PERSON, jean),
    ]
    Requests(hub.tools).void(hub.actor, request, "Twice")
    assert finder.find(hub.actor, "").lately[0].id == kofi


def test_what_was_opened_is_kept_in_the_encrypted_box_alone(hub: OpenHub, jean: str, tmp_path: Path) -> None:
    finder = Finder(hub.tools)
    for number in range(KEPT + 5):
        finder.opened(hub.actor, PERSON, f"{number:032x}")
    finder.opened(hub.actor, PERSON, jean)
    folder = hub.folder.path
    hub.close()
    assert not [file for file in tmp_path.rglob("*") if file.is_file() and jean.encode() in file.read_bytes()]
    again = open_hub(folder, PASSPHRASE, find_places=find_places)
    try:
        box = again.tools.draft_box().waiting("opened", again.actor.user_id)
        assert len(box) == 1
        assert len(box[0].body["records"]) == KEPT
        assert names(Finder(again.tools).find(again.actor, "").lately) == ["Jean"]
    finally:
        again.close()


def test_a_hub_opened_for_reading_remembers_while_it_is_open(hub: OpenHub, jean: str) -> None:
    folder = hub.folder.path
    hub.close()
    reading = open_hub(folder, PASSPHRASE, read_only=True, find_places=find_places)
    try:
        finder = Finder(reading.tools)
        finder.opened(reading.actor, PERSON, jean)
        assert [one.id for one in finder.find(reading.actor, "").lately] == [jean]
    finally:
        reading.close()


def test_voided_people_and_nonsense_are_not_found(hub: OpenHub, jean: str) -> None:
    People(hub.tools).void(hub.actor, jean, "Twice")
    for typed in ("mallory", "P-1", "malory", "-", "“”", "R-", "999 999 999 999"):
        assert find(hub, typed).groups == ()


def test_cards_of_the_information_bank_are_found_by_their_words(hub: OpenHub) -> None:
    bank = InfoBank(hub.tools)
    draft = CardDraft("Riverside foodbank", "First bag without a voucher", "020 7946 0210", source="Rung")
    card = bank.save(hub.actor, draft).made
    assert keys(find(hub, "voucher bag"), FoundKind.INFO) == [card]
    assert keys(find(hub, "warm coats"), FoundKind.INFO) == []
    (found,) = find(hub, "riverside").groups[-1].rows
    assert (found.reference, found.phone) == ("", "020 7946 0210")
    Finder(hub.tools).opened(hub.actor, FoundKind.INFO, card)
    assert [one.id for one in find(hub, "").lately] == [card]
    bank.void(hub.actor, card, "Closed")
    assert keys(find(hub, "riverside"), FoundKind.INFO) == []
    assert find(hub, "").lately == ()
