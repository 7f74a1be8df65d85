"""Rules whose day to be looked at has come are told of on Today, to the safeguarding lead alone."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from db.enums import Role
from db.models import ClearanceRule
from desktop.services.today import TodayDesk
from tests.services.day.conftest import TODAY, Stage


def be_due(stage: Stage, count: int, day: date) -> None:
    """Let some rules be due to be looked at on a day."""
    with stage.hub.store.write(stage.actor.user_id) as work:
        for rule in work.session.scalars(select(ClearanceRule).order_by(ClearanceRule.id).limit(count)):
            rule.review_on = day


@pytest.mark.parametrize(
    ("count", "sentence"),
    [
        (1, "One check rule is to be looked at again | See rules rules"),
        (3, "3 check rules are to be looked at again | See rules rules"),
    ],
)
def test_rules_are_to_be_looked_at_from_their_day_on(stage: Stage, count: int, sentence: str) -> None:
    assert stage.told("rules") == []
    be_due(stage, count, TODAY + timedelta(days=1))
    assert stage.told("rules") == []
    be_due(stage, count, TODAY)
    assert stage.told("rules") == [sentence]
    with stage.hub.store.write(stage.actor.user_id) as work:
        for rule in work.session.scalars(select(ClearanceRule).where(ClearanceRule.review_on == TODAY)):
            rule.voided_at = rule.created_at
    assert stage.told("rules") == []


@pytest.mark.parametrize("role", [one for one in Role if one not in (Role.LEAD, Role.ADMINISTRATOR)])
def test_nobody_but_the_lead_is_told(stage: Stage, role: Role) -> None:
    be_due(stage, 2, TODAY)
    other = replace(stage.actor, roles=frozenset({role}))
    day = TodayDesk(stage.hub.tools).day(other)
    assert not [one for one in day.items if one.key.startswith("rules:")]
