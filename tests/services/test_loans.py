"""Lending: nothing twice at once, nothing unwiped, back or lost, and a slip that says what was agreed."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from db.enums import Layer, Role
from db.enums_loans import AssetKind, Condition
from db.models import SharingRecord
from desktop.domain.dates import day_month_year
from desktop.domain.errors import DomainError, NotAllowed
from desktop.domain.loans import USUAL, LoanState
from desktop.exports.loan_slip import draw_slip
from desktop.services.base import Actor
from desktop.services.history import History
from desktop.services.hubs import OpenHub
from desktop.services.loans import AssetDraft, LoanDraft, Loans, borrower_of, state_of
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.people import People, PersonDraft, PhoneDraft
from desktop.services.today import TodayDesk
from tests.poppler import text_of
from tests.services.erasing import erase

TODAY = date(2026, 11, 17)
PHONE = AssetDraft(AssetKind.PHONE, "Phone, black", "T-07", holds_data=True, wiped_on=TODAY)
GOOD = Condition.GOOD


def add(hub: OpenHub, draft: AssetDraft = PHONE) -> str:
    """A thing; its key."""
    return Loans(hub.tools).save(hub.actor, draft).made


def person(hub: OpenHub) -> str:
    """Somebody who borrows."""
    draft = PersonDraft(
        "Jean", last_name="Mallory", phones=(PhoneDraft("07700 900123"),), good_to_know="dialysis on Mondays"
    )
    return People(hub.tools).save(hub.actor, draft).made


def lent(hub: OpenHub, draft: AssetDraft = PHONE, days: int = 28) -> str:
    """A thing lent a week ago, to somebody."""
    key, begun = add(hub, draft), TODAY - timedelta(days=7)
    wanted = LoanDraft(person(hub), lent_on=begun, due_on=begun + timedelta(days=days))
    Loans(hub.tools).lend(hub.actor, key, wanted)
    return key


def stands(hub: OpenHub, key: str) -> LoanState:
    """Where a thing stands today."""
    (row,) = Loans(hub.tools).rows(hub.actor, [key])
    return state_of(row, TODAY)


def test_lent_wiped_and_lent_again(hub: OpenHub) -> None:
    loans, key, jean = Loans(hub.tools), add(hub), person(hub)
    assert stands(hub, key) is LoanState.IN
    loans.lend(hub.actor, key, LoanDraft(jean))
    (row,) = loans.rows(hub.actor, [key])
    assert (borrower_of(row), row.due_on) == ("Jean Mallory", TODAY + USUAL)
    with pytest.raises(DomainError, match="Record its return"):
        loans.lend(hub.actor, key, LoanDraft(jean))
    assert loans.back(hub.actor, key, TODAY, GOOD).message.endswith("Wipe it before it goes out again.")
    loans.lend(hub.actor, key, LoanDraft(jean))
    assert len(loans.loans(hub.actor, key)) == 2


def test_what_was_not_wiped_since_it_came_back_is_not_lent(hub: OpenHub) -> None:
    loans = Loans(hub.tools)
    key = lent(hub, AssetDraft(AssetKind.TABLET, "Tablet", holds_data=True, wiped_on=TODAY - timedelta(8)))
    loans.back(hub.actor, key, TODAY, GOOD)
    with pytest.raises(DomainError, match="not wiped"):
        loans.lend(hub.actor, key, LoanDraft(person(hub)))
    loans.wiped(hub.actor, key, TODAY)
    loans.lend(hub.actor, key, LoanDraft(person(hub)))
    assert stands(hub, key) is LoanState.OUT


def test_what_came_back_broken_stays_until_mended(hub: OpenHub) -> None:
    loans, key = Loans(hub.tools), lent(hub, AssetDraft(AssetKind.HEATER, "Heater"))
    loans.back(hub.actor, key, TODAY, Condition.BROKEN, "Cable torn")
    with pytest.raises(DomainError, match="broken"):
        loans.lend(hub.actor, key, LoanDraft(person(hub)))
    loans.save(hub.actor, AssetDraft(AssetKind.HEATER, "Heater"), key)
    loans.lend(hub.actor, key, LoanDraft(person(hub)))


def test_lost_and_found(hub: OpenHub) -> None:
    loans, key = Loans(hub.tools), lent(hub)
    assert "data protection" in loans.lost(hub.actor, key, TODAY, "Left on a bus").message
    assert stands(hub, key) is LoanState.LOST
    with pytest.raises(DomainError, match="lost"):
        loans.lend(hub.actor, key, LoanDraft(person(hub)))
    loans.back(hub.actor, key, TODAY, GOOD)
    assert stands(hub, key) is LoanState.IN


def test_an_organisation_borrows_and_owns(hub: OpenHub) -> None:
    council = Organisations(hub.tools).save(hub.actor, OrganisationDraft("Riverbank", Layer.STATUTORY)).made
    loans, key = Loans(hub.tools), add(hub, AssetDraft(AssetKind.VAN, "Van", owner_id=council))
    loans.lend(hub.actor, key, LoanDraft(organisation_id=council))
    (row,) = loans.rows(hub.actor, [key])
    assert (borrower_of(row), row.owner) == ("Riverbank", "Riverbank")


def test_lists_of_what_is_out_overdue_and_here(hub: OpenHub) -> None:
    loans = Loans(hub.tools)
    late, out, here = (
        lent(hub, days=3),
        lent(hub, AssetDraft(AssetKind.VAN, "Van")),
        add(hub, AssetDraft(AssetKind.OTHER, "Urn")),
    )
    assert loans.ids(hub.actor, "out") == [late, out]
    assert loans.ids(hub.actor, "overdue") == [late]
    assert loans.ids(hub.actor, "in") == [here]
    assert loans.ids(hub.actor) == [late, out, here]
    assert loans.ids(hub.actor, text="mallory t-07") == [late]
    assert loans.ids(hub.actor, text="100%") == []


def test_longer_makes_it_due_later(hub: OpenHub) -> None:
    loans, key = Loans(hub.tools), lent(hub, days=3)
    assert stands(hub, key) is LoanState.OVERDUE
    with pytest.raises(DomainError, match="later day"):
        loans.longer(hub.actor, key, TODAY - timedelta(days=1))
    loans.longer(hub.actor, key, TODAY + timedelta(days=9))
    assert stands(hub, key) is LoanState.OUT


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (LoanDraft(), "Who borrows"),
        (LoanDraft("a", "b"), "Who borrows"),
        (LoanDraft("a", lent_on=TODAY + timedelta(days=1)), "lies ahead"),
        (LoanDraft("a", due_on=TODAY - timedelta(days=1)), "before it goes out"),
    ],
)
def test_a_loan_that_cannot_be_is_refused(hub: OpenHub, wrong: LoanDraft, words: str) -> None:
    key = add(hub)
    with pytest.raises(DomainError, match=words):
        Loans(hub.tools).lend(hub.actor, key, wrong)
    assert stands(hub, key) is LoanState.IN


def test_days_and_labels_that_cannot_be_are_refused(hub: OpenHub) -> None:
    loans, key, ahead = Loans(hub.tools), lent(hub), TODAY + timedelta(days=1)
    wrong: list[tuple[Callable[[], object], str]] = [
        (lambda: loans.back(hub.actor, key, ahead, GOOD), "since it went out"),
        (lambda: loans.lost(hub.actor, key, ahead, "?"), "since it went out"),
        (lambda: loans.wiped(hub.actor, key, ahead), "lies ahead"),
        (lambda: add(hub), "stands on Phone, black already"),
        (lambda: add(hub, AssetDraft(AssetKind.VAN, " ")), "What is it"),
        (lambda: add(hub, AssetDraft(AssetKind.VAN, "Van", wiped_on=ahead)), "lies ahead"),
        (lambda: loans.retire(hub.actor, key, "Old"), "It is out"),
        (lambda: loans.void(hub.actor, key, "Twice"), "It was lent"),
    ]
    for call, words in wrong:
        with pytest.raises(DomainError, match=words):
            call()
    loans.back(hub.actor, key, TODAY, GOOD)
    with pytest.raises(DomainError, match="here already"):
        loans.back(hub.actor, key, TODAY, GOOD)


def test_out_of_use_and_off_the_list(hub: OpenHub) -> None:
    loans, key, other = Loans(hub.tools), add(hub), add(hub, AssetDraft(AssetKind.VAN, "Van"))
    loans.retire(hub.actor, key, "Too old")
    assert stands(hub, key) is LoanState.RETIRED
    with pytest.raises(DomainError, match="out of use"):
        loans.lend(hub.actor, key, LoanDraft(person(hub)))
    loans.void(hub.actor, other, "Twice")
    assert loans.ids(hub.actor) == [key]


def test_the_slip_says_what_was_agreed_and_nothing_else(hub: OpenHub, tmp_path: Path) -> None:
    loans, key = Loans(hub.tools), lent(hub)
    slip = loans.slip(hub.actor, key)
    content = draw_slip(slip)
    path = tmp_path / "slip.pdf"
    path.write_bytes(content)
    text = text_of(path)
    for words in ("Phone, black", "T-07", "Jean Mallory", "8 December 2026", "020 7946 0800", "wiped"):
        assert words in text
    assert not any(word in text for word in ("07700 900123", "dialysis"))
    put: list[str] = []
    loans.leave(hub.actor, key, slip, content, "printer", lambda: put.append("it"))
    with hub.store.read() as session:
        assert [one.people_count for one in session.query(SharingRecord)] == [1]
    loans.longer(hub.actor, key, TODAY + timedelta(days=60))
    with pytest.raises(DomainError, match="changed meanwhile"):
        loans.leave(hub.actor, key, slip, content, "printer", lambda: put.append("it"))
    assert put == ["it"]
    loans.back(hub.actor, key, TODAY, GOOD)
    with pytest.raises(DomainError, match="not lent"):
        loans.slip(hub.actor, key)


def test_today_asks_for_what_is_due(hub: OpenHub) -> None:
    late, soon, _later = (
        lent(hub, days=3),
        lent(hub, AssetDraft(AssetKind.VAN, "Van"), 8),
        add(hub, AssetDraft(AssetKind.OTHER, "Urn")),
    )
    found = [one for one in TodayDesk(hub.tools).day(hub.actor).items if one.place == "loans"]
    assert {one.item for one in found} == {late, soon}


def test_who_only_reads_lends_nothing(hub: OpenHub) -> None:
    with pytest.raises(NotAllowed):
        Loans(hub.tools).save(Actor("d" * 32, "Ola", frozenset({Role.READ_ONLY})), PHONE)


def test_undo_never_has_a_thing_out_twice_or_lent_off_the_list(hub: OpenHub) -> None:
    loans, history = Loans(hub.tools), History(hub.tools)
    made = loans.save(hub.actor, AssetDraft(AssetKind.VAN, "Van"))
    key, jean = made.made, person(hub)
    first = loans.lend(hub.actor, key, LoanDraft(jean))
    with pytest.raises(DomainError, match="stays on the list"):
        history.undo(hub.actor, made.txn)
    returned = loans.back(hub.actor, key, TODAY, GOOD)
    again = loans.lend(hub.actor, key, LoanDraft(jean))
    with pytest.raises(DomainError, match="lent again since"):
        history.undo(hub.actor, returned.txn)
    history.undo(hub.actor, again.txn)
    history.undo(hub.actor, returned.txn)
    assert stands(hub, key) is LoanState.OUT
    history.undo(hub.actor, first.txn)
    assert stands(hub, key) is LoanState.IN


def test_a_loan_to_somebody_erased_stays_on_today_until_it_is_taken_back_or_written_off(hub: OpenHub) -> None:
    key = lent(hub, days=200)
    (before,) = Loans(hub.tools).rows(hub.actor, [key])
    assert before.person_id is not None
    assert on_today(hub) == []
    erase(hub, before.person_id)
    (row,) = Loans(hub.tools).rows(hub.actor, [key])
    assert borrower_of(row) == ""
    assert row.erased_at is not None
    day = day_month_year(row.erased_at.astimezone().date())
    assert on_today(hub) == [f"Phone, black is on loan to somebody erased on {day}"]
    other = lent(hub, AssetDraft(AssetKind.HEATER, "Heater"), days=200)
    assert len(on_today(hub)) == 1, "somebody who is here brings it in time"
    Loans(hub.tools).lost(hub.actor, key, TODAY, "Nobody knows where it is")
    assert on_today(hub) == []
    assert stands(hub, key) is LoanState.LOST
    assert Loans(hub.tools).back(hub.actor, key, TODAY, GOOD).message
    assert stands(hub, other) is LoanState.OUT


def on_today(hub: OpenHub) -> list[str]:
    """What Today says of loans."""
    day = TodayDesk(hub.tools).day(hub.actor)
    lines = [one.sentence for one in day.items if one.key.startswith("loans:")]
    return [one.text.format(**dict(one.values)) for one in lines]
