"""What is asked by week, area and need, counted as it is written: the count behind coverage.

200,000 requests cannot be counted anew for every look at the grid. Derived like the search index, but kept by
the store itself: a trigger before a write takes out of the counts what the row came to, and one after it puts
in what it comes to then (sqlite.org, CREATE TRIGGER). So whatever writes is counted, be it a form, an import,
an undo or an erasure, and a backup put back brings the counts of its day. Nobody is in them: a week, an area,
a need and two numbers.
"""

from db.enums import CloseReason, TaskOutcome, TaskStatus

NOWHERE = ""
"""Stands for the area of whoever lives outside all of them: a key must have a value."""
MET = (TaskOutcome.DELIVERED, TaskOutcome.LEFT_SAFE, TaskOutcome.PARTLY)
STILL_ASKED = (CloseReason.REFERRED_ON, CloseReason.NO_CAPACITY)
"""Closed in these ways something is still asked for, though not of this hub's volunteers."""


def _listed(codes: tuple[str, ...]) -> str:
    return ", ".join(f"'{code}'" for code in codes)


_TABLE = """
CREATE TABLE asked_week (
    monday TEXT NOT NULL,
    need_type_id TEXT NOT NULL,
    area_id TEXT NOT NULL,
    asked INTEGER NOT NULL,
    met INTEGER NOT NULL,
    PRIMARY KEY (monday, need_type_id, area_id)
) WITHOUT ROWID
"""
_VIEW = f"""
CREATE VIEW asked_task AS
SELECT task.id AS task_id, request.id AS request_id, person.id AS person_id,
    person.household_id AS household_id, request.need_type_id AS need_type_id,
    date(task.on_date, '-6 days', 'weekday 1') AS monday,
    coalesce(household.area_id, '{NOWHERE}') AS area_id,
    task.status = '{TaskStatus.DONE}' AND coalesce(task.outcome IN ({_listed(MET)}), 0) AS met
FROM task
JOIN request ON request.id = task.request_id
JOIN person ON person.id = request.person_id
LEFT JOIN household ON household.id = person.household_id
WHERE task.voided_at IS NULL AND request.voided_at IS NULL
    AND (task.status <> '{TaskStatus.CANCELLED}' OR request.close_reason IN ({_listed(STILL_ASKED)}))
"""
"""Every occurrence of help that counts: not one called off, unless somebody else was to help."""


_WATCHED = {
    "task": ("request_id", "on_date", "status", "outcome", "voided_at"),
    "request": ("person_id", "need_type_id", "close_reason", "voided_at"),
    "person": ("household_id",),
    "household": ("area_id",),
}
"""Each table with the columns that say where and whether its rows count."""


def _put(key: str, sign: str = "") -> str:
    """Put what the tasks of one row come to into the counts, or with a minus take it out of them."""
    return f"""
    INSERT INTO asked_week (monday, need_type_id, area_id, asked, met)
    SELECT monday, need_type_id, area_id, {sign}count(*), {sign}sum(met) FROM asked_task
    WHERE {key} GROUP BY monday, need_type_id, area_id
    ON CONFLICT DO UPDATE SET asked = asked + excluded.asked, met = met + excluded.met;"""


def _take(key: str) -> str:
    """Take what the tasks of one row come to out of the counts; a count that comes to nothing goes."""
    return f"""{_put(key, "-")}
    DELETE FROM asked_week WHERE asked = 0 AND (monday, need_type_id, area_id)
    IN (SELECT monday, need_type_id, area_id FROM asked_task WHERE {key});"""


def _triggers(table: str, columns: tuple[str, ...]) -> tuple[str, ...]:
    """Before and after every kind of write: references are looked at when all is written, so that a row may
    come before what it hangs on, and go after it."""
    changed = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in columns)
    edited = f"UPDATE OF {', '.join(columns)} ON {table} WHEN {changed}"
    writes = (
        ("new", f"INSERT ON {table}", "NEW"),
        ("edit", edited, "OLD"),
        ("gone", f"DELETE ON {table}", "OLD"),
    )
    return tuple(
        f"CREATE TRIGGER {table}_{name}_{when} {when} {write} BEGIN{act(f'{table}_id = {row}.id')}\nEND"
        for name, write, row in writes
        for when, act in (("before", _take), ("after", _put))
    )


DDL = (_TABLE, _VIEW, *(sql for table, columns in _WATCHED.items() for sql in _triggers(table, columns)))
"""Run once on a new store."""
