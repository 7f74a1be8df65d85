"""What is said of a day that is shared out: of those who could go, of routes, of who is left out."""

from db.enums import Transport
from db.enums_rounds import RoundEnd
from desktop.domain.day_goers import Standing
from desktop.domain.day_plan import DayRoute, Load, WhyOut
from desktop.domain.geo import METRES_PER_MILE
from desktop.domain.round_order import STEP
from desktop.services.day_goers import Goer, GoerLine, clock
from desktop.services.day_homes import HomeLine
from desktop.services.day_plans import DayBoard, DayProposal
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.rounds.times import show_length, show_short_day, show_span, show_time
from desktop.ui.words import say


def board_words(board: DayBoard) -> str:
    """How much there is to take: ``12 households, 23 to carry``."""
    homes = tr_count("{count} household", "{count} households", board.homes)
    return tr("{homes}, {bags} to carry", homes=homes, bags=board.bags) if board.homes else ""


def rounds_words(board: DayBoard) -> str:
    """Which rounds the day has already."""
    if not board.rounds:
        return ""
    names = ", ".join(board.rounds)
    return tr("Planned already, and left as they are: {rounds}.", rounds=names)


def goer_title(line: GoerLine, goer: Goer) -> str:
    """Who, how they get about, when, and how much they take."""
    carries = load_words(goer.carries or line.carries)
    parts = (line.name, say(line.transport), show_span(goer.starts, goer.ends), carries)
    return " · ".join(part for part in parts if part)


def goer_note(line: GoerLine, goer: Goer) -> str:
    """Why they are likely to go, or why they are not."""
    return " · ".join(part for part in (_why(line), _ends(goer)) if part)


def load_words(load: Load) -> str:
    """How much fits: ``5 bags``; hot and cold boxes are said where they are fewer."""
    return tr_count("{count} bag", "{count} bags", load.bags)


def route_words(proposal: DayProposal, route: DayRoute) -> str:
    """How far, when and how much: ``8 stops, 5.2 miles, 10:00 to 11:50, 11 bags``."""
    stops = tr_count("{count} stop", "{count} stops", len(route.stops))
    load = sum(proposal.homes[home].load.bags for home in route.stops)
    bags = tr_count("{count} bag", "{count} bags", load)
    return ", ".join((stops, miles_words(route.metres), bags))


def hours_words(route: DayRoute) -> str:
    """When somebody is out: ``10:00 to 11:50, 1 h 50``."""
    starts, ends = clock(route.leaves // STEP * STEP), clock(-(-route.back // STEP) * STEP)
    return tr("{span}, {length}", span=show_span(starts, ends), length=show_length(starts, ends))


def about(minutes: int) -> str:
    """A moment of a plan, to the next five minutes: more would claim more than is known."""
    return show_time(clock(-(-minutes // STEP) * STEP))


def miles_words(metres: int) -> str:
    """A way in miles."""
    return tr("{miles} miles", miles=f"{metres / METRES_PER_MILE:.1f}")


def usual_words(proposal: DayProposal, route: DayRoute) -> str:
    """For how many of the stops somebody is the usual face."""
    count = sum(proposal.usual.get(home) == route.volunteer for home in route.stops)
    return tr_count("usual for {count}", "usual for {count}", count) if count else ""


def summary_words(proposal: DayProposal) -> str:
    """What the whole proposal comes to."""
    plan = proposal.plan
    stops = sum(len(route.stops) for route in plan.routes)
    if not stops:
        return tr("Nobody chosen can take any of it. Each says why.")
    what = tr_count("{count} stop", "{count} stops", stops)
    who = tr_count("{count} volunteer", "{count} volunteers", len(plan.routes))
    return tr("{stops} for {who}, {miles}.", stops=what, who=who, miles=miles_words(plan.metres))


def left_words(proposal: DayProposal) -> str:
    """How many are left out, and whose usual volunteer goes elsewhere."""
    parts = []
    if proposal.plan.left_out:
        count = len(proposal.plan.left_out)
        parts.append(tr_count("{count} is left out.", "{count} are left out.", count))
    if proposal.plan.strangers:
        count = len(proposal.plan.strangers)
        one, many = ("{count} has another face than usual.", "{count} have another face than usual.")
        parts.append(tr_count(one, many, count))
    return " ".join(parts)


def why_left(proposal: DayProposal, home: str, why: WhyOut) -> str:
    """Why nobody goes to a household, and what would help."""
    if why is WhyOut.NOBODY_MAY and home in proposal.reasons:
        return tr("{reason} Send somebody who may.", reason=proposal.reasons[home])
    return {
        WhyOut.NO_PLACE: tr("The place of this postcode is not known. Put it on a round by hand."),
        WhyOut.NOBODY_MAY: tr("Nobody chosen may go there. Send somebody who may."),
        WhyOut.TOO_MUCH: tr("More than anybody who may go can carry. Send a car, or go twice."),
        WhyOut.NO_TIME: tr("Nobody who may go gets there in time. Send somebody sooner, or for longer."),
        WhyOut.FULL: tr("Everybody who may go is full or out of time. Send one more."),
    }[why]


def window_words(home: HomeLine) -> str:
    """When somebody may come: ``not before 12:00, by 14:00``."""
    after = tr("not before {time}", time=show_time(home.not_before)) if home.not_before else ""
    until = tr("by {time}", time=show_time(home.due_time)) if home.due_time else ""
    return ", ".join(part for part in (after, until) if part)


def transport_icon(how: Transport) -> str:
    """The icon of a way to get about."""
    return {Transport.FOOT: "walk", Transport.BIKE: "bike", Transport.CAR: "car"}.get(how, "truck")


def _why(line: GoerLine) -> str:
    if line.standing is Standing.AWAY:
        return tr("Away that day")
    if line.shift:
        return tr("On the rota: {shift}", shift=line.shift)
    said = []
    if line.usual:
        said.append(tr_count("Usual for {count} of them", "Usual for {count} of them", line.usual))
    if line.drove:
        said.append(tr("Last out on {day}", day=show_short_day(line.drove)))
    if line.standing is Standing.BUSY:
        said.append(tr("Has something on all day"))
    elif line.standing is Standing.ASK:
        said.append(tr("Said no hours for that day: ask first"))
    said += [
        tr("Has {what}, {span}", what=one.label or tr("something on"), span=_span(one.start, one.end))
        for one in line.busy[:2]
    ]
    return " · ".join(said) or tr("Free then")


def _span(start: int, end: int) -> str:
    return show_span(clock(start), clock(end))


def _ends(goer: Goer) -> str:
    begins = tr("sets out from home") if goer.begins is RoundEnd.HOME else ""
    over = {RoundEnd.HOME: tr("ends at home"), RoundEnd.LAST: tr("ends at the last door")}.get(
        goer.finishes, ""
    )
    return ", ".join(part for part in (begins, over) if part)
