"""The register of checks: volunteers by kinds of check, and for whom somebody must act."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from db.enums import CheckType, Nation
from db.queries import check_grid as query
from db.queries.check_grid import Due, RegisterFilter
from desktop.domain.age import ADULT, age_on
from desktop.domain.check_entry import scheme_of
from desktop.domain.check_grid import SOON, KindState, state_of
from desktop.domain.clearance_evidence import SCHEMES
from desktop.domain.clearance_facts import AppliesWhen, CheckRecord, Rule
from desktop.domain.names import full_name
from desktop.domain.references import Kind, write
from desktop.services import gate
from desktop.services.base import Actor, Service, verb
from desktop.services.needs import needs


@dataclass(frozen=True, slots=True)
class Asked:
    """What the hub's rules ask for.

    Attributes:
        nation: the hub's.
        always: what every kind of help asks of everybody.
    """

    nation: Nation
    always: tuple[CheckType, ...] = ()

    @property
    def scheme(self) -> CheckType:
        """The scheme of the hub's nation."""
        return scheme_of(self.nation)


@dataclass(frozen=True, slots=True)
class GridRow:
    """One volunteer in the register.

    Attributes:
        age: told of those under 18 only.
        states: how each kind of check stands.
        scheme: the scheme they hold a check of, the hub's own first.
    """

    id: str
    name: str
    age: int | None
    states: Mapping[CheckType, KindState]
    scheme: CheckType


class CheckRegister(Service):
    """Verbs on the register."""

    @verb("check.see")
    def asked(self, _actor: Actor) -> Asked:
        """What the hub's rules ask for; the same for every row, so it is read once for a list."""
        with self.store.read() as session:
            active = [need.code for need in needs(session) if need.is_active and not need.is_private]
            rules, nation = gate.rules(session), gate.nation(session)
        return Asked(nation, _always(rules, active))

    @verb("check.see")
    def scheme(self, _actor: Actor) -> CheckType:
        """The scheme of the hub's nation."""
        with self.store.read() as session:
            return scheme_of(gate.nation(session))

    @verb("check.see")
    def due(
        self, _actor: Actor, asked: Asked, among: tuple[str, ...] | None = None, descending: bool = False
    ) -> list[Due]:
        """Volunteers, those first for whom somebody must act.

        Args:
            asked: what rules ask for.
            among: keys of people found by a search; None for no search.
            descending: names from the end.
        """
        with self.store.read() as session:
            day = gate.today(session, self.today()).day
            wanted = RegisterFilter(among, asked.always)
            return query.due(session, wanted, day, day + SOON, descending)

    @verb("check.see")
    def rows(self, _actor: Actor, asked: Asked, wanted: Sequence[str]) -> list[GridRow]:
        """Lines for keys, in a few statements whatever their number."""
        with self.store.read() as session:
            day = gate.today(session, self.today()).day
            held = gate.checks_of(session, wanted)
            lines = query.rows(session, wanted)
        return [_row(one, asked, held.get(one.id, []), day) for one in lines]


def soon(due: Sequence[Due], today: date) -> list[Due]:
    """Those of whom a check that holds ends within 30 days."""
    last: date = today + SOON
    return [one for one in due if one.soonest is not None and one.soonest <= last]


def _row(line: query.RegisterRow, asked: Asked, held: list[CheckRecord], today: date) -> GridRow:
    kinds = set(asked.always)
    if line.transport in query.DRIVES:
        kinds.add(CheckType.DRIVING_PAPERS)
    states = {kind: state_of(kind, held, today, needed=kind in kinds) for kind in CheckType}
    own = {one.type for one in held}
    schemes = [asked.scheme, *(one for one in SCHEMES if one is not asked.scheme)]
    age = age_on(line.date_of_birth, today)
    return GridRow(
        id=line.id,
        name=full_name(line.first_name, line.last_name) or write(Kind.VOLUNTEER, line.number),
        age=age if age is not None and age < ADULT else None,
        states=states,
        scheme=next((one for one in schemes if one in own), asked.scheme),
    )


def _always(rules: Sequence[Rule], active: Sequence[str]) -> tuple[CheckType, ...]:
    """The kinds every need in use asks for, whatever the circumstances."""
    by_need: dict[str, set[str]] = {code: set() for code in active}
    for rule in rules:
        if rule.applies_when == AppliesWhen.ALWAYS and rule.need_code in by_need:
            by_need[rule.need_code].add(rule.check)
    common = set.intersection(*by_need.values()) if by_need else set()
    return tuple(kind for kind in CheckType if kind in common)
