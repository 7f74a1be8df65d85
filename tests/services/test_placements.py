"""Placing a volunteer with a host: agreed first, not offered here meanwhile, looked at, and back again."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from db.enums import Layer, ShareKind, VolunteerStatus
from db.enums_bank import Meanwhile
from db.models import Absence, Placement, SharingRecord, Volunteer
from db.queries import matching
from db.queries.bank import BankView, reviews_due
from desktop.domain.errors import DomainError
from desktop.services.bank import Bank
from desktop.services.candidates import candidates
from desktop.services.history import History
from desktop.services.hubs import OpenHub
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.placements import LETTER_FIELDS, PlacementDraft, Placements
from tests.services.bank_hands import TODAY, listed, sign_up

LAST = TODAY + timedelta(days=60)


@pytest.fixture
def placements(hub: OpenHub) -> Placements:
    return Placements(hub.tools)


@pytest.fixture
def draft(hub: OpenHub) -> PlacementDraft:
    kitchen = OrganisationDraft("Reservoir Kitchen", Layer.ANCHOR, contact_name="Nadia Rahman")
    host = Organisations(hub.tools).save(hub.actor, kitchen).made
    return PlacementDraft(host, "Packing parcels", TODAY, LAST, TODAY, 120, "Nadia Rahman", "020 7946 0321")


def days_away(hub: OpenHub, volunteer: str) -> list[tuple[object, object]]:
    with hub.store.read() as session:
        found = session.query(Absence).filter_by(volunteer_id=volunteer, voided_at=None)
        return [(one.first_day, one.last_day) for one in found]


def placed(hub: OpenHub, volunteer: str) -> str:
    (line,) = Bank(hub.tools).placements(hub.actor, volunteer)
    return line.id


def test_lent_out_looked_at_made_longer_and_back(
    hub: OpenHub, placements: Placements, draft: PlacementDraft
) -> None:
    ada = sign_up(hub, "Ada", VolunteerStatus.ACTIVE)
    placements.place(hub.actor, ada, draft)
    (line,) = Bank(hub.tools).placements(hub.actor, ada)
    assert (line.organisation, line.role, line.running) == ("Reservoir Kitchen", "Packing parcels", True)
    assert line.review_on == TODAY + timedelta(days=28)
    assert days_away(hub, ada) == [(TODAY, LAST)]
    assert listed(hub, BankView.PLACED) == [ada]
    with hub.store.read() as session:
        assert reviews_due(session, TODAY) == []
        (due,) = reviews_due(session, line.review_on)
    assert (due.organisation, due.first_name) == ("Reservoir Kitchen", "Ada")

    longer = LAST + timedelta(days=30)
    placements.extend(hub.actor, line.id, longer)
    assert days_away(hub, ada) == [(TODAY, longer)]
    placements.come_back(hub.actor, line.id, TODAY, "Thank you said")
    assert days_away(hub, ada) == []
    assert listed(hub, BankView.PLACED) == []
    (line,) = Bank(hub.tools).placements(hub.actor, ada)
    assert (line.running, line.returned_on, line.return_note) == (False, TODAY, "Thank you said")
    with pytest.raises(DomainError, match="come back already"):
        placements.come_back(hub.actor, line.id, TODAY)


def test_a_return_in_the_middle_cuts_the_time_away(
    hub: OpenHub, placements: Placements, draft: PlacementDraft
) -> None:
    ada = sign_up(hub, "Ada", VolunteerStatus.ACTIVE)
    first = TODAY - timedelta(days=10)
    placements.place(hub.actor, ada, replace(draft, first_day=first))
    placements.come_back(hub.actor, placed(hub, ada), TODAY)
    assert days_away(hub, ada) == [(first, TODAY - timedelta(days=1))]


def test_other_hours_leave_them_to_be_asked_here_as_well(
    hub: OpenHub, placements: Placements, draft: PlacementDraft
) -> None:
    ada = sign_up(hub, "Ada", VolunteerStatus.ACTIVE)
    placements.place(hub.actor, ada, replace(draft, meanwhile=Meanwhile.OTHER_HOURS))
    assert days_away(hub, ada) == []
    placements.come_back(hub.actor, placed(hub, ada), TODAY)
    assert listed(hub, BankView.PLACED) == []


def test_undo_takes_the_placement_and_the_time_away_back(
    hub: OpenHub, placements: Placements, draft: PlacementDraft
) -> None:
    ada = sign_up(hub, "Ada", VolunteerStatus.ACTIVE)
    done = placements.place(hub.actor, ada, draft)
    History(hub.tools).undo(hub.actor, done.txn)
    assert days_away(hub, ada) == []
    assert Bank(hub.tools).placements(hub.actor, ada) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"role": " "}, "what they will do"),
        ({"last_day": TODAY - timedelta(days=1)}, "before the first"),
        ({"last_day": TODAY + timedelta(days=400)}, "a year at most"),
        ({"agreed_on": None}, "Ask them first"),
        ({"agreed_on": TODAY + timedelta(days=1)}, "lies ahead"),
        ({"review_on": TODAY - timedelta(days=1)}, "once they have begun"),
        ({"weekly_minutes": -1}, "nought or more"),
    ],
)
def test_what_is_odd_is_refused(
    hub: OpenHub, placements: Placements, draft: PlacementDraft, change: dict[str, object], words: str
) -> None:
    ada = sign_up(hub, "Ada", VolunteerStatus.ACTIVE)
    with pytest.raises(DomainError, match=words):
        placements.place(hub.actor, ada, replace(draft, **change))  # type: ignore[arg-type]


def test_nobody_held_back_gone_or_placed_already_is_placed(
    hub: OpenHub, placements: Placements, draft: PlacementDraft
) -> None:
    held, gone = sign_up(hub, "Ann", VolunteerStatus.ON_HOLD), sign_up(hub, "Bea", VolunteerStatus.LEFT)
    ada = sign_up(hub, "Ada", VolunteerStatus.ACTIVE)
    with pytest.raises(DomainError, match="Not available"):
        placements.place(hub.actor, held, draft)
    with pytest.raises(DomainError, match="has left"):
        placements.place(hub.actor, gone, draft)
    placements.place(hub.actor, ada, draft)
    with pytest.raises(DomainError, match="placed on some of these days"):
        placements.place(hub.actor, ada, draft)


def test_days_that_cannot_be_are_refused(hub: OpenHub, placements: Placements, draft: PlacementDraft) -> None:
    ada = sign_up(hub, "Ada", VolunteerStatus.ACTIVE)
    placements.place(hub.actor, ada, draft)
    key = placed(hub, ada)
    with pytest.raises(DomainError, match="later day"):
        placements.extend(hub.actor, key, TODAY)
    with pytest.raises(DomainError, match="past"):
        placements.extend(hub.actor, key, LAST, TODAY)
    with pytest.raises(DomainError, match="lies ahead"):
        placements.come_back(hub.actor, key, TODAY + timedelta(days=1))


def test_the_letter_leaves_with_its_line_or_not_at_all(
    hub: OpenHub, placements: Placements, draft: PlacementDraft
) -> None:
    ada = sign_up(hub, "Ada", VolunteerStatus.ACTIVE)
    placements.place(hub.actor, ada, draft)
    key = placed(hub, ada)
    said = placements.introduction(hub.actor, key)
    assert (said.name, said.organisation, said.role) == ("Ada Haddad", "Reservoir Kitchen", "Packing parcels")

    def full() -> None:
        raise OSError("full")

    with pytest.raises(OSError, match="full"):
        placements.leave(hub.actor, said, "ab" * 32, "letter.pdf", full)
    placements.leave(hub.actor, said, "ab" * 32, "letter.pdf")
    with hub.store.read() as session:
        (record,) = session.query(SharingRecord).all()
        assert (record.kind, record.people_count, record.recipient_name) == (
            ShareKind.PRINT,
            1,
            "Reservoir Kitchen",
        )
        assert "17/11/2026" in record.agreement
        assert set(LETTER_FIELDS) == set(record.fields)
    with hub.store.write(hub.actor.user_id) as work:
        work.session.get_one(Placement, key).role = "Driving"
    with pytest.raises(DomainError, match="Look at it again"):
        placements.leave(hub.actor, said, "ab" * 32, "letter.pdf")
    with hub.store.write(hub.actor.user_id) as work:
        work.session.get_one(Volunteer, ada).status = VolunteerStatus.ON_HOLD
    with pytest.raises(DomainError, match="Not available"):
        placements.introduction(hub.actor, key)
    with hub.store.write(hub.actor.user_id) as work:
        work.session.get_one(Volunteer, ada).status = VolunteerStatus.ACTIVE
    placements.come_back(hub.actor, key, TODAY)
    with pytest.raises(DomainError, match="nobody to introduce"):
        placements.introduction(hub.actor, key)


def test_within_the_hours_of_their_host_nothing_else_is_offered(
    hub: OpenHub, placements: Placements, draft: PlacementDraft
) -> None:
    volunteer = sign_up(hub, "Kofi", VolunteerStatus.ACTIVE)
    tuesdays = {"weekdays": (1,), "starts_at": time(10), "ends_at": time(13)}
    agreed = replace(draft, meanwhile=Meanwhile.OTHER_HOURS, **tuesdays)  # type: ignore[arg-type]
    placements.place(hub.actor, volunteer, agreed)
    (line,) = Bank(hub.tools).placements(hub.actor, volunteer)
    assert (line.weekdays, line.starts_at) == ([1], time(10))

    def busy(first: date, last: date) -> list[tuple[date, int, int]]:
        with hub.store.read() as session:
            (found,) = candidates(session, matching.active(session, [volunteer]), first, last)
        return [(one.on_date, one.start, one.end) for one in found.busy]

    week = timedelta(days=6)
    tuesday = next(day for n in range(7) if (day := draft.first_day + timedelta(days=n)).weekday() == 1)
    assert busy(draft.first_day, draft.first_day + week) == [(tuesday, 600, 780)]
    assert busy(draft.last_day + timedelta(days=1), draft.last_day + week) == []
    placements.come_back(hub.actor, line.id, placements.today())
    assert busy(draft.first_day, draft.first_day + week) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"weekdays": (1,)},
        {"starts_at": time(10), "ends_at": time(13)},
        {"weekdays": (1,), "starts_at": time(13), "ends_at": time(10)},
    ],
)
def test_hours_that_cannot_be_are_refused(
    hub: OpenHub, placements: Placements, draft: PlacementDraft, wrong: dict[str, object]
) -> None:
    volunteer = sign_up(hub, "Kofi", VolunteerStatus.ACTIVE)
    with pytest.raises(DomainError, match=r"none of them|before it begins"):
        placements.place(hub.actor, volunteer, replace(draft, **wrong))  # type: ignore[arg-type]
