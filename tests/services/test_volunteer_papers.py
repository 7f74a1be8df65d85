"""Papers of volunteers: for whom, what they leave behind when they go, and what came back on them."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from db.enums import CheckStatus, CheckType, Role, VolunteerStatus
from db.models import Check, SharingRecord, Volunteer
from desktop.domain.errors import DomainError, NotAllowed
from desktop.services.base import Actor
from desktop.services.hubs import OpenHub
from desktop.services.people import PersonDraft
from desktop.services.volunteer_papers import CARD_DAYS, Leaving, VolunteerPapers
from desktop.services.volunteers import VolunteerDraft, Volunteers

TODAY = date(2026, 11, 17)
HELEN = "Helen Strickland"


@pytest.fixture
def papers(hub: OpenHub) -> VolunteerPapers:
    return VolunteerPapers(hub.tools)


def add(hub: OpenHub, status: VolunteerStatus, last: str = "Haddad") -> str:
    person = PersonDraft("Omar", last_name=last, email="omar@example.org")
    made = Volunteers(hub.tools).save(hub.actor, VolunteerDraft(person=person)).made
    put(hub, made, status)
    return made


def put(hub: OpenHub, volunteer: str, status: VolunteerStatus) -> None:
    with hub.store.write(hub.actor.user_id) as work:
        work.session.get_one(Volunteer, volunteer).status = status


def check(hub: OpenHub, kind: CheckType) -> Check:
    with hub.store.read() as session:
        return session.scalars(select(Check).where(Check.type == kind)).one()


@pytest.mark.parametrize("status", [one for one in VolunteerStatus if one is not VolunteerStatus.ACTIVE])
def test_only_active_volunteers_have_cards(
    hub: OpenHub, papers: VolunteerPapers, status: VolunteerStatus
) -> None:
    other, active = add(hub, status, "Aziz"), add(hub, VolunteerStatus.ACTIVE)
    assert [one.id for one in papers.named(hub.actor, [other, active], for_cards=True)] == [active]
    assert len(papers.named(hub.actor, [other, active])) == 2
    with pytest.raises(DomainError, match="active volunteers only"):
        papers.named(hub.actor, [other], for_cards=True)


def test_a_card_lasts_a_year_at_most(hub: OpenHub, papers: VolunteerPapers) -> None:
    last = TODAY + timedelta(days=CARD_DAYS)
    assert [papers.card_until(hub.actor, day) for day in (TODAY, last)] == [TODAY, last]
    for day in (None, TODAY - timedelta(days=1), last + timedelta(days=1)):
        with pytest.raises(DomainError, match="to a year ahead"):
            papers.card_until(hub.actor, day)


def test_what_leaves_is_on_record_and_a_hold_keeps_a_card_here(hub: OpenHub, papers: VolunteerPapers) -> None:
    omar = add(hub, VolunteerStatus.ACTIVE)
    named = papers.named(hub.actor, [omar], for_cards=True)
    paper, put_in_place = Leaving("ID cards", b"%PDF", named, cards=True), list[str]()
    papers.leave(hub.actor, paper, "cards.pdf", lambda: put_in_place.append("there"))
    with hub.store.read() as session:
        record = session.scalars(select(SharingRecord)).one()
    assert (record.purpose, record.people_count, record.fields) == ("ID cards", 1, ["name"])
    assert len(record.file_hash) == 64
    put(hub, omar, VolunteerStatus.ON_HOLD)
    with pytest.raises(DomainError, match="Look at it again"):
        papers.leave(hub.actor, paper, "cards.pdf", lambda: put_in_place.append("again"))
    assert put_in_place == ["there"]


def test_a_file_that_cannot_be_written_leaves_no_record(hub: OpenHub, papers: VolunteerPapers) -> None:
    named = papers.named(hub.actor, [add(hub, VolunteerStatus.APPLIED)])

    def full() -> None:
        raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        papers.leave(hub.actor, Leaving("Declaration", b"%PDF", named), "one.pdf", full)
    with hub.store.read() as session:
        assert session.scalars(select(SharingRecord)).all() == []


def test_references_come_one_after_the_other(hub: OpenHub, papers: VolunteerPapers) -> None:
    omar = add(hub, VolunteerStatus.CONTACTED)
    with pytest.raises(DomainError, match="first reference before"):
        papers.reference_in(hub.actor, omar, 2, TODAY, HELEN)
    papers.reference_in(hub.actor, omar, 1, TODAY, HELEN)
    held = check(hub, CheckType.REFERENCES)
    assert (held.status, held.references_in) == (CheckStatus.IN_PROGRESS, 1)
    with pytest.raises(DomainError, match="1 of 2 references are in already"):
        papers.reference_in(hub.actor, omar, 1, TODAY, HELEN)
    papers.reference_in(hub.actor, omar, 2, TODAY, HELEN)
    held = check(hub, CheckType.REFERENCES)
    assert (held.status, held.references_in, held.seen_by) == (CheckStatus.VERIFIED, 2, HELEN)
    with pytest.raises(DomainError, match="2 of 2 references are in already"):
        papers.reference_in(hub.actor, omar, 2, TODAY, HELEN)


def test_a_declaration_is_recorded_once_and_never_by_themselves(
    hub: OpenHub, papers: VolunteerPapers
) -> None:
    omar = add(hub, VolunteerStatus.CONTACTED)
    with pytest.raises(DomainError, match="Nobody decides about themselves"):
        papers.declared(hub.actor, omar, TODAY, "Omar Haddad")
    with pytest.raises(DomainError, match="still to come"):
        papers.declared(hub.actor, omar, TODAY + timedelta(days=1), HELEN)
    papers.declared(hub.actor, omar, TODAY - timedelta(days=2), HELEN)
    papers.declared(hub.actor, omar, TODAY, HELEN)
    held = check(hub, CheckType.CODE_OF_CONDUCT)
    assert (held.status, held.issued_on, held.seen_on) == (CheckStatus.VERIFIED, TODAY, TODAY)


def test_who_may_do_which(hub: OpenHub, papers: VolunteerPapers) -> None:
    omar = add(hub, VolunteerStatus.ACTIVE)
    desk = Actor(hub.actor.user_id, "Leanne", frozenset({Role.CALL_HANDLER}))
    coordinator = Actor(hub.actor.user_id, "Priya", frozenset({Role.COORDINATOR}))
    assert papers.named(coordinator, [omar])
    with pytest.raises(NotAllowed):
        papers.named(desk, [omar])
    with pytest.raises(NotAllowed):
        papers.declared(coordinator, omar, TODAY, HELEN)
