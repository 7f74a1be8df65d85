"""What the weekly gap meeting talks over: what is missing, what several give, what hangs on one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from db.enums_coverage import CoverageNoteKind
from db.queries.coverage import NeedLine
from db.queries.coverage_notes import NoteRow
from desktop.domain.coverage import Cell, Single, State
from desktop.services.base import Actor, Service, verb
from desktop.services.coverage import Coverage, CoverageFilter, Doubled, Grid
from desktop.services.needs import PRIVATE_LABEL

FEW = 5
"""Counts of a private need below this are not printed (domain, need types)."""
FEWER = f"fewer than {FEW}"
OUTSIDE = "Outside any area"
_ORDER = (State.GAP, State.NO_ONE, State.NOT_KNOWN, State.MANY, State.TIGHT, State.ENOUGH, State.NOT_ASKED)


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line of the sheet, in words.

    Attributes:
        what: what it comes to.
        asked: how many were asked for.
        room: how many there is room for.
        who: who offers it.
        noted: what somebody means to do, and when to look again.
    """

    area: str
    need: str
    what: str
    asked: str
    room: str
    who: str
    noted: str


class CoverageSheet(Service):
    """Verbs on the gap meeting sheet."""

    @verb("coverage.print")
    def lines(self, actor: Actor, wanted: CoverageFilter | None = None) -> list[SheetLine]:
        """The lines of a week's sheet: gaps first, what several offer, what was put on it, then households.

        No private need is named on paper; its counts under five are not given. Of households that get the
        same from two, or something from nobody, there is only how many: who they are stays in the hub.
        """
        grid = Coverage(self.tools).grid(actor, wanted)
        needs = {one.id: one for one in grid.needs}
        listed = [one for one in grid.cells.values() if _is_listed(grid, one)]
        listed.sort(key=lambda one: (_ORDER.index(one.state), -one.gap, _area(grid, one)))
        lines = [_line(grid, one, needs[one.place.need_id]) for one in listed]
        return _with_homes(lines, *Coverage(self.tools).doubled(actor, wanted))


def _with_homes(
    lines: Sequence[SheetLine], twice: Sequence[Doubled], never: Sequence[Doubled]
) -> list[SheetLine]:
    """Lines with how many households get the same from two, and something from nobody, noted beside them.

    A place that has no line gets one.
    """
    found: dict[tuple[str, str], tuple[list[Doubled], list[Doubled]]] = {}
    for listed, at in ((twice, 0), (never, 1)):
        for one in listed:
            if not one.private:
                found.setdefault((one.home.area or OUTSIDE, one.need), ([], []))[at].append(one)
    said = {place: _home_words(*pair) for place, pair in found.items()}
    noted = [_noting(line, said.pop((line.area, line.need), "")) for line in lines]
    return [*noted, *(SheetLine(*place, words, "", "", "", "") for place, words in sorted(said.items()))]


def _noting(line: SheetLine, words: str) -> SheetLine:
    return replace(line, noted="; ".join(part for part in (words, line.noted) if part))


def _home_words(twice: Sequence[Doubled], never: Sequence[Doubled]) -> str:
    """In words: ``2 households get it from two; 1 household from nobody``."""
    said = []
    if twice:
        said.append(f"{_households(twice)} {'gets' if len(twice) == 1 else 'get'} it twice")
    if never:
        said.append(f"{_households(never)} from nobody")
    return "; ".join(said)


def _households(listed: Sequence[Doubled]) -> str:
    return "1 household" if len(listed) == 1 else f"{len(listed):,} households"


def _is_listed(grid: Grid, cell: Cell) -> bool:
    if cell.is_missing or cell.state is State.MANY:
        return True
    if grid.note_of(cell.place, CoverageNoteKind.SHEET) is not None:
        return True
    return bool(_notes(grid, cell))


def _notes(grid: Grid, cell: Cell) -> list[NoteRow]:
    here = [one for one in grid.notes if (one.area_id, one.need_id) == cell.place]
    return [one for one in here if one.kind is not CoverageNoteKind.SHEET]


def _area(grid: Grid, cell: Cell) -> str:
    return grid.names[cell.place.area_id].name if cell.place.area_id else OUTSIDE


def _line(grid: Grid, cell: Cell, need: NeedLine) -> SheetLine:
    hidden = need.is_private
    few = hidden and cell.asked < FEW
    names = sorted(grid.offered.providers[key].name for key in cell.rooms)
    names += sorted(f"{one.name} (stopped for now)" for one in grid.stopped.get(cell.place, ()))
    room = "not known" if cell.unknown and not cell.room else f"{cell.room:,}"
    return SheetLine(
        area=_area(grid, cell),
        need=PRIVATE_LABEL if hidden else need.label,
        what=_what(cell, exact=not few),
        asked=FEWER if few else _asked(cell),
        room="" if hidden else room,
        who="" if hidden else ", ".join(names),
        noted="" if hidden else "; ".join(_noted(_notes(grid, cell))),
    )


def _asked(cell: Cell) -> str:
    return f"{cell.asked:,}, {cell.met:,} done" if cell.met else f"{cell.asked:,}"


def _what(cell: Cell, *, exact: bool) -> str:
    single = {Single.PROVIDER: "; one provider only", Single.CONTACT: "; one contact only"}
    hangs = single[cell.single] if cell.single else ""
    match cell.state:
        case State.GAP:
            return (f"{cell.gap:,} short" if exact else "Short") + hangs
        case State.NO_ONE:
            return "No one offers it"
        case State.MANY:
            return f"{cell.providers} offer it, {cell.spare:,} to spare"
        case State.NOT_KNOWN:
            return "Room not known" + hangs
        case State.TIGHT:
            return "Nothing to spare" + hangs
    return ("Enough" if cell.rooms else "Nothing asked") + hangs


def _noted(notes: Iterable[NoteRow]) -> list[str]:
    said = []
    for one in notes:
        instead = f": {one.other_need} in {one.other_area or OUTSIDE} instead" if one.other_need else ""
        day = f", look again {one.follow_up_on.day} {one.follow_up_on:%b}" if one.follow_up_on else ""
        said.append(" ".join(part for part in (f"{one.organisation}{instead}{day}.", one.words) if part))
    return said
