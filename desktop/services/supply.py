"""Supply and demand: by area and kind of help, what volunteers have free against what nobody has taken."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from db.queries import supply as query
from db.queries.supply import Giver, Open
from desktop.domain.bank import Stand, stand
from desktop.domain.clearance import judge, prepare
from desktop.domain.clearance_facts import TaskContext
from desktop.domain.journey import QUIET_AFTER_DAYS
from desktop.services import gate
from desktop.services.base import Actor, Service, verb
from desktop.services.needs import Need, needs

ANYWHERE = ""
"""The key of where no area is known or chosen."""


class By(StrEnum):
    """What lines are made of."""

    AREA = "area"
    NEED = "need"


@dataclass(frozen=True, slots=True)
class SupplyLine:
    """One area, or one kind of help.

    Attributes:
        id: ``area:`` or ``need:`` and its key.
        name: empty for where no area is known.
        able: active volunteers willing there, or cleared for it by the gate today.
        away: how many of them are away or placed with a partner today; their hours do not count.
        offered: minutes a week they said they have; nobody asked counts as nothing.
        used: minutes of the next seven days they have on already.
        requests: how many requests are open.
        needed: minutes of the next seven days' tasks that nobody has.
        quiet: how many of them have had no task for long.
    """

    id: str
    by: By
    key: str
    name: str
    icon: str
    able: int
    away: int
    offered: int
    used: int
    requests: int
    needed: int
    quiet: int

    @property
    def free(self) -> int:
        """Minutes a week not taken yet, never under nought."""
        return max(self.offered - self.used, 0)

    @property
    def stand(self) -> Stand:
        """How offered time stands against the work."""
        return stand(self.able - self.away, self.free, self.needed)


class Supply(Service):
    """The reading verb of supply and demand."""

    @verb("volunteer.see")
    def lines(self, _actor: Actor) -> list[SupplyLine]:
        """Every area and every kind of help with something on either side, by area first.

        Whoever is willing in several areas, or cleared for several kinds of help, counts in each. Private
        needs are left out.
        """
        with self.store.read() as session:
            today = self.today()
            given = query.givers(session, today)
            asked = query.asked(session, today)
            kinds = [one for one in needs(session) if one.is_active and not one.is_private]
            open_to = {one.id for one in kinds}
            asked = [one for one in asked if one.need_type_id in open_to]
            cleared = _cleared(session, kinds, [one.id for one in given], gate.today(session, today).day)
            areas = query.area_lines(session)
        found = [*_areas(areas, given, asked, today), *_needs(kinds, cleared, given, asked, today)]
        return [one for one in found if one.able or one.requests or one.needed]


def _areas(
    areas: Sequence[tuple[str, str, str | None]], given: Sequence[Giver], asked: Sequence[Open], today: date
) -> list[SupplyLine]:
    willing: dict[str, list[Giver]] = defaultdict(list)
    for one in given:
        for key in (one.areas or ANYWHERE).split(","):
            willing[key].append(one)
    work: dict[str, list[Open]] = defaultdict(list)
    for each in asked:
        work[each.area_id or ANYWHERE].append(each)
    named = [*((key, name) for key, name, _ in areas), (ANYWHERE, "")]
    return [
        _line(By.AREA, key, name, "map-pin", willing.get(key, ()), work.get(key, ()), today)
        for key, name in named
    ]


def _needs(
    kinds: Sequence[Need],
    cleared: Mapping[str, frozenset[str]],
    given: Sequence[Giver],
    asked: Sequence[Open],
    today: date,
) -> list[SupplyLine]:
    work: dict[str, list[Open]] = defaultdict(list)
    for each in asked:
        work[each.need_type_id].append(each)
    return [
        _line(
            By.NEED,
            one.id,
            one.label,
            one.icon,
            [each for each in given if each.id in cleared[one.id]],
            work.get(one.id, ()),
            today,
        )
        for one in kinds
    ]


def _cleared(
    session: Session, kinds: Iterable[Need], keys: Sequence[str], today: date
) -> dict[str, frozenset[str]]:
    """Who is cleared for each kind of help today, by the gate itself; two reads whatever their number."""
    rules, nation, facts = gate.rules(session), gate.nation(session), gate.facts_of(session, keys)
    found = {}
    for one in kinds:
        prepared = prepare(rules, TaskContext(nation, one.code, today, at_door=one.at_door))
        found[one.id] = frozenset(key for key, held in facts.items() if judge(prepared, held).passes)
    return found


def _line(
    by: By, key: str, name: str, icon: str, able: Sequence[Giver], work: Sequence[Open], today: date
) -> SupplyLine:
    here = [one for one in able if not one.away]
    long_ago = today - timedelta(days=QUIET_AFTER_DAYS)
    return SupplyLine(
        id=f"{by}:{key}",
        by=by,
        key=key,
        name=name,
        icon=icon,
        able=len(able),
        away=len(able) - len(here),
        offered=sum(one.offered or 0 for one in here),
        used=sum(one.used for one in here),
        requests=sum(one.requests for one in work),
        needed=sum(one.minutes for one in work),
        quiet=sum(one.last_task is None or one.last_task < long_ago for one in here),
    )
