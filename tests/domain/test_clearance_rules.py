"""The shipped rules and need types."""

import json
from datetime import date
from typing import Any

import pytest

from db.enums import (
    CheckLevel,
    CheckType,
    Nation,
    RiskTier,
    RuleBasis,
    TaskKind,
    Transport,
    Urgency,
)
from desktop.domain.clearance_facts import AppliesWhen, Rule
from desktop.domain.clearance_levels import levels_for
from desktop.domain.clearance_rules import rules_from
from resources import read_text, resource

RULES = rules_from(json.loads(read_text("rules.json")))
NEEDS: list[dict[str, Any]] = json.loads(read_text("need_types.json"))["need_types"]
#: The canonical help_needed list of the handover package.
HELP_NEEDED = [
    "food_shopping",
    "food_parcel",
    "medicine",
    "other_essentials",
    "befriending",
    "debt_and_money",
    "health",
    "mental_health",
    "internet_access",
    "housing",
    "jobs_or_training",
    "children_and_schools",
    "disabilities",
    "transport",
    "pet_care",
    "something_else",
]


def of(nation: Nation, need: str) -> dict[str, Rule]:
    return {rule.check: rule for rule in RULES if rule.nation == nation and rule.need_code == need}


def test_a_document_is_spelled_out() -> None:
    document = {
        "review_date": "2027-04-01",
        "sources": {"s": "A law"},
        "groups": {"both": ["a", "b"]},
        "rules": [
            {
                "nations": ["wales", "england"],
                "needs": ["@both", "c"],
                "check": "dbs",
                "minimum_level": "basic",
                "basis": "law",
                "source": "s",
                "pairing_allowed": True,
                "applies_when": "driving",
            }
        ],
    }
    rules = rules_from(document)
    assert [(rule.nation, rule.need_code) for rule in rules] == [
        ("wales", "a"),
        ("wales", "b"),
        ("wales", "c"),
        ("england", "a"),
        ("england", "b"),
        ("england", "c"),
    ]
    assert rules[0] == Rule("wales", "a", "dbs", "basic", "law", "A law", date(2027, 4, 1), True, "driving")


def test_every_rule_is_readable() -> None:
    for rule in RULES:
        assert rule.nation in set(Nation)
        assert rule.check in set(CheckType)
        assert rule.minimum_level in set(CheckLevel)
        assert rule.basis in set(RuleBasis)
        assert rule.applies_when in set(AppliesWhen)
        assert rule.source
        assert rule.review_date is not None
        assert levels_for(rule.check, rule.minimum_level) != frozenset()
        if rule.basis == RuleBasis.LAW:
            assert not rule.pairing_allowed


def test_no_rule_is_given_twice() -> None:
    keys = [(rule.nation, rule.need_code, rule.check, rule.applies_when) for rule in RULES]
    assert len(keys) == len(set(keys))


def test_every_need_in_every_nation_asks_for_identity_references_and_induction() -> None:
    for nation in Nation:
        for need in NEEDS:
            assert {"identity", "references", "induction", "driving_papers"} <= set(of(nation, need["code"]))


@pytest.mark.parametrize(
    ("nation", "check", "level"),
    [
        (Nation.ENGLAND, CheckType.DBS, CheckLevel.ENHANCED_ADULTS_BARRED),
        (Nation.WALES, CheckType.DBS, CheckLevel.ENHANCED_ADULTS_BARRED),
        (Nation.NORTHERN_IRELAND, CheckType.ACCESS_NI, CheckLevel.ENHANCED_ADULTS_BARRED),
        (Nation.SCOTLAND, CheckType.DISCLOSURE_SCOTLAND, CheckLevel.PVG_PROTECTED_ADULTS),
    ],
)
def test_shopping_because_of_age_illness_or_disability_is_law(
    nation: Nation, check: CheckType, level: CheckLevel
) -> None:
    rule = of(nation, "shopping")[check]
    assert (rule.minimum_level, rule.basis, rule.applies_when) == (
        level,
        RuleBasis.LAW,
        AppliesWhen.BECAUSE_OF,
    )
    lift = of(nation, "transport")[check]
    assert lift.applies_when == AppliesWhen.BECAUSE_OF_AND_TO_CARE


def test_disclosures_are_asked_for_only_by_law() -> None:
    schemes = {CheckType.DBS, CheckType.ACCESS_NI, CheckType.DISCLOSURE_SCOTLAND}
    assert all(rule.basis == RuleBasis.LAW for rule in RULES if rule.check in schemes)
    assert not schemes & set(of(Nation.ENGLAND, "food_parcel"))


def test_prescriptions_are_free_outside_england() -> None:
    assert of(Nation.ENGLAND, "prescription")["dbs"].applies_when == AppliesWhen.BECAUSE_OF_AND_PAYING
    assert "dbs" not in of(Nation.WALES, "prescription")
    assert "medicines_training" in of(Nation.WALES, "prescription")


def test_need_types_use_the_shared_vocabulary() -> None:
    codes = [need["code"] for need in NEEDS]
    usual = [need["code"] for need in NEEDS if need.get("active", True)]
    assert len(codes) == len(set(codes)) == 33
    assert len(usual) == 23, "the rest come into use with an incident"
    for need in NEEDS:
        assert need["task_kind"] in set(TaskKind)
        assert need["risk_tier"] in set(RiskTier)
        assert need["default_urgency"] in set(Urgency)
        assert need["help_needed"] in HELP_NEEDED
        assert need["keep"] in {"none", "cold", "hot"}
        assert set(need["needs_transport"]) <= set(Transport)
        assert need["at_door"] is (need["task_kind"] != "call")
        assert 0 < need["service_minutes"] <= 120
        assert (1 if need["code"] in usual else 0) <= len(need["questions"]) <= 2


def test_keys_are_those_of_the_intake_screen() -> None:
    keyed = {need["key"]: need["label"] for need in NEEDS if need["key"] is not None}
    assert [keyed[key] for key in range(1, 10)] == [
        "Food parcel",
        "Prescription",
        "Shopping",
        "Hot meal",
        "Lift",
        "Welfare call",
        "Energy top-up",
        "Advice",
        "Something else",
    ]


def test_private_needs_tell_nothing_in_a_handover() -> None:
    private = {need["code"]: need["help_needed"] for need in NEEDS if need["private"]}
    assert set(private) == {"domestic_abuse", "mental_health"}
    assert private["domestic_abuse"] == "something_else"


def test_questions_have_codes_and_choices() -> None:
    for need in NEEDS:
        for question in need["questions"]:
            assert question["kind"] in {"choice", "text"}
            assert ("choices" in question) is (question["kind"] == "choice")
            choices = [choice["code"] for choice in question.get("choices", [])]
            assert len(choices) == len(set(choices))


def test_icons_are_shipped() -> None:
    missing = {need["icon"] for need in NEEDS if not resource(f"icons/{need['icon']}.svg").is_file()}
    assert missing == set()
