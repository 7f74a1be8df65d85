"""What the rounds tell Today of: who is late back, who is missing, what to print and what to key in."""

from db.enums import RoundStatus, Urgency
from desktop.domain.phones import national
from desktop.services.today_items import Desk, TodayItem, Words, counted, known, source, words
from desktop.services.today_rounds import RoundNow, RoundState

SINGLE = 3
"""How many rounds stand alone before the rest is summed up."""


@source("late", "round.see")
def late_back(desk: Desk) -> list[TodayItem]:
    """Rounds of today whose volunteer should be back by now."""
    found = [one for one in desk.rounds if one.head.on_date == desk.today and one.is_late(desk.now)]
    ring = desk.actor.may("phone.see")
    return [
        TodayItem(
            key=f"late:{one.head.id}",
            urgency=Urgency.TODAY,
            day=desk.today,
            at=one.back_at.time(),
            sentence=words("{name} is not back yet", name=one.head.driver or one.head.name),
            second=known(
                words("{name}", name=one.head.name),
                words("{done} of {stops} keyed", done=one.done, stops=one.stops),
                words("ring {phone}", phone=national(one.head.phone)) if one.head.phone and ring else None,
            ),
            verb=words("Chase"),
            place="rounds",
            item=one.head.id,
        )
        for one in found
    ]


@source("cover", "round.set")
def needs_cover(desk: Desk) -> list[TodayItem]:
    """Rounds of today and tomorrow without a driver, or whose driver is away or may not go."""
    wanting = [one for one in desk.rounds if one.needs_cover]
    found = [_cover(desk, one) for one in wanting[:SINGLE]]
    if len(wanting) > SINGLE:
        rest = wanting[SINGLE:]
        sentence = words("{count} more rounds need cover", count=len(rest))
        if len(rest) == 1:
            sentence = words("One more round needs cover")
        first = rest[0]
        found.append(
            TodayItem(
                "cover:more", Urgency.TOMORROW, first.head.on_date, sentence, words("See rounds"), "rounds"
            )
        )
    return found


def _cover(desk: Desk, one: RoundNow) -> TodayItem:
    at = f"{one.head.starts_at:%H:%M}"
    first = one.head.driver.split(" ")[0]
    if not one.head.driver_id:
        sentence = words("No one drives the {time} {round}", time=at, round=one.head.name)
    else:
        sentence = words("{name} can’t do the {time} {round}", name=first, time=at, round=one.head.name)
    return TodayItem(
        key=f"cover:{one.head.id}",
        urgency=Urgency.TODAY if one.head.on_date == desk.today else Urgency.TOMORROW,
        day=one.head.on_date,
        at=one.head.starts_at,
        sentence=sentence,
        second=known(
            _stops(one.stops),
            words("sheet printed") if one.is_printed else None,
            *_why_not(one),
        ),
        verb=words("Find cover"),
        place="rounds",
        item=one.head.id,
    )


def _why_not(one: RoundNow) -> list[Words]:
    if one.away_until is not None:
        return [words("away until {day}", day=one.away_until)]
    tasks = {held.task_id for held in one.held}
    if not tasks:
        return []
    return [words("{why}", why=one.held[0].words)]


@source("print", "round.print")
def to_print(desk: Desk) -> list[TodayItem]:
    """Sheets of today's rounds that were not printed yet."""
    wanting = [
        one
        for one in desk.rounds
        if one.head.on_date == desk.today and one.state is RoundState.PLANNED and one.stops
    ]
    if not wanting:
        return []
    first = wanting[0]
    drivers = ", ".join(dict.fromkeys(one.head.driver.split(" ")[0] for one in wanting[:SINGLE]))
    more = len(wanting) - SINGLE
    sentence = words("Print the {round} sheet", round=first.head.name)
    if len(wanting) > 1:
        sentence = words("Print {count} round sheets", count=len(wanting))
    stops = sum(one.stops for one in wanting)
    return [
        TodayItem(
            key="print:all",
            urgency=Urgency.THIS_WEEK,
            day=desk.today,
            at=first.head.starts_at,
            sentence=sentence,
            second=known(
                _stops(stops),
                words("{names} and {count} more", names=drivers, count=more)
                if more > 0
                else words("{names}", names=drivers),
            ),
            verb=words("Print"),
            place="rounds",
            item=first.head.id,
        )
    ]


@source("results", "round.result")
def to_key_in(desk: Desk) -> list[TodayItem]:
    """Rounds of earlier days that are out still: their sheets have not been keyed in."""
    wanting = [
        one
        for one in desk.rounds
        if one.head.on_date < desk.today and one.head.status is RoundStatus.OUT and not one.is_over
    ]
    return [
        TodayItem(
            key=f"results:{one.head.id}",
            urgency=Urgency.TOMORROW,
            day=one.head.on_date,
            sentence=words("The sheet of the {round} is not keyed in", round=one.head.name),
            second=known(
                words("{name}", name=one.head.driver) if one.head.driver else None,
                words("{done} of {stops} keyed", done=one.done, stops=one.stops),
            ),
            verb=words("Key it in"),
            place="rounds",
            item=one.head.id,
        )
        for one in wanting[:SINGLE]
    ]


def _stops(count: int) -> Words:
    return counted(count, "1 stop", "{count} stops")
