"""Which area a postcode lies in: the most specific part wins, and ties are told.

Areas are drawn as lists of postcodes, sectors, outcodes and wards. A whole postcode says more than its
sector, that more than its outcode, and that more than a ward, which people draw roughly. Of two areas that
claim the same part, the one within the other wins, then the smaller kind, then the first by name; whoever is
left out of a choice between equals is told, never hidden.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from db.enums import AreaKind, AreaPartKind
from desktop.domain.postcodes import normalise, outcode, sector

ORDER = (AreaPartKind.POSTCODE, AreaPartKind.SECTOR, AreaPartKind.OUTCODE, AreaPartKind.WARD)
"""Most specific first."""
_SIZE = {kind: place for place, kind in enumerate(AreaKind)}


class Claim(NamedTuple):
    """A part that an area is made of.

    Attributes:
        size: what sort of patch the area is.
        name: of the area.
    """

    area_id: str
    kind: AreaPartKind
    value: str
    size: AreaKind
    name: str


@dataclass(frozen=True, slots=True)
class Route:
    """Where a postcode leads.

    Attributes:
        area_id: the area.
        kind: which sort of part decided.
        value: that part.
        ties: other areas that claim the same part, with as good a right.
    """

    area_id: str
    kind: AreaPartKind
    value: str
    ties: tuple[str, ...] = ()


class Router:
    """Leads postcodes to areas.

    Args:
        claims: what areas in use are made of.
        parents: area to the area it lies in.
    """

    def __init__(self, claims: Iterable[Claim], parents: Mapping[str, str | None]) -> None:
        self._parents = parents
        self._claims: dict[tuple[AreaPartKind, str], list[Claim]] = defaultdict(list)
        for claim in claims:
            self._claims[claim.kind, claim.value].append(claim)

    def route(self, postcode: str, ward_code: str = "") -> Route | None:
        """Find the area of a postcode.

        Args:
            postcode: whole, or as much of it as is known.
            ward_code: the ward it lies in; empty where not known.

        Returns:
            The area and what decided; None where the postcode lies outside every area.
        """
        for kind, value in parts_of(postcode, ward_code):
            if found := self._claims.get((kind, value)):
                first, *others = self._ranked(found)
                ties = tuple(one.area_id for one in others if one.size is first.size)
                return Route(first.area_id, kind, value, ties)
        return None

    def _ranked(self, claims: list[Claim]) -> list[Claim]:
        """Those that hold another claimant within them give way to it; the others by size and name."""
        above = {up for claim in claims for up in self._line_above(claim.area_id)}
        inner = [claim for claim in claims if claim.area_id not in above] or claims
        return sorted(inner, key=lambda claim: (_SIZE[claim.size], claim.name.casefold(), claim.area_id))

    def _line_above(self, area_id: str) -> list[str]:
        found: list[str] = []
        above = self._parents.get(area_id)
        while above and above not in found:
            found.append(above)
            above = self._parents.get(above)
        return found


def parts_of(postcode: str, ward_code: str = "") -> list[tuple[AreaPartKind, str]]:
    """The parts a postcode lies in, most specific first; those it does not tell are left out."""
    values = (normalise(postcode), sector(postcode), outcode(postcode), ward_code)
    return [(kind, value) for kind, value in zip(ORDER, values, strict=True) if value]
