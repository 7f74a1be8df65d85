"""What is done with tasks and rounds, given, planned, sent out and keyed; and all acts together."""

import random
from datetime import timedelta

from sqlalchemy import select

from db.enums import OfferAnswer, TaskOutcome
from db.models import Stop, Task
from desktop.domain.batch import Assignment
from desktop.services.base import Actor, Changes
from desktop.services.offers import Offers
from desktop.services.round_details import RoundDraft
from desktop.services.round_moves import RoundMoves
from desktop.services.round_plans import RoundPlans
from desktop.services.round_results import RoundResults
from desktop.services.rounds import Rounds
from desktop.services.tasks import TaskDraft, Tasks
from tests.gate_histories import acts, acts_lead, acts_more
from tests.gate_histories.acts import Act
from tests.gate_histories.world import DAY, World


def give(world: World, chance: random.Random, actor: Actor) -> Changes:
    """Somebody is asked and answers."""
    answer = chance.choice([OfferAnswer.YES] * 4 + [OfferAnswer.NO, OfferAnswer.WILL_RING_BACK])
    task, volunteer = chance.choice(world.tasks), chance.choice(world.volunteers)
    return world.service(Offers).answer(actor, task, volunteer, answer, "They insist")


def pair(world: World, chance: random.Random, actor: Actor) -> Changes:
    """A second volunteer goes along."""
    with world.store.read() as session:
        given = sorted(session.scalars(select(Task.id).where(Task.volunteer_id.is_not(None))))
    task, volunteer = chance.choice(given), chance.choice(world.volunteers)
    return world.service(Offers).pair(actor, task, volunteer, "They insist")


def give_many(world: World, chance: random.Random, actor: Actor) -> Changes:
    """A proposal is accepted, whoever made it."""
    given = [Assignment(task, chance.choice(world.volunteers), 1.0) for task in world.tasks[:2]]
    return world.service(Offers).accept(actor, given)


def take_back(world: World, chance: random.Random, actor: Actor) -> Changes:
    """A task waits for somebody again."""
    if chance.random() < 0.5:
        return world.service(Offers).release(actor, chance.choice(world.tasks), "Ill")
    draft = TaskDraft(DAY + timedelta(days=chance.randrange(4)), keep_volunteer=chance.random() < 0.5)
    return world.service(Tasks).save(actor, draft, chance.choice(world.tasks))


def void_task(world: World, chance: random.Random, actor: Actor) -> Changes:
    """One task goes out of use."""
    return world.service(Tasks).void(actor, chance.choice(world.tasks), "Not needed")


def plan(world: World, chance: random.Random, actor: Actor) -> Changes:
    """Tasks are put on a round, taken off, moved, or planned for the whole day."""
    rounds, key = world.service(Rounds), chance.choice(world.rounds)
    how = chance.randrange(6)
    if how < 3:
        return rounds.add(actor, key, chance.sample(world.tasks, chance.randrange(1, 4)))
    if how == 3:
        return rounds.remove(actor, key, chance.sample(world.tasks, 1))
    if how == 4:
        return world.service(RoundPlans).plan_day(actor, DAY)
    with world.store.read() as session:
        stops = sorted(session.scalars(select(Stop.id).where(Stop.voided_at.is_(None))))
    return world.service(RoundMoves).move(actor, chance.choice(stops) if stops else "", key)


def crew(world: World, chance: random.Random, actor: Actor) -> Changes:
    """A round gets another crew or another day."""
    helper = chance.choice([None, *world.volunteers])
    draft = RoundDraft(
        DAY + timedelta(days=chance.choice((0, 0, 1, 5))),
        driver_id=chance.choice([*world.volunteers, *world.volunteers[:2], *world.volunteers[:2], None]),
        helper_id=helper,
    )
    return world.service(Rounds).save(actor, draft, chance.choice(world.rounds))


def send_out(world: World, chance: random.Random, actor: Actor) -> Changes:
    """A round that carries something goes out."""
    with world.store.read() as session:
        stops = select(Stop.round_id).where(Stop.voided_at.is_(None)).distinct()
        full = sorted(session.scalars(stops))
    return world.service(RoundResults).send_out(actor, chance.choice(full))


def come_back(world: World, chance: random.Random, actor: Actor) -> Changes:
    """A round is called back, keyed or taken out of use."""
    key, results = chance.choice(world.rounds), world.service(RoundResults)
    how = chance.randrange(3)
    if how == 0:
        return results.call_back(actor, key)
    if how == 1:
        return results.results(actor, key, {1: chance.choice(list(TaskOutcome))})
    return world.service(Rounds).void(actor, key, "Not needed")


ACTS: tuple[tuple[int, Act], ...] = (
    (8, acts.record_check),
    (6, acts.ready),
    (4, acts.void_check),
    (3, acts.exempt),
    (10, acts.undo),
    (4, acts.bring_back),
    (2, acts.change_rule),
    (6, acts_lead.edit_rule),
    (3, acts_lead.raise_concern),
    (6, acts_lead.settle_concern),
    (2, acts_lead.record_status),
    (1, acts_lead.break_glass),
    (4, acts_more.act_on_many),
    (2, acts_more.go_a_step),
    (2, acts.change_need),
    (1, acts.move_hub),
    (4, acts.change_request),
    (2, acts.close_or_reopen),
    (4, acts.move_volunteer),
    (3, acts.change_volunteer),
    (2, acts.void_volunteer),
    (2, acts.keep_apart),
    (2, acts.merge),
    (2, acts.bring_in),
    (5, acts.set_clock),
    (2, acts.back_up),
    (2, acts.restore),
    (13, give),
    (8, pair),
    (2, give_many),
    (3, take_back),
    (1, void_task),
    (9, plan),
    (9, crew),
    (12, send_out),
    (5, come_back),
)
