"""One history: acts by chance, and after each the state of the store judged by the oracle."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import select

from db.errors import KnownStoreError
from db.models import Round
from desktop.domain.errors import DomainError
from desktop.services.offers import Offers
from desktop.services.round_sheets import RoundSheets
from tests.gate_histories.acts import Act
from tests.gate_histories.acts_work import ACTS
from tests.gate_histories.law import gone_below
from tests.gate_histories.oracle import Picture, Row
from tests.gate_histories.world import World

STEPS = 15
LOOK = 3
"""Sheets are looked at after every so many steps: what is wrong on one stays so, and looking costs most."""
HELD = ("on_hold", "suspended")
PAST_THE_APP = ("change_rule", "move_hub")
"""Acts that write rules and the nation as no verb of the app does, as in a hub from elsewhere."""
_WEIGHTS = [weight for weight, _act in ACTS]
_ACTS = [act for _weight, act in ACTS]


@dataclass
class Seen:
    """What histories have shown.

    Attributes:
        acts: how often each act was done; those refused count under the name with a dash in front.
        given: tasks newly given to somebody.
        printed: tasks seen on a sheet with somebody to take them.
        sent: tasks that went out.
        kept_off: tasks that were somebody's or a round's and stayed off the sheet.
    """

    acts: Counter[str] = field(default_factory=Counter)
    given: int = 0
    printed: int = 0
    sent: int = 0
    kept_off: int = 0

    def add(self, other: "Seen") -> None:
        """Count what another has shown too."""
        self.acts += other.acts
        self.given += other.given
        self.printed += other.printed
        self.sent += other.sent
        self.kept_off += other.kept_off


def live(world: World, seed: int, seen: Seen, steps: int = STEPS) -> list[str]:
    """Live one history through.

    Args:
        world: fresh.
        seed: decides everything.
        seen: counts what happened.
        steps: how many acts are tried.

    Returns:
        The acts done and what was broken; empty where nothing was.
    """
    chance = random.Random(seed)
    done: list[str] = []
    before = Picture(world.cursor(), world.clock.at)
    for step in range(steps):
        (act,) = chance.choices(_ACTS, _WEIGHTS)
        actor = world.base.lead if chance.random() < 0.75 else world.desk
        try:
            done.append(f"{act.__name__} by {actor.name}{_tried(world, chance, act, actor, seen)}")
        except Exception as fault:
            return [f"seed {seed}", *done, f"{act.__name__} by {actor.name} broke down: {fault!r}"]
        after = Picture(world.cursor(), world.clock.at)
        if act.__name__ in ("restore", "restart"):
            before = after
        broken = [*judged(before, after, seen), *_held(before, after, actor.name)]
        if act.__name__ not in PAST_THE_APP:
            broken += _lawful(before, after)
        if step % LOOK == LOOK - 1:
            broken += _shown(world, after, actor, seen)
        if broken:
            return [f"seed {seed}", *done, *broken]
        before = after
    return []


def _tried(world: World, chance: random.Random, act: Act, actor: object, seen: Seen) -> str:
    try:
        made = act(world, chance, actor)  # type: ignore[arg-type]
    except (DomainError, KnownStoreError) as refused:
        seen.acts[f"-{act.__name__}"] += 1
        return f": refused, {refused}"
    except IndexError:
        return ": nothing to do it to"
    seen.acts[act.__name__] += 1
    if made is not None and made.txn:
        world.txns.append(made.txn)
    with world.store.read() as session:
        world.rounds = list(session.scalars(select(Round.id).order_by(Round.number)))[:3]
    return f": {made.message}" if made is not None and made.message else ""


def judged(before: Picture, after: Picture, seen: Seen) -> Iterator[str]:
    """What one step broke: tasks given to, or gone out with, somebody who may not do them."""
    for task in after.live_tasks():
        crew, old = after.crew(task), before.tasks.get(task["id"])
        was_gone = old is None or old["voided_at"] is not None
        had = [] if old is None or was_gone else before.crew(old)
        if crew and set(crew) != set(had) and task["status"] in ("planned", "out"):
            seen.given += len(set(crew) - set(had))
            for one in crew:
                is_new = one not in had or after.may(one, task, had)
                if is_new and not after.may(one, task, crew):
                    yield f"given: {one} may not do {task['id']}"
                if one not in had and after.kept_apart(one, task):
                    yield f"given: {one} is kept apart from {task['id']}"
        if task["status"] == "out" and (old is None or old["status"] != "out"):
            yield from _went(before, after, task, seen)


def _went(before: Picture, after: Picture, task: Row, seen: Seen) -> Iterator[str]:
    """A task went out; putting right what was keyed of a round that had gone is no going out."""
    held = after.round_of(task)
    if held is None:
        yield f"out: {task['id']} is on no round"
        return
    if (earlier := before.rounds.get(held["id"])) and earlier["status"] in ("out", "back"):
        return
    crew = [one for one in (held["driver_id"], held["helper_id"]) if one]
    seen.sent += 1
    if not crew:
        yield f"out: nobody goes with {task['id']}"
    for one in dict.fromkeys([*crew, *after.crew(task)]):
        if one not in crew or not after.may(one, task, crew, crew[0]) or after.kept_apart(one, task):
            yield f"out: {one} may not go with {task['id']}"


def _held(before: Picture, after: Picture, who: str) -> Iterator[str]:
    """A hold is the lead's alone to lift (domain rule 12)."""
    for key, one in after.volunteers.items():
        old = before.volunteers.get(key)
        if who != "Priya" and old and old["status"] in HELD and one["status"] not in HELD:
            yield f"hold: {who} lifted that of {key}"


def _lawful(before: Picture, after: Picture) -> Iterator[str]:
    """What the law asks for is asked for still, whatever was edited or undone."""
    if before.nation == after.nation:
        for law in sorted(gone_below(after) - gone_below(before)):
            yield f"law: nothing asks for {law} now"


def _shown(world: World, after: Picture, actor: object, seen: Seen) -> Iterator[str]:
    """What would be printed and told now."""
    sheets = world.service(RoundSheets)
    for key, held in after.rounds.items():
        carried = {task["id"]: task for task in after.carried(key)}
        if not carried:
            continue
        sheet = sheets.sheet(actor, key)  # type: ignore[attr-defined]
        crew = [one for one in (held["driver_id"], held["helper_id"]) if one]
        printed = [task for stop in sheet.stops for task in stop.task_ids]
        for task in (after.tasks[one] for one in printed):
            going = crew or after.crew(task)
            seen.printed += bool(going)
            for one in going:
                if not after.may(one, task, going, going[0]) or after.kept_apart(one, task):
                    yield f"printed: {one} may not do {task['id']}"
        seen.kept_off += sum(bool(crew) for task in carried if task not in printed)
    yield from _told(world, after, actor)


def _told(world: World, after: Picture, actor: object) -> Iterator[str]:
    """Addresses told to whoever said yes, and the list of tasks that need cover."""
    offers = world.service(Offers)
    needy = {one.task_id for one in offers.needs_cover(actor)}  # type: ignore[attr-defined]
    for task in after.live_tasks():
        crew = after.crew(task)
        bad = [one for one in crew if not after.may(one, task, crew)]
        ahead = task["status"] == "planned" and task["on_date"] >= world.clock.at.date().isoformat()
        if bad and ahead and task["id"] not in needy:
            yield f"cover: {bad} may not do {task['id']}, and nobody is told"
        if crew and bad and bad[0] == task["volunteer_id"]:
            try:
                told = offers.given(actor, task["id"])  # type: ignore[attr-defined]
            except DomainError:
                continue
            if told.address or told.phone:
                yield f"told: {bad[0]} may not do {task['id']}"
