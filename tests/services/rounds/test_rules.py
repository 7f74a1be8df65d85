"""Rules edited by the lead: versions, the floor of the law, and that the gate reads them at once."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from db.enums import CheckLevel, CheckType, Nation, OfferAnswer, Role, RuleBasis
from db.models import Check, ClearanceRule, Hub
from desktop.domain.clearance_facts import AppliesWhen
from desktop.domain.errors import DomainError, NotAllowed, NotFound
from desktop.domain.rule_edits import RuleDraft
from desktop.services import gate
from desktop.services.history import History
from desktop.services.hubs import OpenHub
from desktop.services.needs import NeedDraft, Needs
from desktop.services.offers import Offers
from desktop.services.rule_lists import RuleLine, TaskRules
from desktop.services.rule_plans import RuleEdit, laws, rules_in_use, shipped
from desktop.services.rules import Rules

TODAY = date(2026, 11, 17)
NEXT = TODAY + timedelta(days=365)
WHY = "Agreed by the trustees on 3 November"
FIRST_AID = RuleDraft("first_aid", source="Hub policy: first aid", review_on=NEXT)


@pytest.fixture
def rules(hub: OpenHub) -> Rules:
    """The service."""
    return Rules(hub.tools)


def row(hub: OpenHub, need: str) -> TaskRules:
    """What a kind of help needs."""
    return next(one for one in Rules(hub.tools).table(hub.actor) if one.code == need)


def line(hub: OpenHub, need: str, check: str) -> RuleLine:
    """The rule of a kind of help on a check."""
    (found,) = [one for one in row(hub, need).rules if one.draft.check == check]
    return found


def checks(hub: OpenHub, need: str) -> set[str]:
    """What the gate asks for now."""
    with hub.store.read() as session:
        return {rule.check for rule in gate.rules(session, need)}


def refused(hub: OpenHub, edit: RuleEdit) -> DomainError:
    """How a save and a preview are refused, alike; nothing is written."""
    service = Rules(hub.tools)
    before = service.table(hub.actor)
    with pytest.raises(DomainError) as saved:
        service.save(hub.actor, edit)
    with pytest.raises(DomainError) as seen:
        service.preview(hub.actor, edit)
    assert str(saved.value) == str(seen.value)
    assert service.table(hub.actor) == before
    return saved.value


def test_a_new_hub_has_the_rules_of_its_nation(hub: OpenHub, rules: Rules) -> None:
    table = rules.table(hub.actor)
    assert len(table) == 23
    assert all(one.review_on == date(2027, 4, 1) and not one.is_overdue for one in table)
    dbs = line(hub, "shopping", "dbs")
    assert (dbs.version, dbs.is_floor, dbs.draft.basis) == (1, True, "law")
    assert not line(hub, "shopping", "identity").is_floor
    # With those of the help that only an incident brings into use.
    assert len(line(hub, "shopping", "identity").alike) == 33
    with hub.store.read() as session:
        assert rules_in_use(session) == sorted(gate.rules(session), key=lambda one: one.need_code)
    offered = rules.offered(hub.actor)
    assert offered.checks[0] is CheckType.DBS
    assert not {CheckType.ACCESS_NI, CheckType.DISCLOSURE_SCOTLAND} & set(offered.checks)
    assert len(offered.needs) == 23
    assert len(offered.sources) == len({one.source for one in shipped() if one.nation == "england"})


def test_the_gate_asks_at_once_for_what_is_added(world: Any, hub: OpenHub, rules: Rules) -> None:
    kofi, task, offers = world.volunteer(), world.ask(), Offers(hub.tools)
    rules.save(hub.actor, RuleEdit(WHY, need_codes=("food_parcel", "gardening"), draft=FIRST_AID))
    assert "first_aid" in checks(hub, "food_parcel") & checks(hub, "gardening")
    assert "first_aid" not in checks(hub, "shopping")
    assert line(hub, "food_parcel", "first_aid").version == 1
    with pytest.raises(DomainError, match="First aid training not done"):
        offers.answer(hub.actor, task, kofi, OfferAnswer.YES)
    rules.save(hub.actor, RuleEdit("Not after all", (line(hub, "food_parcel", "first_aid").id,)))
    offers.answer(hub.actor, task, kofi, OfferAnswer.YES)


def test_every_edit_is_a_version_and_the_old_stays_readable(hub: OpenHub, rules: Rules) -> None:
    first = line(hub, "gardening", "references")
    strict = replace(first.draft, pairing_allowed=False, source="Hub policy of 2026", review_on=NEXT)
    rules.save(hub.actor, RuleEdit(WHY, (first.id,), draft=strict))
    second = line(hub, "gardening", "references")
    assert (second.version, second.draft) == (2, strict)
    rules.save(hub.actor, RuleEdit("Too many could not go", (second.id,), draft=first.draft))
    third = line(hub, "gardening", "references")
    assert (third.version, third.draft) == (3, first.draft)
    rules.save(hub.actor, RuleEdit("Asked for elsewhere", (third.id,)))
    told = [one for one in rules.history(hub.actor, "gardening") if one.draft.check == "references"]
    assert [(one.version, one.draft, one.reason, one.ended_why) for one in told] == [
        (3, first.draft, "Too many could not go", "Asked for elsewhere"),
        (2, strict, WHY, "Too many could not go"),
        (1, first.draft, "", WHY),
    ]
    assert {one.line for one in told} == {first.id}
    assert {(one.made_by, one.ended_by) for one in told} == {("Priya", "Priya")}
    assert all(one.made_at and one.ended_at for one in told)
    others = [one for one in rules.history(hub.actor, "gardening") if one.draft.check != "references"]
    assert {one.ended_at for one in others} == {None}


def test_rules_that_say_the_same_are_changed_together(hub: OpenHub, rules: Rules) -> None:
    held = line(hub, "gardening", "identity")
    changed = replace(held.draft, source="Hub policy: see a passport", review_on=NEXT)
    done = rules.save(hub.actor, RuleEdit(WHY, held.alike, draft=changed))
    assert done.message == "33 rules changed"
    assert {line(hub, one.code, "identity").draft for one in rules.table(hub.actor)} == {changed}
    History(hub.tools).undo(hub.actor, done.txn)
    assert {line(hub, one.code, "identity") for one in rules.table(hub.actor)} >= {held}


def test_what_was_done_is_said_of_one_rule_and_of_several(hub: OpenHub, rules: Rules) -> None:
    def done(edit: RuleEdit) -> str:
        return rules.save(hub.actor, edit).message

    def first_aid(*codes: str) -> tuple[str, ...]:
        return tuple(line(hub, code, "first_aid").id for code in codes)

    later = replace(FIRST_AID, source="Hub policy of 2026")
    assert done(RuleEdit(WHY, need_codes=("shopping",), draft=FIRST_AID)) == "Rule added"
    assert done(RuleEdit(WHY, need_codes=("gardening", "befriending"), draft=FIRST_AID)) == "2 rules added"
    assert done(RuleEdit(WHY, first_aid("shopping"), draft=later)) == "Rule changed"
    assert done(RuleEdit(WHY, first_aid("gardening", "befriending"), draft=later)) == "2 rules changed"
    assert done(RuleEdit(WHY, first_aid("shopping"))) == "Rule taken out"
    assert done(RuleEdit(WHY, first_aid("gardening", "befriending"))) == "2 rules taken out"


def test_the_first_of_several_rules_is_told_of(hub: OpenHub, rules: Rules) -> None:
    made = rules.save(hub.actor, RuleEdit(WHY, need_codes=("shopping", "gardening"), draft=FIRST_AID)).made
    first, second = (line(hub, code, "first_aid").id for code in ("shopping", "gardening"))
    assert made == first
    assert rules.save(hub.actor, RuleEdit(WHY, (second, first))).made == second


@pytest.mark.parametrize("nation", list(Nation))
def test_no_law_is_taken_out_or_asked_for_less(hub: OpenHub, rules: Rules, nation: Nation) -> None:
    with hub.store.write(hub.actor.user_id) as work:
        work.session.scalars(select(Hub)).one().nation = nation
        for one in shipped():
            if one.nation == nation and nation is not Nation.ENGLAND:
                work.add(
                    ClearanceRule(
                        nation=nation,
                        need_code=one.need_code,
                        check_type=one.check,
                        level=one.minimum_level,
                        basis=one.basis,
                        source=one.source,
                        review_on=one.review_date,
                        pairing_allowed=one.pairing_allowed,
                        applies_when=one.applies_when,
                    )
                )
    tested = 0
    for code in ("shopping", "transport", "other", "gardening"):
        for law in laws(nation, [code]):
            held = line(hub, code, law.check)
            assert held.is_floor
            assert "the law asks for this check" in str(refused(hub, RuleEdit(WHY, (held.id,))))
            policy = replace(held.draft, basis=RuleBasis.HUB_POLICY)
            assert "never for less" in str(refused(hub, RuleEdit(WHY, (held.id,), draft=policy)))
            paired = replace(held.draft, pairing_allowed=True)
            assert refused(hub, RuleEdit(WHY, (held.id,), draft=paired)).field == "pairing_allowed"
            rarer = replace(held.draft, applies_when=AppliesWhen.BECAUSE_OF_AND_PAYING)
            if law.applies_when != rarer.applies_when:
                assert "never for less" in str(refused(hub, RuleEdit(WHY, (held.id,), draft=rarer)))
            tested += 1
    assert tested == 7


def test_a_law_is_made_stricter_with_a_reason_why_the_role_is_eligible(hub: OpenHub, rules: Rules) -> None:
    law = line(hub, "shopping", "dbs")
    both = replace(law.draft, level=CheckLevel.ENHANCED_BOTH_BARRED)
    assert refused(hub, RuleEdit(WHY, (law.id,), draft=both)).field == "eligibility_reason"
    always = replace(law.draft, applies_when=AppliesWhen.ALWAYS)
    assert refused(hub, RuleEdit(WHY, (law.id,), draft=always)).field == "eligibility_reason"
    said = replace(both, eligibility_reason="Families with children: Schedule 4, paragraph 1(1)(a)")
    rules.save(hub.actor, RuleEdit(WHY, (law.id,), draft=said))
    now = line(hub, "shopping", "dbs")
    assert (now.version, now.draft, now.is_floor) == (2, said, True)
    # What was asked beyond the law may go again, down to the law.
    rules.save(hub.actor, RuleEdit("No children after all", (now.id,), draft=law.draft))
    assert line(hub, "shopping", "dbs").draft == law.draft


def test_a_deeper_check_for_another_task_needs_a_reason(hub: OpenHub, rules: Rules) -> None:
    deep = RuleDraft("dbs", CheckLevel.ENHANCED, source="Hub policy", review_on=NEXT)
    assert refused(hub, RuleEdit(WHY, need_codes=("gardening",), draft=deep)).field == "eligibility_reason"
    rules.save(
        hub.actor, RuleEdit(WHY, need_codes=("gardening",), draft=replace(deep, level=CheckLevel.BASIC))
    )
    assert line(hub, "gardening", "dbs").draft.level == CheckLevel.BASIC


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (RuleEdit(" ", need_codes=("gardening",), draft=FIRST_AID), "Say why"),
        (RuleEdit(WHY, draft=FIRST_AID), "Nothing is changed"),
        (RuleEdit(WHY), "Nothing is changed"),
        (RuleEdit(WHY, need_codes=("flying",), draft=FIRST_AID), "no such kind of help: flying"),
        (RuleEdit(WHY, need_codes=("gardening",), draft=replace(FIRST_AID, check="identity")), "already"),
        (RuleEdit(WHY, need_codes=("gardening",), draft=replace(FIRST_AID, source="")), "Name the law"),
        (
            RuleEdit(WHY, need_codes=("gardening",), draft=replace(FIRST_AID, review_on=TODAY)),
            "a day to come",
        ),
        (RuleEdit(WHY, ("0" * 32,), draft=FIRST_AID), "changed meanwhile"),
    ],
)
def test_an_edit_that_cannot_be_is_refused(hub: OpenHub, edit: RuleEdit, words: str) -> None:
    assert words in str(refused(hub, edit))


def test_the_last_check_asked_of_everybody_stays(hub: OpenHub, rules: Rules) -> None:
    ids = [one.id for one in row(hub, "gardening").rules if one.draft.applies_when == "always"]
    assert "Gardening" in str(refused(hub, RuleEdit(WHY, tuple(ids))))
    rules.save(hub.actor, RuleEdit(WHY, tuple(ids[1:])))
    assert checks(hub, "gardening") == {line(hub, "gardening", "identity").draft.check, "driving_papers"}


def test_a_kind_of_help_of_the_hubs_own_clears_nobody_until_it_has_a_rule(
    world: Any, hub: OpenHub, rules: Rules
) -> None:
    Needs(hub.tools).save(hub.actor, NeedDraft("Bin day"))
    kofi, task, offers = world.volunteer(), world.ask(need="bin_day"), Offers(hub.tools)
    assert row(hub, "bin_day").rules == ()
    with pytest.raises(DomainError, match="No rule for this task yet"):
        offers.answer(hub.actor, task, kofi, OfferAnswer.YES)
    driving = replace(FIRST_AID, applies_when=AppliesWhen.DRIVING)
    assert "always asked for" in str(refused(hub, RuleEdit(WHY, need_codes=("bin_day",), draft=driving)))
    identity = replace(FIRST_AID, check="identity")
    assert rules.preview(hub.actor, RuleEdit(WHY, need_codes=("bin_day",), draft=identity)).gaining == 1
    rules.save(hub.actor, RuleEdit(WHY, need_codes=("bin_day",), draft=identity))
    offers.answer(hub.actor, task, kofi, OfferAnswer.YES)


def test_having_looked_at_rules_changes_the_day_and_nobodys_clearance(hub: OpenHub, rules: Rules) -> None:
    held = line(hub, "shopping", "dbs")
    source = "Safeguarding Vulnerable Groups Act 2006, as it stands in 2026"
    done = rules.cite(hub.actor, [held.id], source, NEXT, "Read on legislation.gov.uk")
    now = line(hub, "shopping", "dbs")
    assert (done.made, done.message) == (now.id, "Recorded that the rules were looked at")
    assert (now.version, now.draft) == (2, replace(held.draft, source=source, review_on=NEXT))
    for ids, words, day, reason in (
        ([now.id], source, NEXT, "Again"),
        ([held.id], source, NEXT, "The old one"),
        ([now.id], " ", NEXT, "No source"),
        ([now.id], source, None, "No day"),
        ([now.id], source, TODAY, "Too soon"),
        ([now.id], source, NEXT + timedelta(1), " "),
    ):
        with pytest.raises(DomainError):
            rules.cite(hub.actor, ids, words, day, reason)
    assert line(hub, "shopping", "dbs") == now


def test_a_rule_nobody_looked_at_in_time_is_overdue(hub: OpenHub, rules: Rules) -> None:
    held = line(hub, "shopping", "references")
    with hub.store.write(hub.actor.user_id) as work:
        work.session.get_one(ClearanceRule, held.id).review_on = TODAY - timedelta(days=1)
    assert line(hub, "shopping", "references").is_overdue
    assert row(hub, "shopping").is_overdue
    assert row(hub, "shopping").review_on == TODAY - timedelta(days=1)
    assert not row(hub, "gardening").is_overdue


@pytest.mark.parametrize("role", [one for one in Role if one is not Role.LEAD])
def test_nobody_but_the_lead_edits_or_undoes(hub: OpenHub, rules: Rules, role: Role) -> None:
    other = replace(hub.actor, roles=frozenset({role}))
    edit = RuleEdit(WHY, need_codes=("gardening",), draft=FIRST_AID)
    held = line(hub, "gardening", "identity")
    for attempt in (
        lambda: rules.save(other, edit),
        lambda: rules.preview(other, edit),
        lambda: rules.cite(other, [held.id], "Hub policy", NEXT, WHY),
    ):
        with pytest.raises(NotAllowed, match="safeguarding lead"):
            attempt()
    txn = rules.save(hub.actor, edit).txn
    history, gone = History(hub.tools), line(hub, "gardening", "references").id
    rules.save(hub.actor, RuleEdit(WHY, (gone,)))
    with pytest.raises(NotAllowed):
        history.undo(other, txn)
    with pytest.raises(NotAllowed):
        history.bring_back(other, gone)
    assert "first_aid" in checks(hub, "gardening")
    assert history.undo(hub.actor, txn).message == "Undone."
    assert "first_aid" not in checks(hub, "gardening")


def test_undoing_puts_the_version_before_back_and_can_be_undone(hub: OpenHub, rules: Rules) -> None:
    history, held = History(hub.tools), line(hub, "gardening", "references")
    strict = replace(held.draft, pairing_allowed=False)
    txn = rules.save(hub.actor, RuleEdit(WHY, (held.id,), draft=replace(strict, review_on=NEXT))).txn
    undone = history.undo(hub.actor, txn).txn
    assert line(hub, "gardening", "references") == held
    history.undo(hub.actor, undone)
    assert line(hub, "gardening", "references").version == 2
    again = line(hub, "gardening", "references")
    rules.save(hub.actor, RuleEdit(WHY, (again.id,), draft=replace(strict, source="Other", review_on=NEXT)))
    assert line(hub, "gardening", "references").version == 3
    with pytest.raises(DomainError, match="changed again since"):
        history.undo(hub.actor, txn)
    with pytest.raises(DomainError, match="changed again since"):
        history.bring_back(hub.actor, held.id)
    history.undo(hub.actor, undone)
    assert line(hub, "gardening", "references").version == 3


def test_undoing_never_goes_below_the_law(hub: OpenHub, rules: Rules) -> None:
    law = line(hub, "shopping", "dbs")
    wide = replace(law.draft, applies_when=AppliesWhen.ALWAYS, review_on=NEXT, eligibility_reason="Said so")
    added = rules.save(hub.actor, RuleEdit(WHY, need_codes=("shopping",), draft=wide)).txn
    # Of two rules that each do as the law asks, either may go.
    assert {one.is_floor for one in row(hub, "shopping").rules if one.draft.check == "dbs"} == {False}
    rules.save(hub.actor, RuleEdit("The other asks for more", (law.id,)))
    assert line(hub, "shopping", "dbs").is_floor
    with pytest.raises(DomainError, match="the law asks for this check"):
        History(hub.tools).undo(hub.actor, added)
    assert line(hub, "shopping", "dbs").draft == wide


def test_undoing_leaves_something_asked_of_everybody(hub: OpenHub, rules: Rules) -> None:
    rules.save(hub.actor, RuleEdit(WHY, need_codes=("gardening",), draft=FIRST_AID))
    txn = History(hub.tools).last(hub.actor)[0]
    asked = ("identity", "references", "induction")
    rules.save(hub.actor, RuleEdit(WHY, tuple(line(hub, "gardening", one).id for one in asked)))
    with pytest.raises(DomainError, match="always asked for"):
        History(hub.tools).undo(hub.actor, txn)
    assert checks(hub, "gardening") == {"first_aid", "driving_papers"}


def test_a_rule_that_is_out_of_use_is_not_edited(hub: OpenHub, rules: Rules) -> None:
    held = line(hub, "gardening", "references")
    rules.save(hub.actor, RuleEdit(WHY, (held.id,)))
    with pytest.raises(NotFound):
        rules.save(hub.actor, RuleEdit(WHY, (held.id,)))


def test_nothing_of_a_check_changes_with_a_rule(world: Any, hub: OpenHub, rules: Rules) -> None:
    world.volunteer()
    with hub.store.read() as session:
        before = [(one.id, one.updated_at) for one in session.scalars(select(Check))]
    rules.save(hub.actor, RuleEdit(WHY, need_codes=("gardening",), draft=FIRST_AID))
    with hub.store.read() as session:
        assert [(one.id, one.updated_at) for one in session.scalars(select(Check))] == before
