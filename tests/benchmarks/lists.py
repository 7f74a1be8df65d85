"""Searching and sorting long lists, against their raw queries."""

from collections.abc import Sequence

from db.queries.people import SORTS, PeopleFilter
from desktop.services.people import People
from tests.benchmarks.measure import Figure, Hub, against, percentile, replayed, timed

TYPED = ("ma", "mal", "mall", "jean", "0794", "020 79", "9001", "ferry", "sian", "ip11", "okaf", "nowa")
RAW_SORT = {
    "name": "SELECT id FROM person WHERE voided_at IS NULL"
    " ORDER BY last_name COLLATE NOCASE, first_name COLLATE NOCASE, id",
    "number": "SELECT id FROM person WHERE voided_at IS NULL ORDER BY number, id",
    "born": "SELECT id FROM person WHERE voided_at IS NULL ORDER BY date_of_birth, id",
    "status": "SELECT id FROM person WHERE voided_at IS NULL ORDER BY status, id",
    "postcode": "SELECT p.id FROM person p LEFT JOIN household h ON h.id = p.household_id"
    " WHERE p.voided_at IS NULL ORDER BY h.postcode, p.id",
}


def search(hub: Hub) -> list[Figure]:
    """The 95th percentile of a search while typing, against its raw queries."""
    people = People(hub.tools)
    calls = [lambda t=typed: people.find(hub.actor, t) for typed in TYPED]
    pairs = [(call, replayed(hub, call)) for call in calls] * 6
    took = [(timed(call), timed(raw)) for call, raw in pairs]
    ours, floor = [each for each, _ in took], [each for _, each in took]
    return [
        Figure("search as you type, 95th percentile", percentile(ours, 0.95), percentile(floor, 0.95), 2.0)
    ]


def sort(hub: Hub) -> list[Figure]:
    """Every sort of the longest list, against the raw sort."""
    people, figures = People(hub.tools), []
    for column, sql in RAW_SORT.items():
        assert column in SORTS

        def raw(sql: str = sql) -> Sequence[object]:
            with hub.store.reader.connect() as connection:
                return connection.connection.driver_connection.execute(sql).fetchall()

        figures.append(
            against(
                f"sort people by {column}",
                lambda c=column: people.ids(hub.actor, PeopleFilter(), c),
                raw,
                3.0,
            )
        )
    return figures
