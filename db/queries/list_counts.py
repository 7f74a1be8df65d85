"""How many each view of the lists of people and organisations holds: one statement a list."""

from sqlalchemy import distinct, func, select
from sqlalchemy.orm import Session

from db.enums import PersonStatus
from db.models import Organisation, Person, Request
from db.queries.requests import STAGES


def people(session: Session) -> dict[str, int]:
    """Everyone, those with open requests, and those out of touch."""
    quiet = func.sum(Person.status != PersonStatus.ACTIVE)
    total, out = session.execute(select(func.count(), quiet).where(Person.voided_at.is_(None))).one()
    waiting = select(func.count(distinct(Request.person_id))).join(Person, Person.id == Request.person_id)
    waiting = waiting.where(Request.status.in_(STAGES["open"]), Request.voided_at.is_(None))
    count = session.scalar(waiting.where(Person.voided_at.is_(None)))
    return {"all": total, "open": count or 0, "quiet": out or 0}


def organisations(session: Session) -> dict[str, int]:
    """All, each layer, and those that hang on one contact or none."""
    alone = func.sum((Organisation.contact_name == "") | (Organisation.deputy_name == ""))
    query = select(Organisation.layer, func.count(), alone)
    rows = session.execute(query.where(Organisation.voided_at.is_(None)).group_by(Organisation.layer)).all()
    found = {layer.value: count for layer, count, _few in rows}
    return {"": sum(found.values()), "no_deputy": sum(few for _layer, _count, few in rows), **found}
