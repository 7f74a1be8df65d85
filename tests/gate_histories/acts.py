"""What may happen in a hub: every act picks what it does by chance, through the app's own verbs where there is one."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from db.enums import (
    Answer,
    CheckLevel,
    CheckStatus,
    CheckType,
    CloseReason,
    Nation,
    OfferAnswer,
    PairAnswer,
    PersonStatus,
    RuleBasis,
    TaskOutcome,
    Transport,
    VolunteerStatus,
)
from db.models import Check, ClearanceRule, Hub, NeedType, Person, Round, Stop, Task, Volunteer
from desktop.domain.batch import Assignment
from desktop.services.base import Actor, Changes
from desktop.services.bring_in import BringIn
from desktop.services.bring_in_drafts import Batch, CheckIn, Offering, UpdatePerson, UpdateVolunteer
from desktop.services.checks import LEVELS, CheckDraft, Checks
from desktop.services.duplicates import Duplicates
from desktop.services.history import History
from desktop.services.needs import NeedDraft, Needs
from desktop.services.offers import Offers
from desktop.services.people import PersonDraft
from desktop.services.requests import RequestDraft, Requests
from desktop.services.round_details import RoundDraft
from desktop.services.round_moves import RoundMoves
from desktop.services.round_plans import RoundPlans
from desktop.services.round_results import RoundResults
from desktop.services.rounds import Rounds
from desktop.services.tasks import TaskDraft, Tasks
from desktop.services.volunteer_parts import VolunteerDraft
from desktop.services.volunteers import Volunteers
from tests.gate_histories.world import DAY, KEPT, World

Act = Callable[[World, random.Random, Actor], Changes | None]
ASKED = (
    CheckType.IDENTITY,
    CheckType.REFERENCES,
    CheckType.INDUCTION,
    CheckType.DBS,
    CheckType.DRIVING_PAPERS,
    CheckType.MEDICINES_TRAINING,
    CheckType.FOOD_HYGIENE,
)
WHENS = ("always", "because_of", "because_of_and_paying", "because_of_and_to_care", "driving", "odd")


def _near(world: World, chance: random.Random) -> date:
    return world.clock.at.date() + timedelta(days=chance.choice((-40, -2, -1, 0, 1, 2, 5, 40)))


def _maybe(world: World, chance: random.Random) -> date | None:
    return None if chance.random() < 0.4 else _near(world, chance)


def _check_of(world: World, chance: random.Random, volunteer: str) -> str:
    with world.store.read() as session:
        held = list(session.scalars(select(Check.id).where(Check.volunteer_id == volunteer)))
    return chance.choice(sorted(held)) if held else ""


def record_check(world: World, chance: random.Random, actor: Actor) -> Changes:
    """A check is added or changed."""
    volunteer, kind = chance.choice(world.volunteers), chance.choice(ASKED)
    status = chance.choice([*CheckStatus, CheckStatus.VERIFIED, CheckStatus.VERIFIED, CheckStatus.VERIFIED])
    issued = _maybe(world, chance)
    draft = CheckDraft(
        kind,
        status,
        chance.choice(LEVELS.get(kind, (CheckLevel.NONE,))),
        issued_on=issued,
        seen_by="Helen",
        seen_on=world.clock.at.date(),
        review_on=_maybe(world, chance),
        valid_to=_maybe(world, chance),
    )
    key = _check_of(world, chance, volunteer) if chance.random() < 0.5 else ""
    return world.service(Checks).save(actor, volunteer, draft, key)


def void_check(world: World, chance: random.Random, actor: Actor) -> Changes:
    """A check is taken out of use."""
    key = _check_of(world, chance, chance.choice(world.volunteers))
    return world.service(Checks).void(actor, key, "Put in twice")


def exempt(world: World, chance: random.Random, actor: Actor) -> Changes:
    """The lead exempts somebody; others try to."""
    volunteer, kind = chance.choice(world.volunteers), chance.choice(ASKED)
    return world.service(Checks).exempt(actor, volunteer, kind, "Known for years", _near(world, chance))


def undo(world: World, chance: random.Random, actor: Actor) -> Changes:
    """Something done is undone, or its undoing is."""
    return world.service(History).undo(actor, chance.choice(world.txns[-8:]))


def bring_back(world: World, chance: random.Random, actor: Actor) -> Changes:
    """What went out of use comes back."""
    model = chance.choice((Check, Volunteer, Task, Round, Person, Stop, ClearanceRule))
    with world.store.read() as session:
        gone = list(session.scalars(select(model.id).where(model.voided_at.is_not(None))))
    return world.service(History).bring_back(actor, chance.choice(sorted(gone)) if gone else "")


def change_rule(world: World, chance: random.Random, actor: Actor) -> Changes:
    """A rule is added, changed or taken out of use."""
    with world.store.write(actor.user_id) as work:
        held = list(work.session.scalars(select(ClearanceRule).order_by(ClearanceRule.id)))
        values: dict[str, Any] = {
            "check_type": chance.choice(ASKED),
            "basis": chance.choice(list(RuleBasis)),
            "pairing_allowed": chance.random() < 0.5,
            "applies_when": chance.choice(WHENS),
        }
        scheme = LEVELS.get(values["check_type"], (CheckLevel.NONE,))
        values["level"] = chance.choice(scheme) if chance.random() < 0.9 else CheckLevel.STANDARD
        how = chance.randrange(3)
        if how == 0 or not held:
            values |= {"nation": Nation.ENGLAND, "need_code": chance.choice(KEPT)}
            work.add(ClearanceRule(**values))
        elif how == 1:
            rule = chance.choice(held)
            for name, value in values.items():
                setattr(rule, name, value)
        else:
            rule = chance.choice(held)
            rule.voided_at = None if rule.voided_at else world.clock.now()
        work.session.flush()
        return Changes(work.txn)


def change_need(world: World, chance: random.Random, actor: Actor) -> Changes:
    """A kind of help is changed: its door, what it needs to get there, or whether it is in use."""
    if chance.random() < 0.3:
        with world.store.read() as session:
            keys = dict(session.execute(select(NeedType.code, NeedType.id)).all())
        code = chance.choice(KEPT)
        if chance.random() < 0.5:
            return world.service(Needs).void(actor, keys[code], "Not asked for")
        return world.service(Needs).save(actor, NeedDraft(code, is_private=chance.random() < 0.5), keys[code])
    with world.store.write(actor.user_id) as work:
        need = work.session.scalars(select(NeedType).where(NeedType.code == chance.choice(KEPT))).one()
        need.at_door = chance.random() < 0.5
        need.needs_transport = chance.choice(([], ["car", "van"]))
        work.session.flush()
        return Changes(work.txn)


def move_hub(world: World, chance: random.Random, actor: Actor) -> Changes:
    """The hub turns out to be in another nation, or in none that has rules."""
    with world.store.write(actor.user_id) as work:
        work.session.scalars(select(Hub)).one().nation = chance.choice(
            [Nation.ENGLAND, Nation.ENGLAND, Nation.SCOTLAND, Nation.WALES]
        )
        work.session.flush()
        return Changes(work.txn)


def change_request(world: World, chance: random.Random, actor: Actor) -> Changes:
    """What was asked is asked again: another need, or another reason for it."""
    which = chance.randrange(len(world.requests))
    draft = RequestDraft(
        world.people[which],
        chance.choice(KEPT),
        due_on=DAY + timedelta(days=chance.choice((0, 0, 2, 9))),
        because_of=chance.choice(list(Answer)),
        answers={"how_paid": chance.choice(("cash", "hub", "", "odd"))},
    )
    return world.service(Requests).save(actor, draft, world.requests[which])


def close_or_reopen(world: World, chance: random.Random, actor: Actor) -> Changes:
    """A request is closed, opened again or taken out of use."""
    key, requests = chance.choice(world.requests), world.service(Requests)
    how = chance.randrange(3)
    if how == 0:
        return requests.close(actor, key, chance.choice(list(CloseReason)))
    return requests.reopen(actor, key) if how == 1 else requests.void(actor, key, "Taken twice")


def move_volunteer(world: World, chance: random.Random, actor: Actor) -> Changes:
    """A volunteer rests, leaves, is held or comes back."""
    status = chance.choice([*VolunteerStatus, VolunteerStatus.ACTIVE, VolunteerStatus.ON_HOLD])
    return world.service(Volunteers).move(actor, chance.choice(world.volunteers), status)


def change_volunteer(world: World, chance: random.Random, actor: Actor) -> Changes:
    """A volunteer's form is saved: a date of birth, an agreement, a car."""
    key, volunteers = chance.choice(world.volunteers), world.service(Volunteers)
    born = chance.choice((None, date(1980, 1, 1), date(2008, 11, 19), date(2010, 2, 3), date(2030, 1, 1)))
    who = PersonDraft(
        "Kim", last_name="Reed", email="kim@example.org", date_of_birth=born,
        status=chance.choice([PersonStatus.ACTIVE, PersonStatus.ACTIVE, *PersonStatus]),
    )
    draft = VolunteerDraft(
        who if chance.random() < 0.6 else None,
        transport=chance.choice((Transport.FOOT, Transport.CAR)),
        parental_agreement=chance.choice(list(Answer)),
    )
    return volunteers.save(actor, draft, key)


def void_volunteer(world: World, chance: random.Random, actor: Actor) -> Changes:
    """A volunteering profile goes out of use."""
    return world.service(Volunteers).void(actor, chance.choice(world.volunteers), "Put in twice")


def keep_apart(world: World, chance: random.Random, actor: Actor) -> Changes:
    """Two people are not to meet."""
    one, other = chance.choice(world.volunteers), chance.choice(world.people)
    return world.service(Volunteers).keep_apart(actor, one, other, "They fell out")


def merge(world: World, chance: random.Random, actor: Actor) -> Changes:
    """Two records turn out to be one person, or one household."""
    with world.store.read() as session:
        everybody = sorted(session.scalars(select(Person.id).where(Person.voided_at.is_(None))))
    one, other = chance.sample(everybody, 2)
    return world.service(Duplicates).decide(actor, one, other, chance.choice(list(PairAnswer)), one)


def bring_in(world: World, chance: random.Random, actor: Actor) -> Changes:
    """A list of volunteers comes in that says they are active and checked."""
    with world.store.read() as session:
        key = session.get_one(Volunteer, chance.choice(world.volunteers)).person_id
    kind = chance.choice(ASKED)
    check = CheckIn(
        kind,
        chance.choice(LEVELS.get(kind, (CheckLevel.NONE,))),
        "001234567890",
        _maybe(world, chance),
        _maybe(world, chance),
    )
    offering = Offering({"status": chance.choice(list(VolunteerStatus))}, check=check)
    row = UpdateVolunteer(UpdatePerson(key, {"date_of_birth": date(1990, 1, 1)}), offering)
    return world.service(BringIn).apply(actor, Batch("volunteers", "list.csv", changed_volunteers=(row,)))


def set_clock(world: World, chance: random.Random, _actor: Actor) -> None:
    """The clock is put forward or back, and the app perhaps started again."""
    world.clock.at += timedelta(days=chance.choice((-400, -5, -1, 1, 1, 2, 4, 30)))
    if chance.random() < 0.4:
        world.restart()


def back_up(world: World, _chance: random.Random, _actor: Actor) -> None:
    """A backup is made."""
    world.back_up()


def restore(world: World, chance: random.Random, _actor: Actor) -> None:
    """An older backup takes the place of the store."""
    if world.backups:
        world.restore(chance.randrange(len(world.backups)))


def give(world: World, chance: random.Random, actor: Actor) -> Changes:
    """Somebody is asked and answers."""
    answer = chance.choice([OfferAnswer.YES] * 4 + [OfferAnswer.NO, OfferAnswer.WILL_RING_BACK])
    task, volunteer = chance.choice(world.tasks), chance.choice(world.volunteers)
    return world.service(Offers).answer(actor, task, volunteer, answer, "They insist")


def pair(world: World, chance: random.Random, actor: Actor) -> Changes:
    """A second volunteer goes along."""
    task, volunteer = chance.choice(world.tasks), chance.choice(world.volunteers)
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
        driver_id=chance.choice([*world.volunteers, *world.volunteers, None]),
        helper_id=helper,
    )
    return world.service(Rounds).save(actor, draft, chance.choice(world.rounds))


def send_out(world: World, chance: random.Random, actor: Actor) -> Changes:
    """A round goes out."""
    return world.service(RoundResults).send_out(actor, chance.choice(world.rounds))


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
    (10, record_check),
    (4, void_check),
    (3, exempt),
    (9, undo),
    (4, bring_back),
    (5, change_rule),
    (2, change_need),
    (1, move_hub),
    (4, change_request),
    (2, close_or_reopen),
    (5, move_volunteer),
    (4, change_volunteer),
    (2, void_volunteer),
    (2, keep_apart),
    (2, merge),
    (2, bring_in),
    (5, set_clock),
    (1, back_up),
    (2, restore),
    (12, give),
    (5, pair),
    (2, give_many),
    (3, take_back),
    (1, void_task),
    (9, plan),
    (9, crew),
    (9, send_out),
    (4, come_back),
)
