"""What the screens say of a directory from a file: states, fields and values in plain words."""

from typing import Any

from db.enums import Layer
from desktop.domain.directory_compare import RowState
from desktop.domain.directory_facts import AreaFacts, HoursFacts
from desktop.domain.phones import national
from desktop.ui.base.i18n import tr
from desktop.ui.words import say

_PHONES = ("phone", "deputy_phone")


def state_words(state: RowState) -> str:
    """The name of a group of rows."""
    return {
        RowState.NEW: tr("New"),
        RowState.CHANGED: tr("Changed"),
        RowState.SAME: tr("Same"),
        RowState.WITHDRAWN: tr("No longer in it"),
    }[state]


def about_state(state: RowState) -> str:
    """What becomes of a group of rows."""
    return {
        RowState.NEW: tr("The hub does not have these yet."),
        RowState.CHANGED: tr("The file says something else. What it leaves blank, the hub keeps."),
        RowState.SAME: tr("Nothing to do: these say the same already."),
        RowState.WITHDRAWN: tr("The file no longer has these. Taken over, they are marked as not running."),
    }[state]


def field_words(name: str) -> str:
    """The name of a field."""
    return _fields().get(name, name.replace("_", " ").capitalize())


def value_words(name: str, value: Any) -> str:
    """A value as people read it; what is blank is said."""
    if value in (None, "", (), False):
        return tr("nothing")
    if value is True:
        return tr("yes")
    if isinstance(value, Layer):
        return say(value)
    if name in _PHONES:
        return national(str(value))
    if isinstance(value, tuple):
        return ", ".join(_one(each) for each in value)
    return f"{value:%d/%m/%Y}" if name == "verified_on" else str(value).replace("_", " ")


def _one(value: Any) -> str:
    if isinstance(value, AreaFacts):
        return value.name
    if isinstance(value, HoursFacts):
        days = (tr("Mon"), tr("Tue"), tr("Wed"), tr("Thu"), tr("Fri"), tr("Sat"), tr("Sun"))
        return tr(
            "{day} {opens} to {closes}", day=days[value.weekday], opens=value.opens_at, closes=value.closes_at
        )
    return str(value).replace("_", " ")


def _fields() -> dict[str, str]:
    return {
        "name": tr("Name"),
        "layer": tr("Layer"),
        "remit": tr("What they do"),
        "boundaries": tr("What they do not do"),
        "contact_name": tr("Contact"),
        "contact_role": tr("Their role"),
        "deputy_name": tr("Deputy"),
        "deputy_role": tr("The deputy's role"),
        "deputy_phone": tr("The deputy's phone"),
        "phone": tr("Phone"),
        "email": tr("E-mail"),
        "url": tr("Website"),
        "address": tr("Address"),
        "postcode": tr("Postcode"),
        "status": tr("Whether it runs"),
        "description": tr("What it is"),
        "capacity_week": tr("How many a week"),
        "eligibility": tr("Who it is for"),
        "minimum_age": tr("From age"),
        "maximum_age": tr("To age"),
        "how_to_refer": tr("How to refer"),
        "languages": tr("Languages"),
        "interpreters": tr("Interpreters"),
        "food_cultures": tr("Food"),
        "collects": tr("People can collect"),
        "delivers": tr("Delivers"),
        "cost": tr("Cost"),
        "everywhere": tr("Everywhere"),
        "risk_up_to": tr("Risk up to"),
        "verified_on": tr("Checked on"),
        "needs": tr("Helps with"),
        "areas": tr("Areas"),
        "hours": tr("Open"),
    }
