"""How many each view of the lists of people and organisations holds."""

from sqlalchemy import distinct, func, select
from sqlalchemy.orm import Session

from db.enums import PersonStatus
from db.models import Organisation, Person, Request
from db.queries.people import STILL_OPEN


def people(session: Session) -> dict[str, int]:
    """Everyone, those with open requests, and those out of touch.

    People with open requests are counted in the index of requests by person, whoever they are, and the few
    taken off the list then left out: to look up each of them would read a row a person (3 s of 100,000).
    """
    quiet = func.sum(Person.status != PersonStatus.ACTIVE)
    total, out = session.execute(select(func.count(), quiet).where(Person.voided_at.is_(None))).one()
    waiting = session.scalar(select(func.count(distinct(Request.person_id))).where(*STILL_OPEN)) or 0
    gone = select(Person.id).where(Person.voided_at.is_not(None))
    asked = select(Request.person_id).where(Request.person_id == Person.id, *STILL_OPEN)
    taken_off = session.scalar(select(func.count()).select_from(gone.where(asked.exists()).subquery())) or 0
    return {"all": total, "open": waiting - taken_off, "quiet": out or 0}


def organisations(session: Session) -> dict[str, int]:
    """All, each layer, and those that hang on one contact or none."""
    alone = func.sum((Organisation.contact_name == "") | (Organisation.deputy_name == ""))
    query = select(Organisation.layer, func.count(), alone)
    rows = session.execute(query.where(Organisation.voided_at.is_(None)).group_by(Organisation.layer)).all()
    found = {layer.value: count for layer, count, _few in rows}
    return {"": sum(found.values()), "no_deputy": sum(few for _layer, _count, few in rows), **found}
