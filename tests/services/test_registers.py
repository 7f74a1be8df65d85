"""The registers of data protection: what a hub begins with, versions kept, the clocks of what went wrong."""

import time
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from db.enums import LawfulBasis
from db.enums_protection import BreachKind, BreachRisk, ComplaintState, NoticeHow, TermKind
from db.models import Hub
from desktop.domain.errors import DomainError
from desktop.services.breaches import Breaches, Complaints, hours_left, open_breaches, report_by
from desktop.services.hubs import OpenHub
from desktop.services.notices import Notices
from desktop.services.people import People, PersonDraft
from desktop.services.registers import Registers
from desktop.services.settings import HubDraft, Settings
from tests.hostile import MARKUP
from tests.services.conftest import NOW


def test_a_hub_begins_with_purposes_whose_bases_and_conditions_are_known(hub: OpenHub) -> None:
    registers = Registers(hub.tools)
    known = {(one.kind, one.code) for one in registers.terms(hub.actor)}
    purposes = registers.purposes(hub.actor)
    assert {one.code for one in purposes} >= {"help", "emergency", "safeguarding", "public_request"}
    for one in purposes:
        assert (TermKind.BASIS, one.basis.value) in known
        assert not one.special or (TermKind.SPECIAL_CONDITION, one.special) in known
        assert not one.schedule or (TermKind.SCHEDULE_1, one.schedule) in known
        recognised = one.basis is LawfulBasis.RECOGNISED_LEGITIMATE_INTEREST
        assert ((TermKind.RECOGNISED_INTEREST, one.interest) in known) is recognised


def test_a_recognised_interest_names_its_condition(hub: OpenHub) -> None:
    registers = Registers(hub.tools)
    wanted = {"label": "Heatwave calls", "basis": LawfulBasis.RECOGNISED_LEGITIMATE_INTEREST, "interest": ""}
    with pytest.raises(DomainError, match="choose it"):
        registers.save_purpose(hub.actor, "", wanted)
    made = registers.save_purpose(hub.actor, "", {**wanted, "interest": "emergency"}).made
    held = next(one for one in registers.purposes(hub.actor) if one.id == made)
    assert (held.decided_by, held.review_on) == ("Priya", date(2027, 11, 17))


def test_every_version_of_notice_and_wording_is_kept_and_people_are_told_by_the_last(hub: OpenHub) -> None:
    registers = Registers(hub.tools)
    person = People(hub.tools).save(hub.actor, PersonDraft(first_name="Jean")).made
    Notices(hub.tools).give(hub.actor, person, NoticeHow.READ_OUT)
    with pytest.raises(DomainError, match="what changed"):
        registers.save_notice(hub.actor, "We keep it for one year.", "")
    registers.save_notice(hub.actor, "We keep it for one year.", "Shorter")
    Notices(hub.tools).give(hub.actor, person, NoticeHow.POSTED)
    assert [one.version for one in registers.notices(hub.actor)] == [2, 1]
    told = Notices(hub.tools).told(hub.actor, person)
    assert [(one.version, one.by) for one in told] == [(2, "Priya"), (1, "Priya")]
    Settings(hub.tools).save(hub.actor, HubDraft("Saltmarsh Hub", consent_wording="May we?"))
    registers.save_wording(hub.actor, "May we tell them?", "Plainer")
    help_only = [one.version for one in registers.wordings(hub.actor) if one.purpose == "help"]
    assert help_only == [3, 2, 1]
    with hub.store.read() as session:
        held = session.scalars(select(Hub)).one()
        assert (held.consent_wording, held.consent_version) == ("May we tell them?", "3")


def test_the_72_hours_run_until_the_ico_is_told_or_a_reason_stands(hub: OpenHub) -> None:
    breaches = Breaches(hub.tools)
    first = {"kind": BreachKind.LOST_PAPER, "what": "A round sheet was left on a bus."}
    made = breaches.save(hub.actor, "", first).made
    with hub.store.read() as session:
        (held,) = open_breaches(session)
        assert hours_left(held, NOW + timedelta(hours=70, minutes=30)) == 1
        assert hours_left(held, NOW + timedelta(hours=73)) == -1
    with pytest.raises(DomainError, match="Judge the risk"):
        breaches.save(hub.actor, made, {**first, "closed": True})
    likely = {**first, "risk": BreachRisk.LIKELY}
    with pytest.raises(DomainError, match="why the ICO was not told"):
        breaches.save(hub.actor, made, {**likely, "closed": True})
    high = {**first, "risk": BreachRisk.HIGH, "reported": True, "closed": True}
    with pytest.raises(DomainError, match="the people were told"):
        breaches.save(hub.actor, made, high)
    breaches.save(hub.actor, made, {**high, "people_told_on": date(2026, 11, 17)})
    with hub.store.read() as session:
        assert open_breaches(session) == []


def test_a_complaint_goes_from_received_to_answered(hub: OpenHub) -> None:
    complaints = Complaints(hub.tools)
    said = {"words": "You rang my neighbour.", "from_name": "Jean Mallory"}
    made = complaints.save(hub.actor, "", said).made
    complaints.save(hub.actor, made, {**said, "acknowledged_on": date(2026, 11, 18)})
    with pytest.raises(DomainError, match="what they were answered"):
        complaints.save(hub.actor, made, {**said, "answered_on": date(2026, 11, 20)})
    answered = {
        **said,
        "answered_on": date(2026, 11, 20),
        "outcome": "We said sorry and took the number out.",
    }
    complaints.save(hub.actor, made, answered)
    assert [one.state for one in complaints.all(hub.actor)] == [ComplaintState.CLOSED]


@pytest.mark.parametrize(
    ("day", "clock", "ends"),
    [
        (date(2026, 10, 24), "18:00", "2026-10-27 17:00"),  # the clocks go back in between
        (date(2026, 3, 28), "18:00", "2026-03-31 19:00"),  # and forward
        (date(2026, 10, 25), "01:30", "2026-10-28 00:30"),  # the hour there twice: the first of them
        (date(2026, 11, 10), "9.05", "2026-11-13 09:05"),
        (date(2026, 11, 10), "", "2026-11-13 00:00"),
    ],
)
def test_seventy_two_hours_pass_whatever_the_clocks_do(
    hub: OpenHub, monkeypatch: pytest.MonkeyPatch, day: date, clock: str, ends: str
) -> None:
    monkeypatch.setenv("TZ", "Europe/London")
    time.tzset()
    try:
        first = {"kind": BreachKind.LOST_PAPER, "what": MARKUP[4], "known_on": day, "known_clock": clock}
        Breaches(hub.tools).save(hub.actor, "", first)
        (held,) = Breaches(hub.tools).all(hub.actor)
        assert f"{report_by(held).astimezone():%Y-%m-%d %H:%M}" == ends
        assert hours_left(held, held.known_at + timedelta(hours=71, minutes=59)) == 0
        assert hours_left(held, held.known_at + timedelta(hours=72, seconds=1)) == -1
        assert held.what == MARKUP[4]
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"known_on": date(2026, 11, 20)}, "known_on"),
        ({"known_on": date(2026, 11, 3), "known_clock": "half past six"}, "known_clock"),
        ({"known_on": date(2026, 11, 3), "known_clock": "25:00"}, "known_clock"),
    ],
)
def test_when_it_was_known_is_a_moment_that_has_been(
    hub: OpenHub, values: dict[str, object], field: str
) -> None:
    with pytest.raises(DomainError) as caught:
        Breaches(hub.tools).save(hub.actor, "", {"what": "Left on a bus", **values})
    assert caught.value.field == field
