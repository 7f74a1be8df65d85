"""Default clearance rules, read out of the shipped document ``rules.json``."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from desktop.domain.clearance_facts import Rule


def rules_from(document: Mapping[str, Any]) -> tuple[Rule, ...]:
    """Spell out the shipped rules, one for each nation and need type.

    Args:
        document: the parsed content of ``resources/rules.json``: ``sources`` and ``groups`` by code,
            ``review_date`` (ISO 8601), and ``rules`` naming nations, needs (a code, or ``@group``),
            check and the rest.

    Returns:
        The rules in the document's order, nations and needs varying last.

    Raises:
        KeyError, ValueError: the document lacks a part or a date cannot be read.
    """
    review = date.fromisoformat(document["review_date"])
    spelled = []
    for entry in document["rules"]:
        source = document["sources"][entry["source"]]
        for nation in entry["nations"]:
            for need_code in _needs(entry["needs"], document["groups"]):
                spelled.append(
                    Rule(
                        nation=nation,
                        need_code=need_code,
                        check=entry["check"],
                        minimum_level=entry["minimum_level"],
                        basis=entry["basis"],
                        source=source,
                        review_date=review,
                        pairing_allowed=entry["pairing_allowed"],
                        applies_when=entry["applies_when"],
                    )
                )
    return tuple(spelled)


def _needs(names: list[str], groups: Mapping[str, list[str]]) -> list[str]:
    """Replace ``@group`` by the codes in it."""
    return [code for name in names for code in (groups[name[1:]] if name.startswith("@") else [name])]
