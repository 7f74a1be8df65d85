"""Households: where people live, what the door needs, and where it is on the map."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.enums import Precision
from db.gazetteer import Place
from db.models import Household, Person, Volunteer
from db.models.people import DOOR_NOTE_LENGTH as DOOR_NOTE_LIMIT
from db.queries import households as query
from db.queries.households import HouseholdFilter, HouseholdRow
from db.session import UnitOfWork
from desktop.domain.errors import DomainError
from desktop.domain.postcodes import normalise
from desktop.services.base import Actor, Changes, Service, Tools, changes, verb
from desktop.services.records import get, set_fields, tidied, void
from desktop.services.routing import route_of


@dataclass(frozen=True, slots=True)
class HouseholdDraft:
    """A household as typed; see `db.models.Household` for what each field means."""

    address_line1: str = ""
    address_line2: str = ""
    town: str = ""
    postcode: str = ""
    uprn: str = ""
    area_id: str | None = None
    area_reason: str = ""
    size: int | None = None
    children: int | None = None
    babies: int | None = None
    food_needs: str = ""
    door_note: str = ""
    access_note: str = ""
    go_in_pairs: bool = False
    usual_volunteer_id: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in it that says where somebody lives."""
        return not (self.address_line1.strip() or self.postcode.strip())


@dataclass(frozen=True, slots=True)
class HouseholdDetail:
    """One household with who lives there."""

    id: str
    number: int
    draft: HouseholdDraft
    precision: Precision
    members: tuple[tuple[str, str], ...]
    usual_volunteer: str


class Households(Service):
    """Verbs on households."""

    @verb("household.see")
    def ids(
        self, _actor: Actor, wanted: HouseholdFilter, sort: str = "address", descending: bool = False
    ) -> list[str]:
        """Keys of the households wanted, sorted."""
        with self.store.read() as session:
            return query.ids(session, wanted, sort, descending)

    @verb("household.see")
    def rows(self, _actor: Actor, wanted: Sequence[str]) -> list[HouseholdRow]:
        """Lines for keys, in the order of the keys."""
        with self.store.read() as session:
            return query.rows(session, wanted)

    @verb("household.see")
    def get(self, _actor: Actor, household_id: str) -> HouseholdDetail:
        """One household.

        Raises:
            NotFound: it is not there any more.
        """
        with self.store.read() as session:
            return _detail(session, get(session, Household, household_id, "household"))

    @verb("household.set")
    def save(self, actor: Actor, draft: HouseholdDraft, household_id: str = "") -> Changes:
        """Add a household, or change one.

        Args:
            actor: who saves.
            draft: the household as typed.
            household_id: the one to change; empty to add.

        Returns:
            What was touched.

        Raises:
            DomainError: there is no address, the door note is too long, or there are more babies than
                children.
        """
        with self.store.write(actor.user_id) as work:
            household = write_household(work, self.tools, draft, household_id)
            return changes(work, household.id, f"Saved {household.address_line1 or household.postcode}")

    @verb("household.void")
    def void(self, actor: Actor, household_id: str, reason: str) -> Changes:
        """Take a household out of use.

        Raises:
            DomainError: no reason was given, or somebody still lives there.
        """
        with self.store.write(actor.user_id) as work:
            household = get(work.session, Household, household_id, "household")
            if _members(work.session, household_id):
                raise DomainError("People are still recorded at this address. Move them first.")
            void(household, reason, self.now())
            return changes(work, household_id, "Household voided")


def write_household(
    work: UnitOfWork, tools: Tools, draft: HouseholdDraft, household_id: str = ""
) -> Household:
    """Add or change a household inside a transaction; see `Households.save`."""
    if draft.is_empty:
        raise DomainError("Type the first line of the address or the postcode.", field="address_line1")
    if len(draft.door_note) > DOOR_NOTE_LIMIT:
        raise DomainError(
            f"The door note is printed. Keep it to {DOOR_NOTE_LIMIT} letters.", field="door_note"
        )
    if draft.children is not None and (draft.babies or 0) > draft.children:
        raise DomainError("Babies are among the children. Count them there as well.", field="babies")
    if household_id:
        household = get(work.session, Household, household_id, "household")
    else:
        household = Household(number=work.next_number("household"))
        work.add(household)
    values = tidied(draft, [field.name for field in fields(draft)])
    values["postcode"] = normalise(draft.postcode)
    moved = values["postcode"] != household.postcode or household.precision is None
    before = household.area_id
    set_fields(household, values)
    if moved:
        locate(household, tools.find_places([household.postcode]).get(household.postcode))
    _set_area(work.session, household, before, moved=moved)
    work.session.flush()
    return household


def locate(household: Household, place: Place | None) -> None:
    """Set where a household is from what the gazetteer said; an unknown postcode clears it."""
    household.easting = place.easting if place else None
    household.northing = place.northing if place else None
    household.precision = place.precision if place else Precision.UNKNOWN
    household.la_code = place.la_code if place else ""
    household.ward_code = place.ward_code if place else ""


def _set_area(session: Session, household: Household, before: str | None, *, moved: bool) -> None:
    """The postcode decides the area; another one needs a reason, and then stays whatever is redrawn."""
    if household.area_reason and household.area_id:
        return
    route = route_of(session, household.postcode, household.ward_code)
    leads_to = route.area_id if route else None
    chosen = household.area_id
    if chosen and chosen != before and leads_to and chosen != leads_to:
        raise DomainError("The postcode lies in another area. Say why.", field="area_reason")
    household.area_reason = ""
    if chosen is None or (moved and chosen == before):
        household.area_id = leads_to


def household_draft(household: Household) -> HouseholdDraft:
    """A household's fields as they stand, ready for a form."""
    return HouseholdDraft(**{field.name: getattr(household, field.name) for field in fields(HouseholdDraft)})


def _members(session: Session, household_id: str) -> list[Person]:
    query_ = select(Person).where(Person.household_id == household_id, Person.voided_at.is_(None))
    return list(session.scalars(query_.order_by(Person.last_name, Person.first_name)))


def _detail(session: Session, household: Household) -> HouseholdDetail:
    draft = household_draft(household)
    usual = session.scalars(
        select(Person).join(Volunteer).where(Volunteer.id == household.usual_volunteer_id)
    ).first()
    return HouseholdDetail(
        id=household.id,
        number=household.number,
        draft=draft,
        precision=household.precision,
        members=tuple(
            (p.id, f"{p.first_name} {p.last_name}".strip()) for p in _members(session, household.id)
        ),
        usual_volunteer=f"{usual.first_name} {usual.last_name}".strip() if usual else "",
    )
