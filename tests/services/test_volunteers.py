"""Volunteers: a human being once, sets changed row by row, statuses, absences and who is kept apart."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest
from sqlalchemy import select

from db.enums import CheckStatus, CheckType, Role, Skill, VolunteerStatus
from db.models import Change, Check, VolunteerSkill
from db.queries.volunteers import VolunteerFilter
from desktop.domain.errors import DomainError, NotAllowed, NotFound
from desktop.services.base import Actor
from desktop.services.history import History
from desktop.services.hubs import OpenHub
from desktop.services.people import People, PersonDraft, PhoneDraft
from desktop.services.volunteers import SlotDraft, VolunteerDraft, Volunteers

OMAR = PersonDraft("Omar", last_name="Haddad", phones=(PhoneDraft("07700 900 552"),))
MORNING = SlotDraft(1, time(9), time(12))


def test_a_volunteer_needs_a_name_and_a_contact(hub: OpenHub) -> None:
    volunteers = Volunteers(hub.tools)
    with pytest.raises(DomainError, match="name or a phone"):
        volunteers.save(hub.actor, VolunteerDraft())
    with pytest.raises(DomainError, match="needs a name"):
        volunteers.save(hub.actor, VolunteerDraft(person=PersonDraft(phones=OMAR.phones)))
    with pytest.raises(DomainError, match="phone number or an e-mail") as refused:
        volunteers.save(hub.actor, VolunteerDraft(person=PersonDraft("Omar")))
    assert refused.value.field == "phone"
    assert volunteers.ids(hub.actor, VolunteerFilter()) == []
    volunteers.save(hub.actor, VolunteerDraft(person=PersonDraft("Omar", email="omar@example.org")))


def test_somebody_known_volunteers_once_and_stays_the_same_person(hub: OpenHub) -> None:
    volunteers, people = Volunteers(hub.tools), People(hub.tools)
    person = people.save(hub.actor, OMAR).made
    made = volunteers.save(hub.actor, VolunteerDraft(person_id=person)).made
    assert volunteers.get(hub.actor, made).who.id == person
    with pytest.raises(DomainError, match="already, as V-1"):
        volunteers.save(hub.actor, VolunteerDraft(person_id=person))
    volunteers.void(hub.actor, made, "Left the district")
    with pytest.raises(DomainError, match="was V-1"):
        volunteers.save(hub.actor, VolunteerDraft(person_id=person))
    with pytest.raises(NotFound):
        volunteers.get(hub.actor, made)
    assert people.get(hub.actor, person).draft.first_name == "Omar"


def test_sets_are_changed_row_by_row_and_undone(hub: OpenHub) -> None:
    volunteers = Volunteers(hub.tools)
    draft = VolunteerDraft(
        person=OMAR,
        skills=frozenset({Skill.DOGS, Skill.FORMS}),
        slots=frozenset({MORNING}),
        languages=frozenset({"CY ", "pl", ""}),
    )
    made = volunteers.save(hub.actor, draft).made

    def skills() -> dict[Skill, str]:
        with hub.store.read() as session:
            return {one.skill: one.id for one in session.scalars(select(VolunteerSkill))}

    before = skills()
    held = volunteers.get(hub.actor, made).draft
    assert held.languages == {"cy", "pl"}
    changed = volunteers.save(
        hub.actor, replace(held, skills=frozenset({Skill.DOGS, Skill.DIY}), person=None), made
    )
    after = skills()
    assert after[Skill.DOGS] == before[Skill.DOGS]
    assert set(after) == {Skill.DOGS, Skill.DIY}
    with hub.store.read() as session:
        logged = session.scalars(select(Change.op).where(Change.txn == changed.txn)).all()
    assert sorted(logged) == ["create", "remove"]
    History(hub.tools).undo(hub.actor, changed.txn)
    assert skills() == before
    # A second time there is nothing left to put back; nor is there where somebody has put it back by hand.
    History(hub.tools).undo(hub.actor, changed.txn)
    assert skills() == before
    held = volunteers.get(hub.actor, made).draft
    taken = volunteers.save(hub.actor, replace(held, skills=frozenset({Skill.DOGS}), person=None), made)
    volunteers.save(hub.actor, replace(held, person=None), made)
    History(hub.tools).undo(hub.actor, taken.txn)
    assert set(skills()) == {Skill.DOGS, Skill.FORMS}


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"slots": frozenset({SlotDraft(0, time(12), time(9))})}, "On Monday the time ends before"),
        ({"slots": frozenset({MORNING, SlotDraft(1, time(9), time(11))})}, "On Tuesday two times start"),
        ({"weekly_minutes": -1}, "0 to 168"),
        ({"weekly_minutes": 10_081}, "0 to 168"),
    ],
)
def test_impossible_times_are_refused(hub: OpenHub, fields: dict[str, object], words: str) -> None:
    with pytest.raises(DomainError, match=words):
        Volunteers(hub.tools).save(hub.actor, replace(VolunteerDraft(person=OMAR), **fields))  # type: ignore[arg-type]


def test_only_the_lead_holds_suspends_and_lifts(hub: OpenHub) -> None:
    volunteers = Volunteers(hub.tools)
    made = volunteers.save(hub.actor, VolunteerDraft(person=OMAR)).made
    other = Actor(hub.actor.user_id, "Yusuf", frozenset({Role.VOLUNTEER_MANAGER}))
    volunteers.move(other, made, VolunteerStatus.ACTIVE)
    with pytest.raises(DomainError, match="cannot go straight"):
        volunteers.move(hub.actor, made, VolunteerStatus.SUSPENDED)
    with pytest.raises(NotAllowed, match="safeguarding lead"):
        volunteers.move(other, made, VolunteerStatus.ON_HOLD)
    volunteers.move(hub.actor, made, VolunteerStatus.ON_HOLD)
    with pytest.raises(NotAllowed, match="safeguarding lead"):
        volunteers.move(other, made, VolunteerStatus.ACTIVE)
    volunteers.move(hub.actor, made, VolunteerStatus.SUSPENDED)
    assert volunteers.counts(hub.actor) == {VolunteerStatus.SUSPENDED: 1}


def test_days_away_are_recorded_and_ended(hub: OpenHub) -> None:
    volunteers = Volunteers(hub.tools)
    made = volunteers.save(hub.actor, VolunteerDraft(person=OMAR)).made
    with pytest.raises(DomainError, match="before the first"):
        volunteers.add_absence(hub.actor, made, date(2026, 12, 2), date(2026, 12, 1))
    volunteers.add_absence(hub.actor, made, date(2026, 12, 1), date(2026, 12, 1), " Holiday ")
    ((key, first, last, reason),) = volunteers.get(hub.actor, made).absences
    assert (first, last, reason) == (date(2026, 12, 1), date(2026, 12, 1), "Holiday")
    volunteers.end_absence(hub.actor, key)
    assert volunteers.get(hub.actor, made).absences == ()


def test_two_are_kept_apart_until_it_is_taken_back_and_can_be_again(hub: OpenHub) -> None:
    volunteers = Volunteers(hub.tools)
    made = volunteers.save(hub.actor, VolunteerDraft(person=OMAR)).made
    jean = People(hub.tools).save(hub.actor, PersonDraft("Jean", last_name="Mallory")).made
    volunteers.keep_apart(hub.actor, made, jean, "Fell out")
    ((key, name, reason),) = volunteers.get(hub.actor, made).kept_apart
    assert (name, reason) == ("Jean Mallory", "Fell out")
    volunteers.let_meet(hub.actor, key, "Made up")
    assert volunteers.get(hub.actor, made).kept_apart == ()
    volunteers.keep_apart(hub.actor, made, jean, "Fell out again")
    ((again, _, reason),) = volunteers.get(hub.actor, made).kept_apart
    assert (again, reason) == (key, "Fell out again")


def test_volunteers_are_found_by_name_number_and_phone(hub: OpenHub) -> None:
    volunteers = Volunteers(hub.tools)
    made = volunteers.save(hub.actor, VolunteerDraft(person=OMAR)).made
    for typed in ("omar", "hadd", "V-1", "900552", "0552"):
        among = volunteers.find(hub.actor, typed)
        assert volunteers.ids(hub.actor, VolunteerFilter(among=among)) == [made], typed
    assert volunteers.ids(hub.actor, VolunteerFilter(among=volunteers.find(hub.actor, "nobody"))) == []


def test_a_line_counts_what_holds_and_what_asks_for_somebody(hub: OpenHub) -> None:
    volunteers = Volunteers(hub.tools)
    made = volunteers.save(hub.actor, VolunteerDraft(person=OMAR, weekly_minutes=240)).made
    kinds: dict[CheckType, dict[str, Any]] = {
        CheckType.IDENTITY: {"status": CheckStatus.VERIFIED},
        CheckType.REFERENCES: {"status": CheckStatus.VERIFIED, "review_on": date(2020, 1, 1)},
        CheckType.INDUCTION: {"status": CheckStatus.APPLIED},
        CheckType.FIRST_AID: {"status": CheckStatus.EXPIRED},
        CheckType.FOOD_HYGIENE: {"status": CheckStatus.EXEMPT, "exempt_until": date(2020, 1, 1)},
        CheckType.DATA_PROTECTION: {"status": CheckStatus.WITHDRAWN},
    }
    with hub.store.write(hub.actor.user_id) as work:
        for kind, fields in kinds.items():
            work.add(Check(volunteer_id=made, type=kind, **fields))
    (row,) = volunteers.rows(hub.actor, [made])
    assert (row.checks_seen, row.checks_waiting, row.checks_to_do) == (1, 1, 4)
    assert (row.next_review, row.minutes_this_week, row.phone) == (date(2020, 1, 1), 0, "+447700900552")
