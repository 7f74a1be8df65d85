"""Who is worth comparing with the person being typed: asked at every pause, so one statement, made once."""

import json
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Date, bindparam, column, text
from sqlalchemy.orm import Session

from db.queries.duplicates import KeyRow, key_row
from db.queries.paging import fetch
from db.search import match_expression

_START = 5
"""Letters of an address compared: the house number, and a little of the street."""
_NO_NAMES = '""'
_ALIKE = f"""
SELECT p.id, p.first_name, p.last_name, p.preferred_name, p.date_of_birth, coalesce(h.postcode, ''),
       coalesce(h.address_line1, ''), coalesce(p.household_id, ''), p.source_reference,
       (SELECT coalesce(group_concat(f.e164, ' '), '') FROM phone f
        WHERE f.person_id = p.id AND f.voided_at IS NULL AND f.e164 <> '')
FROM person p LEFT JOIN household h ON h.id = p.household_id
WHERE p.voided_at IS NULL AND p.id IN (
  SELECT * FROM (
    SELECT f.person_id FROM phone f
    WHERE f.e164 IN (SELECT value FROM json_each(:phones)) AND f.voided_at IS NULL LIMIT :most)
  UNION SELECT * FROM (
    SELECT q.id FROM household g JOIN person q ON q.household_id = g.id AND q.voided_at IS NULL
    WHERE g.postcode = :postcode
      AND (substr(g.address_line1, 1, {_START}) = :house COLLATE NOCASE
           OR substr(q.last_name, 1, 1) = :initial COLLATE NOCASE) LIMIT :most)
  UNION SELECT * FROM (
    SELECT q.id FROM person q
    WHERE q.last_name = :last_name AND q.date_of_birth = :born AND q.voided_at IS NULL LIMIT :most)
  UNION SELECT * FROM (
    SELECT r.row_id FROM search_words w JOIN search_row r ON r.id = w.rowid AND r.kind = 'person'
    JOIN person q ON q.id = r.row_id LEFT JOIN household g ON g.id = q.household_id
    WHERE search_words MATCH :names AND (
      substr(q.date_of_birth, 1, 4) = substr(:born, 1, 4) OR substr(q.date_of_birth, 6) = substr(:born, 6)
      OR substr(g.postcode, 1, 4) = substr(:postcode, 1, 4) OR substr(g.postcode, -3) = substr(:postcode, -3)
      OR substr(g.address_line1, 1, {_START}) = :house COLLATE NOCASE
      OR EXISTS (SELECT 1 FROM phone f JOIN json_each(:phones) t
                 ON substr(f.e164, -5) = substr(t.value, -5)
                 OR substr(f.e164, 1, length(f.e164) - 4) = substr(t.value, 1, length(t.value) - 4)
                 WHERE f.person_id = q.id AND f.voided_at IS NULL)) LIMIT :most))
"""
_COLUMNS = ("id", "first", "last", "preferred", "born", "postcode", "address", "home", "reference", "phones")
_STATEMENT = (
    text(_ALIKE)
    .bindparams(bindparam("born", type_=Date))
    .columns(*(column(name, Date) if name == "born" else column(name) for name in _COLUMNS))
)


@dataclass(frozen=True, slots=True)
class Typed:
    """What has been typed of a person; empty where nothing was."""

    names: str = ""
    last_name: str = ""
    born: date | None = None
    phones: tuple[str, ...] = ()
    postcode: str = ""
    address: str = ""


def near(session: Session, typed: Typed, limit: int) -> list[KeyRow]:
    """The keys of people worth comparing with what is typed.

    Those who share a phone, a postcode and house or initial, or a date of birth and family name; and of those
    who bear the names, the ones where part of the date of birth, phone or address is the same, as it is after
    one slip. A part not typed is NULL, which nothing equals.

    Args:
        session: a reading session.
        typed: what has been typed.
        limit: most of each kind.
    """
    given = {
        "phones": json.dumps(typed.phones),
        "postcode": typed.postcode or None,
        "house": typed.address[:_START] or None,
        "initial": typed.last_name[:1] or None,
        "last_name": typed.last_name or None,
        "born": typed.born,
        "names": match_expression(typed.names) or _NO_NAMES,
        "most": limit,
    }
    return [key_row(*row) for row in fetch(session, _STATEMENT, given)]
