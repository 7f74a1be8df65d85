"""A preview says what the gate then does: who loses or gains, which tasks need cover, which rounds stop."""

from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

import pytest
from sqlalchemy import event

from db.enums import Answer, CheckLevel, CheckType, OfferAnswer, Transport
from desktop.domain.clearance import clear
from desktop.domain.clearance_facts import AppliesWhen, TaskContext
from desktop.services import gate
from desktop.services.hubs import OpenHub
from desktop.services.needs import NeedDraft, Needs, needs
from desktop.services.offers import Offers
from desktop.services.round_sheets import RoundSheets
from desktop.services.rule_plans import RuleEdit
from desktop.services.rule_previews import RulePreview, Where
from desktop.services.rules import Rules
from tests.services.rounds.conftest import BASIC
from tests.services.rounds.test_rules import FIRST_AID, NEXT, WHY, line

SKILLED = (*BASIC, CheckType.FIRST_AID)
GARDENING = RuleEdit(WHY, need_codes=("gardening",), draft=FIRST_AID)


@pytest.fixture
def rules(hub: OpenHub) -> Rules:
    """The service."""
    return Rules(hub.tools)


def told(found: RulePreview) -> tuple[dict[str, Where], dict[str, Where]]:
    """Who loses and who gains, and where."""
    return {one.name: one.where for one in found.lost}, {one.name: one.where for one in found.gained}


def test_who_lacks_what_is_added_loses_and_gets_it_back(world: Any, hub: OpenHub, rules: Rules) -> None:
    world.volunteer("Kofi Mensah")
    world.volunteer("Beth Carraway", SKILLED)
    world.volunteer("Dev Raman", ())
    found = rules.preview(hub.actor, GARDENING)
    assert told(found) == ({"Kofi Mensah": Where.ALWAYS}, {})
    assert (found.losing, found.gaining, found.rules) == (1, 0, 1)
    assert found.lost[0].needs == ("Gardening",)
    rules.save(hub.actor, GARDENING)
    out = RuleEdit("No longer", (line(hub, "gardening", "first_aid").id,))
    assert told(rules.preview(hub.actor, out)) == ({}, {"Kofi Mensah": Where.ALWAYS})


def test_in_which_circumstance_somebody_loses(world: Any, hub: OpenHub, rules: Rules) -> None:
    world.volunteer("Kofi Mensah")
    world.volunteer("Beth Carraway", (*BASIC, CheckType.DRIVING_PAPERS), transport=Transport.CAR)

    def lost(**changed: object) -> dict[str, Where]:
        draft = replace(FIRST_AID, **changed)  # type: ignore[arg-type]
        return told(rules.preview(hub.actor, replace(GARDENING, draft=draft)))[0]

    assert lost(pairing_allowed=True) == {"Kofi Mensah": Where.ALONE, "Beth Carraway": Where.ALONE}
    assert lost(applies_when=AppliesWhen.BECAUSE_OF)["Kofi Mensah"] is Where.BECAUSE_OF
    assert "Beth Carraway" not in lost(applies_when=AppliesWhen.DRIVING)  # her papers have no dates
    references = line(hub, "gardening", "references")
    world.volunteer("Siân Probert", (CheckType.IDENTITY, CheckType.INDUCTION))
    strict = RuleEdit(WHY, (references.id,), draft=replace(references.draft, pairing_allowed=False))
    assert told(rules.preview(hub.actor, strict))[0] == {"Siân Probert": Where.PAIRED}
    out = RuleEdit(WHY, (references.id,))
    assert told(rules.preview(hub.actor, out))[1] == {"Siân Probert": Where.ALWAYS}


def test_planned_tasks_and_rounds_that_would_need_cover_are_named(
    world: Any, hub: OpenHub, rules: Rules
) -> None:
    kofi, beth = world.volunteer("Kofi Mensah"), world.volunteer("Beth Carraway", SKILLED)
    offers = Offers(hub.tools)
    given = world.ask("Jean Mallory", "gardening")
    safe = world.ask("Harold Fletcher", "gardening")
    other = world.ask("Mary Wells", "dog_walking")
    carried = world.ask("Tom Ogden", "food_parcel")
    both = replace(GARDENING, need_codes=("gardening", "food_parcel"))
    for task, volunteer in ((given, kofi), (safe, beth), (other, kofi)):
        offers.answer(hub.actor, task, volunteer, OfferAnswer.YES)
    held = world.plan(carried, driver_id=kofi, name="Ferry")
    found = rules.preview(hub.actor, both)
    assert {one.task_id for one in found.tasks} >= {given}
    (hit,) = [one for one in found.tasks if one.task_id == given]
    assert (hit.need, hit.person, hit.volunteer) == ("Gardening", "Jean Mallory", "Kofi Mensah")
    assert "First aid training not done" in hit.words
    assert [(one.round_id, one.name, one.tasks) for one in found.rounds] == [(held, "Ferry", 1)]
    assert not offers.needs_cover(hub.actor)
    rules.save(hub.actor, both)
    assert {one.task_id for one in offers.needs_cover(hub.actor)} == {one.task_id for one in found.tasks}
    sheet = RoundSheets(hub.tools).sheet(hub.actor, held)
    assert carried not in [task for stop in sheet.stops for task in stop.task_ids]
    out = RuleEdit("No longer", line(hub, "gardening", "first_aid").alike)
    again = rules.preview(hub.actor, out)
    assert (again.settled, again.tasks, again.rounds) == (len(found.tasks), (), ())


def cleared(hub: OpenHub, volunteers: list[str]) -> set[tuple[object, ...]]:
    """Who is cleared for what in every circumstance, as the gate says it now."""
    with hub.store.read() as session:
        rules, nation = gate.rules(session), gate.nation(session)
        day = gate.today(session, date(2026, 11, 17)).day
        facts = gate.facts_of(session, volunteers)
        kinds = [(one.code, one.label, one.at_door) for one in needs(session)]
    found = set()
    for code, label, at_door in kinds:
        for because, paying, care in product((Answer.YES, Answer.NO), repeat=3):
            for paired in (False, True):
                context = TaskContext(
                    nation, code, day, because, paying, care, at_door=at_door, paired=paired
                )
                found |= {
                    (one, label, because, paying, care, paired)
                    for one in volunteers
                    if clear(rules, facts[one], context).passes
                }
    return found


@pytest.mark.parametrize(
    ("check", "changed"),
    [
        ("references", {"pairing_allowed": False}),
        ("references", {"check": "dbs", "level": CheckLevel.BASIC}),
        ("identity", {"pairing_allowed": True}),
        ("induction", {"applies_when": AppliesWhen.BECAUSE_OF}),
        ("induction", {"source": "Hub policy of 2026"}),
    ],
)
def test_a_preview_is_the_difference_the_save_makes(
    world: Any, hub: OpenHub, rules: Rules, check: str, changed: dict[str, Any]
) -> None:
    kinds = [(), BASIC, BASIC[:2], BASIC[1:], (BASIC[0], BASIC[2]), SKILLED]
    people = [world.volunteer(f"Kim {n}", kind) for n, kind in enumerate(kinds)]
    people.append(world.volunteer("Sam 9", BASIC, born=date(2009, 1, 1)))
    held = line(hub, "gardening", check)
    edit = RuleEdit(WHY, held.alike, draft=replace(held.draft, review_on=NEXT, **changed))
    before, found = cleared(hub, people), rules.preview(hub.actor, edit)
    rules.save(hub.actor, edit)
    after = cleared(hub, people)
    for said, real in ((found.lost, before - after), (found.gained, after - before)):
        assert {(one.volunteer_id, need) for one in said for need in one.needs} == {
            (volunteer, need) for volunteer, need, *_context in real
        }


def test_a_kind_of_help_left_without_rules_is_named(world: Any, hub: OpenHub, rules: Rules) -> None:
    world.volunteer("Kofi Mensah")
    Needs(hub.tools).save(hub.actor, NeedDraft("Bin day"))
    rules.save(
        hub.actor, replace(GARDENING, need_codes=("bin_day",), draft=replace(FIRST_AID, check="identity"))
    )
    found = rules.preview(hub.actor, RuleEdit(WHY, (line(hub, "bin_day", "identity").id,)))
    assert found.closed == ("Bin day",)
    assert told(found) == ({"Kofi Mensah": Where.ALWAYS}, {})


def test_a_preview_writes_nothing_and_its_statements_do_not_grow(
    world: Any, hub: OpenHub, rules: Rules
) -> None:
    world.volunteer("Kofi Mensah")

    def statements() -> int:
        seen: list[str] = []

        def heard(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            seen.append(statement)

        event.listen(hub.store.reader, "before_cursor_execute", heard)
        rules.preview(hub.actor, GARDENING)
        event.remove(hub.store.reader, "before_cursor_execute", heard)
        assert not [one for one in seen if not one.lstrip().upper().startswith(("SELECT", "PRAGMA"))]
        return len(seen)

    offers = Offers(hub.tools)
    first = world.volunteer("Ann 0")
    offers.answer(hub.actor, world.ask("Jean Mallory", "gardening"), first, OfferAnswer.YES)
    few = statements()
    for n in range(1, 12):
        volunteer = world.volunteer(f"Ann {n}")
        task = world.ask(f"Jean M{n}", "gardening")
        offers.answer(hub.actor, task, volunteer, OfferAnswer.YES)
    assert statements() == few
    assert rules.preview(hub.actor, GARDENING).losing == 13
