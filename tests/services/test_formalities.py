"""Formalities taken on: asked, taken on, arranged, done; the check that comes of one; the printed queue."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from db.enums import CheckLevel, CheckStatus, CheckType, Layer, Nation, Role, ShareKind, VolunteerStatus
from db.enums_formalities import FormalityKind, FormalityState
from db.models import Change, Check, Person, SharingRecord, Volunteer
from db.queries.formalities import OPEN, SORTS, FormalityFilter
from desktop.domain.check_entry import CheckDraft
from desktop.domain.errors import DomainError, NotAllowed
from desktop.domain.formalities import NEXT, check_of, may_move
from desktop.exports.make_list import ListPlan, make_list
from desktop.services.base import Actor
from desktop.services.formalities import Formalities, FormalityDraft, Step
from desktop.services.hubs import OpenHub
from desktop.services.lists import ListKind
from desktop.services.organisations import OrganisationDraft, Organisations
from tests.poppler import text_of

TODAY = date(2026, 11, 17)
COORDINATOR = Actor("c" * 32, "Amit", frozenset({Role.COORDINATOR}))
Kind, State = FormalityKind, FormalityState


def organisation(hub: OpenHub, name: str, layer: Layer = Layer.STREET) -> str:
    return Organisations(hub.tools).save(hub.actor, OrganisationDraft(name, layer, contact_name="Nadia")).made


def volunteer(hub: OpenHub, first: str = "Aisha", last: str = "Khan") -> str:
    with hub.store.write(hub.actor.user_id) as work:
        person = Person(number=work.next_number("person"), first_name=first, last_name=last)
        work.add(person)
        work.session.flush()
        made = Volunteer(
            number=work.next_number("volunteer"), person_id=person.id, status=VolunteerStatus.APPLIED
        )
        work.add(made)
        work.session.flush()
        return made.id


def ask(hub: OpenHub, kind: Kind = Kind.CRIMINAL_RECORD, **said: object) -> str:
    draft = FormalityDraft(kind, **{"asked_by_name": "Mill Street helpers", **said})  # type: ignore[arg-type]
    return Formalities(hub.tools).save(hub.actor, draft).made


def go(hub: OpenHub, key: str, state: State, **said: object) -> None:
    Formalities(hub.tools).move(hub.actor, key, Step(state, **said))  # type: ignore[arg-type]


def test_it_goes_from_asked_to_done_and_keeps_each_day(hub: OpenHub) -> None:
    council, verbs = organisation(hub, "Saltmarsh Council", Layer.STATUTORY), Formalities(hub.tools)
    key = ask(hub, due_on=TODAY + timedelta(days=20), next_step="Ring the council")
    days = [TODAY - timedelta(days=back) for back in (3, 2, 1)]
    go(hub, key, State.TAKEN_ON, on=days[0], arranged_by_id=council, next_step="Send the forms")
    go(hub, key, State.ARRANGED, on=days[1], paid_by_id=council)
    go(hub, key, State.DONE, on=days[2])
    held = verbs.get(hub.actor, key)
    assert (held.taken_on, held.arranged_on, held.closed_on) == tuple(days)
    assert (held.row.state, held.row.arranged_by, held.row.paid_by) == (
        State.DONE,
        "Saltmarsh Council",
        "Saltmarsh Council",
    )
    assert held.row.next_step == ""
    go(hub, key, State.ARRANGED)
    again = verbs.get(hub.actor, key)
    assert (again.closed_on, again.arranged_on) == (None, days[1])


@pytest.mark.parametrize("now", list(State))
@pytest.mark.parametrize("then", list(State))
def test_states_follow_only_what_they_may(now: State, then: State) -> None:
    assert may_move(now, then) is (then in NEXT[now])
    assert not may_move(now, now)


def test_what_is_missing_is_said(hub: OpenHub) -> None:
    verbs = Formalities(hub.tools)
    for draft, field in (
        (FormalityDraft(Kind.INSURANCE), "asked_by_name"),
        (FormalityDraft(Kind.INSURANCE, asked_by_name="Us", asked_on=TODAY + timedelta(days=1)), "asked_on"),
        (FormalityDraft(Kind.INSURANCE, asked_by_name="Us", due_on=TODAY - timedelta(days=1)), "due_on"),
    ):
        with pytest.raises(DomainError) as found:
            verbs.save(hub.actor, draft)
        assert found.value.field == field
    key = ask(hub)
    for step, field in (
        (Step(State.TAKEN_ON), "arranged_by_id"),
        (Step(State.DECLINED), "why"),
        (Step(State.TAKEN_ON, on=TODAY + timedelta(days=1)), "on"),
    ):
        with pytest.raises(DomainError) as found:
            verbs.move(hub.actor, key, step)
        assert found.value.field == field
    with pytest.raises(DomainError, match="meanwhile"):
        verbs.move(hub.actor, key, Step(State.DONE))
    go(hub, key, State.DECLINED, why="The council has no budget for it")
    assert verbs.get(hub.actor, key).declined_why == "The council has no budget for it"


def test_a_record_outweighs_a_name_typed_beside_it(hub: OpenHub) -> None:
    group, who = organisation(hub, "Mill Street"), volunteer(hub)
    key = ask(hub, asked_by_id=group, asked_by_name="somebody", volunteer_id=who, for_name="A K")
    (row,) = Formalities(hub.tools).rows(hub.actor, [key])
    assert (row.asked_by, row.for_whom, row.number) == ("Mill Street", "Aisha Khan", 1)


def test_the_queue_is_filtered_sorted_and_counted(hub: OpenHub) -> None:
    verbs, council = Formalities(hub.tools), organisation(hub, "Saltmarsh Council", Layer.STATUTORY)
    first = ask(hub, due_on=TODAY + timedelta(days=9), for_name="Ben Okafor")
    second = ask(hub, Kind.INSURANCE, due_on=TODAY + timedelta(days=2), asked_by_name="Fell View")
    taken = ask(hub, Kind.FIRST_AID, arranged_by_id=council)
    go(hub, taken, State.TAKEN_ON)
    assert verbs.ids(hub.actor, FormalityFilter()) == [second, first, taken]
    for sort in SORTS:
        assert sorted(verbs.ids(hub.actor, FormalityFilter(), sort, True)) == sorted([first, second, taken])
    for wanted, found in (
        (FormalityFilter(states=(State.TAKEN_ON,)), [taken]),
        (FormalityFilter(kind=Kind.INSURANCE), [second]),
        (FormalityFilter(organisation_id=council), [taken]),
        (FormalityFilter(text="OKAFOR"), [first]),
        (FormalityFilter(text="fm-2"), [second]),
        (FormalityFilter(text="Fell"), [second]),
        (FormalityFilter(text="%"), []),
        (FormalityFilter(voided=True), []),
    ):
        assert verbs.ids(hub.actor, wanted) == found
    assert verbs.counts(hub.actor) == {State.ASKED: 2, State.TAKEN_ON: 1}
    verbs.void(hub.actor, first, "Asked twice")
    assert verbs.ids(hub.actor, FormalityFilter(voided=True)) == [first]
    assert verbs.ids(hub.actor, FormalityFilter(states=OPEN)) == [second, taken]


def test_the_check_is_recorded_with_who_arranged_and_paid_in_one_go(hub: OpenHub) -> None:
    verbs, who = Formalities(hub.tools), volunteer(hub)
    council = organisation(hub, "Saltmarsh Council", Layer.STATUTORY)
    anchor = organisation(hub, "Mill Green", Layer.ANCHOR)
    key = ask(hub, volunteer_id=who, arranged_by_id=council, paid_by_id=anchor)
    check_id, draft = verbs.draft_check(hub.actor, key)
    assert (check_id, draft.type, draft.arranged_by_id, draft.paid_by_id) == (
        "",
        CheckType.DBS,
        council,
        anchor,
    )
    draft = replace(draft, level=CheckLevel.BASIC, seen_by="Helen Strickland", seen_on=TODAY)
    made = verbs.record_check(hub.actor, key, draft)
    held = verbs.get(hub.actor, key)
    assert (held.row.state, held.row.recorded, held.closed_on) == (State.DONE, True, TODAY)
    with hub.store.read() as session:
        check = session.get_one(Check, held.check_id)
        txns = set(session.scalars(select(Change.txn).where(Change.entity == "check_record")))
    assert (check.arranged_by_id, check.paid_by_id, check.volunteer_id) == (council, anchor, who)
    assert txns == {made.txn}
    assert {"check_record", "formality"} <= set(made.entities)
    assert verbs.get(COORDINATOR, key).check_id == ""


def test_a_check_applied_for_is_carried_on_and_only_its_coming_back_closes(hub: OpenHub) -> None:
    verbs, who = Formalities(hub.tools), volunteer(hub)
    council = organisation(hub, "Saltmarsh Council", Layer.STATUTORY)
    key = ask(hub, volunteer_id=who, arranged_by_id=council)
    asked = CheckDraft(CheckType.DBS, CheckStatus.APPLIED, CheckLevel.BASIC, issued_on=TODAY)
    verbs.record_check(hub.actor, key, replace(asked, arranged_by_id=council))
    assert verbs.get(hub.actor, key).row.state is State.ARRANGED
    check_id, draft = verbs.draft_check(hub.actor, key)
    assert check_id == verbs.get(hub.actor, key).check_id
    seen = replace(draft, status=CheckStatus.VERIFIED, seen_by="Helen Strickland", seen_on=TODAY)
    verbs.record_check(hub.actor, key, seen, check_id)
    assert verbs.get(hub.actor, key).row.state is State.DONE
    with hub.store.read() as session:
        assert len(session.scalars(select(Check)).all()) == 1


def test_what_no_check_comes_of_has_none(hub: OpenHub) -> None:
    verbs, who = Formalities(hub.tools), volunteer(hub)
    with pytest.raises(DomainError, match="Name the volunteer"):
        verbs.draft_check(hub.actor, ask(hub))
    with pytest.raises(DomainError, match="No check comes"):
        verbs.draft_check(hub.actor, ask(hub, Kind.INSURANCE, volunteer_id=who))
    assert [check_of(Kind.CRIMINAL_RECORD, nation) for nation in (Nation.WALES, Nation.SCOTLAND)] == [
        CheckType.DBS,
        CheckType.DISCLOSURE_SCOTLAND,
    ]


def test_a_check_refused_leaves_the_formality_as_it_was(hub: OpenHub) -> None:
    verbs, key = Formalities(hub.tools), ask(hub, volunteer_id=volunteer(hub))
    with pytest.raises(DomainError, match="who saw it"):
        verbs.record_check(hub.actor, key, CheckDraft(CheckType.DBS, CheckStatus.VERIFIED, CheckLevel.BASIC))
    assert verbs.get(hub.actor, key).row.state is State.ASKED


def test_a_coordinator_runs_the_queue_and_records_no_check(hub: OpenHub) -> None:
    verbs, who = Formalities(hub.tools), volunteer(hub)
    coordinator = replace(COORDINATOR, user_id=hub.actor.user_id)
    key = verbs.save(coordinator, FormalityDraft(Kind.FIRST_AID, asked_by_name="Us", volunteer_id=who)).made
    with pytest.raises(NotAllowed):
        verbs.draft_check(coordinator, key)
    with pytest.raises(NotAllowed):
        verbs.record_check(coordinator, key, CheckDraft(CheckType.FIRST_AID))
    with pytest.raises(NotAllowed):
        verbs.ids(replace(coordinator, roles=frozenset({Role.CALL_HANDLER})), FormalityFilter())


def test_the_printed_queue_says_who_asked_arranges_and_pays(hub: OpenHub, tmp_path: Path) -> None:
    council = organisation(hub, "Saltmarsh Council", Layer.STATUTORY)
    key = ask(
        hub,
        for_name="Ben Okafor",
        arranged_by_id=council,
        paid_by_id=council,
        due_on=date(2026, 12, 4),
        next_step="Send the forms back",
    )
    ask(hub, Kind.INSURANCE, asked_by_name="Fell View")
    out = tmp_path / "queue.pdf"
    ids = Formalities(hub.tools).ids(hub.actor, FormalityFilter())
    assert set(ids) > {key}
    made = make_list(hub.tools, hub.actor, ListPlan(ListKind.FORMALITIES, ids), out, hub.tools.clock())
    assert made.rows == 2
    said = " ".join(text_of(out).split())
    for words in ("Mill Street", "Ben Okafor", "Criminal record", "Fell View", "Insurance", "4 Dec 2026"):
        assert words in said, words
    with hub.store.read() as session:
        (record,) = session.scalars(select(SharingRecord))
    assert (record.kind, record.people_count) == (ShareKind.PRINT, 1)
    csv = tmp_path / "queue.csv"
    make_list(hub.tools, hub.actor, ListPlan(ListKind.FORMALITIES, ids), csv, hub.tools.clock())
    assert csv.read_text(encoding="utf-8").count("Saltmarsh Council") == 2
