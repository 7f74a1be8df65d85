"""The search index: names, streets, references and phones of people, volunteers and organisations.

Derived from the records and kept in step inside each transaction. Words are found by their beginnings,
accents ignored; phone digits from either end, by indexing them forwards and backwards.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, TextualSelect, column, text

_LETTERS = str.maketrans(
    {"ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ı": "i", "ß": "ss", "’": "'"}
)
_PAGE = 500
_BACKWARDS = "z"
_MANY = 200
_LEAST_LETTERS, _LEAST_BEGUN = 4, 5
_MOST_SPELLINGS = 12

Also = Callable[[str], Iterable[str]]

VOCABULARY = "CREATE VIRTUAL TABLE temp.search_vocabulary USING fts5vocab(main, search_words, row)"
"""The words of the index as a table (sqlite.org, FTS5 section 9); each reading connection makes its own."""

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
    services = _services_touched(connection, touched)
    _replace(connection, "service", sorted(services), _SERVICE_SQL, _plain_words)
    _replace(connection, "referral", sorted(touched.get("referral", ())), _REFERRAL_SQL, _plain_words)


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


def keys(
    connection: Connection, typed: str, kind: str, limit: int = 20, also: Also = lambda _word: ()
) -> tuple[str, ...]:
    """Keys of the records of one kind that `find` finds; where there are none, one slip a word is forgiven.

    Args:
        connection: a reading connection.
        typed: as typed.
        kind: the table to look in.
        limit: most keys to give back.
        also: other words to look for in place of a word, such as nicknames.
    """
    hits = find(connection, typed, (kind,), limit)
    if not hits:
        expression, _added = loose_expression(connection, typed, also)
        hits = matching(connection, expression, (kind,), limit)
    return tuple(hit.row_id for hit in hits)


def matching(
    connection: Connection,
    expression: str,
    kinds: Sequence[str],
    limit: int = _MANY,
    among: Sequence[str] = (),
) -> list[Hit]:
    """Records that a full-text expression matches.

    Args:
        connection: a reading connection.
        expression: of `match_expression` or `loose_expression`; empty finds nothing.
        kinds: tables to look in.
        limit: most records to give back.
        among: only these keys; empty for no limit.
    """
    if not expression:
        return []
    kept = f" AND r.row_id IN ({_marks(among)})" if among else ""
    sql = f"SELECT r.kind, r.row_id {_MATCHING} ? AND r.kind IN ({_marks(kinds)}){kept} LIMIT ?"
    given = (expression, *kinds, *among, limit)
    return list(map(Hit._make, connection.exec_driver_sql(sql, given).fetchall()))


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


def loose_expression(
    connection: Connection, typed: str, also: Also = lambda _word: ()
) -> tuple[str, tuple[str, ...]]:
    """An expression that forgives one slip in each word, for when what was typed finds too little.

    Args:
        connection: a reading connection; its words are those of the index.
        typed: as typed.
        also: other words to look for in place of a word, such as nicknames.

    Returns:
        The expression and the words it adds; both empty where there is nothing to add.
    """
    words = re.findall(r"\w+", plain(typed))
    added: list[str] = []
    parts = []
    for at, word in enumerate(words):
        begun = at == len(words) - 1 and not typed.endswith(" ")
        known = list(also(word))
        near = _spellings(connection, word, begun=begun, far=not known)
        others = list(dict.fromkeys([*known, *near]))
        added += others
        parts.append("words : (" + " OR ".join([f'"{word}"*', *(f'"{one}"' for one in others)]) + ")")
    return (" AND ".join(parts), tuple(added)) if added else ("", ())


def plain(typed: str) -> str:
    """Text as the index keeps its words: lower case, without accents."""
    parts = unicodedata.normalize("NFKD", typed.translate(_LETTERS).lower())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def _spellings(connection: Connection, word: str, *, begun: bool, far: bool) -> list[str]:
    """Words of the index one slip away: a letter wrong, missing, too many, or two changed round.

    That is a distance of at most 1 (Damerau, Communications of the ACM 7, 1964). Most slips keep the first
    letter, so words that begin with it, or with the first two changed round, or without a first letter too
    many, are looked at first: all words of a large hub are thirty times as many.

    Args:
        connection: a reading connection.
        word: one plain word as typed.
        begun: it may be the beginning of a longer word.
        far: look at all words where those find nothing.
    """
    if len(word) < _LEAST_LETTERS or not word.isalpha():
        return []
    near = _near(word, _vocabulary(connection, {word[0], word[1] + word[0], word[1:3]}), begun=begun)
    return near if near or not far else _near(word, _vocabulary(connection, {""}), begun=begun)


def _near(word: str, vocabulary: list[str], *, begun: bool) -> list[str]:
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    def within(heads: Sequence[str]) -> set[int]:
        return {
            at for _, _, at in process.extract(word, heads, scorer=OSA.distance, score_cutoff=1, limit=None)
        }

    whole = within(vocabulary)
    heads: set[int] = set()
    if begun and len(word) >= _LEAST_BEGUN:
        for length in (len(word) - 1, len(word), len(word) + 1):
            heads |= within([one[:length] for one in vocabulary])
    found = [vocabulary[at] for at in (*sorted(whole), *sorted(heads - whole))]
    return [one for one in found if not one.startswith(word)][:_MOST_SPELLINGS]


def _vocabulary(connection: Connection, beginnings: set[str]) -> list[str]:
    """Words of letters alone that begin in one of these ways; phones stand in the index as figures."""
    found: list[str] = []
    for beginning in sorted(beginnings):
        sql = "SELECT term FROM temp.search_vocabulary WHERE term >= ? AND term < ?"
        rows = connection.exec_driver_sql(sql, (beginning or "a", (beginning or "z") + "\U0010ffff"))
        found += [term for (term,) in rows if term.isalpha()]
    return list(dict.fromkeys(found))


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
_SERVICE_SQL = """
SELECT s.id, s.name, o.name, s.phone FROM service s JOIN organisation o ON o.id = s.organisation_id
WHERE s.voided_at IS NULL AND s.id IN ({keys})
"""
_REFERRAL_SQL = """
SELECT id, 'F-' || number, printf('F-%04d', number), their_reference, '' FROM referral
WHERE voided_at IS NULL AND id IN ({keys})
"""


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


def _services_touched(connection: Connection, touched: dict[str, set[str]]) -> set[str]:
    theirs = "SELECT id FROM service WHERE organisation_id IN ({keys})"
    return set(touched.get("service", ())) | _column(connection, theirs, touched.get("organisation"))


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
        ).all()
        if stale:
            for sql_of_stale in ("search_words WHERE rowid = ?", "search_row WHERE id = ?"):
                connection.exec_driver_sql(f"DELETE FROM {sql_of_stale}", [(one[0],) for one in stale])
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
