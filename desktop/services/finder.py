"""The search of everything: whom and what the hub keeps, found by what was typed."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from db import search
from db.enums import PersonStatus
from db.queries import finder as query
from db.queries import info_bank as info_query
from db.queries import requests as request_query
from db.queries.finder import OrganisationLine, PersonLine, RequestKey, RoundLine, ServiceLine
from db.queries.info_bank import CardFilter, CardRow
from db.queries.requests import STAGES, RequestRow
from desktop.domain.names import nicknames
from desktop.domain.phones import national
from desktop.domain.references import Kind, Reference, parse
from desktop.services.base import Actor, Service, Tools, verb
from desktop.services.finder_opened import FoundKind, LatelyOpened, Opened
from desktop.services.requests import masked

SHOWN, WIDE = 3, 40
"""Records shown of each kind, and of the kind whose rest was asked for."""
_FEW_KINDS = 2
"""With more kinds found, one record less of each is shown."""
LATELY_SHOWN = 7
ENOUGH = 3
"""With fewer found than this, other spellings are looked for too."""
MOST = 200
"""Records of a kind looked at; with more, typing more finds better."""
_BY_WORDS = ("organisation", "service", "round")
"""Kinds found by their own words alone."""
_ASKING = 60
"""People, best first, whose requests are shown with them."""
_KINDS = {
    Kind.PERSON: FoundKind.PERSON,
    Kind.REQUEST: FoundKind.REQUEST,
    Kind.VOLUNTEER: FoundKind.VOLUNTEER,
    Kind.ORGANISATION: FoundKind.ORGANISATION,
    Kind.ROUND: FoundKind.ROUND,
}
_LETTERS = {found: letters for letters, found in _KINDS.items()}
Line = PersonLine | RequestRow | OrganisationLine | ServiceLine | RoundLine | CardRow


@dataclass(frozen=True, slots=True)
class Found:
    """One record found.

    Attributes:
        kind: which kind.
        id: its key.
        line: what is known of it; a volunteer's is that of the person they are.
        phone: the number that was typed, else the safe or the first one, as people say it; empty for
            requests and rounds.
    """

    kind: FoundKind
    id: str
    line: Line
    phone: str = ""

    @property
    def reference(self) -> str:
        """As it is written on paper, such as ``R-12``; empty for what has none."""
        line = self.line
        if self.kind not in _LETTERS:
            return ""
        volunteer = self.kind is FoundKind.VOLUNTEER and isinstance(line, PersonLine)
        number = line.volunteer_number if volunteer and isinstance(line, PersonLine) else line.number
        return f"{_LETTERS[self.kind]}-{number}"


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind; ``total`` counts those left out too, up to `MOST`."""

    kind: FoundKind
    rows: tuple[Found, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found.

    Attributes:
        typed: as typed.
        groups: by kind, each best first; kinds of which nothing was found are left out.
        words: beginnings of words to mark where they stand.
        digits: figures to mark in a phone number.
        lately: what was opened lately instead, newest first, where nothing was typed.
    """

    typed: str
    groups: tuple[Group, ...] = ()
    words: tuple[str, ...] = ()
    digits: str = ""
    lately: tuple[Found, ...] = ()

    def first(self, *kinds: FoundKind) -> Found | None:
        """The best of some kinds, kind before kind."""
        by_kind = {group.kind: group for group in self.groups}
        return next((by_kind[kind].rows[0] for kind in kinds if kind in by_kind), None)


class Finder(Service):
    """Verbs of the search of everything. Concerns are not in its index and never will be."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._opened = LatelyOpened(tools)

    @verb("search.all")
    def find(self, actor: Actor, typed: str, wide: FoundKind | None = None) -> Findings:
        """Find records by name, nickname, street, reference or part of a phone number.

        Where that finds too little, words one slip away and other forms of a given name are looked for too.
        What was opened lately comes first, then the nearest to what was typed.

        Args:
            actor: who looks.
            typed: as typed.
            wide: a kind of which to show more.

        Returns:
            What was found.
        """
        with self.store.read() as session:
            hunt = _Hunt(session, actor, typed.strip(), self._opened.positions(actor.user_id))
            return hunt.run(wide) if hunt.typed else hunt.lately(self._opened.of(actor.user_id))

    @verb("view.log")
    def opened(self, actor: Actor, kind: FoundKind, row_id: str) -> None:
        """Remember on this laptop that a record was opened, so that it is found first."""
        self._opened.put_first(actor.user_id, (kind, row_id))


class _Hunt:
    """One search, inside one picture of the store."""

    def __init__(self, session: Session, actor: Actor, typed: str, opened: Mapping[Opened, int]) -> None:
        self.typed = typed
        self._session, self._actor, self._opened = session, actor, opened
        self._connection = session.connection()
        self._keys: dict[FoundKind, list[str]] = {kind: [] for kind in FoundKind}
        self._people: list[str] = []
        self._looked_for = actor.looks_for(typed)
        folded = search.plain(self._looked_for)
        self._digits = "" if re.search(r"[^\W\d_]", folded) else search.core_digits(self._looked_for)
        self._words = () if self._digits else tuple(re.findall(r"\w+", folded))

    def run(self, wide: FoundKind | None) -> Findings:
        """Find, rank and read the lines shown, of the kinds the actor may see."""
        reference = parse(self.typed)
        named = self._add_referenced(reference) if reference else False
        if not named:
            self._add_matching(search.match_expression(self._looked_for))
            self._add_cards()
        found = sum(map(len, self._keys.values())) + len(self._people)
        if self._looked_for and not reference and found < ENOUGH:
            self._add_loose()
        self._settle()
        self._keys = {kind: keys for kind, keys in self._keys.items() if self._may_see(kind)}
        shown = SHOWN if sum(map(bool, self._keys.values())) <= _FEW_KINDS else SHOWN - 1
        groups = [
            Group(kind, tuple(self._lines(kind, keys[: WIDE if kind is wide else shown])), len(keys))
            for kind, keys in self._keys.items()
        ]
        return Findings(self.typed, tuple(one for one in groups if one.rows), self._words, self._digits)

    def lately(self, opened: Sequence[Opened]) -> Findings:
        """What was opened lately and is still in use."""
        found = {
            (one.kind, one.id): one
            for kind in FoundKind
            if self._may_see(kind)
            for one in self._lines(kind, [key for held, key in opened if held is kind])
        }
        kept = [found[one] for one in opened if one in found]
        return Findings("", lately=tuple(kept[:LATELY_SHOWN]))

    def _may_see(self, kind: FoundKind) -> bool:
        return self._actor.may(f"{kind}.see")

    def _add_referenced(self, reference: Reference) -> bool:
        """Add what a reference names; whether it was written as one, and so means nothing else."""
        kind = _KINDS.get(reference.kind)
        if kind is not None:
            self._keys[kind] += query.numbered(self._session, kind, reference.number)
        return "-" in self.typed

    def _add_matching(self, expression: str) -> None:
        for hit in search.matching(self._connection, expression, _BY_WORDS, MOST):
            self._add(FoundKind(hit.kind), [hit.row_id])
        mine = [key for kind, key in self._opened if kind is FoundKind.PERSON]
        lately = search.matching(self._connection, expression, ("person",), MOST, mine) if mine else []
        others = search.matching(self._connection, expression, ("person",), MOST)
        self._people = list(dict.fromkeys([*self._people, *(hit.row_id for hit in (*lately, *others))]))
        if len(self.typed) < 8 and self.typed.isdigit():
            self._add(FoundKind.REQUEST, query.numbered(self._session, FoundKind.REQUEST, int(self.typed)))

    def _add_cards(self) -> None:
        """Cards of the information bank are few and public: their words are looked through as they are."""
        if self._looked_for.strip():
            self._add(FoundKind.INFO, info_query.ids(self._session, CardFilter(self._looked_for)))

    def _add_loose(self) -> None:
        expression, added = search.loose_expression(self._connection, self._looked_for, nicknames)
        self._words += added
        self._add_matching(expression)

    def _add(self, kind: FoundKind, keys: Iterable[str]) -> None:
        held = self._keys[kind]
        held += [key for key in keys if key not in held]

    def _settle(self) -> None:
        """Rank people, tell who of them help, and add what they asked for."""
        lines = sorted(query.people(self._session, self._people), key=self._person_rank)
        self._add(FoundKind.PERSON, (one.id for one in lines if one.has_asked or not one.volunteer_id))
        helpers = [one for one in lines if one.volunteer_id]
        helpers.sort(key=lambda one: self._position(FoundKind.VOLUNTEER, one.volunteer_id))
        self._add(FoundKind.VOLUNTEER, (one.volunteer_id for one in helpers))
        asking = {one.id: at for at, one in enumerate(lines[:_ASKING]) if one.has_asked}
        requests = query.requests_of(self._session, list(asking)) if asking else []
        requests.sort(key=lambda one: self._request_rank(one, asking))
        self._add(FoundKind.REQUEST, (one.id for one in requests[:MOST]))
        for kind in (*map(FoundKind, _BY_WORDS), FoundKind.INFO):
            self._keys[kind].sort(key=lambda key, kind=kind: self._position(kind, key))  # type: ignore[misc]

    def _position(self, kind: FoundKind, key: str) -> int:
        return self._opened.get((kind, key), len(self._opened))

    def _person_rank(self, line: PersonLine) -> tuple[object, ...]:
        """Opened lately; in touch; most of the words in the name, most of them whole; then by name."""
        names = [line.first_name, line.preferred_name, line.middle_name, line.last_name]
        held = search.plain(" ".join(names)).split()
        in_name = sum(any(name.startswith(word) for name in held) for word in self._words)
        whole = sum(word in held for word in self._words)
        return (
            self._position(FoundKind.PERSON, line.id),
            line.status is not PersonStatus.ACTIVE,
            -in_name,
            -whole,
            line.last_name.casefold(),
            line.first_name.casefold(),
            line.number,
        )

    def _request_rank(self, one: RequestKey, people: Mapping[str, int]) -> tuple[object, ...]:
        closed = one.status in STAGES["closed"]
        return self._position(FoundKind.REQUEST, one.id), closed, people[one.person_id], -one.number

    def _lines(self, kind: FoundKind, keys: Sequence[str]) -> list[Found]:
        if not keys:
            return []
        session = self._session
        if kind is FoundKind.REQUEST:
            kept = query.requests_in_use(session, keys)
            rows = [masked(row, self._actor) for row in request_query.rows(session, kept)]
            return [Found(kind, row.id, row) for row in rows]
        if kind is FoundKind.ORGANISATION:
            held = query.organisations(session, keys)
            return [Found(kind, row.id, row, national(row.phone)) for row in held]
        if kind is FoundKind.SERVICE:
            offered = query.services(session, keys)
            return [Found(kind, row.id, row, national(row.phone)) for row in offered]
        if kind is FoundKind.ROUND:
            return [Found(kind, row.id, row) for row in query.rounds(session, keys)]
        if kind is FoundKind.INFO:
            in_use = set(info_query.ids(session, CardFilter()))
            cards = info_query.rows(session, [key for key in keys if key in in_use])
            return [Found(kind, row.id, row, national(row.phone)) for row in cards]
        return self._people_found(kind, keys)

    def _people_found(self, kind: FoundKind, keys: Sequence[str]) -> list[Found]:
        helping = query.person_of(self._session, keys) if kind is FoundKind.VOLUNTEER else {}
        lines = query.people(self._session, [helping.get(key, key) for key in keys])
        if not self._may_see(FoundKind.REQUEST):
            lines = [line._replace(has_asked=False) for line in lines]
        numbers = query.phones(self._session, [line.id for line in lines])
        return [
            Found(
                kind,
                line.volunteer_id if helping else line.id,
                line,
                self._phone(line.safe_number, numbers.get(line.id, ())),
            )
            for line in lines
            if not helping or line.volunteer_id
        ]

    def _phone(self, safe: str, numbers: Sequence[str]) -> str:
        """The number that was typed; else the only one to ring, or the first."""
        typed = self._digits
        hit = next((one for one in numbers if typed and typed in search.core_digits(one)), "")
        return national(hit or safe or next(iter(numbers), ""))
