"""Mission row 23: in each of the four nations somebody goes the whole way from sign-up to a gated task.

Shopping for somebody because of their age is regulated by law in all four, each with a scheme of its own.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db.enums import CheckLevel, CheckType, Nation, VolunteerStatus
from db.models import Volunteer
from desktop.context import AppContext
from desktop.services.checks import Checks
from desktop.services.hubs import NewHub, OpenHub, make_hub, open_hub
from desktop.ui.main_window import MainWindow
from desktop.ui.volunteers.journey_pane import ANSWERED, BUDDY, INDUCTED, TAKE_ON
from tests.ui.conftest import CHEAP, NOW, PASSPHRASE, find_places
from tests.ui.journey_hands import HELEN, JourneyHands, said
from tests.ui.window import main, records  # noqa: F401


@dataclass(frozen=True)
class Scheme:
    """The scheme of a nation, and the check that shopping needs there."""

    nation: Nation
    kind: CheckType
    level: CheckLevel
    number: str
    called: str


DBS = (CheckType.DBS, CheckLevel.ENHANCED_ADULTS_BARRED, "001234567890", "DBS")
SCHEMES = (
    Scheme(Nation.ENGLAND, *DBS),
    Scheme(Nation.WALES, *DBS),
    Scheme(
        Nation.SCOTLAND,
        CheckType.DISCLOSURE_SCOTLAND,
        CheckLevel.PVG_PROTECTED_ADULTS,
        "0012 3456 7890 1234",
        "PVG",
    ),
    Scheme(
        Nation.NORTHERN_IRELAND, CheckType.ACCESS_NI, CheckLevel.ENHANCED_ADULTS_BARRED, "AN00123", "AccessNI"
    ),
)


@pytest.fixture(params=SCHEMES, ids=lambda one: one.nation.value)
def scheme(request: pytest.FixtureRequest) -> Scheme:
    """A nation's scheme."""
    found = request.param
    assert isinstance(found, Scheme)
    return found


@pytest.fixture
def hub(tmp_path: Path, scheme: Scheme) -> Iterator[OpenHub]:
    """A new hub in that nation."""
    folder = tmp_path / "hub"
    wanted = NewHub(
        "Saltmarsh Hub", scheme.nation, "QX4 2LB", "020 7946 0800", "020 7946 0801", HELEN, "Priya"
    )
    make_hub(folder, wanted, PASSPHRASE, params=CHEAP)
    opened = open_hub(folder, PASSPHRASE, find_places=find_places, clock=lambda: NOW)
    yield opened
    opened.close()


def test_one_volunteer_goes_the_whole_way(
    scheme: Scheme,
    main: MainWindow,  # noqa: F811
    context: AppContext,
    settle: Callable[[], None],
    qtbot: QtBot,
) -> None:
    hands = JourneyHands(main, context, settle, qtbot)
    shopping, parcel = hands.asks("shopping"), hands.asks("food_parcel", "Ann")
    omar = hands.sign_up("Omar", "Haddad")

    # He signed up; somebody answers; identity, declaration and both references come in.
    hands.next_is(omar, ANSWERED)
    hands.answer(omar)
    assert "Next: Checks" in hands.pane(omar)
    hands.next_is(omar, "")
    hands.papers(omar)
    hands.next_is(omar, INDUCTED)
    hands.induct(omar)
    hands.next_is(omar, BUDDY)
    hands.buddy(omar)
    assert "Buddy shift, 17 Nov 2026" in hands.pane(omar)
    hands.refused(shopping, omar)
    hands.refused(parcel, omar)
    hands.next_is(omar, TAKE_ON)
    hands.take_on(omar)
    hands.next_is(omar, "")
    with context.hub.store.read() as session:
        assert session.get_one(Volunteer, omar).status is VolunteerStatus.ACTIVE

    # Low-risk help needs no more; shopping does, by the law of the nation, and says which check.
    assert omar in hands.fitting(parcel)
    hands.refused(shopping, omar)
    assert scheme.called in said(hands.find_for(shopping).middle.blocked)

    # The nation's own scheme is offered first; its certificate is recorded as that nation writes it.
    assert context.service(Checks).offered(context.actor).kinds[0] is scheme.kind
    hands.certificate(omar, scheme.kind, scheme.level, scheme.number)
    (line,) = [one for one in context.service(Checks).of(context.actor, omar) if one.type is scheme.kind]
    assert (line.level, line.ends) == (scheme.level, scheme.number.replace(" ", "")[-4:])

    # Now he is offered, and a yes by the keyboard gives it to him.
    assert omar in hands.fitting(shopping)
    hands.give(shopping, omar)
    assert hands.task(shopping).volunteer_id == omar
