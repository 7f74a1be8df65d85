"""Filling the gaps of a week: a proposal changes nothing, keeps whoever is on, and is checked on its own."""

from datetime import timedelta

import pytest

from db.enums_rota import PlaceHow, SeatRole
from desktop.domain.errors import DomainError
from desktop.domain.rota_check import faults
from desktop.domain.rota_fill import propose
from desktop.services.history import History
from desktop.services.hubs import OpenHub
from desktop.services.rota_facts import Facts
from desktop.services.rota_filling import RotaFilling, rota_problem
from desktop.services.rota_jobs import SeatDraft
from desktop.services.volunteers import Volunteers
from tests.services.rota_hands import MONDAY, RotaHands


@pytest.fixture
def hands(hub: OpenHub) -> RotaHands:
    """Hands on the rota of a new hub, on Tuesday 17 November 2026."""
    return RotaHands(hub)


@pytest.fixture
def filling(hub: OpenHub) -> RotaFilling:
    """What fills a week."""
    return RotaFilling(hub.tools)


def test_a_proposal_changes_nothing_until_it_is_accepted(hands: RotaHands, filling: RotaFilling) -> None:
    hands.job()
    for name in ("Kofi Mensah", "Beth Rhys"):
        hands.person(name)
    found = filling.propose(hands.who, MONDAY)
    assert (len(found.lines), found.left, found.proven) == (8, (), True)
    assert hands.week().gaps == 10
    made = filling.accept(hands.who, [one.spot for one in found.lines])
    assert made.message == "8 put on the rota"
    assert hands.week().gaps == 2  # Monday is past
    History(hands.hub.tools).undo(hands.who, made.txn)
    assert hands.week().gaps == 10


def test_only_what_is_ticked_is_put_on(hands: RotaHands, filling: RotaFilling) -> None:
    hands.job()
    hands.person("Kofi Mensah")
    found = filling.propose(hands.who, MONDAY)
    filling.accept(hands.who, [found.lines[0].spot])
    assert hands.week().gaps == 9
    with pytest.raises(DomainError, match="Tick at least one"):
        filling.accept(hands.who, [])


def test_whoever_was_chosen_by_hand_stays_and_nobody_is_in_two_places(
    hands: RotaHands, filling: RotaFilling
) -> None:
    first = hands.job()
    hands.job("Welfare calls", hours=(10, 12), seats=(SeatDraft(SeatRole.CALLER),))
    beth = hands.person("Beth Rhys")
    hands.rota.put_on(hands.who, hands.spot(first, 2, beth))
    found = filling.propose(hands.who, MONDAY)
    assert not [one for one in found.lines if one.spot.on_date == MONDAY + timedelta(days=2)]
    filling.accept(hands.who, [one.spot for one in found.lines])
    (taker,) = [
        taker
        for one in hands.week().shifts
        if one.on_date == MONDAY + timedelta(days=2)
        for seat in one.seats
        for taker in seat.takers
    ]
    assert (taker.volunteer_id, taker.how) == (beth, PlaceHow.CHOSEN)
    assert hands.week().clashes == ()


def test_what_stays_open_says_why(hands: RotaHands, filling: RotaFilling) -> None:
    hands.job(rule="FREQ=WEEKLY;BYDAY=WE", seats=(SeatDraft(SeatRole.DRIVER),))
    hands.person("Dev Raman", checks=())
    (left,) = filling.propose(hands.who, MONDAY).left
    assert (left.missing, left.role) == (1, SeatRole.DRIVER)
    assert "riving papers" in left.why + left.step


def test_somebody_who_went_away_meanwhile_is_left_out(hands: RotaHands, filling: RotaFilling) -> None:
    hands.job(rule="FREQ=WEEKLY;BYDAY=WE,TH", seats=(SeatDraft(SeatRole.DRIVER),))
    kofi = hands.person("Kofi Mensah")
    found = filling.propose(hands.who, MONDAY)
    day = MONDAY + timedelta(days=2)
    Volunteers(hands.hub.tools).add_absence(hands.who, kofi, day, day)
    assert filling.accept(hands.who, [one.spot for one in found.lines]).message == (
        "1 put on the rota; 1 could not be any more"
    )


def test_the_proposal_breaks_no_rule_of_the_checker_that_knows_none_of_ours(hands: RotaHands) -> None:
    hands.job()
    hands.job("Mill Green round", hours=(12, 14))
    for at in range(4):
        hands.person(f"Helper {at}", minutes=240, days=(1, 2, 3), hours=(9, 16))
    hub = hands.hub
    with hub.store.read() as session:
        facts = Facts(session, MONDAY, MONDAY + timedelta(days=6), hands.rota.today())
        facts.load(None)
        asked = rota_problem(facts, hands.rota.today(), told=True)
    answer = propose(asked)
    assert answer.placings
    assert list(faults(asked, answer)) == []
