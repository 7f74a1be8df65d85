"""Street groups: who is due a call, what came of it, and what they raise until it is settled."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from db.enums import CloseReason, Layer, Role
from db.enums_groups import CheckInOutcome, IssueState
from db.models import Change
from db.queries.groups import GroupFilter
from desktop.domain.errors import DomainError
from desktop.domain.text import clean, clean_lines
from desktop.services.areas import AreaDraft, Areas
from desktop.services.base import Actor
from desktop.services.group_lines import NewGroup
from desktop.services.groups import Groups, IssueDraft, IssueMove
from desktop.services.history import History
from desktop.services.households import HouseholdDraft
from desktop.services.hubs import OpenHub
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.people import People, PersonDraft
from desktop.services.requests import RequestDraft, Requests
from desktop.services.routing import Routing
from desktop.services.today import TodayDesk
from tests.hostile import MARKUP
from tests.services.conftest import NOW

TODAY = date(2026, 11, 17)


class Hands:
    """A hub's groups, on a day that can move on."""

    def __init__(self, hub: OpenHub) -> None:
        """Take the hub."""
        self.hub, self.now = hub, NOW
        tools = hub.tools
        self.groups = Groups(type(tools)(tools.store, lambda: self.now, tools.find_places, tools.drafts))

    @property
    def who(self) -> Actor:
        """Whoever is at the keyboard."""
        return self.hub.actor

    def add(self, name: str = "Mill Row", contact: str = "Cerys Vaughan") -> str:
        """Write a group down."""
        return self.groups.add(self.who, NewGroup(name, contact, "020 7946 0417")).made

    def ring(self, group: str, outcome: CheckInOutcome = CheckInOutcome.ALL_WELL, **more: object) -> str:
        """Record a call."""
        return self.groups.check_in(self.who, group, outcome, **more).txn  # type: ignore[arg-type]

    def due(self) -> list[str]:
        """Whom to ring today."""
        return self.groups.ids(self.who, GroupFilter(due_by=self.groups.today()))

    def later(self, days: int) -> None:
        """Let days pass."""
        self.now = self.now + timedelta(days=days)


@pytest.fixture
def hands(hub: OpenHub) -> Hands:
    """Hands on the groups of a new hub."""
    return Hands(hub)


def test_a_name_and_a_contact_are_enough_and_less_is_not(hands: Hands) -> None:
    key = hands.add()
    (row,) = hands.groups.rows(hands.who, [key])
    assert (row.name, row.contact_name, row.due_on, row.issues) == ("Mill Row", "Cerys Vaughan", None, 0)
    for new in (NewGroup("", "Cerys"), NewGroup("Mill Row", " ")):
        with pytest.raises(DomainError):
            hands.groups.add(hands.who, new)


def test_a_group_never_rung_is_due_and_then_again_in_a_week(hands: Hands) -> None:
    key = hands.add()
    assert hands.due() == [key]
    hands.ring(key)
    assert hands.due() == []
    hands.later(6)
    assert hands.due() == []
    hands.later(1)
    assert hands.due() == [key]


def test_nobody_answered_comes_back_tomorrow_and_was_not_heard(hands: Hands) -> None:
    key = hands.add()
    hands.ring(key, CheckInOutcome.NO_ANSWER)
    (row,) = hands.groups.rows(hands.who, [key])
    assert row.heard_at is None
    assert isinstance(row.last_at, datetime)
    assert row.due_on == TODAY + timedelta(days=1)


def test_a_call_back_is_on_the_day_they_said(hands: Hands) -> None:
    key = hands.add()
    with pytest.raises(DomainError) as refused:
        hands.ring(key, CheckInOutcome.CALL_BACK)
    assert refused.value.field == "next_on"
    with pytest.raises(DomainError):
        hands.ring(key, CheckInOutcome.CALL_BACK, next_on=TODAY - timedelta(days=1))
    hands.ring(key, CheckInOutcome.CALL_BACK, next_on=TODAY + timedelta(days=2))
    assert hands.groups.rows(hands.who, [key])[0].due_on == TODAY + timedelta(days=2)


def test_only_street_groups_are_rung(hands: Hands) -> None:
    council = Organisations(hands.hub.tools).save(hands.who, OrganisationDraft("Council", Layer.STATUTORY))
    assert hands.due() == []
    with pytest.raises(DomainError):
        hands.ring(council.made)


def test_what_they_need_has_one_named_person_or_is_not_taken(hands: Hands) -> None:
    key = hands.add()
    with pytest.raises(DomainError) as refused:
        hands.ring(key, CheckInOutcome.NEEDS_SOMETHING, issue=IssueDraft("Gloves"))
    assert refused.value.field == "owner_id"
    assert hands.groups.get(hands.who, key).check_ins == ()  # both or neither
    hands.ring(key, CheckInOutcome.NEEDS_SOMETHING, issue=IssueDraft("Gloves", hands.who.user_id))
    (issue,) = hands.groups.get(hands.who, key).issues
    assert (issue.words, issue.owner, issue.state) == ("Gloves", hands.who.name, IssueState.OPEN)
    assert issue.chase_on == TODAY + timedelta(days=2)


def test_an_issue_is_followed_until_the_group_knows_how_it_ended(hands: Hands) -> None:
    key = hands.add()
    hands.groups.raise_issue(hands.who, key, IssueDraft("No insurance", owner_name="Cllr Ward"))
    (issue,) = hands.groups.get(hands.who, key).issues
    hands.groups.move_issue(hands.who, issue.id, IssueMove("Asked the council", IssueState.WAITING))
    with pytest.raises(DomainError) as refused:
        hands.groups.move_issue(hands.who, issue.id, IssueMove("Covered", IssueState.CLOSED))
    assert refused.value.field == "told"
    hands.groups.move_issue(hands.who, issue.id, IssueMove("Covered", IssueState.CLOSED, told=True))
    held = hands.groups.get(hands.who, key)
    assert [one.words for one in held.steps] == ["Asked the council", "Covered"]
    (closed,) = held.issues
    assert (closed.outcome, closed.told_on, closed.closed_on) == ("Covered", TODAY, TODAY)
    assert held.row.issues == 0


def test_today_says_whom_to_ring_and_what_to_chase(hands: Hands) -> None:
    key = hands.add()
    hands.groups.raise_issue(hands.who, key, IssueDraft("Gloves", hands.who.user_id, chase_on=TODAY))

    def told() -> dict[str, str]:
        day = TodayDesk(hands.groups.tools).day(hands.who)
        return {one.key.partition(":")[0]: one.place for one in day.items if "group" in one.key}

    assert told() == {"groups": "groups", "group_issues": "groups"}
    hands.ring(key)
    assert told() == {"group_issues": "groups"}
    (issue,) = hands.groups.get(hands.who, key).issues
    hands.groups.move_issue(hands.who, issue.id, IssueMove("Sent", IssueState.CLOSED, told=True))
    assert told() == {}


def test_a_check_in_can_be_undone(hands: Hands) -> None:
    key = hands.add()
    txn = hands.ring(key)
    History(hands.hub.tools).undo(hands.who, txn)
    assert hands.due() == [key]


def test_the_longest_waiting_come_first_and_counts_agree(hands: Hands) -> None:
    first, second = hands.add("Alder Lane"), hands.add("Birch Lane")
    hands.ring(second)
    hands.later(1)
    hands.ring(first)
    hands.later(7)
    assert hands.due() == [second, first]
    counts = hands.groups.counts(hands.who)
    assert (counts.every, counts.due, counts.with_issues) == (2, 2, 0)


@pytest.mark.parametrize("words", MARKUP)
def test_hostile_words_come_back_as_they_were(hands: Hands, words: str) -> None:
    key = hands.add()
    hands.groups.raise_issue(hands.who, key, IssueDraft(words, owner_name=words))
    (issue,) = hands.groups.get(hands.who, key).issues
    assert (issue.words, issue.owner) == (clean_lines(words), clean(words))


def test_the_log_holds_the_note_apart(hands: Hands) -> None:
    key = hands.add()
    txn = hands.ring(key, note="Somebody is unwell")
    with hands.hub.store.read() as session:
        found = session.query(Change).filter_by(txn=txn, field="note").all()
    assert len(found) == 1


def test_groups_never_rung_are_spread_over_a_week(hands: Hands) -> None:
    lines = "\n".join(f"Lane {one:02}, Contact {one}" for one in range(84))
    hands.groups.add_list(hands.who, lines)
    rung: list[str] = []
    for day in range(7):
        due = [one for one in hands.due() if one not in rung]
        assert len(due) == 12
        assert hands.groups.counts(hands.who).due == 12
        hands.ring(due[0])
        assert hands.groups.counts(hands.who).due == 11
        for key in due[1:]:
            hands.ring(key)
        assert hands.due() == []
        assert hands.groups.counts(hands.who).never == 84 - 12 * (day + 1)
        rung += due
        hands.later(1)
    assert len(set(rung)) == 84
    assert hands.due() == rung[:12]


def test_no_answer_again_and_those_due_come_besides_the_first_calls(hands: Hands) -> None:
    hands.groups.add_list(hands.who, "\n".join(f"Lane {one:02}, C" for one in range(84)))
    first = hands.due()[0]
    hands.ring(first, CheckInOutcome.NO_ANSWER)
    assert len(hands.due()) == 11
    hands.later(1)
    assert len(hands.due()) == 13
    assert first in hands.due()
    item = next(one for one in TodayDesk(hands.groups.tools).day(hands.who).items if one.key == "groups:due")
    assert "13" in str(item.sentence)


def test_nobody_is_rung_twice_by_two_callers(hands: Hands) -> None:
    key = hands.add()
    hands.ring(key, CheckInOutcome.NO_ANSWER)
    hands.ring(key, CheckInOutcome.CALL_BACK, next_on=TODAY)
    done = hands.ring(key)
    with pytest.raises(DomainError, match=f"{hands.who.name} rang Mill Row today at .*: all well"):
        hands.ring(key, CheckInOutcome.NO_ANSWER)
    assert len(hands.groups.get(hands.who, key).check_ins) == 3
    History(hands.hub.tools).undo(hands.who, done)
    hands.ring(key)
    hands.later(1)
    hands.ring(key)


def test_a_group_owns_the_work_of_its_area_and_what_was_given_to_it(hands: Hands) -> None:
    key, who, tools = hands.add(), hands.who, hands.hub.tools
    Areas(tools).save(who, AreaDraft("Mill ward", parts=("QX4 2LB",), owner_id=key))
    people, asked = People(tools), Requests(tools)
    home = HouseholdDraft("1 Mill Row", postcode="QX4 2LB")
    jean = people.save(who, PersonDraft("Jean", last_name="Mallory", household=home)).made
    far = people.save(who, PersonDraft("Bo", household=HouseholdDraft("2 Sea Lane", postcode="QX9 9AA"))).made
    theirs = asked.save(who, RequestDraft(jean, "food_parcel")).made
    given = asked.save(who, RequestDraft(far, "hot_meal")).made
    detail = hands.groups.get(who, key)
    assert [one.id for one in detail.work] == [theirs]
    Routing(tools).give_request(who, given, key, "They know him")
    Routing(tools).give_request(who, theirs, "", "We go there")
    detail = hands.groups.get(who, key)
    assert ([one.id for one in detail.work], detail.work_count) == ([given], 1)
    asked.close(who, given, CloseReason.MET, "")
    assert hands.groups.get(who, key).work == ()
    manager = replace(who, roles=frozenset({Role.VOLUNTEER_MANAGER}))
    Routing(tools).as_area(who, theirs)
    assert hands.groups.get(who, key).work_count == 1
    assert hands.groups.get(manager, key).work_count == 0
