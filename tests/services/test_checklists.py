"""Checklists as data: those shipped, the hub's own, and shipped ones in the hub's words."""

from dataclasses import replace

import pytest

from db.enums import Role
from desktop.domain.errors import DomainError, NotAllowed, NotFound
from desktop.domain.text import clean
from desktop.services.casework import Casework
from desktop.services.checklists import (
    MOST_STEPS,
    ChecklistDraft,
    Checklists,
    ListedStep,
    lines_of,
    read_lines,
    shipped,
)
from desktop.services.history import History
from desktop.services.hubs import OpenHub
from desktop.services.people import People, PersonDraft
from desktop.services.requests import RequestDraft, Requests
from tests.hostile import MARKUP

SIM = ChecklistDraft("SIM card", "2 Ask which phone it is for\nPut it in and ring it\n14: Top it up")


@pytest.fixture
def lists(hub: OpenHub) -> Checklists:
    """The service."""
    return Checklists(hub.tools)


@pytest.fixture
def asked(hub: OpenHub) -> str:
    """A request for help with debt and benefits."""
    jean = PersonDraft("Jean", last_name="Mallory", email="jean@home.example")
    person = People(hub.tools).save(hub.actor, jean).made
    return Requests(hub.tools).save(hub.actor, RequestDraft(person, "debt_and_benefits")).made


def test_a_line_is_a_step_with_its_days_in_front() -> None:
    assert read_lines(SIM.lines) == (
        ListedStep("1", "Ask which phone it is for", 2),
        ListedStep("2", "Put it in and ring it", 7),
        ListedStep("3", "Top it up", 14),
    )
    for one in shipped():
        assert [(step.days, step.words) for step in read_lines(lines_of(one.steps))] == [
            (step.days, step.words) for step in one.steps
        ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (" \n ", "Write a step"),
        ("3 Ask\n12", "Line 2 says no step"),
        ("400 Ask", "more than 366 days"),
        ("x" * 201, "Line 1 is too long"),
        ("Ask\n" * (MOST_STEPS + 1), "These are 41 steps"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(text: str, told: str) -> None:
    with pytest.raises(DomainError, match=told) as problem:
        read_lines(text)
    assert problem.value.field == "lines"


def test_a_list_of_the_hubs_own_is_offered_and_begun(hub: OpenHub, lists: Checklists, asked: str) -> None:
    code = lists.save(hub.actor, replace(SIM, needs=frozenset({"debt_and_benefits"}))).made
    assert [one.label for one in lists.all(hub.actor)][-1] == "SIM card"
    casework = Casework(hub.tools)
    assert "SIM card" in [one.label for one in casework.offered(hub.actor, "debt_and_benefits")]
    casework.begin(hub.actor, asked, code)
    words = [one.words for one in casework.of(hub.actor, asked)]
    assert words == ["Ask which phone it is for", "Put it in and ring it", "Top it up"]
    lists.save(hub.actor, replace(SIM, lines="1 Something else"), code)
    assert [one.words for one in casework.of(hub.actor, asked)] == words, "what is on a request stays"


def test_a_shipped_list_takes_the_hubs_words_and_comes_back(hub: OpenHub, lists: Checklists) -> None:
    first = shipped()[0]
    kept = lines_of(first.steps[:1])
    lists.save(hub.actor, ChecklistDraft("Food voucher", f"{kept}\n5 Ring them"), first.code)
    found = lists.all(hub.actor)[0]
    assert (found.code, found.label, found.is_own, found.is_shipped) == (
        first.code,
        "Food voucher",
        True,
        True,
    )
    assert [one.code for one in found.steps] == [first.steps[0].code, "2"]
    lists.void(hub.actor, first.code, "Theirs is better")
    assert lists.all(hub.actor)[0] == first
    with pytest.raises(DomainError, match="came with the app"):
        lists.void(hub.actor, first.code, "Not ours")


def test_a_list_not_used_is_kept_but_not_offered(hub: OpenHub, lists: Checklists, asked: str) -> None:
    first = shipped()[0]
    draft = ChecklistDraft(first.label, lines_of(first.steps), frozenset(first.needs), is_used=False)
    lists.save(hub.actor, draft, first.code)
    casework = Casework(hub.tools)
    assert first.code not in [one.code for one in casework.offered(hub.actor, "advice")]
    with pytest.raises(DomainError, match="Choose a checklist"):
        casework.begin(hub.actor, asked, first.code)
    assert first.code in [one.code for one in lists.all(hub.actor)]


def test_every_list_has_a_name_of_its_own(hub: OpenHub, lists: Checklists) -> None:
    with pytest.raises(DomainError, match="Give the checklist a name"):
        lists.save(hub.actor, replace(SIM, label=" "))
    with pytest.raises(DomainError, match="of this name already"):
        lists.save(hub.actor, replace(SIM, label=shipped()[1].label.upper()))
    with pytest.raises(NotFound, match="not there any more"):
        lists.save(hub.actor, SIM, "gone")


def test_a_change_is_undone(hub: OpenHub, lists: Checklists) -> None:
    made = lists.save(hub.actor, SIM)
    lists.save(hub.actor, replace(SIM, label="SIM"), made.made)
    done = lists.void(hub.actor, made.made, "Twice")
    assert len(lists.all(hub.actor)) == len(shipped())
    History(hub.tools).undo(hub.actor, done.txn)
    assert lists.all(hub.actor)[-1].label == "SIM"


def test_whoever_takes_calls_uses_lists_but_does_not_change_them(hub: OpenHub, lists: Checklists) -> None:
    handler = replace(hub.actor, roles=frozenset({Role.CALL_HANDLER}))
    assert lists.all(handler)
    with pytest.raises(NotAllowed):
        lists.save(handler, SIM)


@pytest.mark.parametrize("hostile", MARKUP)
def test_words_stay_as_typed(hub: OpenHub, lists: Checklists, hostile: str) -> None:
    lists.save(hub.actor, ChecklistDraft(hostile[:80], hostile[:200]))
    found = lists.all(hub.actor)[-1]
    assert found.label == clean(hostile[:80])
    assert found.steps[0].words == clean(hostile[:200])
