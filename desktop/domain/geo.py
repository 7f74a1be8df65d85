"""How far apart two places are, and how to say so without claiming to know more than we do.

Distances are straight lines between OSGB grid references in metres. Nothing here knows a road, so every time
of travel rests on the assumptions below, which the screens that show one must state.
"""

import math

from db.enums import Precision, Transport

METRES_PER_MILE = 1609.344
NOT_KNOWN = "not known"

#: A way along streets is taken to be this much longer than the straight line. An assumption: studies of towns
#: find 1.2 to 1.4.
DETOUR_FACTOR = 1.3
#: Speeds from door to door, in kilometres an hour. Assumptions: walking at 3 miles an hour; cycling without
#: hurry; driving in town, with lights and parking.
SPEED_KMH = {
    Transport.FOOT: 4.8,
    Transport.BIKE: 15.0,
    Transport.CAR: 25.0,
    Transport.VAN: 25.0,
}

_BY_TRANSPORT = {
    Transport.FOOT: "on foot",
    Transport.BIKE: "by bike",
    Transport.CAR: "by car",
    Transport.VAN: "by van",
}
_FROM_EXACT_TO_UNKNOWN = (Precision.POSTCODE, Precision.SECTOR, Precision.OUTCODE, Precision.UNKNOWN)
_WHOLE_MILES_FROM = 9.95


def distance_m(e1: float, n1: float, e2: float, n2: float) -> float:
    """Measure the straight line between two places.

    Args:
        e1: easting of the first, OSGB metres.
        n1: its northing.
        e2: easting of the second.
        n2: its northing.

    Returns:
        Metres. The grid's scale is within 0.1% of true in Great Britain and 0.2% in Northern Ireland, so no
        conversion is made.
    """
    return math.hypot(e2 - e1, n2 - n1)


def coarser(first: Precision, second: Precision) -> Precision:
    """Give the less exact of two precisions: a distance is only as good as its worse end."""
    return max(first, second, key=_FROM_EXACT_TO_UNKNOWN.index)


def distance_words(
    metres: float | None,
    precision_a: Precision = Precision.POSTCODE,
    precision_b: Precision = Precision.POSTCODE,
) -> str:
    """Say a distance in miles, as exactly as both ends are known.

    Between full postcodes: tenths below ten miles. Where an end is only a sector or an outcode: "about", in
    whole miles and never less than one, because two postcodes of one sector lie 0.9 km apart at the median
    and those of one outcode 2.0 km (measured on the gazetteer), also when the two middles fall together.

    Args:
        metres: the straight line, or None where it is not known.
        precision_a: how exactly the one end is known.
        precision_b: how exactly the other is known.

    Returns:
        Such as "1.4 miles", "1 mile", "less than 0.1 miles", "about 2 miles" or "not known".
    """
    precision = coarser(precision_a, precision_b)
    if metres is None or precision is Precision.UNKNOWN:
        return NOT_KNOWN
    miles = metres / METRES_PER_MILE
    if precision is not Precision.POSTCODE:
        return f"about {_in_miles(max(1.0, miles), 0)}"
    if miles < 0.1:
        return "less than 0.1 miles"
    return _in_miles(miles, 1 if miles < _WHOLE_MILES_FROM else 0)


def travel_minutes(metres: float, transport: Transport) -> int:
    """Estimate the minutes from door to door.

    Args:
        metres: the straight line.
        transport: how; the speed is `SPEED_KMH`, the way `DETOUR_FACTOR` times the line.

    Returns:
        Whole minutes, rounded up.
    """
    return math.ceil(round(metres * DETOUR_FACTOR * 60 / (SPEED_KMH[transport] * 1000), 6))


def walking_minutes(metres: float) -> int:
    """Estimate the minutes on foot; see `travel_minutes`."""
    return travel_minutes(metres, Transport.FOOT)


def cycling_minutes(metres: float) -> int:
    """Estimate the minutes by bike; see `travel_minutes`."""
    return travel_minutes(metres, Transport.BIKE)


def driving_minutes(metres: float) -> int:
    """Estimate the minutes by car; see `travel_minutes`."""
    return travel_minutes(metres, Transport.CAR)


def travel_words(metres: float | None, transport: Transport) -> str:
    """Say the estimate: "about 12 minutes on foot", or "not known"."""
    if metres is None:
        return NOT_KNOWN
    minutes = max(1, travel_minutes(metres, transport))
    return f"about {minutes} {'minute' if minutes == 1 else 'minutes'} {_BY_TRANSPORT[transport]}"


def _in_miles(miles: float, places: int) -> str:
    number = f"{miles:.{places}f}".removesuffix(".0")
    return f"{number} {'mile' if number == '1' else 'miles'}"
