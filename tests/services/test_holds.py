"""Holds: put on and lifted by the lead with a reason, kept to by erasing, by retention and by undo."""

from datetime import timedelta

import pytest

from db.enums import PairAnswer
from desktop.domain.errors import DomainError, NotAllowed
from desktop.services.base import Actor
from desktop.services.duplicates import Duplicates
from desktop.services.erasure import ON_HOLD, Erasures
from desktop.services.history import History
from desktop.services.holds import Holds
from desktop.services.hubs import OpenHub
from desktop.services.retention import Retention
from tests.services.past_time import TODAY, Town, ago, let_go

SOON = TODAY + timedelta(days=30)


def test_a_hold_keeps_its_person_until_it_is_lifted(hub: OpenHub) -> None:
    town, holds = Town(hub), Holds(hub.tools)
    who = town.person(ago(40))
    made = holds.put(hub.actor, who, "A claim of theirs is open", SOON).made
    (line,) = holds.all(hub.actor)
    assert (line.name, line.stands, line.look_again_on) == ("Zebulon1 Quirkfeather", True, SOON)
    assert Erasures(hub.tools).preview(hub.actor, who).stops == ON_HOLD
    assert Retention(hub.tools).dry_run(hub.actor).going == 0
    with pytest.raises(DomainError, match="already"):
        holds.put(hub.actor, who, "Once more", SOON)
    holds.change(hub.actor, made, "The claim goes on", SOON + timedelta(days=9))
    assert holds.of(hub.actor, who)[0].reason == "The claim goes on"
    holds.lift(hub.actor, made, "The claim was settled")
    (line,) = holds.of(hub.actor, who)
    assert (line.stands, line.end_reason, line.ended_by) == (False, "The claim was settled", "Priya")
    assert Erasures(hub.tools).preview(hub.actor, who).stops == ""
    for act in (
        lambda: holds.lift(hub.actor, made, "again"),
        lambda: holds.change(hub.actor, made, "x", SOON),
    ):
        with pytest.raises(DomainError, match="ended"):
            act()
    assert let_go(hub).gone == 1


@pytest.mark.parametrize("day", [None, TODAY, TODAY - timedelta(days=1), TODAY + timedelta(days=367)])
def test_every_hold_is_looked_at_again_within_a_year(hub: OpenHub, day: object) -> None:
    who = Town(hub).person(ago(1))
    with pytest.raises(DomainError) as raised:
        Holds(hub.tools).put(hub.actor, who, "A claim", day)  # type: ignore[arg-type]
    assert raised.value.field == "look_again_on"


def test_it_takes_a_reason_and_the_lead(hub: OpenHub) -> None:
    who, holds = Town(hub).person(ago(1)), Holds(hub.tools)
    with pytest.raises(DomainError) as raised:
        holds.put(hub.actor, who, "  ", SOON)
    assert raised.value.field == "reason"
    plain = Actor(hub.actor.user_id, "Amina", frozenset())
    for act in (
        lambda: holds.all(plain),
        lambda: holds.of(plain, who),
        lambda: holds.put(plain, who, "x", SOON),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_a_hold_goes_with_a_record_that_is_merged_and_is_not_undone(hub: OpenHub) -> None:
    town, holds, history = Town(hub), Holds(hub.tools), History(hub.tools)
    one, other = town.person(ago(40)), town.person(ago(40))
    put = holds.put(hub.actor, other, "A claim", SOON)
    Duplicates(hub.tools).decide(hub.actor, one, other, PairAnswer.SAME_PERSON, one)
    assert [line.stands for line in holds.of(hub.actor, one)] == [True]
    assert Erasures(hub.tools).preview(hub.actor, one).stops == ON_HOLD
    assert Retention(hub.tools).dry_run(hub.actor).going == 0
    with pytest.raises(DomainError, match="lead"):
        history.undo(hub.actor, put.txn)
    assert put.txn not in history.last(hub.actor, 20)
