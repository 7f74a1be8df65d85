"""Mission row 8, Heeley (Sheffield): three organisations, one phone line, one referral mechanism.

One takes the calls, each has a laptop of its own. Need goes between them as locked files, what cannot be done
by one is suggested to another, and the one that took the call hears from both.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from db.enums_referrals import DeclineReason, ReferralDirection, ReferralOutcome, ReferralStatus
from db.models import Organisation, Person, Referral, Service
from desktop.domain.directory_compare import RowState
from desktop.exports.make_directory import DirectoryPlan, make_directory
from desktop.services.directory import Directory, ServiceDraft
from desktop.services.needs import Needs
from desktop.services.referral_answers import End
from desktop.services.referral_reply_files import Taken
from desktop.services.referrals_in import ReferralsIn
from desktop.ui.bulk_acts import PASS_ON
from desktop.ui.organisations.exchange_import import DirectoryImportDialog
from tests.two_hubs import PASSWORD, Laptop, laptops
from tests.ui.journey_hands import said
from tests.ui.referral_desk import Desk, desk  # noqa: F401
from tests.ui.window import main, records  # noqa: F401


@pytest.fixture
def three(tmp_path: Path) -> Iterator[list[Laptop]]:
    """The one with the phone line, and two others."""
    with laptops(tmp_path, "Phone Line", "City Farm", "Development Trust") as found:
        yield found


def test_a_call_goes_to_one_and_then_to_the_other(three: list[Laptop]) -> None:
    line, farm, trust = three
    to_farm, to_trust = line.body("City Farm"), line.body("Development Trust")
    jean = line.person()
    first = line.pass_on(jean, to_farm, "gardening", "The hedge.")
    farm.take_referrals(line.file_of([first]), farm.body("Phone Line"))
    at_farm = ReferralsIn(farm.hub.tools)
    (there,) = at_farm.ids(farm.hub.actor)
    no = End(ReferralStatus.DECLINED, None, "", DeclineReason.NO_CAPACITY, "", "Development Trust")
    at_farm.end(farm.hub.actor, there, no)
    line.take_answers(farm.answer([there]))
    with line.hub.store.read() as session:
        held = session.get_one(Referral, first)
        assert (held.status, held.onward_name) == (ReferralStatus.DECLINED, "Development Trust")

    second = line.pass_on(jean, to_trust, "gardening", "The hedge.")
    trust.take_referrals(line.file_of([second]), trust.body("Phone Line"))
    at_trust = ReferralsIn(trust.hub.tools)
    (there,) = at_trust.ids(trust.hub.actor)
    at_trust.end(trust.hub.actor, there, End(ReferralStatus.COMPLETED, ReferralOutcome.HELPED))
    line.take_answers(trust.answer([there]))
    with line.hub.store.read() as session:
        assert session.get_one(Referral, second).outcome is ReferralOutcome.HELPED


def test_files_for_one_are_no_use_to_another(three: list[Laptop]) -> None:
    line, farm, trust = three
    keys = [line.pass_on(line.person(), line.body("City Farm"))]
    farm.take_referrals(line.file_of(keys), farm.body("Phone Line"))
    (there,) = ReferralsIn(farm.hub.tools).ids(farm.hub.actor)
    answers = farm.answer([there])
    with pytest.raises(Exception, match="for another hub"):
        trust.take_answers(answers)


def test_each_sees_only_whom_it_was_sent(three: list[Laptop]) -> None:
    line, farm, trust = three
    keys = [
        line.pass_on(line.person("Jean", "Mallory", "020 7946 0147"), line.body("City Farm")),
        line.pass_on(line.person("Harold", "Pell", "020 7946 0148"), line.body("Development Trust")),
    ]
    farm.take_referrals(line.file_of(keys[:1]), farm.body("Phone Line"))
    trust.take_referrals(line.file_of(keys[1:]), trust.body("Phone Line"))
    for laptop, name in ((farm, "Jean"), (trust, "Harold")):
        with laptop.hub.store.read() as session:
            assert [person.first_name for person in session.query(Person)] == [name]


@pytest.fixture
def two(tmp_path: Path) -> Iterator[list[Laptop]]:
    """The one with the phone line and the farm; the third laptop is the one with the window."""
    (tmp_path / "others").mkdir()
    with laptops(tmp_path / "others", "Phone Line", "City Farm") as found:
        yield found


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """What is carried from one desk to the next."""
    made = tmp_path / "stick"
    made.mkdir()
    return made


def offer(farm: Laptop, a_week: int) -> str:
    """The farm's own entry and what it offers; the key of its service."""
    needs = [one.id for one in Needs(farm.hub.tools).all(farm.hub.actor) if one.code == "gardening"]
    about = {"everywhere": True, "need_ids": frozenset(needs), "capacity_week": a_week}
    draft = ServiceDraft(farm.body("City Farm"), "Hedges and lawns", **about)
    return Directory(farm.hub.tools).save(farm.hub.actor, draft).made


def directory_of(farm: Laptop) -> Path:
    """Its directory as a file."""
    tools, actor = farm.hub.tools, farm.hub.actor
    return make_directory(tools, actor, DirectoryPlan(), farm.desk, tools.clock()).path


def bring_in(desk: Desk, directory: Path) -> DirectoryImportDialog:  # noqa: F811
    """Choose a directory under Organisations; the dialog that shows what it would change."""
    desk.page("organisations")
    desk.press("Import services…")
    desk.choose(directory)
    found: DirectoryImportDialog = desk.front(DirectoryImportDialog)
    return found


def room(desk: Desk, service: str) -> str:  # noqa: F811
    """What the directory says is left of a service."""
    page = desk.over("directory", service)
    assert page.table.current_id() == service
    words = said(page.pane).splitlines()
    return words[words.index("Room left") + 1]


def helped(farm: Laptop, sent: Path, sender: str) -> Path:
    """The farm takes a file in, cuts the hedge, and says so by file."""
    farm.take_referrals(sent, farm.body(sender))
    at_farm = ReferralsIn(farm.hub.tools)
    (there,) = at_farm.ids(farm.hub.actor)
    end = End(ReferralStatus.COMPLETED, ReferralOutcome.HELPED, "The hedge is cut.")
    at_farm.end(farm.hub.actor, there, end)
    return farm.answer([there])


def farm_of(desk: Desk) -> str:  # noqa: F811
    """The farm as it came with its directory."""
    with desk.context.hub.store.read() as session:
        return session.query(Organisation).filter(Organisation.name == "City Farm").one().id


def referrals(desk: Desk, direction: ReferralDirection) -> list[Referral]:  # noqa: F811
    """Those that came in, or those that went out."""
    with desk.context.hub.store.read() as session:
        found = session.query(Referral).filter(Referral.direction == direction).all()
        session.expunge_all()
    return found


def test_capacity_goes_from_one_laptop_to_the_other(two: list[Laptop], desk: Desk) -> None:  # noqa: F811
    farm = two[1]
    service = offer(farm, a_week=4)
    looked = bring_in(desk, directory_of(farm))
    assert (looked.group, looked.primary.text()) == (RowState.NEW, "Bring in 2 rows")
    assert not desk.holds(Service), "nothing is written before it is confirmed"
    looked.primary.click()
    desk.settle()
    assert room(desk, service) == "4 this week"

    tools, actor = farm.hub.tools, farm.hub.actor
    held = Directory(tools).get(actor, service)
    Directory(tools).save(actor, replace(held, capacity_week=2), service)
    looked = bring_in(desk, directory_of(farm))
    assert (looked.group, looked.primary.text()) == (RowState.CHANGED, "Bring in 1 row")
    assert "How many a week" in said(looked)
    looked.primary.click()
    desk.settle()
    assert room(desk, service) == "2 this week"


def test_taken_in_passed_on_and_answered_through_the_window(
    two: list[Laptop],
    desk: Desk,  # noqa: F811
    stick: Path,
) -> None:
    line, farm = two
    service, sender = offer(farm, a_week=4), desk.body("Phone Line")
    bring_in(desk, directory_of(farm)).primary.click()
    desk.settle()
    ivy = line.person("Ivy", "Marsh", "020 7946 0155")
    asked = line.pass_on(ivy, line.body("Saltmarsh Hub"), "gardening", "The hedge.")

    desk.over("referrals_in")
    looked = desk.look_at_file(line.file_of([asked]), password=PASSWORD, sender=sender)
    assert [(one.who, one.stands) for one in looked.looked.lines] == [("Ivy Marsh", "New here")]
    assert not desk.holds(Referral), "nothing is written before it is confirmed"
    looked.primary.click()
    desk.settle()
    (came,) = referrals(desk, ReferralDirection.IN)
    desk.over("referrals_in", came.id)
    desk.press("We have it")
    desk.press("We are dealing with it")
    assert "We are dealing with it" in said(desk.over("referrals_in", came.id).pane)

    requests = desk.page("requests", came.request_id)
    requests.strip.buttons[PASS_ON].click()
    desk.settle()
    body = farm_of(desk)
    why = {"otherwise": "legitimate_interests", "basis_reason": "Rung: the farm may do it"}
    desk.pass_on_by_file(stick, organisation_id=body, password=PASSWORD, **why)
    assert room(desk, service) == "3 this week"
    (sent,) = stick.iterdir()
    desk.over("referrals_in")
    desk.look_at_file(helped(farm, sent, "Saltmarsh Hub"), password=PASSWORD).primary.click()
    desk.settle()
    (onward,) = referrals(desk, ReferralDirection.OUT)
    assert (onward.organisation_id, onward.outcome) == (body, ReferralOutcome.HELPED)

    desk.over("referrals_in", came.id)
    desk.press("File to them")
    desk.confirm(password=PASSWORD)
    desk.choose(stick)
    (answer,) = stick.glob("answers-*.zip")
    assert [one.taken for one in line.take_answers(answer).lines] == [Taken.APPLIED]
    with line.hub.store.read() as session:
        held = session.get_one(Referral, asked)
        assert (held.status, held.outcome) == (ReferralStatus.COMPLETED, ReferralOutcome.HELPED)
        assert held.outcome_note == "The hedge is cut."
    assert [name for name, _ in desk.recipients()] == ["City Farm", "Phone Line"]
