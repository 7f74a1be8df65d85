"""Who was out for the hub, and what was done where nobody heard of them: days and places of long ago."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import OutNow, Person, Volunteer
from db.queries.paging import by_keys, fetch, given
from db.queries.retention import Aged, held_people, roots
from db.queries.retention_ages import Trace, last_days, oldest

_OUT = Trace(OutNow.id, (OutNow.out_at, OutNow.due_at, OutNow.heard_at, OutNow.back_at, OutNow.voided_at))


def were_out(session: Session, edge: date) -> list[Aged]:
    """Everybody who went out before a day; whoever never came back on the board is open, however old."""
    root = roots(session)
    held = held_people(session, root)
    last = last_days(session, oldest(session, edge, _OUT), (_OUT,))
    query = (
        select(OutNow.id, Person.id, OutNow.back_at, OutNow.voided_at)
        .join(Volunteer, Volunteer.id == OutNow.volunteer_id)
        .join(Person, Person.id == Volunteer.person_id)
    )
    return [
        Aged(key, "out_now", last[key], root[who] in held, back is None and gone is None, root[who])
        for key, who, back, gone in fetch(session, by_keys(query, OutNow.id), given(list(last)))
    ]
