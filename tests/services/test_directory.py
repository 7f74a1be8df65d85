"""The directory: kept, found by postcode and need, told as it stands, private places kept to few."""

from dataclasses import replace
from datetime import date, time

import pytest

from db.enums import Answer, AreaKind, Layer, Role
from db.enums_referrals import SentHow
from db.enums_services import FoodCulture
from db.models import NeedType
from desktop.domain.errors import DomainError, NotAllowed
from desktop.domain.opening_hours import Hours
from desktop.services.areas import AreaDraft, Areas
from desktop.services.base import Actor
from desktop.services.directory import Directory, ServiceDraft, Wanted
from desktop.services.history import History
from desktop.services.hubs import OpenHub
from desktop.services.needs import PRIVATE_LABEL, NeedDraft, Needs
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.people import People, PersonDraft
from desktop.services.referral_sending import ReferralSending, SendingDraft
from desktop.services.referrals import ReferralDraft, Referrals

HANDLER = Actor("c" * 32, "Leanne", frozenset({Role.CALL_HANDLER}))
READER = Actor("d" * 32, "Ola", frozenset({Role.READ_ONLY}))
TODAY = date(2026, 11, 17)
BY_POST = "Parcels by post"


class Town:
    """Two estates in a borough, an organisation, and verbs at hand."""

    def __init__(self, hub: OpenHub) -> None:
        self.hub, self.directory = hub, Directory(hub.tools)
        areas = Areas(hub.tools)
        save = areas.save
        self.borough = save(hub.actor, AreaDraft("Borough", AreaKind.BOROUGH, parts=("QX4",))).made
        self.mill = save(
            hub.actor, AreaDraft("Mill Green", AreaKind.ESTATE, self.borough, parts=("QX4 2",))
        ).made
        self.quay = save(
            hub.actor, AreaDraft("Quayside", AreaKind.ESTATE, self.borough, parts=("QX4 3AA",))
        ).made
        pantry = OrganisationDraft("Mill Green Pantry", Layer.ANCHOR, contact_name="Ann")
        self.pantry = Organisations(hub.tools).save(hub.actor, pantry).made
        self.needs = {one.code: one.id for one in Needs(hub.tools).all(hub.actor)}

    def draft(self, name: str, *codes: str, areas: tuple[str, ...] = (), **more: object) -> ServiceDraft:
        needs = frozenset(self.needs[one] for one in codes or ("food_parcel",))
        everywhere = not areas
        return ServiceDraft(
            self.pantry, name, need_ids=needs, area_ids=frozenset(areas), everywhere=everywhere, **more
        )

    def add(self, name: str, *codes: str, areas: tuple[str, ...] = (), **more: object) -> str:
        draft = self.draft(name, *codes, areas=areas, **more)
        return self.directory.save(self.hub.actor, draft).made

    def found(self, **wanted: object) -> list[str]:
        keys = self.directory.ids(self.hub.actor, Wanted(**wanted))  # type: ignore[arg-type]
        return [one.row.name for one in self.directory.rows(self.hub.actor, keys)]


@pytest.fixture
def town(hub: OpenHub) -> Town:
    return Town(hub)


def test_a_postcode_finds_what_is_near_what_covers_it_and_what_is_everywhere(town: Town) -> None:
    town.add("Estate parcels", areas=(town.mill,))
    town.add("Quay parcels", areas=(town.quay,))
    town.add("Borough parcels", areas=(town.borough,))
    town.add(BY_POST)
    town.add("Dog walks", "dog_walking", areas=(town.mill,))
    need = town.needs["food_parcel"]
    assert town.found(postcode="qx42lb", need_id=need) == [
        "Borough parcels",
        "Estate parcels",
        BY_POST,
    ]
    assert town.found(postcode="QX4 3AA", need_id=need) == [
        "Borough parcels",
        "Quay parcels",
        BY_POST,
    ]
    assert town.found(postcode="QX9 1AA", need_id=need) == [BY_POST]
    assert town.found(postcode="QX4", need_id=need) == [
        "Borough parcels",
        "Estate parcels",
        "Quay parcels",
        BY_POST,
    ]
    assert "Dog walks" in town.found(area_id=town.borough)


def test_where_a_refuge_is_stays_with_the_lead_in_the_form_too_and_is_not_lost(town: Town) -> None:
    key = town.add("Refuge", "domestic_abuse", address="4 Hidden Row", postcode="QX4 2LB")
    lead = replace(town.hub.actor, roles=frozenset({Role.LEAD}))
    other = replace(town.hub.actor, roles=frozenset({Role.COORDINATOR}))
    seen = town.directory.get(other, key)
    assert (seen.address, seen.postcode) == ("", "")
    town.directory.save(other, replace(seen, description="Ring first."), key)
    kept = town.directory.get(replace(lead, roles=lead.roles | {Role.COORDINATOR}), key)
    assert (kept.address, kept.postcode, kept.description) == ("4 Hidden Row", "QX4 2LB", "Ring first.")


def test_language_food_and_how_it_comes_narrow(town: Town) -> None:
    town.add("Halal parcels", food_cultures=(FoodCulture.HALAL,), delivers=True, languages=("so", "ur"))
    town.add("Hot pot", collects=True, interpreters="Polish on Tuesdays")
    assert town.found(food="halal") == ["Halal parcels"]
    assert town.found(language="so") == ["Halal parcels"]
    assert town.found(language="s") == []
    assert town.found(delivers=True) == ["Halal parcels"]
    assert town.found(collects=True) == ["Hot pot"]
    assert town.found(interpreters=True) == ["Hot pot"]
    assert town.found(words="hot") == ["Hot pot"]
    assert len(town.found(words="mill green")) == 2


def test_what_is_saved_comes_back_and_changes_one_by_one(town: Town) -> None:
    hours = (Hours(1, time(10), time(12, 30)), Hours(4, time(9), time(17), "ring first"))
    draft = town.draft("Pantry", areas=(town.mill,), hours=hours, languages=("pl",), postcode="qx42lb")
    actor, verbs = town.hub.actor, town.directory
    key = verbs.save(actor, draft).made
    assert verbs.get(actor, key) == replace(draft, postcode="QX4 2LB")
    changed = replace(draft, hours=hours[:1], area_ids=frozenset({town.quay}), capacity_week=20)
    verbs.save(actor, changed, key)
    assert verbs.get(actor, key) == replace(changed, postcode="QX4 2LB")
    (row,) = verbs.rows(actor, [key])
    assert row.open.is_open  # 10:42 on a Tuesday
    assert row.left == 20
    assert row.old
    verbs.verify(actor, key)
    verbs.heard(HANDLER, key, 3)
    (row,) = verbs.rows(actor, [key])
    assert (row.left, row.old, row.row.verified_on) == (3, False, TODAY)


def test_a_voided_service_is_found_no_more_until_it_is_brought_back(town: Town) -> None:
    key = town.add("Pantry")
    town.directory.void(town.hub.actor, key, "closed")
    assert town.found() == town.found(words="pantry") == []
    assert town.found(voided=True) == ["Pantry"]
    History(town.hub.tools).bring_back(town.hub.actor, key)
    assert town.found() == ["Pantry"]


def test_a_service_of_an_organisation_taken_off_is_not_found(town: Town) -> None:
    town.add("Pantry")
    Organisations(town.hub.tools).void(town.hub.actor, town.pantry, "wound up")
    assert town.found() == []


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("name", {"name": " "}),
        ("organisation_id", {"organisation_id": ""}),
        ("need_ids", {"need_ids": frozenset()}),
        ("area_ids", {"everywhere": False}),
        ("capacity_week", {"capacity_week": -1}),
        ("minimum_age", {"minimum_age": 60, "maximum_age": 18}),
    ],
)
def test_what_cannot_be_kept_says_why(town: Town, field: str, change: dict[str, object]) -> None:
    with pytest.raises(DomainError) as told:
        town.directory.save(town.hub.actor, replace(town.draft("Pantry"), **change))
    assert told.value.field == field


def test_only_the_lead_reads_what_a_private_service_helps_with_and_where_it_is(town: Town) -> None:
    with town.hub.store.read() as session:
        private = session.query(NeedType).filter(NeedType.is_private.is_(True)).first()
    assert private is not None
    town.needs["private"] = private.id
    key = town.add(
        "Safe house", "private", address="9 Hidden Lane", postcode="QX4 2LB", in_leaflet=Answer.YES
    )
    (seen,) = town.directory.rows(town.hub.actor, [key])
    assert seen.needs == (private.label,)
    assert seen.row.address == "9 Hidden Lane"
    (seen,) = town.directory.rows(HANDLER, [key])
    assert seen.needs == (PRIVATE_LABEL,)
    assert (seen.row.address, seen.row.postcode) == ("", "")
    # Who rings for help must find it all the same.
    assert town.directory.ids(HANDLER, Wanted(need_id=private.id)) == [key]


def test_who_only_reads_sees_no_numbers_and_changes_nothing(town: Town) -> None:
    key = town.add("Pantry", phone="020 7946 0123", how_to_refer="Ring 020 7946 0123")
    (row,) = town.directory.rows(READER, [key])
    assert "0123" not in repr(row)
    with pytest.raises(NotAllowed):
        town.directory.heard(READER, key, 3)
    with pytest.raises(NotAllowed):
        town.directory.save(HANDLER, town.draft("Other"))


def test_a_need_the_hub_made_itself_is_met_and_found(town: Town) -> None:
    """Mission row 14: need types of the hub's own."""
    made = Needs(town.hub.tools).save(town.hub.actor, NeedDraft("School uniform")).made
    town.needs["uniform"] = made
    town.add("Uniform bank", "uniform", areas=(town.mill,))
    assert town.found(postcode="QX4 2LB", need_id=made) == ["Uniform bank"]


class TestRoomLeft:
    """What was passed on uses up the room of the service it went to, and of no other."""

    @pytest.fixture
    def jean(self, hub: OpenHub) -> str:
        return People(hub.tools).save(hub.actor, PersonDraft("Jean", last_name="Mallory")).made

    def send(self, town: Town, person: str, **values: object) -> None:
        draft = ReferralDraft(town.pantry, person, "food_parcel", agreed=Answer.YES, **values)  # type: ignore[arg-type]
        made = Referrals(town.hub.tools).save(town.hub.actor, draft).made
        ReferralSending(town.hub.tools).send(town.hub.actor, made, SendingDraft(SentHow.BY_HAND, ""))

    def left(self, town: Town, *keys: str) -> list[int | None]:
        return [one.left for one in town.directory.rows(town.hub.actor, keys)]

    def test_a_referral_to_one_service_leaves_the_room_of_the_other(self, town: Town, jean: str) -> None:
        halal, plain = town.add("Halal parcels", capacity_week=8), town.add("Parcels", capacity_week=5)
        self.send(town, jean, service_id=halal)
        assert self.left(town, halal, plain) == [7, 5]

    def test_one_that_names_no_service_counts_wherever_the_need_is_met(self, town: Town, jean: str) -> None:
        parcels, walks = (
            town.add("Parcels", capacity_week=5),
            town.add("Walks", "dog_walking", capacity_week=3),
        )
        self.send(town, jean)
        assert self.left(town, parcels, walks) == [4, 3]

    def test_one_to_a_service_for_another_need_takes_its_room_all_the_same(
        self, town: Town, jean: str
    ) -> None:
        walks = town.add("Walks", "dog_walking", capacity_week=3)
        self.send(town, jean, service_id=walks)
        assert self.left(town, walks) == [2]

    def test_what_was_said_today_less_what_went_since(self, town: Town, jean: str) -> None:
        parcels = town.add("Parcels", capacity_week=5)
        town.directory.heard(town.hub.actor, parcels, 2)
        self.send(town, jean, service_id=parcels)
        assert self.left(town, parcels) == [1]

    def test_another_organisations_service_is_refused(self, town: Town, jean: str) -> None:
        other = Organisations(town.hub.tools).save(town.hub.actor, OrganisationDraft("Other")).made
        theirs = town.directory.save(
            town.hub.actor, replace(town.draft("Theirs"), organisation_id=other)
        ).made
        with pytest.raises(DomainError, match="belongs to another organisation") as told:
            self.send(town, jean, service_id=theirs)
        assert told.value.field == "service"
