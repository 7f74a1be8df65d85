"""Files of routing problems in the layouts that solvers are compared by: VRPLIB (CVRP) and Solomon (VRPTW).

Distances follow each set's own convention, so that costs can be held against the best known: CVRP with EUC_2D
rounds to the nearest whole number (TSPLIB, Reinelt 1991); VRPTW cuts to one decimal, as the DIMACS challenge
on vehicle routing (2021) does.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.domain.errors import DomainError
from desktop.domain.route_problem import RoutePlan, RouteProblem, RouteStop, RouteVehicle, total_distance

_MOST_BYTES = 64 * 2**20
_MOST_STOPS = 30_000
_SOLOMON_COLUMNS = 7


@dataclass(frozen=True, slots=True)
class RouteFile:
    """A problem as read.

    Attributes:
        name: as the file has it.
        scale: how many units of the problem make one of the file: 10 where distances are cut to one decimal.
        customers: for each stop, its number in the set's solutions: the depot is 0.
    """

    name: str
    problem: RouteProblem
    scale: int
    customers: tuple[int, ...]

    def cost(self, plan: RoutePlan) -> int | float:
        """The length of a plan in the file's own units; a whole number where the file has whole ones."""
        length = total_distance(self.problem, plan)
        return length if self.scale == 1 else length / self.scale

    def routes(self, plan: RoutePlan) -> list[list[int]]:
        """Routes by the numbers of the set's solutions; vehicles that stay at the depot are left out."""
        return [[self.customers[index] for index in route] for route in plan.routes if route]


def read_route_file(path: Path) -> RouteFile:
    """Read a problem.

    Args:
        path: a file in VRPLIB's layout (CVRP) or Solomon's (VRPTW).

    Raises:
        DomainError: it cannot be read as either, or is larger than any set has.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise DomainError(f"{path.name} is larger than any problem of its kind.", field="file")
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError as problem:
        raise DomainError(f"{path.name} cannot be opened. Check the name.", field="file") from problem
    head = text[:4_000].upper()
    solomon = "VEHICLE" in head and "CUST" in head and "DIMENSION" not in head
    try:
        found = _solomon(text) if solomon else _vrplib(text)
        if len(found.problem.stops) > _MOST_STOPS:
            raise DomainError(f"{path.name} has more customers than can be planned.", field="file")
        return found
    except (AssertionError, IndexError, KeyError, RuntimeError, TypeError, ValueError) as problem:
        raise DomainError(
            f"{path.name} is not a problem in VRPLIB's or Solomon's layout.", field="file"
        ) from problem


def _vrplib(text: str) -> RouteFile:
    import numpy as np
    from vrplib.parse import parse_vrplib

    held: dict[str, Any] = parse_vrplib(text, compute_edge_weights=True)
    weights = np.asarray(held["edge_weight"], dtype=float)
    table: Any = np.floor(weights + 0.5).astype(np.int64)
    size = len(table)
    depot = int(np.atleast_1d(held.get("depot", 0))[0])
    demand = np.asarray(held["demand"], dtype=np.int64)
    if len(demand) != size or not 0 <= depot < size or table.min() < 0 or demand.min() < 0:
        raise ValueError(size)
    service = int(held.get("service_time", 0))
    customers = tuple(node for node in range(size) if node != depot)
    stops = tuple(RouteStop(node, (int(demand[node]),), service=service, needed=True) for node in customers)
    longest = int(held["distance"]) if "distance" in held else None
    vehicle = RouteVehicle(depot, depot, (int(held["capacity"]),), longest=longest)
    count = int(held.get("vehicles", len(customers)))
    problem = RouteProblem(stops, (vehicle,) * count, (table,), (table,))
    return RouteFile(str(held.get("name", "")), problem, 1, customers)


def _solomon(text: str) -> RouteFile:
    import numpy as np
    from vrplib.parse import parse_solomon

    for line in text.split("TIME", 2)[-1].splitlines():
        if line.strip() and len([int(word) for word in line.split()]) != _SOLOMON_COLUMNS:
            raise ValueError(line)  # The reader would take what is no number for one.
    held: dict[str, Any] = parse_solomon(text, compute_edge_weights=True)
    table: Any = np.floor(np.asarray(held["edge_weight"], dtype=float) * 10 + 1e-9).astype(np.int64)
    demand, window = held["demand"], held["time_window"]
    service = held["service_time"]
    size = len(table)
    if min(int(demand.min()), int(window.min()), int(service.min())) < 0 or size < 2:
        raise ValueError(size)
    stops = tuple(
        RouteStop(
            node,
            (int(demand[node]),),
            earliest=10 * int(window[node][0]),
            latest=10 * int(window[node][1]),
            service=10 * int(service[node]),
            needed=True,
        )
        for node in range(1, size)
    )
    vehicle = RouteVehicle(
        0, 0, (int(held["capacity"]),), earliest=10 * int(window[0][0]), latest=10 * int(window[0][1])
    )
    problem = RouteProblem(stops, (vehicle,) * int(held["vehicles"]), (table,), (table,))
    return RouteFile(str(held["name"]), problem, 10, tuple(range(1, size)))
