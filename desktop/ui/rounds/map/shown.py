"""What the map of a round shows, put together from the round."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from db.enums import Precision
from desktop.domain.map_plan import BOTH, Legs, Point, Spot, legs_of, place_on_grid
from desktop.services.round_details import StopLine
from desktop.services.round_items import Label
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.rounds.faces import needs_words
from desktop.ui.rounds.reading import RoundShown
from desktop.ui.rounds.times import show_time


@dataclass(frozen=True, slots=True)
class MapStop:
    """One stop as the map shows it.

    Attributes:
        id: of the stop.
        number: its place in the round.
        name: first name and initial.
        address: with its postcode.
        words: what to bring, and the notes at the door.
        at: about when, as shown.
        place: on the grid; None where not known.
        exact: whether the place is that of its postcode, rather than of a wider area.
    """

    id: str
    number: int
    name: str
    address: str
    words: str
    at: str
    place: Point | None
    exact: bool


@dataclass(frozen=True, slots=True)
class MapShown:
    """A round on the map: the hub, and its stops in the order driven.

    Attributes:
        base: the hub; None where its place is not known.
        legs: which legs of the way touch it; a hub that none does is left off.
        others: the ways of other rounds of that day, drawn faintly beneath.
    """

    round_id: str
    base: Point | None
    stops: tuple[MapStop, ...]
    others: tuple[tuple[Point, ...], ...] = ()
    legs: Legs = BOTH

    @property
    def hub(self) -> Point | None:
        """The hub, where a leg touches it."""
        return self.base if any(self.legs) else None

    @property
    def spots(self) -> list[Spot]:
        """The stops whose place is known."""
        return [Spot(one.id, one.number, one.place) for one in self.stops if one.place is not None]

    @property
    def unknown(self) -> int:
        """How many stops are not on the map."""
        return sum(one.place is None for one in self.stops)

    @property
    def way(self) -> list[Point]:
        """Where the line turns: the hub, the stops, the hub, as far as legs touch it."""
        return self.way_by([spot.at for spot in self.spots])

    def way_by(self, turns: Sequence[Point]) -> list[Point]:
        """The way over some places, with its legs from and to the hub.

        Args:
            turns: the places between them, in order.
        """
        ends = [] if self.base is None else [self.base]
        return [*(ends if self.legs.out else []), *turns, *(ends if self.legs.back else [])]

    def stop(self, stop_id: str) -> MapStop | None:
        """A stop by its key."""
        return next((one for one in self.stops if one.id == stop_id), None)

    def in_order(self, ids: Sequence[str]) -> "MapShown":
        """The same round with its stops in another order, numbered anew.

        Args:
            ids: every stop's key; where one is missing nothing is changed.
        """
        if sorted(ids) != sorted(one.id for one in self.stops):
            return self
        by_id = {one.id: one for one in self.stops}
        numbers = sorted(one.number for one in self.stops)
        stops = tuple(replace(by_id[key], number=number) for key, number in zip(ids, numbers, strict=True))
        return replace(self, stops=stops)


def map_of(shown: RoundShown) -> MapShown:
    """Put together what the map shows of a round."""
    stops = tuple(_stop(stop, shown.labels.get(stop.number)) for stop in shown.detail.stops)
    draft = shown.detail.draft
    return MapShown(shown.detail.row.id, shown.base, stops, legs=legs_of(draft.begins, draft.finishes))


def map_words(shown: MapShown, current: str) -> str:
    """Say what the map shows, for those who cannot see it; the list of stops is its equal.

    Args:
        shown: the round.
        current: the key of the stop chosen, or empty.
    """
    spots, unknown = len(shown.spots), shown.unknown
    parts = [tr_count("{count} stop on the map.", "{count} stops on the map.", spots)]
    if unknown:
        parts.append(tr_count("{count} stop is not.", "{count} stops are not.", unknown))
    parts.append(chosen_words(shown, current))
    parts.append(tr("Arrow keys move the map, plus and minus zoom, 0 shows all; J and K change the stop."))
    return " ".join(parts)


def chosen_words(shown: MapShown, current: str) -> str:
    """Say which stop is chosen; arguments as for `map_words`."""
    stop = shown.stop(current)
    if stop is None:
        return tr("None is chosen.")
    named = {"number": stop.number, "name": stop.name, "address": stop.address}
    return tr("Chosen: {number}, {name}, {address}.", **named)


def _stop(stop: StopLine, labels: Sequence[Label] | None) -> MapStop:
    notes = [one.text for one in labels] if labels is not None else [stop.door_note]
    return MapStop(
        id=stop.id,
        number=stop.number,
        name=stop.name,
        address=", ".join(part for part in (stop.address, stop.postcode) if part),
        words=" ".join(_sentence(one) for one in (needs_words(stop.tasks), *notes) if one),
        at=show_time(stop.planned_at),
        place=place_on_grid(stop.easting, stop.northing),
        exact=stop.precision is Precision.POSTCODE,
    )


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
