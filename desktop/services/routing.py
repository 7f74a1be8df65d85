"""Whose somebody is: postcode to area to the organisation that owns it, and what was decided by hand."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from db.enums import AreaPartKind, Layer
from db.models import Household, Organisation, Request
from db.queries import routing as query
from db.queries.routing import Placed
from db.session import UnitOfWork
from desktop.domain.errors import DomainError
from desktop.domain.postcodes import normalise
from desktop.domain.routing import Claim, Route, Router, parts_of
from desktop.domain.text import clean
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.records import get, set_fields


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose area somebody lives in.

    Attributes:
        area_id: empty where they live outside every area.
        area: its name.
        owner_id: the organisation to pass them to; empty for this hub.
        owner: its name.
        layer: of that organisation.
        contact_name: whom to ask for.
        phone: theirs.
        by: which sort of part decided; None where it was decided by hand or lies outside.
        reason: why somebody decided otherwise; empty where the postcode decides.
        ties: names of other areas that claim the same part.
    """

    area_id: str = ""
    area: str = ""
    owner_id: str = ""
    owner: str = ""
    layer: Layer | None = None
    contact_name: str = ""
    phone: str = ""
    by: AreaPartKind | None = None
    reason: str = ""
    ties: tuple[str, ...] = ()

    @property
    def is_ours(self) -> bool:
        """Whether this hub looks after them: the area is its own, or they live outside every area."""
        return not self.owner_id


class Routing(Service):
    """Verbs on whose somebody is."""

    @verb("area.see")
    def of_postcode(self, _actor: Actor, postcode: str) -> Whose:
        """Whose area a postcode lies in, as the call screen asks while it is typed."""
        tidy = normalise(postcode)
        place = self.tools.find_places([tidy]).get(tidy) if tidy else None
        with self.store.read() as session:
            return _whose(session, route_of(session, tidy, place.ward_code if place else ""))

    @verb("person.see")
    def of_person(self, _actor: Actor, person_id: str) -> Whose:
        """Whose area somebody lives in, or was given to by hand."""
        with self.store.read() as session:
            return _of_person(session, person_id)

    @verb("request.see")
    def of_request(self, _actor: Actor, request_id: str) -> Whose:
        """Whose request it is: given by hand, else the owner of the area."""
        with self.store.read() as session:
            given = query.given_to(session, request_id)
            if given is None:
                return Whose()
            person_id, owner_id, reason = given
            found = _of_person(session, person_id)
            if not reason:
                return found
            one = session.get(Organisation, owner_id) if owner_id else None
            ours = Whose(found.area_id, found.area, reason=reason)
            if one is None:
                return ours
            return replace(
                ours,
                owner_id=one.id,
                owner=one.name,
                layer=one.layer,
                contact_name=one.contact_name,
                phone=one.phone,
            )

    @verb("request.see")
    def by_area(self, _actor: Actor, request_id: str) -> Whose:
        """Whose request it would be if nobody had decided it by hand."""
        with self.store.read() as session:
            given = query.given_to(session, request_id)
            return _of_person(session, given[0]) if given else Whose()

    @verb("request.set")
    def give_request(self, actor: Actor, request_id: str, owner_id: str, reason: str) -> Changes:
        """Let somebody else than the owner of the area look after one request.

        Args:
            actor: who decides.
            request_id: the request.
            owner_id: the organisation; empty for this hub.
            reason: why.

        Raises:
            DomainError: no reason was given.
        """
        why = clean(reason)
        if not why:
            raise DomainError("Say why it is not as the area decides.", field="reason")
        with self.store.write(actor.user_id) as work:
            request = get(work.session, Request, request_id, "request")
            if owner_id:
                get(work.session, Organisation, owner_id, "organisation")
            set_fields(request, {"owner_id": owner_id or None, "owner_reason": why})
            return changes(work, request_id, f"R-{request.number}: who looks after it was changed")

    @verb("request.set")
    def as_area(self, actor: Actor, request_id: str) -> Changes:
        """Let the area of whoever asked decide again who looks after a request."""
        with self.store.write(actor.user_id) as work:
            request = get(work.session, Request, request_id, "request")
            set_fields(request, {"owner_id": None, "owner_reason": ""})
            return changes(work, request_id, f"R-{request.number}: its area decides again")


def router(session: Session) -> Router:
    """A router over every area in use: two reads, then none for any number of postcodes."""
    return Router((Claim(*row) for row in query.claims(session)), query.parents(session))


def route_of(session: Session, postcode: str, ward_code: str = "") -> Route | None:
    """Where one postcode leads, reading no more than its own parts."""
    parts = parts_of(postcode, ward_code)
    if not parts:
        return None
    rows = query.claims(session, [value for _kind, value in parts])
    return Router((Claim(*row) for row in rows), query.parents(session)).route(postcode, ward_code)


def reroute(work: UnitOfWork, before: Router, after: Router) -> int:
    """Move households whose postcode now leads elsewhere; those given by hand stay.

    A household that stands in another area than its postcode led to was put there before reasons were asked:
    it is left alone.

    Returns:
        How many moved.
    """
    moved = moves(query.placed(work.session), before, after)
    work.update_many(Household, {key: {"area_id": area_id} for key, area_id in moved.items()})
    return len(moved)


def moves(homes: Iterable[Placed], before: Router, after: Router) -> dict[str, str | None]:
    """Which households would move, and where to; see `reroute`."""
    found = {}
    for one in homes:
        was, now = before.route(one.postcode, one.ward_code), after.route(one.postcode, one.ward_code)
        old, new = was.area_id if was else None, now.area_id if now else None
        if one.area_id != new and one.area_id in (None, old):
            found[one.id] = new
    return found


def _of_person(session: Session, person_id: str) -> Whose:
    home = query.home_of(session, person_id)
    if home is None:
        return Whose()
    route = route_of(session, home.postcode, home.ward_code)
    if home.area_id and (home.area_reason or route is None or route.area_id != home.area_id):
        return _owned(session, home.area_id, None, home.area_reason)
    return _whose(session, route)


def _whose(session: Session, route: Route | None) -> Whose:
    return Whose() if route is None else _owned(session, route.area_id, route, "")


def _owned(session: Session, area_id: str, route: Route | None, reason: str) -> Whose:
    ties = route.ties if route else ()
    found = query.owners(session, [area_id, *ties])
    row = found.get(area_id)
    if row is None:
        return Whose()
    return Whose(
        area_id,
        row.area,
        row.owner_id or "",
        row.owner,
        row.layer,
        row.contact_name,
        row.phone,
        by=route.kind if route else None,
        reason=reason,
        ties=tuple(found[key].area for key in ties if key in found),
    )
