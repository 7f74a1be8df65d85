"""Duplicates, ranking and batch matching."""

from datetime import timedelta
from unittest.mock import patch

from sqlalchemy import select

from db.models import Task
from db.queries import duplicates as duplicate_query
from db.queries import matching as query
from desktop.domain.batch import Proposal
from desktop.domain.clearance_facts import AppliesWhen
from desktop.domain.duplicate_keys import PersonKey
from desktop.domain.duplicate_scan import scan
from desktop.services import gate
from desktop.services.duplicates import Duplicates
from desktop.services.matching import Matching
from tests.benchmarks.measure import Figure, Hub, against, replayed, timed

SCANNED, REQUESTS, VOLUNTEERS = 50_000, 500, 2_000


def duplicates(hub: Hub) -> list[Figure]:
    """Seconds to look through fifty thousand people on one core.

    The made hub has only the two thousand numbers kept for fiction, each borne by dozens. Here each person
    with a number has one of their own, as in a list of real people.
    """
    with hub.store.read() as session:
        rows = duplicate_query.every_key(session)[:SCANNED]
    people = [
        PersonKey(
            r.id,
            r.first_name,
            r.last_name,
            "",
            r.date_of_birth,
            _own(r.phones, n),
            r.postcode,
            r.address_line1,
        )
        for n, r in enumerate(rows)
    ]
    took = timed(lambda: scan(people))
    return [Figure(f"duplicate scan of {len(people):,} people", took, None, None, "s", "goal 10")]


def _own(phones: tuple[str, ...], person: int) -> tuple[str, ...]:
    return tuple(f"+447{person:08d}{place}" for place, _ in enumerate(phones))


def typing(hub: Hub) -> list[Figure]:
    """The check for duplicates while typing, against its raw queries."""
    with hub.store.read() as session:
        row = next(one for one in duplicate_query.every_key(session) if one.phones and one.date_of_birth)
    typed = PersonKey(
        "", row.first_name, row.last_name, "", row.date_of_birth, row.phones, row.postcode, row.address_line1
    )
    service = Duplicates(hub.tools)

    def ours() -> object:
        return service.while_typing(hub.actor, typed)

    return [against("duplicate check while typing", ours, replayed(hub, ours), 2.0, 15)]


def ranking(hub: Hub) -> list[Figure]:
    """Ranking for one request, against one raw read of the volunteers SQL cannot rule out."""
    task = _some_task(hub)
    matching = Matching(hub.tools)
    with hub.store.read() as session:
        row = query.tasks(session, [task])[0]
        rules = gate.rules(session, row.need.code)
    kinds = sorted({str(rule.check) for rule in rules})
    seen = sorted({str(rule.check) for rule in rules if rule.applies_when == AppliesWhen.ALWAYS})
    sql = _candidates_sql(kinds, seen)
    weekday = row.task.on_date.weekday()

    def raw() -> None:
        with hub.store.read() as session:
            session.connection().exec_driver_sql(sql, (weekday,)).cursor.fetchall()

    return [against("rank volunteers for one request", lambda: matching.for_task(hub.actor, task), raw, 3.0)]


def _candidates_sql(kinds: list[str], seen: list[str]) -> str:
    """Free volunteers with every check the need always asks for, and all those it may ask for."""
    has = " ".join(
        f"AND EXISTS (SELECT 1 FROM check_record WHERE volunteer_id = v.id AND type = '{kind}'"
        " AND status IN ('verified', 'exempt') AND voided_at IS NULL)"
        for kind in seen
    )
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    return f"""
    SELECT v.id, p.first_name, p.last_name, v.status, p.date_of_birth, v.parental_agreement, v.transport,
           v.weekly_minutes, v.joined_on, h.easting, h.northing, h.precision, c.type, c.status, c.level,
           c.issued_on, c.review_on, c.valid_to, c.exempt_until, c.exempt_reason
    FROM volunteer v JOIN person p ON p.id = v.person_id LEFT JOIN household h ON h.id = p.household_id
    JOIN check_record c ON c.volunteer_id = v.id AND c.voided_at IS NULL AND c.type IN ({listed})
    WHERE v.status = 'active' AND v.voided_at IS NULL AND p.voided_at IS NULL
      AND (EXISTS (SELECT 1 FROM volunteer_slot s WHERE s.volunteer_id = v.id AND s.weekday = ?)
           OR NOT EXISTS (SELECT 1 FROM volunteer_slot s WHERE s.volunteer_id = v.id)) {has}
    """


def batch(hub: Hub) -> list[Figure]:
    """Five hundred requests and two thousand volunteers solved as a whole: the bound, seconds."""
    matching = Matching(hub.tools)
    today = matching.today()
    with hub.store.read() as session:
        keys = query.waiting_tasks(session, today, today + timedelta(days=7))[:REQUESTS]
        kept = query.active(session)[:VOLUNTEERS]
    found: list[Proposal] = []
    with patch.object(query, "active", lambda _session: kept):
        took = timed(lambda: found.append(matching.propose(hub.actor, keys)))
    proposal = found[0]
    note = f"{len(proposal.assignments)} filled, {len(proposal.unfilled)} not, by {proposal.solver}; goal 5"
    figures = [Figure(f"batch match of {len(keys)} x {len(kept):,}", took, None, None, "s", note)]
    if proposal.bound:
        figures.append(
            Figure("batch cost over the relaxation", proposal.objective, proposal.bound, 1.01, "cost")
        )
    return figures


def _some_task(hub: Hub) -> str:
    with hub.store.read() as session:
        keys = query.waiting_tasks(
            session, Matching(hub.tools).today(), Matching(hub.tools).today() + timedelta(days=7)
        )
        return keys[0] if keys else session.scalars(select(Task.id).limit(1)).one()
