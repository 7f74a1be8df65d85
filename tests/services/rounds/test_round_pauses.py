"""A pause takes stops off rounds that are planned, and leaves one that is out alone."""

import pytest

from desktop.domain.errors import DomainError
from desktop.domain.recurrence import weekly
from desktop.services.pauses import PauseDraft, Pauses
from desktop.services.round_results import RoundResults
from desktop.services.rounds import Rounds
from tests.services.rounds.conftest import DAY, World


def test_a_stop_goes_off_its_round_and_who_drives_is_named(world: World) -> None:
    rests = world.ask("Jean Mallory", recurrence=weekly([2]), starts_on=DAY)
    other = world.ask("Bill Ash")
    held = world.plan(rests, other, driver_id=world.volunteer("Kofi Mensah"))
    done = Pauses(world.hub.tools).pause(world.hub.actor, PauseDraft(DAY), world.person_of(rests))
    assert done.message.endswith("Tell Kofi Mensah.")
    assert world.order_of(held) == ["1 Ash Road"]


def test_a_pause_cannot_begin_on_a_day_that_is_out(world: World) -> None:
    rests = world.ask("Jean Mallory", recurrence=weekly([2]), starts_on=DAY)
    held = world.plan(rests, driver_id=world.volunteer("Kofi Mensah"))
    RoundResults(world.hub.tools).send_out(world.hub.actor, held)
    with pytest.raises(DomainError, match="is out with some of this"):
        Pauses(world.hub.tools).pause(world.hub.actor, PauseDraft(DAY), world.person_of(rests))
    assert len(Rounds(world.hub.tools).get(world.hub.actor, held).stops) == 1
