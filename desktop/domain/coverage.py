"""Coverage of area by need: what is asked in a week, what there is room for, and who offers it.

A service that covers several areas or needs has one capacity for all of them. It is shared out among its
cells in proportion to what is asked there, so that no room is counted twice: the rooms of all cells add up to
the capacities of all services (largest remainders, as seats are shared among parties). Where nothing is asked
anywhere it is shared out evenly.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from db.enums import Layer

CONTACTS = 2
"""Who can be asked for by so many names hangs on nobody: one contact and a deputy."""
MANY = 3
"""From so many on, those who offer the same thing in the same place are told of each other."""


class State(StrEnum):
    """What a cell comes to, worst first."""

    GAP = "gap"
    NO_ONE = "no_one"
    NOT_KNOWN = "not_known"
    TIGHT = "tight"
    MANY = "many"
    ENOUGH = "enough"
    NOT_ASKED = "not_asked"


class Single(StrEnum):
    """What all of a cell hangs on."""

    PROVIDER = "provider"
    CONTACT = "contact"


class Place(NamedTuple):
    """A cell's place; no area for everybody outside any."""

    area_id: str | None
    need_id: str


class Asked(NamedTuple):
    """What was asked in a place in a week, and how much of it was done."""

    asked: int = 0
    met: int = 0


_NOTHING = Asked()


@dataclass(frozen=True, slots=True)
class Provider:
    """Somebody who offers something.

    Attributes:
        id: of the service, or of the organisation where it named no service.
        capacity: what it can give a week, for all its places; None where nobody asked.
        contacts: how many people can be asked for there.
        areas: where; of an area that others lie in, those too.
        everywhere: whether it goes anywhere.
    """

    id: str
    organisation_id: str
    name: str
    layer: Layer
    capacity: int | None
    contacts: int
    areas: frozenset[str]
    needs: frozenset[str]
    everywhere: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One need in one area.

    Attributes:
        room: what those who said so can give here a week.
        unknown: how many of the providers never said how much.
        rooms: provider to its part of the room; None where it never said.
    """

    place: Place
    asked: int
    met: int
    room: int
    rooms: Mapping[str, int | None]
    unknown: int
    single: Single | None

    @property
    def providers(self) -> int:
        """How many offer it here."""
        return len(self.rooms)

    @property
    def gap(self) -> int:
        """How many are asked for beyond the room there is known to be."""
        return max(0, self.asked - self.room)

    @property
    def open(self) -> int:
        """How many are asked for and not done yet."""
        return self.asked - self.met

    @property
    def spare(self) -> int:
        """How much room is left."""
        return max(0, self.room - self.asked)

    @property
    def state(self) -> State:
        """What it comes to; see `State`."""
        if not self.rooms:
            return State.NO_ONE if self.asked else State.NOT_ASKED
        if self.room < self.asked:
            return State.NOT_KNOWN if self.unknown else State.GAP
        if self.providers >= MANY:
            return State.MANY
        if not self.asked:
            return State.ENOUGH
        return State.TIGHT if self.room == self.asked and not self.unknown else State.ENOUGH

    @property
    def is_missing(self) -> bool:
        """Whether something is missing here: a gap, or nobody for what is asked."""
        return self.state in (State.GAP, State.NO_ONE)


def cells(
    areas: Sequence[str | None],
    needs: Sequence[str],
    providers: Iterable[Provider],
    asked: Mapping[Place, Asked],
    parents: Mapping[str, str | None],
) -> dict[Place, Cell]:
    """Work out every cell.

    Args:
        areas: the lines, None among them for everybody outside any area.
        needs: the columns.
        providers: who offers what.
        asked: what was asked; what is not named was not.
        parents: area to the area it lies in.
    """
    reached = _lines_reached(areas, parents)
    every = range(len(areas))
    columns = {need: [Place(area, need) for area in areas] for need in needs}
    rooms: dict[Place, dict[str, int | None]] = {place: {} for row in columns.values() for place in row}
    lonely: set[Place] = set()
    for one in providers:
        lines = every if one.everywhere else _reach(one.areas, reached)
        places = [columns[need][at] for need in sorted(one.needs & columns.keys()) for at in lines]
        for place, room in shared_out(one.capacity, places, asked).items():
            rooms[place][one.id] = room
        if one.contacts < CONTACTS:
            lonely.update(places)
    return {
        place: _cell(place, asked.get(place, _NOTHING), rooms[place], place in lonely)
        for at in every
        for place in (columns[need][at] for need in needs)
    }


def _cell(place: Place, wanted: Asked, rooms: Mapping[str, int | None], lonely: bool) -> Cell:
    known = [room for room in rooms.values() if room is not None]
    single = _single(len(rooms), lonely)
    return Cell(place, wanted.asked, wanted.met, sum(known), rooms, len(rooms) - len(known), single)


def _lines_reached(
    areas: Sequence[str | None], parents: Mapping[str, str | None]
) -> dict[str, frozenset[int]]:
    """Area to the lines of the grid that lie in it, itself among them."""
    found: dict[str, set[int]] = defaultdict(set)
    for at, area in enumerate(areas):
        for above in _with_above(area, parents) if area else ():
            found[above].add(at)
    return {area: frozenset(lines) for area, lines in found.items()}


def _reach(areas: frozenset[str], reached: Mapping[str, frozenset[int]]) -> list[int]:
    nowhere = frozenset[int]()
    return sorted(nowhere.union(*(reached.get(area, nowhere) for area in areas)))


def shared_out(
    capacity: int | None, places: Sequence[Place], asked: Mapping[Place, Asked]
) -> dict[Place, int | None]:
    """Share a capacity out among places in proportion to what is asked there; what is asked is met first.

    Args:
        capacity: None where it is not known: then so is every part.
        places: where it is offered.
        asked: what is asked in each.

    Returns:
        Place to its part; the parts add up to the capacity.
    """
    if capacity is None:
        return dict.fromkeys(places)
    if len(places) == 1:
        return {places[0]: capacity}
    wants = [asked[place].asked if place in asked else 0 for place in places]
    weights = wants if any(wants) else [1] * len(places)
    whole = sum(weights)
    parts = [capacity * weight // whole for weight in weights]
    rest = sorted(range(len(places)), key=lambda at: (-(capacity * weights[at] % whole), at))
    for at in rest[: capacity - sum(parts)]:
        parts[at] += 1
    return dict(zip(places, parts, strict=True))


def shown_areas(
    areas: Sequence[str], parents: Mapping[str, str | None], asked: Iterable[Place]
) -> list[str | None]:
    """The lines of the grid: areas that hold no other, those that have something asked of their own, outside.

    Args:
        areas: in the order of the list.
        parents: area to the area it lies in.
        asked: where anything is asked.
    """
    holders = {parent for parent in parents.values() if parent}
    own = {place.area_id for place in asked}
    lines: list[str | None] = [area for area in areas if area not in holders or area in own]
    return [*lines, None] if None in own else lines


def nearest_spare(
    found: Mapping[Place, Cell], place: Place, far: Mapping[str, float] | None = None
) -> list[tuple[str, Place, int]]:
    """Who gives the same thing elsewhere and has room left.

    Args:
        found: every cell.
        place: where it is missing.
        far: how far each area is from that one, in metres; areas not named come last.

    Returns:
        Provider, where it has room, and how much: the nearest first, then the most room.
    """
    here = found[place].rooms if place in found else {}
    near = far or {}
    spare = [
        (provider, other.place, min(room, other.spare))
        for other in found.values()
        if other.place.need_id == place.need_id and other.place != place and other.spare
        for provider, room in other.rooms.items()
        if room and not here.get(provider)
    ]
    unknown = float("inf")
    return sorted(spare, key=lambda one: (near.get(one[1].area_id or "", unknown), -one[2], one[0]))


def _with_above(area: str | None, parents: Mapping[str, str | None]) -> frozenset[str]:
    line: list[str] = []
    while area and area not in line:
        line.append(area)
        area = parents.get(area)
    return frozenset(line)


def _single(providers: int, lonely: bool) -> Single | None:
    if providers == 1:
        return Single.PROVIDER
    return Single.CONTACT if lonely else None
