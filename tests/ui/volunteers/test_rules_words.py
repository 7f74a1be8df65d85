"""Words of rules: cells of the table, what a form leaves out, and the gist of a preview."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from db.enums import CheckLevel, RuleBasis
from desktop.context import AppContext
from desktop.domain.clearance_facts import AppliesWhen
from desktop.domain.rule_edits import RuleDraft
from desktop.services.rule_lists import RuleLine
from desktop.services.rule_previews import Affected, RoundHit, RulePreview, TaskHit, Where
from desktop.ui.volunteers.rules_cells import asked_cell
from desktop.ui.volunteers.rules_form import rule_draft, settled_keys
from desktop.ui.volunteers.rules_preview import MOST, PreviewDialog, summary
from desktop.ui.volunteers.rules_words import when_words
from tests.ui.volunteers.test_rules_page import words

TODAY = date(2026, 11, 17)


@pytest.mark.parametrize(
    ("draft", "said"),
    [
        (RuleDraft("identity"), "Always"),
        (RuleDraft("identity", pairing_allowed=True), "Or paired"),
        (RuleDraft("driving_papers", applies_when=AppliesWhen.DRIVING, basis=RuleBasis.LAW), "To drive"),
        (RuleDraft("identity", applies_when=AppliesWhen.BECAUSE_OF), "Sometimes"),
        (RuleDraft("disclosure_scotland", CheckLevel.PVG_PROTECTED_ADULTS), "PVG"),
        (RuleDraft("dbs", CheckLevel.ENHANCED_ADULTS_BARRED), "Enhanced"),
        (RuleDraft("dbs", "platinum", applies_when="on Sundays"), "Sometimes"),
    ],
)
def test_words_of_a_cell(draft: RuleDraft, said: str) -> None:
    cell = asked_cell([RuleLine("a", draft, 1, False, False, ("a",))])
    assert cell.text == said
    assert cell.spoken


def test_the_law_goes_before_the_hubs_own_in_a_cell() -> None:
    law = RuleLine("b", RuleDraft("dbs", CheckLevel.ENHANCED, RuleBasis.LAW), 1, True, False, ("b",))
    own = RuleLine("a", RuleDraft("dbs", CheckLevel.BASIC), 1, False, False, ("a",))
    assert asked_cell([own, law]).text == "Enhanced"
    assert asked_cell([own, law]).spoken.count("asked for by") == 2
    assert when_words("on Sundays") == "Always"


def test_what_is_settled_is_not_asked_and_not_kept() -> None:
    held = RuleDraft("dbs", CheckLevel.ENHANCED, pairing_allowed=True, eligibility_reason="Said")
    assert settled_keys(held) == frozenset()
    plain = rule_draft({"check": "identity", "source": "Hub policy"}, held)
    assert (plain.level, plain.eligibility_reason) == (CheckLevel.NONE, "")
    assert not rule_draft({"basis": "law"}, held).pairing_allowed
    assert settled_keys(RuleDraft("aura")) == {"level", "eligibility_reason"}


def test_what_a_preview_says_in_a_line(context: AppContext, qtbot: QtBot) -> None:
    one = Affected("v", "Kofi Mensah", ("A", "B", "C", "D", "E"), Where.ALONE)
    many = tuple(replace(one, volunteer_id=f"v{n}", name=f"Kim {n}") for n in range(MOST + 2))
    task = TaskHit("t", TODAY, "Lift", 7, "Jean", "Kofi", "")
    rounds = (RoundHit("r", 3, "Ferry", TODAY, 2),)
    found = RulePreview(many, (one,), (task,), rounds, 2, ("Bin day",), 3)
    assert summary(found) == (
        "3 rules change. 42 would lose clearance, 1 would gain it. 1 planned task would need cover."
    )
    assert (
        summary(replace(found, lost=(), tasks=(), rules=1)) == "Nobody would lose clearance, 1 would gain it."
    )
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = PreviewDialog(found, lambda: None, context.jobs, parent)
    dialog.show()
    said = words(dialog)
    for part in (
        "Bin day: no rule would be left.",
        "A, B, C, D and 1 task more, going alone; with a checked volunteer they still can",
        "and 2 more",
        "S-3 Ferry, Tue 17 Nov: 2 tasks stay off the sheet",
        "2 planned tasks need cover now and no longer would.",
    ):
        assert part in said
