"""What the directory gives Today: services nobody made sure of, agreements running out, one contact only."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from db.enums import Urgency
from db.models import Organisation
from db.queries import services as query
from db.queries.paging import fetch
from db.queries.services import ServiceFilter
from desktop.domain.dates import months_before, short_day
from desktop.domain.directory import OLD_MONTHS, SOON
from desktop.services.today_items import Desk, TodayItem, Words, counted, source, words


@source("directory", "service.heard")
def to_check(desk: Desk) -> list[TodayItem]:
    """Running services that nobody made sure of for six months, in one line."""
    old = ServiceFilter(running=True, not_since=months_before(desk.today, OLD_MONTHS))
    found = query.ids(desk.session, old, "verified")
    said = counted(
        len(found),
        "One service was not checked for 6 months",
        "{count} services were not checked for 6 months",
    )
    return _line(desk, "directory:old", found, said, words("Ring and check"), "directory")


@source("agreements", "organisation.set")
def to_renew(desk: Desk) -> list[TodayItem]:
    """Sharing agreements that end within 30 days or have ended, each once, the first to end named."""
    until = Organisation.agreement_until
    ending = (
        select(Organisation.id, Organisation.name, until)
        .where(until <= desk.today + SOON, Organisation.voided_at.is_(None))
        .order_by(until, Organisation.name)
    )
    found = fetch(desk.session, ending)
    if not found:
        return []
    _key, name, first = found[0]
    said = counted(
        len(found), "One sharing agreement is running out", "{count} sharing agreements are running out"
    )
    about = words("First {group}, {day}", group=name, day=short_day(first))
    keys = [row[0] for row in found]
    return _line(desk, "agreements:ending", keys, said, words("See them"), "organisations", first, about)


@source("contacts", "organisation.set")
def to_name(desk: Desk) -> list[TodayItem]:
    """Organisations in an agreement with nobody, one person only, or one who left to ring: one line."""
    one, two = Organisation.contact_name, Organisation.deputy_name
    gone = (Organisation.contact_until < desk.today) | (Organisation.deputy_until < desk.today)
    single = (one == "") | (two == "") | gone
    found = fetch(
        desk.session,
        select(Organisation.id)
        .where(single, Organisation.agreement != "", Organisation.voided_at.is_(None))
        .order_by(Organisation.name),
    )
    said = counted(
        len(found),
        "One organisation you share with needs a contact or deputy",
        "{count} organisations you share with need a contact or deputy",
    )
    return _line(desk, "contacts:alone", [row[0] for row in found], said, words("See them"), "organisations")


def _line(
    desk: Desk,
    key: str,
    found: Sequence[str],
    said: Words,
    verb: Words,
    place: str,
    day: date | None = None,
    about: Words | None = None,
) -> list[TodayItem]:
    if not found:
        return []
    late = day is not None and day < desk.today
    return [
        TodayItem(
            key=key,
            urgency=Urgency.THIS_WEEK if late else Urgency.NO_RUSH,
            day=max(day or desk.today, desk.today),
            sentence=said,
            second=(about,) if about else (),
            verb=verb,
            place=place,
            item=found[0],
        )
    ]
