"""The directory and coverage, over as many services and requests as a borough has."""

from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from desktop.services.coverage import Coverage, CoverageFilter
from desktop.services.directory import Directory, Wanted
from desktop.services.hubs import open_hub
from tests.benchmarks.measure import Figure, Hub, against, percentile, replayed, timed
from tests.benchmarks.partners_store import PASSPHRASE, Size, make, postcode

DIRECTORY = Size(requests=0)
COVERAGE = Size(services=2_000)
WEEK = date(2026, 1, 5)
"""A Monday: all requests are due in its week, the worst there can be."""
SHOWN = 40
"""Rows of a list on screen."""
_COUNT_ANEW = """
SELECT h.area_id, r.need_type_id, count(*),
    sum(t.status = 'done' AND t.outcome IN ('delivered', 'left_safe', 'partly'))
FROM task t JOIN request r ON r.id = t.request_id JOIN person p ON p.id = r.person_id
LEFT JOIN household h ON h.id = p.household_id
WHERE t.on_date BETWEEN ? AND ? AND t.voided_at IS NULL AND r.voided_at IS NULL
    AND (t.status <> 'cancelled' OR r.close_reason IN ('referred_on', 'no_capacity'))
GROUP BY h.area_id, r.need_type_id
"""


def directory(hub: Hub) -> list[Figure]:
    """Who helps with a need at a postcode, with the rows a screen shows: the 95th percentile."""
    with closing(_store(hub.folder.path.parent / "directory", DIRECTORY)) as made:
        service, actor = Directory(made.tools), made.actor
        needs = [one.id for one in Coverage(made.tools).grid(actor, CoverageFilter(WEEK)).needs]
        asked = [
            Wanted(postcode=postcode(n, n), need_id=needs[n % len(needs)]) for n in range(DIRECTORY.areas)
        ]

        def look(wanted: Wanted) -> object:
            return service.rows(actor, service.ids(actor, wanted)[:SHOWN])

        calls = [partial(look, one) for one in asked]
        took = [(timed(call), timed(raw)) for call, raw in [(one, replayed(made, one)) for one in calls] * 2]
    ours, floor = percentile([a for a, _ in took], 0.95), percentile([b for _, b in took], 0.95)
    name = f"directory by postcode and need, {DIRECTORY.services:,}"
    return [Figure(name, ours, floor, 3.0, "s", "goal 0.030")]


def coverage(hub: Hub) -> list[Figure]:
    """The grid against one raw query that counts every request, and beside its own raw queries."""
    name = f"coverage {COVERAGE.areas} x {COVERAGE.needs}, {COVERAGE.requests:,} requests"
    with closing(_store(hub.folder.path.parent / "coverage", COVERAGE)) as made:
        service, actor, wanted = Coverage(made.tools), made.actor, CoverageFilter(WEEK)

        def ours() -> object:
            return service.grid(actor, wanted)

        def anew() -> None:
            span = (WEEK.isoformat(), (WEEK + timedelta(days=6)).isoformat())
            with made.store.reader.connect() as connection:
                connection.connection.driver_connection.execute(_COUNT_ANEW, span).fetchall()

        counted = against(name, ours, anew, 3.0, 3)
        own = against(f"{name}, its own queries", ours, replayed(made, ours), 3.0)
    return [replace(counted, note="goal 0.300"), replace(own, limit=None)]


def _store(folder: Path, size: Size) -> Hub:
    """The store to measure on, making it first where there is none."""
    return open_hub(folder, PASSPHRASE) if folder.exists() else make(folder, size, WEEK)
