"""The ladder of help: the lowest layer that can meet the need safely."""

from dataclasses import replace

import pytest

from db.enums import Answer, Layer, RiskTier
from db.enums_referrals import Rung
from desktop.domain.ladder import Asked, Helper, Reason, climb, is_lower, why_not

STREET = Helper("s", "Castle Lane Neighbours", Layer.STREET, True, True, RiskTier.LOW, left=3)
ANCHOR = Helper("a", "Age Well", Layer.ANCHOR, True, True, RiskTier.MEDIUM, left=2)
COUNCIL = Helper("c", "Housing", Layer.STATUTORY, True, True, RiskTier.HIGH)
ALL = (COUNCIL, ANCHOR, STREET)


def test_the_nearest_that_fits_is_proposed() -> None:
    assert climb(RiskTier.LOW, Asked(own=Answer.YES), ALL).proposed is Rung.OWN_STRENGTHS
    assert climb(RiskTier.LOW, Asked(Answer.NO, Answer.YES), ALL).proposed is Rung.PEOPLE_AROUND
    assert climb(RiskTier.LOW, Asked(), ALL).proposed is Rung.COMMUNITY
    assert climb(RiskTier.MEDIUM, Asked(), ALL).proposed is Rung.HUB
    assert climb(RiskTier.HIGH, Asked(), ALL).proposed is Rung.STATUTORY
    assert climb(RiskTier.HIGH, Asked(), ()).proposed is None


def test_the_first_two_are_questions_and_never_guessed() -> None:
    ladder = climb(RiskTier.LOW, Asked(), ())
    assert [one.rung for one in ladder.steps] == list(Rung)
    for rung in (Rung.OWN_STRENGTHS, Rung.PEOPLE_AROUND):
        assert ladder.step(rung).reasons == (Reason.ASK_FIRST,)
        assert not ladder.step(rung).fits


@pytest.mark.parametrize(
    ("spoilt", "reason"),
    [
        ({"takes_need": False}, Reason.NOT_THEIR_REMIT),
        ({"covers_area": False}, Reason.OTHER_AREA),
        ({"risk_up_to": None}, Reason.TOO_RISKY),
        ({"left": 0}, Reason.FULL),
        ({"is_open": False}, Reason.CLOSED),
        ({"agreement_over": True}, Reason.AGREEMENT_OVER),
    ],
)
def test_each_thing_that_stops_somebody_sends_it_up(spoilt: dict[str, object], reason: Reason) -> None:
    street = replace(STREET, **spoilt)  # type: ignore[arg-type]
    ladder = climb(RiskTier.LOW, Asked(), (street, ANCHOR))
    assert ladder.proposed is Rung.HUB
    (weighed,) = ladder.step(Rung.COMMUNITY).helpers
    assert reason in weighed.reasons
    assert not weighed.fits


def test_capacity_nobody_asked_about_stops_nobody() -> None:
    ladder = climb(RiskTier.LOW, Asked(), (replace(STREET, left=None),))
    assert ladder.proposed is Rung.COMMUNITY
    assert ladder.step(Rung.COMMUNITY).helpers[0].reasons == (Reason.CAPACITY_UNKNOWN,)


def test_the_hubs_own_volunteers_are_enough_once_one_is_cleared() -> None:
    assert climb(RiskTier.MEDIUM, Asked(cleared=1), ()).proposed is Rung.HUB
    nobody = climb(RiskTier.MEDIUM, Asked(cleared=0), (COUNCIL,))
    assert nobody.proposed is Rung.STATUTORY
    assert nobody.step(Rung.HUB).reasons == (Reason.NOT_CLEARED,)


def test_those_who_fit_come_first_with_most_room() -> None:
    full, wide = replace(STREET, id="f", left=0), replace(STREET, id="w", left=9)
    step = climb(RiskTier.LOW, Asked(), (full, STREET, wide)).step(Rung.COMMUNITY)
    assert [one.helper.id for one in step.helpers] == ["w", "s", "f"]
    assert is_lower(Rung.COMMUNITY, Rung.HUB)


def test_why_a_layer_is_passed_over_is_said_once_for_each_reason() -> None:
    full, far = replace(STREET, id="f", left=0), replace(STREET, id="n", left=0, covers_area=False)
    ladder = climb(RiskTier.LOW, Asked(own=Answer.NO), (full, far, ANCHOR))
    assert why_not(ladder.step(Rung.OWN_STRENGTHS)) == (Reason.SAID_NO,)
    assert why_not(ladder.step(Rung.PEOPLE_AROUND)) == (Reason.ASK_FIRST,)
    assert why_not(ladder.step(Rung.COMMUNITY)) == (Reason.FULL, Reason.OTHER_AREA)
    # What fits was not stopped by those beside who do not.
    both = climb(RiskTier.LOW, Asked(), (full, STREET))
    assert why_not(both.step(Rung.COMMUNITY)) == ()
