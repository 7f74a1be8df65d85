"""The floor no edit of rules goes below: what is shipped as law, compared with plain rows of the store."""

import json
from collections.abc import Iterator

from resources import read_text
from tests.gate_histories.oracle import ANSWERED_BY, Picture, Row
from tests.gate_histories.world import KEPT

_WIDER = {
    "because_of": ("because_of",),
    "because_of_and_paying": ("because_of", "because_of_and_paying"),
    "because_of_and_to_care": ("because_of", "because_of_and_to_care"),
    "driving": ("driving",),
}
"""Circumstances in which a rule is in force whenever one of the first is, besides always."""
Law = tuple[str, str, str, str]
"""Kind of help, check, level, circumstance."""


def _shipped() -> Iterator[tuple[str, Law]]:
    for rule in json.loads(read_text("rules.json"))["rules"]:
        for nation in rule["nations"] if rule["basis"] == "law" else ():
            for need in rule["needs"]:
                if need in KEPT:
                    yield nation, (need, rule["check"], rule["minimum_level"], rule["applies_when"])


LAWS = list(_shipped())


def gone_below(picture: Picture) -> set[Law]:
    """The laws of the hub's nation that no rule in use asks for."""
    here = [rule for rule in picture.rules if rule["nation"] == picture.nation]
    own = (law for nation, law in LAWS if nation == picture.nation)
    return {law for law in own if not any(_covers(rule, law) for rule in here)}


def _covers(rule: Row, law: Law) -> bool:
    need, check, level, when = law
    if (rule["need_code"], rule["check_type"]) != (need, check) or rule["basis"] == "hub_policy":
        return False
    asked, least = ANSWERED_BY.get(rule["level"], ""), ANSWERED_BY[level]
    deep = bool(asked) and set(asked.split()) <= set(least.split())
    return deep and (rule["applies_when"] not in _WIDER or rule["applies_when"] in _WIDER[when])
