"""Three concerns for the demonstration: one new, one with the council, one watched."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from db.enums_concerns import AboutKind, Agreed, Danger, EntryKind, Heard, NextStep
from db.models import Household, Person, Volunteer
from desktop.domain.concerns import About, Account, Decision, Referral
from desktop.services.concern_raising import RaiseConcerns
from desktop.services.concerns import Concerns
from desktop.services.hubs import OpenHub
from desktop.services.people import display_name


def write_concerns(hub: OpenHub, passphrase: str, told: Sequence[Mapping[str, Any]]) -> None:
    """Raise the concerns told of, about people helped, and work on them as a lead would.

    Args:
        hub: the demonstration hub; whoever opened it is a lead.
        passphrase: theirs.
        told: words, what the person wants, and how far each has come (``new``, ``referred``, ``watched``).
    """
    raising, concerns, folder = RaiseConcerns(hub.tools), Concerns(hub.tools), hub.folder.path
    concerns.unlock(hub.actor, folder, passphrase)
    for about, one in zip(_people(hub, len(told)), told, strict=False):
        account = Account(
            danger=Danger.NO,
            about=about,
            words=one["words"],
            where="at home",
            wants=one["wants"],
            heard=Heard.WAS_THERE,
            agreed=Agreed.NO,
        )
        made = raising.send(hub.actor, folder, account).made
        if one["stage"] != "new":
            _decide(hub, concerns, made, one)
    concerns.hide(hub.actor)


def _decide(hub: OpenHub, concerns: Concerns, made: str, one: Mapping[str, Any]) -> None:
    concerns.read(hub.actor, made)
    watch = one["stage"] == "watched"
    step = NextStep.WATCH if watch else NextStep.REFER
    again = concerns.today() + timedelta(days=7) if watch else None
    concerns.write(hub.actor, made, EntryKind.DECISION, part=Decision(step, Agreed.NO, one["why"], again))
    if not watch:
        told = Referral(one["to"], "by phone, then in writing")
        concerns.write(hub.actor, made, EntryKind.REFERRAL, part=told)


def _people(hub: OpenHub, count: int) -> list[About]:
    """A few people helped, who do not volunteer."""
    query = (
        select(Person, Household.address_line1)
        .join(Household, Household.id == Person.household_id)
        .outerjoin(Volunteer, Volunteer.person_id == Person.id)
        .where(Volunteer.id.is_(None))
        .order_by(Person.number)
        .limit(count)
    )
    with hub.store.read() as session:
        found = session.execute(query).all()
        return [About(AboutKind.PERSON, one.id, display_name(one), street) for one, street in found]
