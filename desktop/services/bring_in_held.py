"""What the hub holds, as plain texts for a dry run to compare with."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from db.enums import Answer, ContactPreference
from db.queries import bring_in as query
from desktop.services.base import Actor
from desktop.services.needs import needs, sees_private

_NAMES = (*query.PERSON_FIELDS, *("household_size" if n == "size" else n for n in query.HOME_FIELDS))
_NOTHING_SAID = (ContactPreference.UNKNOWN, Answer.NOT_ASKED)
_VOLUNTEER_NAMES = tuple("volunteer_status" if n == "status" else n for n in query.VOLUNTEER_FIELDS)


@dataclass(frozen=True, slots=True)
class HeldPerson:
    """A person as texts.

    Attributes:
        fields: what is known, by the names a dry run compares; phones as E.164 with spaces between.
        shown: name and reference.
        is_volunteer: whether they have a volunteering profile.
    """

    id: str
    fields: Mapping[str, str]
    shown: str
    is_volunteer: bool = False


@dataclass(frozen=True, slots=True)
class HeldRequest:
    """A request as texts.

    Attributes:
        is_hidden: its need is private and not for this user: nothing of it may be shown.
    """

    id: str
    person_id: str
    source_reference: str
    need: str
    is_open: bool
    is_hidden: bool
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Held:
    """What the hub holds.

    Attributes:
        people: everybody in use.
        merged: references of people who were merged into somebody, to the person kept.
        requests: those with a reference, and the open ones; only for a list of requests or needs.
        needs: need types, label or code to code.
        profiles: remembered column maps as JSON texts.
    """

    people: tuple[HeldPerson, ...] = ()
    merged: Mapping[str, str] = field(default_factory=dict)
    requests: tuple[HeldRequest, ...] = ()
    needs: Mapping[str, str] = field(default_factory=dict)
    profiles: tuple[Mapping[str, Any], ...] = ()


def read_held(session: Session, actor: Actor, kind: str) -> Held:
    """Read what a list of a kind is compared with; see `Held`."""
    volunteering = {one.person_id: one for one in query.volunteers(session)} if kind == "volunteers" else {}
    phones = query.numbers(session)
    hub_needs = {word: one.code for one in needs(session) for word in (one.label, one.code)}
    return Held(
        people=tuple(
            _person(row, phones.get(row.id, ()), volunteering.get(row.id)) for row in query.people(session)
        ),
        merged=query.merged(session),
        requests=() if kind == "volunteers" else tuple(_requests(session, actor)),
        needs=hub_needs,
        profiles=tuple(one.mapping for one in query.profiles(session, kind)),
    )


def _person(
    row: query.PersonFields, phones: Iterable[tuple[str, str]], volunteer: query.VolunteerFields | None
) -> HeldPerson:
    fields = dict(_texts(zip(_NAMES, row.values, strict=True)))
    numbers = sorted({e164 for e164, _ in phones if e164})
    if numbers:
        fields["phones"] = " ".join(numbers)
    if volunteer is not None:
        fields |= _offered(volunteer)
    name = " ".join(fields[part] for part in ("first_name", "last_name") if part in fields)
    shown = f"{name}, P-{row.number}" if name else f"P-{row.number}"
    return HeldPerson(row.id, fields, shown, volunteer is not None)


def _offered(volunteer: query.VolunteerFields) -> dict[str, str]:
    sets = {
        "skills": " ".join(sorted(volunteer.skills)),
        "areas": ", ".join(sorted(volunteer.areas)),
        "languages": " ".join(sorted(volunteer.languages)),
        "slots": " ".join(f"{day} {start:%H:%M}-{end:%H:%M}" for day, start, end in volunteer.slots),
    }
    own = dict(_texts(zip(_VOLUNTEER_NAMES, volunteer.values, strict=True)))
    return own | {name: text for name, text in sets.items() if text}


def _requests(session: Session, actor: Actor) -> Iterable[HeldRequest]:
    for row in query.requests(session):
        hidden = row.is_private and not sees_private(actor, row.taken_by_id)
        fields = {} if hidden else {"need": row.need}
        if not hidden:
            fields |= dict(_texts(zip(query.REQUEST_FIELDS, row.values, strict=True)))
        yield HeldRequest(row.id, row.person_id, row.source_reference, row.need, row.is_open, hidden, fields)


def _texts(pairs: Iterable[tuple[str, Any]]) -> Iterable[tuple[str, str]]:
    for name, value in pairs:
        if value and value not in _NOTHING_SAID:
            yield name, value.isoformat() if isinstance(value, date) else str(value)
