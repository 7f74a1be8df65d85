"""Searching and sorting long lists, against their raw queries."""

from collections.abc import Sequence

from sqlalchemy import text

from db.queries.people import SORTS, PeopleFilter
from db.search import match_expression
from desktop.services.people import People
from tests.benchmarks.measure import Figure, Hub, against, percentile, timed

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
    raw_rows = _raw_search(hub)
    ours = [timed(lambda t=typed: people.find(hub.actor, t)) for _ in range(6) for typed in TYPED]
    floor = [timed(lambda t=typed: raw_rows(t)) for _ in range(6) for typed in TYPED]
    return [
        Figure("search as you type, 95th percentile", percentile(ours, 0.95), percentile(floor, 0.95), 2.0)
    ]


def _raw_search(hub: Hub) -> object:
    from db.queries import people as query

    keys: dict[str, list[str]] = {}
    with hub.store.read() as session:
        for typed in TYPED:
            sql = text(
                "SELECT r.row_id FROM search_words w JOIN search_row r ON r.id = w.rowid"
                " WHERE search_words MATCH :m AND r.kind = 'person' LIMIT 20"
            )
            keys[typed] = list(session.execute(sql, {"m": match_expression(typed)}).scalars())
        compiled = _page_sql(query)

    def raw(typed: str) -> None:
        with hub.store.reader.connect() as connection:
            driver = connection.connection.driver_connection
            driver.execute(
                "SELECT r.kind, r.row_id FROM search_words w JOIN search_row r ON r.id = w.rowid"
                " WHERE search_words MATCH ? AND r.kind = 'person' LIMIT 20",
                (match_expression(typed),),
            ).fetchall()
            found = keys[typed]
            if found:
                driver.execute(compiled.format(",".join("?" * len(found))), found).fetchall()

    return raw


def _page_sql(_query: object) -> str:
    return (
        "SELECT p.id, p.number, p.first_name, p.last_name, p.preferred_name, p.date_of_birth,"
        " coalesce(h.address_line1, ''), coalesce(h.town, ''), coalesce(h.postcode, ''),"
        " coalesce(a.name, ''),"
        " coalesce((SELECT e164 FROM phone f WHERE f.person_id = p.id AND f.voided_at IS NULL"
        " ORDER BY f.position, f.id LIMIT 1), ''), p.status, (SELECT count(*) FROM request r WHERE"
        " r.person_id = p.id AND r.voided_at IS NULL AND r.status NOT IN ('done','cancelled','passed_on')),"
        " p.source_reference FROM person p LEFT JOIN household h ON h.id = p.household_id"
        " LEFT JOIN area a ON a.id = h.area_id WHERE p.id IN ({})"
    )


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
