"""What is on the papers of a rota: the week on the wall, and each volunteer's own shifts.

Volunteers stand on them by first name and initial; nobody who is helped is on them, and no volunteer's
number. Times are whole minutes since midnight, local time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO

from desktop.exports.words import counted


@dataclass(frozen=True, slots=True)
class WallPerson:
    """Somebody on a shift: their short name, and whether they drive."""

    name: str
    drives: bool = False


@dataclass(frozen=True, slots=True)
class WallNeed:
    """People still needed: how many, and the word for one and for several."""

    count: int
    one: str = "person"
    many: str = "people"

    @property
    def words(self) -> str:
        """As on paper: "1 helper", "2 people"."""
        return counted(self.count, self.one, self.many)


@dataclass(frozen=True, slots=True)
class WallCell:
    """A job on one day.

    Args:
        people: who comes, in order.
        needed: who is still needed.
        hours: its own start and end, where they are not the job's.
        off: words where it does not run that day after all: "Closed", "Bank holiday".
    """

    people: tuple[WallPerson, ...] = ()
    needed: tuple[WallNeed, ...] = ()
    hours: tuple[int, int] | None = None
    off: str = ""


@dataclass(frozen=True, slots=True)
class WallJob:
    """A row of the week.

    Args:
        name: the job's.
        icon: one of the app's icons; empty for none.
        start, end: when it runs.
        cells: by day from the first; None on days without it.
        place: where, in the hub's own words; may be empty.
    """

    name: str
    icon: str
    start: int
    end: int
    cells: tuple[WallCell | None, ...]
    place: str = ""


@dataclass(frozen=True, slots=True)
class WallRota:
    """A week for the wall.

    Args:
        hub_name: with the address, as it should stand above the title.
        first: the first of seven days.
        jobs: in order.
        hub_phone: the hub's own number; empty for none.
        lead_name, safeguarding_phone: whom to ring with a worry; may be empty.
        printed_at: local time.
        demo: whether the people are made up.
    """

    hub_name: str
    first: date
    jobs: tuple[WallJob, ...]
    hub_phone: str = ""
    lead_name: str = ""
    safeguarding_phone: str = ""
    printed_at: datetime | None = None
    demo: bool = False


@dataclass(frozen=True, slots=True)
class OwnShift:
    """One shift of a volunteer.

    Args:
        day, start, end: when.
        job: its name.
        role: what they do on it: "driver"; empty where there is but one role.
        place: where to come; may be empty.
        beside: short names of whoever else comes.
        note: what the hub prints for this job; may be empty.
    """

    day: date
    start: int
    end: int
    job: str
    role: str = ""
    place: str = ""
    beside: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class OwnRota:
    """A volunteer's own shifts; see `WallRota` for what both have.

    Args:
        name: whose, short.
        first, last: the days it covers.
        shifts: in order of time.
    """

    hub_name: str
    name: str
    first: date
    last: date
    shifts: tuple[OwnShift, ...]
    hub_phone: str = ""
    lead_name: str = ""
    safeguarding_phone: str = ""
    printed_at: datetime | None = None
    demo: bool = False


def write_wall_rota(stream: IO[bytes], rota: WallRota) -> int:
    """Print a week for the wall: A4 across, one page unless there is more work than fits.

    Args:
        stream: where the PDF goes.
        rota: the week.

    Returns:
        How many pages were written.
    """
    from desktop.exports.pdf_base import A4_LANDSCAPE, Pen
    from desktop.exports.rota_wall_pdf import draw_page, pages_of

    pen = Pen(stream, title="Rota", size=A4_LANDSCAPE)
    pages = pages_of(rota.jobs)
    for number, rows in enumerate(pages, 1):
        draw_page(pen, rota, rows, (number, len(pages)))
        pen.next_page()
    pen.save()
    return pen.pages


def write_own_rotas(stream: IO[bytes], rotas: Sequence[OwnRota], *, large: bool = False) -> int:
    """Print the shifts of volunteers: each begins on a page of their own.

    Args:
        stream: where the PDF goes.
        rotas: in the order wanted; whoever has no shift gets a page that says so.
        large: in large print.

    Returns:
        How many pages were written.
    """
    from desktop.exports.pdf_base import Pen
    from desktop.exports.rota_personal_pdf import draw_rota

    pen = Pen(stream, title="Own rota" if len(rotas) == 1 else "Own rotas")
    for rota in rotas:
        draw_rota(pen, rota, large=large)
    pen.save()
    return pen.pages
