"""What is past its time goes, batch by batch, and nothing else; figures by area stay as they were."""

import random
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.base import Base
from db.enums import Nation, VolunteerStatus
from db.enums_protection import RetentionAction, RetentionType
from db.errors import DiskFull
from db.models import (
    Change,
    Complaint,
    Destruction,
    ErasedRow,
    KeptCount,
    Person,
    Request,
    ShiftNote,
    Task,
    Volunteer,
)
from db.queries.coverage import AskedRow, asked
from db.queries.kept_counts import all_figures, private_needs
from db.verify import verify_chain
from desktop.domain.errors import DomainError, NotAllowed
from desktop.domain.retention import Place, Tally, monday_of, tallied
from desktop.services import retention_batches
from desktop.services.backups import Backups, restore_hub
from desktop.services.base import Actor
from desktop.services.history import History
from desktop.services.hubs import NewHub, OpenHub, open_hub
from desktop.services.people import People
from desktop.services.registers import Registers
from desktop.services.retention import Retention
from tests.blank_hubs import blank_hub
from tests.services.conftest import NOW, PASSPHRASE
from tests.services.erasing import found_in
from tests.services.past_time import TODAY, Town, ago, agreed, let_go


def ids(hub: OpenHub, model: type[Base]) -> set[str]:
    """Keys of the rows that are there and not erased."""
    with hub.store.read() as session:
        gone = {one.row_id for one in session.query(ErasedRow)}
        return {one.id for one in session.query(model)} - gone  # type: ignore[attr-defined]


def figures(hub: OpenHub) -> dict[Place, Tally]:
    """Every figure by week and place; private needs without their area, as they stay."""
    with hub.store.read() as session:
        found = [(Place(*one[:5]), Tally(*one[5:])) for one in all_figures(session)]
        private = private_needs(session)
    return tallied(found, private)


def _open_to_all(rows: Counter[AskedRow], town: Town) -> dict[AskedRow, int]:
    """What coverage counts of needs that are not private."""
    return {one: count for one, count in rows.items() if one.need_id != town.private}


def test_a_dry_run_tells_what_goes_and_what_stays_and_touches_nothing(hub: OpenHub) -> None:
    town = Town(hub)
    old, held, waiting, young = (town.person(ago(40)) for _ in range(4))
    town.request(old, ago(30))
    town.call(old, ago(31))
    town.request(held, ago(30))
    town.hold(held)
    town.request(waiting, ago(26), is_open=True)
    town.request(young, ago(23))
    before = hub.store.head()
    shown = Retention(hub.tools).dry_run(hub.actor)
    people = next(one for one in shown.rules if one.type is RetentionType.PEOPLE)
    assert (people.going, people.held, people.still_open) == (1, 1, 1)
    assert (people.first_on, people.last_on) == (ago(30), ago(30))
    assert people.action is RetentionAction.ANONYMISE
    assert people.with_them["request"] == 1
    assert people.with_them["contact_attempt"] == 1
    requests = next(one for one in shown.rules if one.type is RetentionType.REQUESTS)
    assert (requests.going, requests.held) == (0, 1), "what goes with its person is not told twice"
    assert "Zeb" not in shown.words
    assert hub.store.head() == before


def test_what_is_past_its_time_goes_and_is_logged_without_a_name(hub: OpenHub) -> None:
    town = Town(hub)
    old, stays = town.person(ago(40), number="07700 900987"), town.person(ago(40))
    gone, kept = town.request(old, ago(30)), town.request(stays, ago(3))
    past = town.request(stays, ago(25))
    town.call(stays, ago(13))
    town.note(ago(4))
    town.complaint(ago(80))
    young = town.note(ago(2))
    hub.tools.draft_box().keep("call", "b" * 32, {"words": "Zebulon1 Quirkfeather is away"})
    done = let_go(hub)
    assert not done.stopped
    assert done.backed_up
    assert ids(hub, Person) == {stays}
    assert ids(hub, Request) == {kept}
    lines = {one.about: one for one in Registers(hub.tools).destructions(hub.actor)}
    assert set(lines) == {"people", "requests", "contacts", "shift_notes", "answered"}
    assert lines["people"].counts["person"] == 1
    assert lines["people"].counts["anonymised"] == 1
    assert lines["requests"].counts["request"] == 1
    with hub.store.read() as session:
        line = session.query(Destruction).filter_by(about="people").one()
        assert (line.rule, line.first_on, line.last_on) == ("people, 24 months, anonymise", ago(30), ago(30))
        assert line.finished_at == NOW
        assert verify_chain(session)[1] == []
        assert session.get(Request, gone) is None
        assert session.get(Request, past) is None
        said = " ".join(str(one.value) for one in session.query(Change))
    words = ["Zebulon1", "900987", "1 Quirk Row", "Wants tins 3", "garage6", "rang at night"]
    assert not [word for word in words if word in said]
    assert found_in(hub.folder.path, hub.store.key, words) == []
    assert ids(hub, ShiftNote) == {young}
    assert ids(hub, Complaint) == set()
    assert People(hub.tools).find(hub.actor, "zebulon1") == []
    again = Retention(hub.tools)
    assert again.dry_run(hub.actor).going == 0
    with pytest.raises(DomainError, match="Nothing"):
        again.run(hub.actor, hub.folder.path, "", "once more")


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 10_000), st.integers(6, 36), st.integers(6, 36), st.integers(1, 40))
def test_nothing_held_or_young_goes_everything_due_does_and_figures_stay(
    tmp_path_factory: pytest.TempPathFactory, seed: int, people: int, requests: int, size: int
) -> None:
    chance = random.Random(seed)
    folder = tmp_path_factory.mktemp("past") / "hub"
    blank_hub(folder, NewHub("Saltmarsh Hub", Nation.ENGLAND, "", "", "", "", "Priya"), PASSPHRASE)
    hub = open_hub(folder, PASSPHRASE, clock=lambda: NOW)
    try:
        town = Town(hub)
        town.rule(RetentionType.PEOPLE, months=people)
        town.rule(RetentionType.REQUESTS, months=requests)
        held, due, safe, asked_of = set(), set(), set(), dict[str, str]()
        for number in range(9):
            who = town.person(ago(50), area=number % 2)
            last = ago(50)
            if number % 4 == 0:
                town.hold(who)
                held.add(who)
            for _ in range(chance.randint(0, 3)):
                day = ago(chance.randint(1, 48), chance.randint(0, 27))
                key = town.request(who, day, private=chance.random() < 0.2)
                asked_of[key] = who
                last = max(last, day)
                (due if day < ago(requests) and who not in held else safe).add(key)
            is_past = last < ago(people)
            (due if is_past and who not in held else safe).add(who)
        before = figures(hub)
        weeks = monday_of(ago(49)), TODAY
        with hub.store.read() as session:
            coverage = Counter(asked(session, *weeks))
        if due:
            let_go(hub, size)
        there = ids(hub, Person) | ids(hub, Request)
        gone_with = {key for key, who in asked_of.items() if who in due}
        assert there == safe - gone_with
        assert not due & there
        assert held <= there
        assert figures(hub) == before
        with hub.store.read() as session:
            now = Counter(asked(session, *weeks))
            assert _open_to_all(now, town) == _open_to_all(coverage, town)
            assert verify_chain(session)[1] == []
        assert Retention(hub.tools).dry_run(hub.actor).going == 0
    finally:
        hub.close()


def test_who_rang_lately_is_not_past_their_time_because_the_call_is(hub: OpenHub) -> None:
    town = Town(hub)
    who = town.person(ago(40))
    town.call(who, ago(13))
    let_go(hub)
    assert ids(hub, Person) == {who}
    with hub.store.read() as session:
        assert session.get_one(Person, who).seen_on == ago(13)
    assert Retention(hub.tools).dry_run(hub.actor).going == 0


def test_a_volunteer_who_left_goes_whole_unless_the_hub_helped_them_too(hub: OpenHub) -> None:
    town = Town(hub)
    only, both, rests, new = (town.person(ago(40)) for _ in range(4))
    town.request(both, ago(20))
    town.volunteer(only, VolunteerStatus.LEFT, ago(30))
    profile = town.volunteer(both, VolunteerStatus.LEFT, ago(30))
    town.volunteer(rests, VolunteerStatus.RESTING, ago(30))
    town.volunteer(new, VolunteerStatus.APPLIED, ago(7))
    with hub.store.write(hub.actor.user_id) as work:
        work.session.query(Change).filter_by(entity="volunteer").update({"at": NOW.replace(year=2024)})
    let_go(hub)
    assert ids(hub, Person) >= {both, rests}
    assert not ids(hub, Person) & {only, new}
    with hub.store.read() as session:
        assert session.get_one(Volunteer, profile).person_id != both, "no key joins the two any more"
    assert Retention(hub.tools).dry_run(hub.actor).going == 0


def test_a_run_that_is_stopped_or_cut_off_has_done_whole_batches(hub: OpenHub) -> None:
    town = Town(hub)
    who = town.person(ago(40))
    town.request(who, ago(1))
    for _ in range(5):
        town.request(who, ago(30))
    service, told = Retention(hub.tools, 2), list[tuple[int, int]]()
    done = service.run(
        hub.actor,
        hub.folder.path,
        agreed(hub, service),
        "The yearly look",
        report=lambda done, total: told.append((done, total)),
        is_stopped=lambda: len(told) == 2,
    )
    assert (done.stopped, done.gone, told) == (True, 4, [(2, 5), (4, 5)])
    with hub.store.read() as session:
        line = session.query(Destruction).one()
        assert (line.counts["request"], line.counts["anonymised"], line.finished_at) == (4, 4, None)
        assert sum(one.requests for one in session.query(KeptCount)) == 4
        assert session.query(Request).count() == 2
        assert session.query(Task).count() == 2
    let_go(hub)
    with hub.store.read() as session:
        assert session.query(Request).count() == 1
        assert sum(one.requests for one in session.query(KeptCount)) == 5


def test_a_full_disk_in_the_middle_of_a_batch_leaves_the_batches_before_it(
    hub: OpenHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = Town(hub)
    who = town.person(ago(40))
    town.request(who, ago(1))
    for _ in range(4):
        town.request(who, ago(30))
    service = Retention(hub.tools, 2)
    approval = agreed(hub, service)
    settle, calls = retention_batches.settle_index, list[int]()

    def full(work: object) -> None:
        calls.append(1)
        if len(calls) == 2:
            raise DiskFull
        settle(work)  # type: ignore[arg-type]

    monkeypatch.setattr(retention_batches, "settle_index", full)
    with pytest.raises(DiskFull):
        service.run(hub.actor, hub.folder.path, approval, "The yearly look")
    monkeypatch.undo()
    with hub.store.read() as session:
        assert session.query(Request).count() == 3
        assert session.query(Destruction).one().counts["request"] == 2
        assert verify_chain(session)[1] == []
    let_go(hub)
    assert len(ids(hub, Request)) == 1


def test_it_takes_the_lead_a_reason_and_a_second_person(hub: OpenHub) -> None:
    town, service = Town(hub), Retention(hub.tools)
    town.request(town.person(ago(40)), ago(30))
    plain = Actor(hub.actor.user_id, "Amina", frozenset())
    with pytest.raises(NotAllowed):
        service.dry_run(plain)
    with pytest.raises(DomainError, match="why"):
        service.run(hub.actor, hub.folder.path, "", " ")
    with pytest.raises(DomainError, match="second person"):
        service.run(hub.actor, hub.folder.path, "", "The yearly look")
    approval = agreed(hub, service)
    town.note(ago(9))
    with pytest.raises(DomainError, match="changed since"):
        service.run(hub.actor, hub.folder.path, approval, "The yearly look")
    assert ids(hub, Request)


def test_a_hold_put_on_while_it_runs_is_kept_to(hub: OpenHub) -> None:
    town = Town(hub)
    first, second = town.person(ago(40)), town.person(ago(39))
    for who in (first, second):
        town.request(who, ago(30 if who == first else 29))
    service = Retention(hub.tools, 1)
    approval = agreed(hub, service)
    done = service.run(
        hub.actor,
        hub.folder.path,
        approval,
        "The yearly look",
        report=lambda _done, _total: town.hold(second),
    )
    assert done.gone == 1
    assert ids(hub, Person) == {second}


def test_nobody_undoes_it(hub: OpenHub) -> None:
    town, history = Town(hub), History(hub.tools)
    town.request(town.person(ago(40)), ago(30))
    done = let_go(hub)
    with pytest.raises(DomainError, match="gone for good"):
        history.undo(hub.actor, done.changes.txn)
    assert done.changes.txn not in history.last(hub.actor, 50)


def test_a_backup_of_before_that_is_put_back_lets_go_again(hub: OpenHub, tmp_path: Path) -> None:
    town = Town(hub)
    for number in range(60):
        town.person(ago(40), number=f"07700 90{number:04}")
    stays = town.person(ago(40))
    town.request(stays, ago(1))
    past = town.request(stays, ago(30))
    (old, *_) = Backups(hub.tools).make(hub.actor, hub.folder.path)
    let_go(hub)
    assert ids(hub, Person) == {stays}
    again = tmp_path / "again"
    restore_hub(old.path, again, passphrase=PASSPHRASE, allowed=lambda _place: None)
    opened = open_hub(again, PASSPHRASE, clock=lambda: NOW)
    try:
        assert ids(opened, Person) == {stays}
        with opened.store.read() as session:
            assert session.get(Request, past) is None
            assert verify_chain(session)[1] == []
    finally:
        opened.close()
    assert found_in(again, hub.store.key, ["Zebulon7", "900007", "7 Quirk Row"]) == []
