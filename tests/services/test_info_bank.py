"""The information bank: cards with a source and a day to check them by, found by need, area and words."""

from datetime import date, timedelta

import pytest

from db.enums import AreaKind
from db.queries.info_bank import CardFilter
from desktop.domain.errors import DomainError
from desktop.domain.text import clean, clean_lines
from desktop.services.areas import AreaDraft, Areas
from desktop.services.hubs import OpenHub
from desktop.services.info_bank import GOOD_FOR, CardDraft, InfoBank
from desktop.services.needs import Needs
from desktop.services.today import TodayDesk
from tests.hostile import MARKUP

TODAY = date(2026, 11, 17)


def need(hub: OpenHub, code: str) -> str:
    """The key of a need type."""
    return next(one.id for one in Needs(hub.tools).all(hub.actor) if one.code == code)


def write(hub: OpenHub, title: str = "Foodbank", **more: object) -> str:
    """Write a card."""
    draft = CardDraft(title, source="Rung to ask", **more)  # type: ignore[arg-type]
    return InfoBank(hub.tools).save(hub.actor, draft).made


def found(hub: OpenHub, **wanted: object) -> set[str]:
    """Titles of the cards a filter lists."""
    bank = InfoBank(hub.tools)
    ids = bank.ids(hub.actor, CardFilter(**wanted))  # type: ignore[arg-type]
    return {one.title for one in bank.rows(hub.actor, ids)}


def test_a_card_says_where_it_comes_from_and_until_when(hub: OpenHub) -> None:
    bank = InfoBank(hub.tools)
    for draft, field in ((CardDraft("", source="x"), "title"), (CardDraft("Foodbank"), "source")):
        with pytest.raises(DomainError) as refused:
            bank.save(hub.actor, draft)
        assert refused.value.field == field
    held = bank.get(hub.actor, write(hub))
    assert (held.checked_on, held.review_on) == (TODAY, TODAY + GOOD_FOR)


def test_days_that_cannot_be_are_refused(hub: OpenHub) -> None:
    for days in (
        {"checked_on": TODAY + timedelta(days=1)},
        {"checked_on": TODAY, "review_on": TODAY - timedelta(days=1)},
    ):
        with pytest.raises(DomainError):
            write(hub, **days)


def test_cards_are_found_by_need_area_and_words(hub: OpenHub) -> None:
    north = Areas(hub.tools).save(hub.actor, AreaDraft("North", AreaKind.ESTATE)).made
    write(hub, "Foodbank", need_ids=frozenset({need(hub, "food_parcel")}), words="First bag: no voucher")
    write(hub, "Warm bus", area_id=north)
    assert found(hub) == {"Foodbank", "Warm bus"}
    assert found(hub, text="VOUCHER bag") == {"Foodbank"}
    assert found(hub, text="100%") == set()
    assert found(hub, need_id=need(hub, "hot_meal")) == {"Warm bus"}  # for every call
    assert found(hub, area_ids=()) == {"Foodbank"}
    assert found(hub, area_ids=(north,)) == {"Foodbank", "Warm bus"}


def test_beside_a_call_stand_only_the_cards_of_its_need(hub: OpenHub) -> None:
    write(hub, "Foodbank", need_ids=frozenset({need(hub, "food_parcel")}))
    write(hub, "Warm bus")
    beside = InfoBank(hub.tools).beside
    assert [one.title for one in beside(hub.actor, "food_parcel")] == ["Foodbank"]
    assert beside(hub.actor, "hot_meal") == []
    assert beside(hub.actor, "no such need") == []


def test_a_card_out_of_date_is_counted_told_and_left_off_paper(hub: OpenHub) -> None:
    bank = InfoBank(hub.tools)
    old = write(hub, "Old", checked_on=date(2026, 1, 2), review_on=TODAY - timedelta(days=1))
    with pytest.raises(DomainError):
        bank.bulletin(hub.actor, [old])
    new = write(hub, "New", review_on=TODAY)
    assert bank.counts(hub.actor) == (2, 1)
    good, left_out = bank.bulletin(hub.actor, [old, new])
    assert ([one.title for one in good], left_out) == (["New"], 1)
    day = TodayDesk(hub.tools).day(hub.actor)
    assert [one.item for one in day.items if one.place == "info"] == [old]
    bank.still_right(hub.actor, old)
    assert bank.counts(hub.actor) == (2, 0)
    assert not [one for one in TodayDesk(hub.tools).day(hub.actor).items if one.place == "info"]


def test_beside_a_call_stand_the_cards_of_where_the_caller_lives(hub: OpenHub) -> None:
    areas, food = Areas(hub.tools), frozenset({need(hub, "food_parcel")})
    city = areas.save(hub.actor, AreaDraft("City")).made
    north = areas.save(hub.actor, AreaDraft("North", parent_id=city)).made
    south = areas.save(hub.actor, AreaDraft("South", parent_id=city)).made
    write(hub, "A card for everywhere", need_ids=food)
    write(hub, "City foodbank", need_ids=food, area_id=city)
    write(hub, "North pantry", need_ids=food, area_id=north)
    write(hub, "South pantry", need_ids=food, area_id=south)

    def beside(area: str, most: int = 9) -> list[str]:
        found = InfoBank(hub.tools).beside(hub.actor, "food_parcel", area, most)
        return [one.title for one in found]

    assert beside(north) == ["City foodbank", "North pantry", "A card for everywhere"]
    assert beside(north, 1) == ["City foodbank"]
    assert beside("") == ["A card for everywhere", "City foodbank", "North pantry", "South pantry"]


def test_needs_of_a_card_change_with_it(hub: OpenHub) -> None:
    bank = InfoBank(hub.tools)
    key = write(hub, need_ids=frozenset({need(hub, "food_parcel")}))
    wanted = frozenset({need(hub, "hot_meal")})
    bank.save(hub.actor, CardDraft("Foodbank", source="x", need_ids=wanted), key)
    assert bank.get(hub.actor, key).need_ids == wanted


def test_what_was_taken_out_is_listed_apart(hub: OpenHub) -> None:
    key = write(hub)
    InfoBank(hub.tools).void(hub.actor, key, "Closed for good")
    assert found(hub) == set()
    assert found(hub, voided=True) == {"Foodbank"}


@pytest.mark.parametrize("words", MARKUP)
def test_hostile_words_come_back_as_they_were(hub: OpenHub, words: str) -> None:
    held = InfoBank(hub.tools).get(hub.actor, write(hub, words, words=words))
    assert (held.title, held.words) == (clean(words), clean_lines(words))
