"""Sudden cover, and where somebody who is moved could land: who is asked first, and what the rules answer."""

from datetime import datetime, time, timedelta

import pytest
from sqlalchemy import select

from db.enums import Precision
from db.enums_rota import PlaceState, SeatRole
from db.models import Household, Hub, Person, Volunteer
from desktop.services.hubs import OpenHub
from desktop.services.rota import Spot
from desktop.services.rota_jobs import SeatDraft
from tests.services.rota_hands import MONDAY, RotaHands


@pytest.fixture
def hands(hub: OpenHub) -> RotaHands:
    """Hands on the rota of a new hub, on Tuesday 17 November 2026."""
    return RotaHands(hub)


def free_at(hands: RotaHands, hour: int, minute: int = 30) -> datetime:
    """A time on Wednesday."""
    return datetime.combine(MONDAY + timedelta(days=2), time(hour, minute))


def test_who_is_free_now_leaves_out_whoever_is_on_a_shift(hands: RotaHands) -> None:
    job, omar, beth = hands.job(), hands.person("Omar Haddad"), hands.person("Beth Rhys")
    hands.rota.put_on(hands.who, hands.spot(job, 2, omar))
    found = hands.rota.free_now(hands.who, free_at(hands, 11))
    assert [one.id for one in found.can] == [beth]
    assert (found.seat, found.cannot) == (None, ())


def test_sudden_cover_is_asked_of_the_gate_and_the_nearest_come_first(hands: RotaHands) -> None:
    job = hands.job()
    far, near = hands.person("Ada Far"), hands.person("Zoe Near")
    dev = hands.person("Dev Raman", checks=())
    with hands.hub.store.write(hands.who.user_id) as work:
        hub = work.session.scalars(select(Hub)).one()
        hub.easting, hub.northing = 550_000, 180_000
        for key, easting in ((far, 556_000), (near, 550_400)):
            home = Household(
                number=work.next_number("household"),
                easting=easting,
                northing=180_000,
                precision=Precision.POSTCODE,
            )
            work.add(home)
            work.session.flush()
            who = work.session.get_one(Volunteer, key).person_id
            work.session.get_one(Person, who).household_id = home.id
    found = hands.rota.free_now(hands.who, free_at(hands, 9), seat_id=None)
    assert found.seat is not None
    assert (found.seat.job, found.seat.start) == ("Northfold round", 11 * 60)
    assert found.seat in found.seats
    assert [(one.name, one.way) for one in found.can] == [("Zoe Near", "0.2 miles"), ("Ada Far", "3.7 miles")]
    assert [(one.id, one.verdict.blocks) for one in found.cannot] == [(dev, ("Driving papers not seen",))]
    anything = hands.rota.free_now(hands.who, free_at(hands, 9))
    assert [one.name for one in anything.can] == ["Zoe Near", "Ada Far", "Dev Raman"]
    hands.rota.put_on(hands.who, Spot(found.seat.seat_id, found.seat.on_date, near))
    again = hands.rota.free_now(hands.who, free_at(hands, 9), seat_id=None)
    assert found.seat not in again.seats
    assert hands.rota.free_now(hands.who, free_at(hands, 23), seat_id=None).seats == ()
    assert job


def test_whoever_came_off_the_seat_is_rung_last(hands: RotaHands) -> None:
    job, ada, zoe = hands.job(), hands.person("Ada Obi"), hands.person("Zoe Near", minutes=150)
    hands.rota.put_on(hands.who, hands.spot(job, 2, ada))
    hands.rota.take_off(hands.who, hands.spot(job, 2, ada), "Ill")
    found = hands.rota.free_now(hands.who, free_at(hands, 9), seat_id=hands.seat(job))
    assert [one.id for one in found.can] == [zoe, ada]


def test_somebody_new_is_not_warned_of_where_an_old_hand_is_on_the_shift(hands: RotaHands) -> None:
    job = hands.job(wants_buddy=True)
    old = hands.person("Patrick Hale")
    hands.rota.put_on(hands.who, hands.spot(job, 1, old), reason="First day of all")
    hands.rota.mark(hands.who, hands.spot(job, 1, old), PlaceState.CAME)
    new = hands.person("Joy Adeyemi")
    alone, beside = hands.spot(job, 2, at=1), hands.spot(job, 3, at=1)
    hands.rota.put_on(hands.who, hands.spot(job, 3, old))
    warnings = {
        spot.on_date: next(
            one for one in hands.rota.seat(hands.who, spot).can if one.id == new
        ).verdict.warnings
        for spot in (alone, beside)
    }
    assert warnings[alone.on_date] == ("New here, and nobody with them who has done this before",)
    assert warnings[beside.on_date] == ()
    thursday = free_at(hands, 9) + timedelta(days=1)
    found = hands.rota.free_now(hands.who, thursday, seat_id=beside.seat_id)
    assert [(one.id, one.verdict.warnings) for one in found.can] == [(new, ())]


def test_where_somebody_could_land_is_judged_for_the_whole_week_at_once(hands: RotaHands) -> None:
    job, other = (
        hands.job(),
        hands.job("Mill Green round", hours=(14, 16), seats=(SeatDraft(SeatRole.DRIVER),)),
    )
    kofi, beth = hands.person("Kofi Mensah", days=(2, 3)), hands.person("Beth Rhys")
    hands.rota.put_on(hands.who, hands.spot(job, 2, kofi))
    hands.rota.put_on(hands.who, hands.spot(other, 2, beth))
    spot = hands.spot(job, 2, kofi)
    found = {one.shift: one for one in hands.rota.landings(hands.who, spot.on_date, spot)}
    day = spot.on_date.isoformat()
    assert f"{job}:{day}" not in found  # where they come from is no place to go
    assert found[f"{other}:{day}"].seat_id == ""
    assert found[f"{other}:{day}"].verdict.blocks == ("Everybody this takes is on it already",)
    next_day = (spot.on_date + timedelta(days=1)).isoformat()
    assert found[f"{job}:{next_day}"].seat_id == hands.seat(job)  # a driver stays a driver
    assert found[f"{job}:{next_day}"].verdict.may
    unusual = (spot.on_date + timedelta(days=2)).isoformat()
    assert "Not one of their usual times" in found[f"{job}:{unusual}"].verdict.warnings
    assert not [key for key in found if key.endswith(MONDAY.isoformat())]  # what is past is not offered
    assert hands.rota.landings(hands.who, MONDAY - timedelta(days=7), spot) == []
    fresh = hands.rota.landings(hands.who, spot.on_date, Spot("", spot.on_date, beth))
    assert f"{job}:{day}" in {one.shift for one in fresh}
