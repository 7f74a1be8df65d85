"""Words and marks of the rota: what stands in a cell, what a day says, what a clash says."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum, auto

from db.enums_rota import PlaceState, SeatRole
from desktop.domain.rota import SeatOn, Shift
from desktop.domain.rota_seats import clock
from desktop.services.rota_views import WeekView
from desktop.ui.base.i18n import tr, tr_count

LINES = 3
"""Lines of a cell; more people than that stand together."""


class Mark(Enum):
    """What a chip of a cell says."""

    ON = auto()
    DONE = auto()
    ABSENT = auto()
    GAP = auto()
    CLASH = auto()
    UNCLEARED = auto()
    CANCELLED = auto()


@dataclass(frozen=True, slots=True)
class Chip:
    """One line of a cell.

    Attributes:
        mark: how it looks.
        words: what it says.
        icon: before the words; empty for none.
        seat, who: keys of the seat and of whoever has it, where the line is one person's.
    """

    mark: Mark
    words: str
    icon: str = ""
    seat: str = field(default="", compare=False)
    who: str = field(default="", compare=False)


ICONS = {
    Mark.DONE: "check",
    Mark.ABSENT: "user-x",
    Mark.GAP: "user-plus",
    Mark.CLASH: "alert-circle",
    Mark.UNCLEARED: "lock",
    Mark.CANCELLED: "ban",
}


def role_word(role: SeatRole) -> str:
    """One of a role, as on a gap: "Driver"."""
    return {
        SeatRole.PERSON: tr("Person"),
        SeatRole.DRIVER: tr("Driver"),
        SeatRole.HELPER: tr("Helper"),
        SeatRole.CALLER: tr("Caller"),
        SeatRole.PACKER: tr("Packer"),
        SeatRole.COOK: tr("Cook"),
        SeatRole.LEADER: tr("Shift leader"),
    }[role]


def count_words(role: SeatRole, count: int) -> str:
    """How many of a role: "1 helper", "2 people"."""
    match role:
        case SeatRole.DRIVER:
            return tr_count("{count} driver", "{count} drivers", count)
        case SeatRole.HELPER:
            return tr_count("{count} helper", "{count} helpers", count)
        case SeatRole.CALLER:
            return tr_count("{count} caller", "{count} callers", count)
        case SeatRole.PACKER:
            return tr_count("{count} packer", "{count} packers", count)
        case SeatRole.COOK:
            return tr_count("{count} cook", "{count} cooks", count)
        case SeatRole.LEADER:
            return tr_count("{count} shift leader", "{count} shift leaders", count)
        case _:
            return tr_count("{count} person", "{count} people", count)


def seats_words(shift: Shift) -> str:
    """Who a job takes: "1 driver, 1 helper, over 18"."""
    words = [count_words(one.seat.role, one.seat.minimum or one.seat.maximum) for one in shift.seats]
    if shift.job.minimum_age:
        words.append(tr("from {age}", age=shift.job.minimum_age))
    return ", ".join(words)


def span_words(start: int, end: int) -> str:
    """From when to when: "11:00–13:00"."""
    return f"{clock(start)}–{clock(end)}"


def week_words(monday: date) -> str:
    """The days of a week: "Mon 16 to Sun 22 November"."""
    last = monday + timedelta(days=6)
    first = f"{monday:%a} {monday.day}" + (f" {monday:%B}" if monday.month != last.month else "")
    return tr("{first} to {last}", first=first, last=f"{last:%a} {last.day} {last:%B}")


def day_state(view: WeekView, day: date) -> str:
    """What a day says under its name: "full", "2 gaps", "bank holiday", or nothing without shifts."""
    here = [one for one in view.shifts if one.on_date == day and not one.cancelled]
    if not here:
        return tr("bank holiday") if day in view.holidays else ""
    gaps = view.gaps_on(day)
    return tr_count("{count} gap", "{count} gaps", gaps) if gaps else tr("full")


def chips(view: WeekView, shift: Shift, today: date) -> list[Chip]:
    """What stands in the cell of a shift, at most `LINES` lines: people first, then what is missing."""
    if shift.cancelled:
        return [Chip(Mark.CANCELLED, tr("Cancelled"), ICONS[Mark.CANCELLED])]
    people: list[Chip] = []
    gaps: list[Chip] = []
    for one in shift.seats:
        people += [_person(view, shift, one, at, today) for at in range(len(one.takers))]
        people += [
            Chip(Mark.ABSENT, view.short(taker.volunteer_id), ICONS[Mark.ABSENT])
            for taker in one.not_coming
            if taker.state is PlaceState.NO_SHOW
        ]
        gap = _gap(one)
        if gap is not None:
            (gaps.insert(0, gap) if one.seat.drives else gaps.append(gap))
    if len(people) + len(gaps) <= LINES:
        # A driver who is missing stands first, as the driver's own line would.
        first = [one for one in gaps if one.words == role_word(SeatRole.DRIVER)]
        return [*first, *people, *(one for one in gaps if one not in first)]
    return _together(people, gaps, sum(len(one.takers) for one in shift.seats))


def _together(people: list[Chip], gaps: list[Chip], on: int) -> list[Chip]:
    odd = [one for one in people if one.mark in (Mark.CLASH, Mark.UNCLEARED)][:1]
    same = [one for one in people if one not in odd]
    mark = same[0].mark if same else Mark.ON
    room = LINES - len(gaps[:1]) - len(odd)
    if len(same) > 2 and room >= 1:
        said = [Chip(mark, ", ".join(one.words for one in same[:2]))]
        rest = Chip(mark, f"+{len(same) - 2}")
        lines = [*said, *([rest] if room >= 2 else [])]
    else:
        lines = same[:room]
    if len(gaps) > 1:
        gaps = [Chip(Mark.GAP, tr("{count} needed", count=len(gaps)), ICONS[Mark.GAP])]
    return [*odd, *lines, *gaps][:LINES] or [Chip(Mark.ON, str(on))]


def _person(view: WeekView, shift: Shift, seat: SeatOn, at: int, today: date) -> Chip:
    taker = seat.takers[at]
    name, theirs = view.short(taker.volunteer_id), (seat.seat.id, taker.volunteer_id)
    if (shift.key, *theirs) in view.uncleared:
        return Chip(Mark.UNCLEARED, name, ICONS[Mark.UNCLEARED], *theirs)
    if any(one.volunteer_id == taker.volunteer_id and shift.key in one.shifts for one in view.clashes):
        return Chip(Mark.CLASH, name, ICONS[Mark.CLASH], *theirs)
    if shift.on_date < today or taker.state is PlaceState.CAME:
        return Chip(Mark.DONE, name, ICONS[Mark.DONE])
    return Chip(Mark.ON, name, "steering-wheel" if seat.seat.drives else "", *theirs)


def _gap(seat: SeatOn) -> Chip | None:
    if not seat.missing:
        return None
    one = seat.seat.role is SeatRole.DRIVER and seat.missing == 1
    words = role_word(seat.seat.role) if one else count_words(seat.seat.role, seat.missing)
    return Chip(Mark.GAP, words, ICONS[Mark.GAP])


def spoken(view: WeekView, shift: Shift, today: date) -> str:
    """A cell as it is read aloud."""
    said = {
        Mark.GAP: tr("needed"),
        Mark.CLASH: tr("clash"),
        Mark.UNCLEARED: tr("needs cover"),
        Mark.DONE: tr("done"),
        Mark.ABSENT: tr("was not there"),
    }
    parts = [
        f"{one.words} {said[one.mark]}" if one.mark in said else one.words
        for one in chips(view, shift, today)
    ]
    day = f"{shift.on_date:%A} {shift.on_date.day}"
    return ", ".join([shift.job.name, day, span_words(shift.start, shift.end), *parts])
