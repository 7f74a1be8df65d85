"""Formalities on Today: those nobody answered and those past their day, for whoever carries them."""

from datetime import date, timedelta
from typing import Any

from db.enums import Role, Urgency
from db.enums_formalities import FormalityKind, FormalityState
from desktop.services.base import Actor
from desktop.services.formalities import Formalities, FormalityDraft, Step
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.today import TodayDesk

TODAY = date(2026, 11, 17)
Stage = Any
"""The class of the fixture, see conftest."""


def ask(stage: Stage, due: date | None = None, asked_on: date = TODAY) -> str:
    draft = FormalityDraft(
        FormalityKind.INSURANCE, asked_by_name="Mill Street", due_on=due, asked_on=asked_on
    )
    return Formalities(stage.hub.tools).save(stage.actor, draft).made


def test_one_that_waits_is_told_of_until_somebody_takes_it_on(stage: Stage) -> None:
    key = ask(stage)
    assert stage.told("formalities") == ["One formality waits for an answer | See them formalities"]
    ask(stage)
    assert stage.told("formalities") == ["2 formalities wait for an answer | See them formalities"]
    council = Organisations(stage.hub.tools).save(stage.actor, OrganisationDraft("Saltmarsh Council")).made
    verbs = Formalities(stage.hub.tools)
    verbs.move(stage.actor, key, Step(FormalityState.TAKEN_ON, arranged_by_id=council))
    (left,) = [one for one in stage.day().items if one.key.startswith("formalities:")]
    assert left.key == "formalities:asked"


def test_one_past_its_day_is_told_of_until_it_is_done(stage: Stage) -> None:
    key = ask(stage, TODAY - timedelta(days=1), TODAY - timedelta(days=9))
    verbs = Formalities(stage.hub.tools)
    council = Organisations(stage.hub.tools).save(stage.actor, OrganisationDraft("Saltmarsh Council")).made
    verbs.move(stage.actor, key, Step(FormalityState.TAKEN_ON, arranged_by_id=council))
    (told,) = [one for one in stage.day().items if one.key.startswith("formalities:")]
    assert (told.sentence.text, told.urgency, told.day) == (
        "One formality is overdue",
        Urgency.THIS_WEEK,
        TODAY,
    )
    verbs.move(stage.actor, key, Step(FormalityState.DONE))
    assert stage.told("formalities") == []


def test_whoever_may_not_see_them_is_not_told(stage: Stage) -> None:
    ask(stage)
    for role, count in ((Role.VOLUNTEER_MANAGER, 1), (Role.COORDINATOR, 1), (Role.CALL_HANDLER, 0)):
        other = Actor(stage.actor.user_id, "Amit", frozenset({role}))
        items = TodayDesk(stage.hub.tools).day(other).items
        assert sum(one.key.startswith("formalities:") for one in items) == count
