"""What the lead decides, and what comes of it: rules edited, concerns that hold, status checks."""

import random
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import select

from db.enums import Answer, CheckStatus, CheckType, RuleBasis
from db.enums_checks import StatusResult
from db.enums_concerns import AboutKind, Danger
from db.models import Check, ClearanceRule
from desktop.domain.clearance_facts import AppliesWhen
from desktop.domain.concerns import About, Account
from desktop.domain.errors import DomainError
from desktop.domain.rule_edits import RuleDraft, levels_offered
from desktop.services.base import Actor, Changes
from desktop.services.concern_raising import RaiseConcerns
from desktop.services.concerns import Concerns
from desktop.services.openings import Openings
from desktop.services.renewals import Renewals, StatusEntry
from desktop.services.rule_plans import RuleEdit
from desktop.services.rules import Rules
from tests.gate_histories.acts import ASKED
from tests.gate_histories.world import KEPT, PASSPHRASE, World


def edit_rule(world: World, chance: random.Random, actor: Actor) -> Changes:
    """The lead adds, changes or takes out rules, or records that they were looked at."""
    with world.store.read() as session:
        wanted = ClearanceRule.voided_at.is_(None), ClearanceRule.need_code.in_(KEPT)
        held = list(session.scalars(select(ClearanceRule).where(*wanted).order_by(ClearanceRule.id)))
    rules, how = world.service(Rules), chance.randrange(6)
    soon = world.clock.at.date() + timedelta(days=chance.choice((-1, 30, 900)))
    if how == 0 or not held:
        needs = tuple(chance.sample(KEPT, chance.randrange(1, 3)))
        return rules.save(actor, RuleEdit("Asked for by the council", (), needs, _draft(chance, soon)))
    one = chance.choice(held)
    if how == 1:
        return rules.cite(actor, [one.id], "The same, as it is called now", soon, "Looked at again")
    if how == 2:
        return rules.save(actor, RuleEdit("Nobody needs it", (one.id,)))
    # Now and then the same is asked of every kind of help that has such a rule.
    alike = [each.id for each in held if each.check_type == one.check_type]
    chosen = tuple(alike) if chance.random() < 0.2 else (one.id,)
    draft = RuleDraft(
        one.check_type,
        one.level,
        one.basis,
        one.source,
        soon,
        one.pairing_allowed,
        one.applies_when,
        "Goes into homes",
    )
    other = _draft(chance, soon)
    part = chance.choice(("check", "basis", "pairing_allowed", "applies_when", "level"))
    values = {part: getattr(other, part)} | ({"level": other.level} if part == "check" else {})
    return rules.save(actor, RuleEdit("Decided anew", chosen, (), replace(draft, **values)))


def _draft(chance: random.Random, review_on: date) -> RuleDraft:
    check = chance.choice(ASKED)
    basis = chance.choice((*RuleBasis, RuleBasis.HUB_POLICY, RuleBasis.HUB_POLICY))
    return RuleDraft(
        check,
        chance.choice(levels_offered(check)),
        basis,
        "Hub policy 4",
        review_on,
        basis is RuleBasis.HUB_POLICY and chance.random() < 0.5,
        chance.choice(list(AppliesWhen)),
        chance.choice(("", "Goes into homes", "Goes into homes")),
    )


def raise_concern(world: World, chance: random.Random, actor: Actor) -> Changes:
    """Somebody raises a concern about a volunteer, who is held back at once."""
    about = About(AboutKind.VOLUNTEER, chance.choice(world.volunteers), "Kim Reed")
    account = Account(danger=Danger.NO, about=about, words="Came back twice and asked for money.")
    return world.service(RaiseConcerns).send(actor, world.base.file.parent, account)


def settle_concern(world: World, chance: random.Random, actor: Actor) -> None:
    """The lead turns the hold of a concern into a suspension, or lifts it; others try to."""
    concerns = world.service(Concerns)
    concerns.unlock(actor, world.base.file.parent, PASSPHRASE)
    found = [one.id for one in concerns.lines(actor)]
    verb = chance.choice((concerns.lift, concerns.lift, concerns.suspend))
    try:
        verb(actor, chance.choice(found), "Spoke with the council")
    finally:
        concerns.hide(actor)


def break_glass(world: World, _chance: random.Random, actor: Actor) -> Changes:
    """Somebody opens the restricted records with a reason, which lets them see and nothing more."""
    return world.service(Openings).begin(actor, "Ringing round for cover this afternoon")


def record_status(world: World, chance: random.Random, actor: Actor) -> Changes:
    """The Update Service was asked about several checks, and what it said is typed in."""
    with world.store.read() as session:
        asked = Check.type == CheckType.DBS, Check.voided_at.is_(None), Check.status == CheckStatus.VERIFIED
        signed = Check.update_service == Answer.YES, Check.update_consent == Answer.YES
        keys = sorted(session.scalars(select(Check.id).where(*asked, *signed)))
    if not keys:
        raise DomainError("Nobody is on the Update Service.")
    today = world.clock.at.date()
    some = chance.sample(keys, min(len(keys), 2))
    answers = {key: chance.choice([*StatusResult, StatusResult.NO_CHANGE]) for key in some}
    again = today + timedelta(days=chance.choice((1, 3, 365))) if chance.random() < 0.7 else None
    return world.service(Renewals).record_status(actor, StatusEntry(today, answers, again))
