"""The search index: names, streets, references and phones of people, volunteers and organisations.

Derived from the records and kept in step inside each transaction. Words are found by their beginnings,
accents ignored; phone digits from either end, by indexing them forwards and backwards.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, TextualSelect, column, text

_LETTERS = str.maketrans(
    {"ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ı": "i", "ß": "ss", "’": "'"}
)
_PAGE = 500
_BACKWARDS = "z"
_MANY = 200

DDL = (
    "CREATE TABLE search_row (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, row_id TEXT NOT NULL)",
    "CREATE UNIQUE INDEX uq_search_row ON search_row (row_id, kind)",
    "CREATE VIRTUAL TABLE search_words USING fts5(words, digits, content='', contentless_delete=1,"
    " tokenize=\"unicode61 remove_diacritics 2\", prefix='1 2 3 4')",
    "INSERT INTO search_words(search_words, rank) VALUES ('secure-delete', 1)",
)
"""Run once on a new store; ``secure-delete`` makes erased words unrecoverable (sqlite.org, FTS5 6.11)."""


class Hit(NamedTuple):
    """A record the search found."""

    kind: str
    row_id: str


def reindex(connection: Connection, touched: dict[str, set[str]]) -> None:
    """Bring the index up to date for the rows a transaction changed.

    Args:
        connection: the write transaction's own connection.
        touched: keys of changed rows by table.
    """
    people = _people_touched(connection, touched)
    _replace(connection, "person", sorted(people), _PERSON_SQL, _person_words)
    _replace(
        connection, "organisation", sorted(touched.get("organisation", ())), _ORGANISATION_SQL, _plain_words
    )
    _replace(connection, "request", sorted(touched.get("request", ())), _REQUEST_SQL, _plain_words)
    _replace(connection, "round", sorted(touched.get("round", ())), _ROUND_SQL, _plain_words)


_MATCHING = "FROM search_words w JOIN search_row r ON r.id = w.rowid WHERE search_words MATCH"


def find(connection: Connection, typed: str, kinds: Sequence[str] = (), limit: int = 20) -> list[Hit]:
    """Find records by what was typed: letters by the beginning of words, digits by either end of a phone.

    Args:
        connection: a reading connection.
        typed: as typed; punctuation, accents, spaces in numbers and ``+44`` are ignored.
        kinds: tables to look in; empty for all.
        limit: most records to give back.

    Returns:
        Hits, best first where few enough match to be ranked.
    """
    expression = match_expression(typed)
    if not expression:
        return []
    among = f" AND r.kind IN ({_marks(kinds)})" if kinds else ""
    sql = f"SELECT r.kind, r.row_id {_MATCHING} ?{among} LIMIT ?"
    given = (expression, *kinds, min(limit, _MANY))
    return list(map(Hit._make, connection.exec_driver_sql(sql, given).fetchall()))


def keys(connection: Connection, typed: str, kind: str, limit: int = 20) -> tuple[str, ...]:
    """Keys of the records of one kind that `find` finds."""
    return tuple(hit.row_id for hit in find(connection, typed, (kind,), limit))


def people_found() -> TextualSelect:
    """The keys of people found, inside a statement; give it ``typed`` (`match_expression`) and ``most``."""
    sql = f"SELECT r.row_id {_MATCHING} :typed AND r.kind = 'person' LIMIT :most"
    return text(sql).columns(column("row_id"))


def match_expression(typed: str) -> str:
    """Turn what was typed into a full-text expression; empty when there is nothing to look for."""
    folded = typed.translate(_LETTERS)
    digits = core_digits(folded)
    if digits and not re.search(r"[^\W\d_]", folded):
        backwards = f'"{_BACKWARDS}{digits[::-1]}"*'
        return f'digits : ("{digits}"* OR {backwards}) OR words : "{re.sub(r"[^0-9]", "", folded)}"*'
    words = re.findall(r"\w+", folded)
    return " AND ".join(f'words : "{word}"*' for word in words)


def core_digits(number: str) -> str:
    """The digits of a UK number without ``+44``, ``0044`` or the leading 0."""
    plus = number.strip().startswith("+")
    digits = re.sub(r"[^0-9]", "", number)
    if digits.startswith("0044"):
        digits = digits[4:]
    elif plus and digits.startswith("44"):
        digits = digits[2:]
    return digits.removeprefix("0")


_Words = Callable[[Sequence[str | None]], tuple[str, str]]

_PERSON_SQL = """
SELECT p.id, p.first_name, p.middle_name, p.last_name, p.preferred_name, h.address_line1, h.postcode,
       'P-' || p.number, coalesce('V-' || v.number, ''), p.source_reference,
       (SELECT group_concat(coalesce(nullif(f.e164, ''), f.raw), ' ') FROM phone f
         WHERE f.person_id = p.id AND f.voided_at IS NULL)
FROM person p LEFT JOIN household h ON h.id = p.household_id
LEFT JOIN volunteer v ON v.person_id = p.id AND v.voided_at IS NULL
WHERE p.voided_at IS NULL AND p.id IN ({keys})
"""
_ORGANISATION_SQL = """
SELECT id, name, contact_name, postcode, 'O-' || number, phone FROM organisation
WHERE voided_at IS NULL AND id IN ({keys})
"""
_REQUEST_SQL = "SELECT id, 'R-' || number, '' FROM request WHERE voided_at IS NULL AND id IN ({keys})"
_ROUND_SQL = (
    "SELECT id, 'S-' || number || ' ' || name, '' FROM round WHERE voided_at IS NULL AND id IN ({keys})"
)


def _person_words(row: Sequence[str | None]) -> tuple[str, str]:
    *words, phones = row[1:]
    postcode = (row[6] or "").replace(" ", "")
    return _joined([*words, postcode]), _phone_tokens((phones or "").split())


def _plain_words(row: Sequence[str | None]) -> tuple[str, str]:
    *words, phone = row[1:]
    return _joined(words), _phone_tokens([phone] if phone else [])


def _joined(words: Iterable[str | None]) -> str:
    return " ".join(word.translate(_LETTERS) for word in words if word)


def _phone_tokens(numbers: Iterable[str]) -> str:
    cores = [core for core in map(core_digits, numbers) if core]
    return " ".join(token for core in cores for token in (core, _BACKWARDS + core[::-1]))


def _people_touched(connection: Connection, touched: dict[str, set[str]]) -> set[str]:
    people = set(touched.get("person", ()))
    for table, key in (("phone", "id"), ("volunteer", "id")):
        people |= _column(
            connection, f"SELECT person_id FROM {table} WHERE {key} IN ({{keys}})", touched.get(table)
        )
    return people | _column(
        connection, "SELECT id FROM person WHERE household_id IN ({keys})", touched.get("household")
    )


def _column(connection: Connection, sql: str, keys: Iterable[str] | None) -> set[str]:
    found: set[str] = set()
    for page in _pages(sorted(keys or ())):
        found.update(row[0] for row in connection.exec_driver_sql(sql.format(keys=_marks(page)), tuple(page)))
    return found


def _replace(connection: Connection, kind: str, keys: list[str], sql: str, words: _Words) -> None:
    for page in _pages(keys):
        marks, given = _marks(page), tuple(page)
        stale = connection.exec_driver_sql(
            f"SELECT id FROM search_row WHERE row_id IN ({marks}) AND kind = ?", (*given, kind)
        ).scalars()
        for number in list(stale):
            connection.exec_driver_sql("DELETE FROM search_words WHERE rowid = ?", (number,))
            connection.exec_driver_sql("DELETE FROM search_row WHERE id = ?", (number,))
        rows = connection.exec_driver_sql(sql.format(keys=marks), given).all()
        start = connection.exec_driver_sql("SELECT coalesce(max(id), 0) FROM search_row").scalar() or 0
        made = [(start + n, row[0], *words(row)) for n, row in enumerate(rows, 1)]
        if made:
            connection.exec_driver_sql(
                "INSERT INTO search_row (id, kind, row_id) VALUES (?, ?, ?)",
                [(n, kind, key) for n, key, *_ in made],
            )
            connection.exec_driver_sql(
                "INSERT INTO search_words (rowid, words, digits) VALUES (?, ?, ?)",
                [(n, said, digits) for n, _key, said, digits in made],
            )


def _pages(keys: list[str]) -> Iterable[list[str]]:
    return (keys[start : start + _PAGE] for start in range(0, len(keys), _PAGE))


def _marks(keys: Sequence[str]) -> str:
    return ",".join("?" * len(keys))
