"""Coverage in words: what a cell comes to, how it looks, and how it is read aloud."""

from datetime import date
from typing import NamedTuple

from db.queries.coverage import AreaLine
from desktop.domain.coverage import Cell, Place, Single, State
from desktop.services.coverage import Grid
from desktop.ui.base.i18n import tr, tr_count

NOWHERE = "-"
"""Stands for no area in the key of a place."""


class Look(NamedTuple):
    """How a state is drawn: its icon (empty for the diamond), colours, and whether its edge is broken."""

    icon: str
    ink: str
    fill: str = "surface"
    edge: str = "line"
    width: int = 1
    dashed: bool = False


LOOKS = {
    State.GAP: Look("alert-triangle", "danger", "dangerbg", "danger", 2),
    State.NO_ONE: Look("circle-x", "danger", edge="danger", width=2, dashed=True),
    State.NOT_KNOWN: Look("help-circle", "warn", edge="warnline"),
    State.TIGHT: Look("", "warn", edge="warnline"),
    State.MANY: Look("copy", "info", "infobg", "info", 2),
    State.ENOUGH: Look("check", "ink2"),
    State.NOT_ASKED: Look("minus", "ink3"),
}


def key_of(place: Place) -> str:
    """A place as the key of a row."""
    return f"{place.area_id or NOWHERE}|{place.need_id}"


def place_of(key: str) -> Place:
    """The place a key stands for."""
    area, _, need = key.partition("|")
    return Place(None if area == NOWHERE else area, need)


def area_name(grid: Grid, area_id: str | None) -> str:
    """An area by its name."""
    return grid.names[area_id].name if area_id in grid.names else tr("Outside any area")  # type: ignore[index]


def size_words(line: AreaLine | None) -> str:
    """How large an area is, as far as somebody wrote it down."""
    if line is None:
        return ""
    if line.homes is not None:
        return tr_count("{count} home", "{count} homes", line.homes)
    if line.population is not None:
        return tr_count("{count} person", "{count} people", line.population)
    return ""


def state_words(cell: Cell) -> str:
    """What a cell comes to, in a word or two."""
    match cell.state:
        case State.GAP:
            return tr("Gap {count}", count=f"{cell.gap:,}")
        case State.NO_ONE:
            return tr("No one")
        case State.NOT_KNOWN:
            return tr("Ask")
        case State.TIGHT:
            return tr("Tight")
        case State.MANY:
            return tr("{count} offer", count=f"{cell.providers:,}")
        case State.ENOUGH:
            return tr("Enough")
    return tr("None")


def room_words(cell: Cell) -> str:
    """Room and what is asked: ``6 for 14``; a question mark where nobody said how much."""
    if cell.unknown and not cell.room:
        return tr("? for {asked}", asked=f"{cell.asked:,}")
    room = f"{cell.room:,}+" if cell.unknown else f"{cell.room:,}"
    return tr("{room} for {asked}", room=room, asked=f"{cell.asked:,}")


def met_words(cell: Cell) -> str:
    """How much of what was asked is done, and how much is open; nothing where nothing was asked."""
    if not cell.asked:
        return ""
    return tr("{met} done, {open} open", met=f"{cell.met:,}", open=f"{cell.open:,}")


def stopped_words(count: int) -> str:
    """How many gave it and have stopped for now; nothing where nobody has."""
    return tr_count("{count} stopped", "{count} stopped", count) if count else ""


def who_words(grid: Grid, place: Place) -> str:
    """Who offers it in a place, and who has stopped for now, as a list of names."""
    names = sorted(grid.offered.providers[key].name for key in grid.cells[place].rooms)
    gone = sorted(one.name for one in grid.stopped.get(place, ()))
    return ", ".join([*names, *(tr("{name} (stopped for now)", name=name) for name in gone)])


def single_words(cell: Cell) -> str:
    """What all of it hangs on; nothing where it hangs on nothing."""
    if cell.single is Single.PROVIDER:
        return tr("One provider")
    return tr("One contact") if cell.single is Single.CONTACT else ""


def spoken(grid: Grid, cell: Cell, need: str) -> str:
    """A cell as it is read aloud."""
    room = tr("room not known") if cell.unknown and not cell.room else tr("room for {room}", room=cell.room)
    return ", ".join(
        part
        for part in (
            area_name(grid, cell.place.area_id),
            need,
            state_words(cell),
            room,
            tr("{asked} asked", asked=cell.asked),
            met_words(cell),
            single_words(cell),
            stopped_words(len(grid.stopped.get(cell.place, ()))),
        )
        if part
    )


def title_words(cell: Cell, need: str) -> str:
    """A place as the heading of the pane: ``8 hot meals short``."""
    match cell.state:
        case State.GAP:
            return tr("{need}: {count} short", need=need, count=f"{cell.gap:,}")
        case State.NO_ONE:
            return tr("{need}: no one offers it", need=need)
        case State.MANY:
            return tr("{need}: {count} offer it", need=need, count=f"{cell.providers:,}")
        case State.NOT_KNOWN:
            return tr("{need}: ask how much there is", need=need)
        case State.TIGHT:
            return tr("{need}: nothing to spare", need=need)
        case State.ENOUGH:
            return tr("{need}: {count} to spare", need=need, count=f"{cell.spare:,}")
    return tr("{need}: nothing asked", need=need)


def day_words(day: date) -> str:
    """A day as ``3 Nov``."""
    return f"{day.day} {day:%b}"


def week_words(day: date, before: date | None) -> str:
    """A week by its first day under a chart: the month is named where it begins, and at the first."""
    return day_words(day) if before is None or before.month != day.month else f"{day.day}"


def lit(words: str) -> str:
    """Words that stand by themselves on a button, without a key of Qt's own."""
    return words.replace("&", "&&")
