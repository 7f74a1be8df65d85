"""The hub's own settings: name, numbers, wording; they travel with its backups."""

from dataclasses import dataclass

from sqlalchemy import select

from db.models import Hub
from desktop.domain.errors import DomainError
from desktop.domain.postcodes import normalise
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.records import set_fields, tidied
from desktop.services.wordings import keep_wording


@dataclass(frozen=True, slots=True)
class HubDraft:
    """The hub's settings as typed."""

    name: str
    postcode: str = ""
    phone: str = ""
    safeguarding_phone: str = ""
    lead_name: str = ""
    consent_wording: str = ""


class Settings(Service):
    """Verbs on the hub's settings."""

    @verb("hub.set")
    def save(self, actor: Actor, draft: HubDraft) -> Changes:
        """Change the hub's settings; a new consent wording gets a new version.

        Raises:
            DomainError: the hub has no name.
        """
        values = tidied(draft, HubDraft.__slots__)
        if not values["name"]:
            raise DomainError("Give the hub a name. It is printed on every sheet.", field="name")
        values["postcode"] = normalise(draft.postcode)
        with self.store.write(actor.user_id) as work:
            hub = work.session.scalars(select(Hub)).one()
            if values["consent_wording"] != hub.consent_wording:
                values["consent_version"] = str(
                    keep_wording(work, values["consent_wording"], self.today()).version
                )
            if values["postcode"] != hub.postcode:
                place = self.tools.find_places([values["postcode"]]).get(values["postcode"])
                values |= {
                    "easting": place.easting if place else None,
                    "northing": place.northing if place else None,
                    "la_code": place.la_code if place else "",
                }
            set_fields(hub, values)
            return changes(work, hub.id, "Settings saved")
