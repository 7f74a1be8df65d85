"""A council's list brought in as referrals, through the window."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db.enums import Layer
from db.enums_referrals import ReferralDirection
from db.models import Organisation, Referral
from desktop.context import AppContext
from desktop.imports.targets import Kind
from desktop.services.hubs import OpenHub
from desktop.services.people import PersonDraft
from desktop.services.referral_returns import ReferralReturns
from desktop.services.referrals_in import ReferralsIn, TakenIn
from desktop.ui.imports.page import CHECK, DONE, ImportsPage

LIST = (
    "Ref,First name,Surname,d.o.b,Help Request Type,Subtype,Postcode,Phone number,Case Note 4\n"
    "0014,Jean,Mallory,04/03/1952,Shopping,,QX4 2LB,020 7946 0147,Rings back slowly\n"
    "0015,Harold,Pell,05/03/1952,Shopping,,QX4 2LB,020 7946 0148,\n"
)


@pytest.fixture
def council(context: AppContext) -> str:
    """A council the hub knows, which passed somebody on by phone before."""
    taken = TakenIn(
        "food_parcel",
        organisation_name="City Council",
        layer=Layer.STATUTORY,
        new_person=PersonDraft(first_name="Ivy", last_name="Marsh"),
    )
    context.service(ReferralsIn).take(context.actor, taken)
    with context.hub.store.read() as session:
        return str(session.query(Organisation.id).filter_by(name="City Council").one()[0])


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    """The council's list."""
    path = tmp_path / "referrals.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


@pytest.fixture
def page(context: AppContext, council: str, qtbot: QtBot, settle: Callable[[], None]) -> ImportsPage:
    """The page, as the shell shows it."""
    made = ImportsPage(context)
    qtbot.addWidget(made)
    made.resize(1150, 680)
    made.show()
    made.enter()
    settle()
    assert made.file_step.passed_by.isVisible()
    return made


def to_check(page: ImportsPage, path: Path, sender: str | None, settle: Callable[[], None]) -> None:
    page.file_step.kind.set_value(Kind.REQUESTS)
    page.file_step.passed_by.set_value(sender)
    page.file_step.set_file(str(path))
    settle()
    page.next.click()
    page.next.click()
    settle()
    assert page.stepper.at == CHECK


def came(hub: OpenHub) -> list[Referral]:
    """Those of lists."""
    with hub.store.read() as session:
        found = session.query(Referral).filter(Referral.batch.is_not(None), Referral.voided_at.is_(None))
        held = found.order_by(Referral.number).all()
        session.expunge_all()
    return held


def test_a_list_from_a_council_becomes_referrals_and_goes_again_by_undo(
    page: ImportsPage, context: AppContext, council: str, listed: Path, settle: Callable[[], None]
) -> None:
    to_check(page, listed, council, settle)
    assert page.check_step.tally()["in"] == 2
    assert page.summary.text().startswith("As referrals from City Council")
    assert not came(context.hub), "a dry run writes nothing"
    page.next.click()
    settle()
    assert page.stepper.at == DONE
    held = came(context.hub)
    assert [one.their_row["cells"][0] for one in held] == ["0014", "0015"]
    assert {(one.organisation_id, one.direction) for one in held} == {(council, ReferralDirection.IN)}
    assert [count for _, _, count, _ in context.service(ReferralReturns).lists(context.actor)] == [2]
    page.done_step.undo.click()
    settle()
    assert not came(context.hub)


def test_the_same_list_twice_says_that_all_are_here(
    page: ImportsPage, context: AppContext, council: str, listed: Path, settle: Callable[[], None]
) -> None:
    to_check(page, listed, council, settle)
    page.next.click()
    settle()
    page.done_step.again.click()
    to_check(page, listed, council, settle)
    assert page.check_step.tally()["in"] == 0
    assert len(came(context.hub)) == 2


def test_a_list_of_our_own_makes_no_referral(
    page: ImportsPage, context: AppContext, listed: Path, settle: Callable[[], None]
) -> None:
    to_check(page, listed, None, settle)
    assert "referrals" not in page.summary.text()
    page.next.click()
    settle()
    assert page.stepper.at == DONE
    assert not came(context.hub)


def test_volunteers_are_passed_on_by_nobody(page: ImportsPage, council: str) -> None:
    page.file_step.passed_by.set_value(council)
    page.file_step.kind.set_value(Kind.VOLUNTEERS)
    page.file_step.kind.chosen.emit(Kind.VOLUNTEERS)
    assert page.file_step.passed_by.isHidden()
    assert page.file_step.sender_id() == ""
