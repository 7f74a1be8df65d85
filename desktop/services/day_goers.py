"""Who goes out on a day: who is likely to, when, with how much, and where their rounds begin and are over."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from sqlalchemy.orm import Session

from db.enums import Transport, VolunteerStatus
from db.enums_rounds import RoundEnd
from db.queries import day_rounds as day_query
from db.queries import matching as query
from db.queries.matching import VolunteerBasics
from desktop.domain.availability import Busy, Span, is_away
from desktop.domain.day_goers import LATELY_DAYS, Standing, hours_on
from desktop.domain.day_plan import CARRIES, DayVolunteer, Load
from desktop.domain.errors import DomainError
from desktop.domain.match_facts import NOWHERE, Place
from desktop.domain.round_order import ends_of, place_of
from desktop.domain.text import fold
from desktop.services.candidates import minute_of
from desktop.services.rota_facts import Facts

_ENDS = ((RoundEnd.HUB, RoundEnd.HOME), (RoundEnd.HUB, RoundEnd.HOME, RoundEnd.LAST))


@dataclass(frozen=True, slots=True)
class Goer:
    """A volunteer who goes out that day.

    Attributes:
        volunteer_id: who.
        starts: when they can set out.
        ends: when they are back, or done where their round is over at the last door.
        begins: where they set out, with what they take.
        finishes: where their round is over.
        carries: how much; None for what they said, or else what fits on the way they get about.
    """

    volunteer_id: str
    starts: time
    ends: time
    begins: RoundEnd = RoundEnd.HUB
    finishes: RoundEnd = RoundEnd.HUB
    carries: Load | None = None


@dataclass(frozen=True, slots=True)
class GoerLine:
    """A volunteer who could go out.

    Attributes:
        goer: as they would go.
        name: their name.
        transport: how they get about.
        carries: how much they take.
        standing: how they stand on that day.
        shift: what they drive for on the rota; empty for nothing.
        usual: to how many of the households they usually go.
        drove: the last day they had a round lately; None for none.
        busy: what they have on that day besides.
    """

    goer: Goer
    name: str
    transport: Transport
    carries: Load
    standing: Standing
    shift: str = ""
    usual: int = 0
    drove: date | None = None
    busy: tuple[Busy, ...] = ()


@dataclass(frozen=True, slots=True)
class Wheel:
    """A shift at the wheel: its key, what it is for and its hours."""

    key: str
    name: str
    span: Span


def goer_lines(session: Session, day: date, today: date, usual: Mapping[str, int]) -> list[GoerLine]:
    """Everybody active, those who are likely to go first.

    Args:
        session: an open session.
        day: the date.
        today: the laptop's own date.
        usual: to how many of the households to be served each usually goes.

    Returns:
        Lines by standing, then by name.
    """
    facts = Facts(session, day, day, today)
    basics = {one.id: one for one in query.active(session)}
    wheels = wheels_of(facts)
    drove = day_query.last_drives(session, day - timedelta(days=LATELY_DAYS), day)
    lines = [
        _line(facts, basics[key], day, wheels.get(key), usual.get(key, 0), drove.get(key))
        for key in facts.load(list(basics))
    ]
    order = list(Standing)
    return sorted(lines, key=lambda one: (order.index(one.standing), fold(one.name), one.goer.volunteer_id))


def wheels_of(facts: Facts) -> dict[str, Wheel]:
    """Who drives on the rota, by volunteer: their first shift of the day."""
    found: dict[str, Wheel] = {}
    for shift in sorted(facts.shifts, key=lambda one: one.start):
        for seat in shift.seats:
            for taker in seat.takers if seat.seat.drives else ():
                wheel = Wheel(shift.key, shift.job.name, Span(shift.start, shift.end))
                found.setdefault(taker.volunteer_id, wheel)
    return found


def crew_of(
    session: Session, day: date, today: date, goers: Sequence[Goer]
) -> dict[str, tuple[VolunteerBasics, Goer]]:
    """Those who are to go, refused where somebody cannot.

    Args:
        session: an open session.
        day: the date.
        today: the laptop's own date.
        goers: who is to go.

    Raises:
        DomainError: nobody goes, somebody is away, not active or has something else on, or an end is before
            its beginning.
    """
    if not goers:
        raise DomainError("Choose who goes out.", field="volunteers")
    facts = Facts(session, day, day, today)
    found = {one.id: one for one in query.active(session, [one.volunteer_id for one in goers])}
    facts.load(list(found))
    wheels = wheels_of(facts)
    crew = {}
    for one in goers:
        basics = found.get(one.volunteer_id)
        if basics is None or basics.status is not VolunteerStatus.ACTIVE:
            raise DomainError("Somebody chosen is not active any more. Choose again.", field="volunteers")
        _refuse(facts, one, name_of(basics), day, wheels.get(one.volunteer_id))
        crew[one.volunteer_id] = (basics, one)
    return crew


def going(
    crew: Mapping[str, tuple[VolunteerBasics, Goer]], hub: Place | None, most: int | None = None
) -> list[DayVolunteer]:
    """Those who go, as the plan sees them.

    Args:
        crew: from `crew_of`.
        hub: its place; None where not known.
        most: stops each takes at most; None for as many as they can.

    Raises:
        DomainError: somebody begins or ends at home, and where they live is not known.
    """
    return [replace(one, most=most) for one in _going(crew, hub)]


def carried_by(one: VolunteerBasics) -> Load:
    """What somebody takes: what they said, or what fits on the way they get about."""
    fits = CARRIES[one.transport]
    bags = fits.bags if one.carries_bags is None else one.carries_bags
    hot = fits.hot if one.carries_hot is None else one.carries_hot
    return Load(bags, hot, fits.cold if one.carries_cold is None else one.carries_cold)


def name_of(one: VolunteerBasics) -> str:
    """Their name, or their number where none is known."""
    return f"{one.first_name} {one.last_name}".strip() or f"V-{one.number}"


def clock(minutes: int) -> time:
    """Minutes since midnight as a time of day, never past 23:59."""
    whole = min(minutes, 24 * 60 - 1)
    return time(whole // 60, whole % 60)


def _line(
    facts: Facts, one: VolunteerBasics, day: date, wheel: Wheel | None, usual: int, drove: date | None
) -> GoerLine:
    held = facts.candidate(one.id)
    busy = facts.busy(one.id, [(wheel.key, one.id)] if wheel else ())
    on_day = tuple(sorted((promise for promise in busy if promise.on_date == day), key=lambda it: it.start))
    standing, span = hours_on(
        day,
        held.slots,
        held.absences,
        on_day,
        shift=wheel.span if wheel else None,
        likely=usual > 0 or drove is not None,
    )
    return GoerLine(
        Goer(one.id, clock(span.start), clock(span.end), one.round_begins, one.round_finishes),
        name_of(one),
        one.transport,
        carried_by(one),
        standing,
        wheel.name if wheel else "",
        usual,
        drove,
        on_day,
    )


def _refuse(facts: Facts, one: Goer, name: str, day: date, wheel: Wheel | None) -> None:
    if one.ends <= one.starts:
        raise DomainError("The end is before the beginning. Change one of the times.", field="ends")
    if one.begins not in _ENDS[0] or one.finishes not in _ENDS[1]:
        raise DomainError("A round begins at the hub or at home. Choose one of them.", field="begins")
    if is_away(facts.candidate(one.volunteer_id).absences, day):
        raise DomainError(f"{name} is away that day. Choose somebody else.", field="volunteers")
    start, end = minute_of(one.starts, 0), minute_of(one.ends, 0)
    for busy in facts.busy(one.volunteer_id, [(wheel.key, one.volunteer_id)] if wheel else ()):
        if busy.on_date == day and busy.start < end and start < busy.end:
            what = (
                f"{busy.label or 'something else'} from {clock(busy.start):%H:%M} to {clock(busy.end):%H:%M}"
            )
            raise DomainError(f"{name} has {what}. Choose other hours, or somebody else.", field="volunteers")


def _going(crew: Mapping[str, tuple[VolunteerBasics, Goer]], hub: Place | None) -> Iterator[DayVolunteer]:
    for key, (basics, one) in crew.items():
        known = basics.easting is not None and basics.northing is not None
        home = place_of(basics.easting, basics.northing) if known else None
        if home is None and RoundEnd.HOME in (one.begins, one.finishes):
            words = f"Where {name_of(basics)} lives is not known. Let the round begin and end at the hub."
            raise DomainError(words, field="begins")
        ends = ends_of(one.begins, one.finishes, hub, home)
        start, end = minute_of(one.starts, 0), minute_of(one.ends, 0)
        carries = one.carries or carried_by(basics)
        yield DayVolunteer(key, basics.transport, carries, start, end, ends.begins or NOWHERE, ends.finishes)
