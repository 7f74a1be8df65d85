"""Mission row 13, Monmouthshire: one request becomes a relationship.

Volunteers are trained and screened for safeguarding before they call on somebody; the network has one named
contact; what else is found out is a linked need, the same volunteer goes again, an outing is accompanied, and
a worry goes to social care through the safeguarding lead.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from db.enums import Answer, CheckType, Layer, Nation, Transport
from db.enums_concerns import AboutKind, ConcernState, Danger, EntryKind, NextStep
from db.enums_outings import GuestOutcome
from db.models import Household
from desktop.context import AppContext
from desktop.domain.concerns import About, Account, Decision, Referral
from desktop.domain.match_facts import NoteCode
from desktop.services.concern_raising import RaiseConcerns
from desktop.services.concerns import Concerns
from desktop.services.hubs import NewHub, OpenHub, make_hub, open_hub
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.requests import Requests
from desktop.services.today import TodayDesk
from desktop.services.triage import Triage
from desktop.ui.main_window import MainWindow
from desktop.ui.match.given_pane import GivenPane
from desktop.ui.outings.page import WERE, OutingsPage
from desktop.ui.outings.words import ACCOMPANY, AGAIN, BRING, CONTACTS, RECORD, SHEET
from desktop.ui.preview.dialog import PreviewDialog
from tests.ui.conftest import CHEAP, NOW, PASSPHRASE, find_places
from tests.ui.journey_hands import HELEN, LATER, TODAY, JourneyHands, said
from tests.ui.test_outings_page import Days
from tests.ui.window import Records, main, records  # noqa: F401

DAY = timedelta(days=1)


@pytest.fixture
def week() -> list[timedelta]:
    """How far the week has come since Tuesday; the hub's clock follows."""
    return [timedelta()]


@pytest.fixture
def hub(tmp_path: Path, week: list[timedelta]) -> Iterator[OpenHub]:
    """A new hub in Wales."""
    folder = tmp_path / "hub"
    numbers = ("QX4 2LB", "020 7946 0800", "020 7946 0801")
    wanted = NewHub("Severnside Hub", Nation.WALES, *numbers, HELEN, "Priya Nair")
    make_hub(folder, wanted, PASSPHRASE, params=CHEAP)
    opened = open_hub(folder, PASSPHRASE, find_places=find_places, clock=lambda: NOW + week[0])
    yield opened
    opened.close()


def test_the_network_has_one_named_contact(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    settle: Callable[[], None],
) -> None:
    network = OrganisationDraft(
        "Riverside network", Layer.STREET, contact_name="Cerys Vaughan", phone="07700 900418"
    )
    key = context.service(Organisations).save(context.actor, network).made
    page = main.shell.go_to("organisations", key)
    settle()
    assert page is not None
    assert "Cerys Vaughan" in said(page)


def test_one_request_becomes_a_relationship(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    settle: Callable[[], None],
    qtbot: QtBot,
) -> None:
    hands = JourneyHands(main, context, settle, qtbot)

    # Two come the whole way in; only Nerys is trained in safeguarding.
    calls = hands.asks("befriending")
    nerys = hands.sign_up("Nerys", "Howell", transport=Transport.CAR)
    bryn = hands.sign_up("Bryn", "Lloyd", transport=Transport.CAR)
    for one in (nerys, bryn):
        hands.come_in(one, "Cerys Vaughan")
    assert not {nerys, bryn} & set(hands.fitting(calls))
    assert "afeguarding" in said(hands.find_for(calls).middle.blocked)
    hands.check(nerys, CheckType.SAFEGUARDING_TRAINING, issued_on=TODAY)
    assert hands.fitting(calls) == [nerys]

    # She goes, and is the one who goes again.
    hands.give(calls, nerys)
    pane = next(one for one in main.shell.page().findChildren(GivenPane) if one.isVisible())
    assert pane.usual is not None
    qtbot.keyClick(pane.usual, Qt.Key.Key_Return)
    settle()
    with context.hub.store.read() as session:
        assert nerys in {one.usual_volunteer_id for one in session.query(Household)}

    # The visit finds another need: it is linked to the first, and the outing is to a clinic, accompanied.
    requests, actor = context.service(Requests), context.actor
    outing = context.service(Triage).also_needs(actor, calls, "transport").made
    draft = requests.get(actor, outing).draft
    assert draft.follows_id == calls
    accompanied = replace(draft, because_of=Answer.YES, answers={"to_care": "yes"}, due_on=TODAY)
    requests.save(actor, accompanied, outing)
    assert not hands.fitting(outing)
    for one in (bryn, nerys):
        papers = {"licence_to": LATER, "insurance_to": LATER, "mot_to": LATER}
        hands.check(one, CheckType.DRIVING_PAPERS, **papers)
        hands.dbs(one)
    # Both may take him now; she who knows him comes first.
    assert hands.fitting(outing) == [nerys, bryn]
    assert NoteCode.USUAL in {one.code for one in hands.fits()[0].notes}
    hands.give(outing, nerys)
    assert hands.task(outing).volunteer_id == nerys


def refused(days: Days, outing: str, volunteer: str, name: str) -> str:
    """Why somebody may not go with an outing, as the form says it."""
    days.press(ACCOMPANY, outing)
    form = days.fill(volunteer_id=(volunteer, name))
    assert form.isVisible()
    words = " ".join(form.form.problems().values())
    form.close()
    return words


def once_more(days: Days) -> None:
    """The next outing is planned from the one that was, from the list of those that were."""
    past = days.page()
    past.toolbar.set_tab(WERE)
    past.reload()
    days.settle()
    past.on_action(AGAIN)
    days.settle()
    days.fill()


def test_a_week_with_an_accompanied_outing(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    records: Records,  # noqa: F811
    settle: Callable[[], None],
    qtbot: QtBot,
    week: list[timedelta],
    tmp_path: Path,
) -> None:
    hands, days = JourneyHands(main, context, settle, qtbot), Days(main, context, settle)

    # Tuesday: an outing to the clinic is planned; only whoever is trained and checked may go along.
    nerys, bryn = (hands.sign_up(*name) for name in (("Nerys", "Howell"), ("Bryn", "Lloyd")))
    for one in (nerys, bryn):
        hands.come_in(one, "Cerys Vaughan")
    hands.check(nerys, CheckType.SAFEGUARDING_TRAINING, issued_on=TODAY)
    hands.dbs(nerys)
    outing = days.plan("Clinic, tea after", TODAY + 2 * DAY, Answer.YES)
    days.press(BRING, outing, person_id=(records.jean, "Jean Mallory"), no_steps=True)
    assert "Bryn Lloyd" in refused(days, outing, bryn, "Bryn Lloyd")
    days.press(ACCOMPANY, outing, volunteer_id=(nerys, "Nerys Howell"))
    assert days.views()[0].lacks == {}

    # Whom to ring in an emergency stays sealed until Thursday, and is on paper then.
    assert CONTACTS not in days.press(SHEET, outing).pane.buttons
    for dialog in main.shell.findChildren(PreviewDialog):
        dialog.close()
    week[0] = 2 * DAY
    paper = days.paper(CONTACTS, outing, tmp_path / "ring.pdf")
    assert "Jean M." in paper
    assert "Mallory" not in paper

    # She is taken ill on the way: kept with her; the next one has the same people, and the same companion.
    (held,) = days.views()
    days.press(RECORD, outing, note="Felt faint", **{held.guests[0].id: GuestOutcome.UNWELL})
    assert "Unwell, Felt faint" in " ".join(link_words(days.page()))
    week[0] = 3 * DAY
    once_more(days)
    (after,) = days.views()
    days.press(ACCOMPANY, after.row.id, volunteer_id=(nerys, "Nerys Howell"))
    (after,) = days.views()
    assert ([one.person_id for one in after.guests], after.lacks) == ([records.jean], {})

    # The week after she goes again with the companion she knows, and it is written down.
    week[0] = after.row.on_date - TODAY
    assert week[0] >= 7 * DAY
    days.press(RECORD, after.row.id, note="", **{after.guests[0].id: GuestOutcome.CAME})
    assert "Jean Mallory, no steps, Came" in link_words(days.page())
    week[0] += DAY
    assert not [one for one in context.service(TodayDesk).day(context.actor).items if one.place == "outings"]


def link_words(page: OutingsPage) -> list[str]:
    """What the links of a pane say."""
    return [one.accessibleName() or one.text() for one in page.pane.findChildren(QAbstractButton)]


def test_a_worry_goes_to_social_care_through_the_lead(hub: OpenHub) -> None:
    raised = RaiseConcerns(hub.tools).send(
        hub.actor,
        hub.folder.path,
        Account(
            danger=Danger.NO,
            about=About(AboutKind.SOMEONE, name="Gwilym Pryce"),
            words="He said his nephew keeps his pension.",
        ),
    )
    lead = Concerns(hub.tools)
    lead.unlock(hub.actor, hub.folder.path, PASSPHRASE)
    decided = Decision(NextStep.REFER, why="Somebody he depends on takes his money.")
    lead.write(hub.actor, raised.made, EntryKind.DECISION, part=decided)
    sent = Referral(to="County adult services", how="phone", spoke_to="Duty desk", reference="AS-4471")
    file = lead.write(hub.actor, raised.made, EntryKind.REFERRAL, part=sent)
    assert file.state is ConcernState.REFERRED
