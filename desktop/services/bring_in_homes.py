"""Addresses of a list: a household found by postcode and house, or made; placed on the map in one look-up."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from db.enums import Precision
from db.gazetteer import Place
from db.ids import new_id
from db.models import Household
from db.queries import bring_in as query
from db.session import UnitOfWork
from desktop.domain.duplicate_keys import split_address
from desktop.domain.postcodes import looks_complete
from desktop.domain.text import fold
from desktop.services.base import Tools
from desktop.services.bring_in_drafts import Batch, Values
from desktop.services.routing import router

Places = Mapping[str, Place | None]
ADDRESS = ("address_line1", "address_line2", "town", "postcode", "uprn")
"""Fields that say where a household is; the others say how to serve it."""
KEPT_IN_NOTE = {
    "food_needs": "Food needs in the file",
    "door_note": "Door note in the file",
    "access_note": "Access note in the file",
}
"""Fields that differ within a household: what cannot stand in the household's goes into the person's note."""
_COUNTS = ("size", "children", "babies")
_TEXTS = tuple(name for name in query.HOME_FIELDS if name not in _COUNTS)
_NOWHERE = {"easting": None, "northing": None, "precision": Precision.UNKNOWN, "la_code": "", "ward_code": ""}


def find_places(tools: Tools, batch: Batch) -> Places:
    """Look every postcode of a batch up at once; called before the transaction opens."""
    wanted = sorted({str(home["postcode"]) for home in batch.homes() if home.get("postcode")})
    return tools.find_places(wanted) if wanted else {}


class Homes:
    """The households of one transaction: those there are, and those being made.

    Args:
        work: the transaction.
        places: postcode to place.
    """

    def __init__(self, work: UnitOfWork, places: Places) -> None:
        self._work = work
        self._places = places
        self._router = router(work.session)
        self._held = {
            one.id: dict(zip(query.HOME_FIELDS, one.values, strict=True))
            for one in query.addresses(work.session)
        }
        self._known: dict[tuple[str, ...], str] = {}
        for key, home in self._held.items():
            if place := _key(home):
                self._known.setdefault(place, key)
        self._made: dict[str, dict[str, Any]] = {}
        self._filled: dict[str, dict[str, Any]] = {}

    def live_at(self, home: Values) -> tuple[str | None, list[str]]:
        """Find or make the household of an address.

        Args:
            home: fields of `db.models.Household`.

        Returns:
            Its key, None when the address says nothing; and lines for the person's note that hold what the
            household itself could not take.
        """
        if not any(home.values()):
            return None, []
        place = _key(home)
        found = self._known.get(place) if place else None
        if found is not None:
            return found, self._fill(found, home)
        found = new_id()
        self._made[found] = {**dict.fromkeys(_TEXTS, ""), **dict.fromkeys(_COUNTS), **home, "id": found}
        if place:
            self._known[place] = found
        return found, []

    def _fill(self, key: str, home: Values) -> list[str]:
        """Fill the blanks of a household somebody joins; give back what differs."""
        is_new = key in self._made
        held = self._made[key] if is_new else self._held[key]
        lines = []
        for name, value in home.items():
            if value and not held[name]:
                held[name] = value
                if not is_new:
                    self._filled.setdefault(key, {})[name] = value
            elif value and value != held[name] and name in KEPT_IN_NOTE:
                lines.append(f"{KEPT_IN_NOTE[name]}: {value}")
        return lines

    def rows(self) -> list[dict[str, Any]]:
        """The households to make, numbered and placed."""
        if not self._made:
            return []
        first = self._work.next_number("household", len(self._made))
        return [
            {"number": number, **home, **self.place(str(home["postcode"]))}
            for number, home in enumerate(self._made.values(), first)
        ]

    def edits(self) -> dict[str, dict[str, Any]]:
        """The blanks filled of households there are: key to values."""
        return self._filled

    def place(self, postcode: str) -> dict[str, Any]:
        """Where a postcode is, as fields of a household, and the area it lies in."""
        found = self._places.get(postcode)
        where: dict[str, Any] = dict(_NOWHERE)
        if found is not None:
            where = {name: getattr(found, name) for name in _NOWHERE}
        route = self._router.route(postcode, str(where["ward_code"]))
        return where | {"area_id": route.area_id if route else None}


def _key(home: Values) -> tuple[str, ...]:
    """What tells one household from another: a whole UK postcode, with house and street as they fold.

    Empty when the address does not say enough: a postcode of another shape covers too much ground.
    """
    line, postcode = str(home.get("address_line1", "")), str(home.get("postcode", ""))
    if not line or not _is_whole(postcode):
        return ()
    house, street = split_address(line)
    return postcode, "/".join(sorted(house.split("/"))), street


@lru_cache(maxsize=50_000)
def _is_whole(postcode: str) -> bool:
    return looks_complete(postcode)


def move_or_mend(held: Household | None, address: Values) -> bool:
    """Whether an address is another one than the household's, so that the person has moved.

    A blank on either side says nothing: then the household's blanks are filled.
    """
    if held is None:
        return True
    pairs = [(getattr(held, name), address.get(name)) for name in ("address_line1", "postcode")]
    return any(old and new and fold(str(old)) != fold(str(new)) for old, new in pairs)


def joined(lines: Iterable[str], note: str) -> str:
    """A note with lines added that it does not hold yet."""
    have = set(note.split("\n")) if note else set()
    more = [line for line in lines if line and line not in have]
    return "\n".join([note, *more] if note else more)
