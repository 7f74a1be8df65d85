"""Whether somebody passed on as new is known to the hub: said before a second record is made of them."""

from collections.abc import Mapping
from typing import Any

from desktop.context import AppContext
from desktop.domain.duplicate_keys import PersonKey
from desktop.domain.errors import DomainError
from desktop.domain.phones import national, read_phone
from desktop.domain.references import Kind, write
from desktop.services.duplicates import Duplicates
from desktop.services.people import People
from desktop.ui.base.i18n import tr
from desktop.ui.referrals.incoming_words import new_person


def people_found(context: AppContext, typed: str) -> list[tuple[str, str]]:
    """People found while typing; their number tells two of one name apart (worker)."""
    rows = context.service(People).find(context.actor, typed)
    return [
        (one.id, f"{one.first_name} {one.last_name}".strip() + f", {write(Kind.PERSON, one.number)}")
        for one in rows
    ]


def ask_if_known(context: AppContext, values: Mapping[str, Any]) -> None:
    """Ask whether somebody new is somebody the hub has, unless that is said (worker).

    A telephone that is known is enough: a school may give the child's name with the mother's number. A name
    alone never is.

    Args:
        context: the open hub.
        values: the answers of `incoming_words.take_fields`.

    Raises:
        DomainError: it may be the person named; the hub's coordinator decides.
    """
    person = new_person(values)
    if person is None or values["is_new"]:
        return
    number = read_phone(person.phones[0].raw).e164 if person.phones else None
    if number is None:
        return
    typed = PersonKey("", person.first_name, person.last_name, phones=(number,))
    alike = context.service(Duplicates).while_typing(context.actor, typed)
    found = [alike[0].b.id] if alike else [key for key, _ in people_found(context, national(number))]
    if not found:
        return
    (row,) = context.service(People).rows(context.actor, found[:1])
    parts = (f"{row.first_name} {row.last_name}".strip(), row.address_line1, write(Kind.PERSON, row.number))
    words = tr(
        "This may be {person}. Choose them here, or tick that it is nobody the hub knows.",
        person=", ".join(part for part in parts if part),
    )
    raise DomainError(words, field="person")
