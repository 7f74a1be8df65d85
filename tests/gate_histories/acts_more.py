"""What is done to several records at once, and the steps of a volunteer's way in."""

import random

from db.enums import CloseReason, VolunteerStatus
from desktop.services.base import Actor, Changes
from desktop.services.bulk import Bulk, BulkKind, BulkOrder
from desktop.services.journey import Journey
from tests.gate_histories.world import World


def act_on_many(world: World, chance: random.Random, actor: Actor) -> Changes:
    """Several requests are put on a round or closed, or several volunteers moved."""
    how = chance.randrange(4)
    if how < 2:
        some, value = chance.sample(world.requests, 3), chance.choice(world.rounds)
        order = BulkOrder(BulkKind.ROUND, some, value)
    elif how == 2:
        order = BulkOrder(BulkKind.CLOSE, chance.sample(world.requests, 2), chance.choice(list(CloseReason)))
    else:
        status = chance.choice([*VolunteerStatus, VolunteerStatus.ACTIVE])
        order = BulkOrder(BulkKind.VOLUNTEER, chance.sample(world.volunteers, 3), status)
    bulk = world.service(Bulk)
    return bulk.act(actor, order, bulk.judge(actor, order))


def go_a_step(world: World, chance: random.Random, actor: Actor) -> Changes:
    """A volunteer is answered, inducted or taken on."""
    journey, volunteer, today = world.service(Journey), chance.choice(world.volunteers), world.clock.at.date()
    how = chance.randrange(3)
    if how == 0:
        return journey.answered(actor, volunteer, today)
    if how == 1:
        return journey.inducted(actor, volunteer, today, "Helen")
    return journey.take_on(actor, volunteer)
