"""Organisations: who else helps here, whom to ring there, and what they do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import search
from db.enums import Layer
from db.models import Organisation, OrganisationArea, OrganisationNeed
from db.queries import organisations as query
from db.queries.organisations import OrganisationFilter, OrganisationRow
from db.session import UnitOfWork
from desktop.domain.errors import DomainError
from desktop.domain.postcodes import normalise
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.records import get, set_fields, tidied, void


@dataclass(frozen=True, slots=True)
class OrganisationDraft:
    """An organisation as typed; see `db.models.Organisation` for what each field means."""

    name: str
    layer: Layer = Layer.OTHER
    remit: str = ""
    boundaries: str = ""
    contact_name: str = ""
    contact_role: str = ""
    contact_until: date | None = None
    deputy_name: str = ""
    deputy_role: str = ""
    deputy_phone: str = ""
    deputy_until: date | None = None
    contact_checked_on: date | None = None
    phone: str = ""
    email: str = ""
    url: str = ""
    address: str = ""
    postcode: str = ""
    la_code: str = ""
    agreement: str = ""
    agreement_from: date | None = None
    agreement_until: date | None = None
    note: str = ""
    area_ids: frozenset[str] = frozenset()
    need_ids: frozenset[str] = frozenset()


OWN_FIELDS = tuple(name for name in OrganisationDraft.__slots__ if name not in ("area_ids", "need_ids"))


class Organisations(Service):
    """Verbs on organisations."""

    @verb("organisation.see")
    def ids(
        self, _actor: Actor, wanted: OrganisationFilter, sort: str = "name", descending: bool = False
    ) -> list[str]:
        """Keys of the organisations wanted, sorted."""
        with self.store.read() as session:
            return query.ids(session, wanted, sort, descending)

    @verb("organisation.see")
    def rows(self, _actor: Actor, wanted: Sequence[str]) -> list[OrganisationRow]:
        """Lines for keys, in the order of the keys."""
        with self.store.read() as session:
            return query.rows(session, wanted)

    @verb("organisation.see")
    def find(self, actor: Actor, typed: str, limit: int = 200) -> list[str]:
        """Keys of organisations found by name, contact, reference or number."""
        with self.store.read() as session:
            return list(search.keys(session.connection(), actor.looks_for(typed), "organisation", limit))

    @verb("organisation.see")
    def get(self, _actor: Actor, organisation_id: str) -> OrganisationDraft:
        """One organisation, ready for a form."""
        with self.store.read() as session:
            one = get(session, Organisation, organisation_id, "organisation")
            return OrganisationDraft(
                **{name: getattr(one, name) for name in OWN_FIELDS},
                area_ids=frozenset(_areas(session, one.id)),
                need_ids=frozenset(_needs(session, one.id)),
            )

    @verb("organisation.set")
    def save(self, actor: Actor, draft: OrganisationDraft, organisation_id: str = "") -> Changes:
        """Add an organisation, or change one.

        Raises:
            DomainError: it has no name, or a street group has no contact.
        """
        values = tidied(draft, OWN_FIELDS)
        if not values["name"]:
            raise DomainError("Type the organisation's name.", field="name")
        if draft.layer is Layer.STREET and not values["contact_name"]:
            raise DomainError("A street group needs somebody to ring.", field="contact_name")
        since, until = draft.agreement_from, draft.agreement_until
        if since and until and since > until:
            raise DomainError("The agreement ends before it begins. Swap the days.", field="agreement_until")
        values["postcode"] = normalise(draft.postcode)
        if values["postcode"] and not values["la_code"]:
            place = self.tools.find_places([values["postcode"]]).get(values["postcode"])
            values["la_code"] = place.la_code if place else ""
        with self.store.write(actor.user_id) as work:
            if organisation_id:
                one = get(work.session, Organisation, organisation_id, "organisation")
                set_fields(one, values)
            else:
                one = Organisation(number=work.next_number("organisation"), **values)
                work.add(one)
            work.session.flush()
            _set_links(work, one.id, draft)
            return changes(work, one.id, f"Saved {one.name}")

    @verb("organisation.void")
    def void(self, actor: Actor, organisation_id: str, reason: str) -> Changes:
        """Take an organisation out of use; what was shared with it stays on record."""
        with self.store.write(actor.user_id) as work:
            one = get(work.session, Organisation, organisation_id, "organisation")
            void(one, reason, self.now())
            return changes(work, organisation_id, f"Voided {one.name}")


def _areas(session: Session, organisation_id: str) -> list[str]:
    held = OrganisationArea.organisation_id == organisation_id
    return list(session.scalars(select(OrganisationArea.area_id).where(held)))


def _needs(session: Session, organisation_id: str) -> list[str]:
    held = OrganisationNeed.organisation_id == organisation_id
    return list(session.scalars(select(OrganisationNeed.need_type_id).where(held)))


def _set_links(work: UnitOfWork, organisation_id: str, draft: OrganisationDraft) -> None:
    areas = work.session.scalars(
        select(OrganisationArea).where(OrganisationArea.organisation_id == organisation_id)
    )
    held = {one.area_id: one for one in areas}
    for area_id in sorted(draft.area_ids - held.keys()):
        work.add(OrganisationArea(organisation_id=organisation_id, area_id=area_id))
    for area_id in held.keys() - draft.area_ids:
        work.session.delete(held[area_id])
    needs = work.session.scalars(
        select(OrganisationNeed).where(OrganisationNeed.organisation_id == organisation_id)
    )
    offered = {one.need_type_id: one for one in needs}
    for need_id in sorted(draft.need_ids - offered.keys()):
        work.add(OrganisationNeed(organisation_id=organisation_id, need_type_id=need_id))
    for need_id in offered.keys() - draft.need_ids:
        work.session.delete(offered[need_id])
