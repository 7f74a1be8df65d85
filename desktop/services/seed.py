"""What a new hub starts with: need types, clearance rules of its nation, and letters to copy out."""

import json
from typing import Any

from db.enums import Nation, RiskTier, TaskKind, TemplateKind, Urgency
from db.models import ClearanceRule, NeedType, Template
from db.session import UnitOfWork
from desktop.domain.clearance_rules import rules_from
from desktop.services.registers import seed_protection
from resources import read_text

CONSENT_WORDING = (
    "We keep what you tell us on this laptop, locked. May we give your name, address and phone number"
    " to the volunteer who helps you? You can change your mind at any time."
)


def seed(work: UnitOfWork, nation: Nation) -> None:
    """Fill a new hub's vocabulary and rules.

    Args:
        work: the unit of work that makes the hub.
        nation: decides which clearance rules are written.
    """
    work.insert_many(NeedType, [_need(entry, n) for n, entry in enumerate(_document("need_types.json"), 1)])
    rules = rules_from(json.loads(read_text("rules.json")))
    work.insert_many(ClearanceRule, [_rule(rule) for rule in rules if rule.nation == nation])
    work.insert_many(Template, [dict(entry, kind=TemplateKind(entry["kind"])) for entry in _templates()])
    seed_protection(work)


def _document(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(read_text(name))["need_types"]
    return found


def _templates() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(read_text("templates.json"))["templates"]
    return found


def _need(entry: dict[str, Any], position: int) -> dict[str, Any]:
    return {
        "code": entry["code"],
        "label": entry["label"],
        "icon": entry["icon"],
        "kind": TaskKind(entry["task_kind"]),
        "risk": RiskTier(entry["risk_tier"]),
        "is_private": entry["private"],
        "key": entry.get("key"),
        "is_active": entry.get("active", True),
        "position": position,
        "default_urgency": Urgency(entry["default_urgency"]),
        "minutes": entry["service_minutes"],
        "item_one": _item(entry, "one"),
        "item_many": _item(entry, "many"),
        "keep": entry["keep"],
        "at_door": entry["at_door"],
        "needs_transport": entry["needs_transport"],
        "questions": entry["questions"],
        "handover_code": entry["help_needed"],
    }


def _rule(rule: Any) -> dict[str, Any]:
    return {
        "nation": Nation(rule.nation),
        "need_code": rule.need_code,
        "check_type": rule.check,
        "level": rule.minimum_level,
        "basis": rule.basis,
        "source": rule.source,
        "review_on": rule.review_date,
        "pairing_allowed": rule.pairing_allowed,
        "applies_when": rule.applies_when,
    }


def _item(entry: dict[str, Any], form: str) -> str:
    return str((entry["item"] or {}).get(form, ""))
