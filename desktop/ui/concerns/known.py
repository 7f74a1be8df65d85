"""Whom a concern is about, read by kind and key: the button it was raised with said who."""

from db.enums_concerns import AboutKind
from desktop.context import AppContext
from desktop.domain.concerns import About
from desktop.domain.names import full_name
from desktop.services.organisations import Organisations
from desktop.services.people import People
from desktop.services.volunteers import Volunteers


def read_about(context: AppContext, kind: AboutKind, key: str) -> About:
    """Name and address of a record (worker).

    Args:
        context: the open hub.
        kind: of the record.
        key: its own.
    """
    actor = context.actor
    if kind is AboutKind.ORGANISATION:
        held = context.service(Organisations).get(actor, key)
        return About(kind, key, held.name, held.address)
    if kind is AboutKind.VOLUNTEER:
        person = context.service(Volunteers).get(actor, key).who.draft
    else:
        person = context.service(People).get(actor, key).draft
    home = person.household
    name = full_name(person.first_name, person.last_name, person.preferred_name)
    where = ", ".join(one for one in (home.address_line1, home.town) if one) if home else ""
    return About(kind, key, name, where)
