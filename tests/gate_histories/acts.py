"""What may happen in a hub: each act picks by chance what it does, through the app's own verb if any."""

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
    PairAnswer,
    PersonStatus,
    RuleBasis,
    Transport,
    VolunteerStatus,
)
from db.enums_checks import CheckDecision, StatusResult
from db.models import (
    Change,
    Check,
    ClearanceRule,
    Hub,
    NeedType,
    Person,
    Request,
    Round,
    Stop,
    Task,
    Volunteer,
)
from desktop.services.base import Actor, Changes
from desktop.services.bring_in import BringIn
from desktop.services.bring_in_drafts import Batch, CheckIn, Offering, UpdatePerson, UpdateVolunteer
from desktop.services.checks import LEVELS, CheckDraft, Checks
from desktop.services.duplicates import Duplicates
from desktop.services.history import History
from desktop.services.needs import NeedDraft, Needs
from desktop.services.people import PersonDraft
from desktop.services.requests import RequestDraft, Requests
from desktop.services.volunteer_parts import VolunteerDraft
from desktop.services.volunteers import HELD_STATES, Volunteers
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


def _evidence(world: World, chance: random.Random, kind: CheckType) -> dict[str, Any]:
    """What a check of a kind shows beside its dates; now and then it is not whole."""
    found: dict[str, Any] = {}
    if kind is CheckType.REFERENCES:
        found["references_in"] = chance.choice((None, 0, 1, 2, 2))
    if kind is CheckType.DRIVING_PAPERS:
        names = ("licence_to", "insurance_to", "mot_to", "business_to")
        found |= {name: _maybe(world, chance) for name in names}
    if kind is CheckType.DBS and chance.random() < 0.5:
        today = world.clock.at.date()
        found |= {"decision": chance.choice(list(CheckDecision)), "decided_by": "Helen", "decided_on": today}
        found |= {"update_service": Answer.YES, "update_consent": Answer.YES, "status_on": today}
        found["status_result"] = chance.choice([*StatusResult, StatusResult.NO_CHANGE])
    return found


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
        eligibility_reason="Shops for people who are ill",
        **_evidence(world, chance, kind),
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
    """Something done is undone, or its undoing is; now and then what the log holds and nobody is offered."""
    last = world.txns[-8:]
    if chance.random() < 0.2:
        with world.store.read() as session:
            logged = select(Change.txn).distinct().order_by(Change.txn.desc())
            last = list(session.scalars(logged.limit(6)))
    return world.service(History).undo(actor, chance.choice(last))


def bring_back(world: World, chance: random.Random, actor: Actor) -> Changes:
    """What went out of use comes back."""
    with world.store.read() as session:
        gone = [
            key
            for model in (Check, Volunteer, Task, Round, Person, Stop, ClearanceRule, Request, NeedType)
            for key in sorted(session.scalars(select(model.id).where(model.voided_at.is_not(None))))
        ]
    return world.service(History).bring_back(actor, chance.choice(gone))


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
        "Kim",
        last_name="Reed",
        email="kim@example.org",
        date_of_birth=born,
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
    world.restore(chance.choice(range(len(world.backups))))


def ready(world: World, chance: random.Random, actor: Actor) -> Changes:
    """Somebody is given all they lack, as a good hub would: then things can go out, and lapse."""
    volunteer = chance.choice(world.volunteers[:4])
    end = world.clock.at.date() + timedelta(days=chance.choice((0, 1, 2, 5, 40)))
    with world.store.write(actor.user_id) as work:
        held = work.session.get_one(Volunteer, volunteer)
        if held.status not in HELD_STATES:
            held.status = VolunteerStatus.ACTIVE
        for kind in ASKED:
            level = CheckLevel.ENHANCED_ADULTS_BARRED if kind is CheckType.DBS else CheckLevel.NONE
            verified = CheckStatus.VERIFIED
            check = Check(volunteer_id=volunteer, type=kind, status=verified, level=level, review_on=end)
            check.update_service = check.update_consent = Answer.YES
            if kind is CheckType.DRIVING_PAPERS:
                check.licence_to, check.insurance_to = end, end + timedelta(days=1)
            work.add(check)
        work.session.flush()
        return Changes(work.txn)
