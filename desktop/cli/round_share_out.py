"""``hubkeeper round share-out``: a day's deliveries shared out among the volunteers who go."""

from datetime import time
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desktop.cli.common import (
    Exit,
    HubFolderOption,
    JsonOption,
    Options,
    PassphraseFileOption,
    UserOption,
    day_of,
    emit,
    hub,
)
from desktop.domain.errors import DomainError

if TYPE_CHECKING:
    from desktop.services.day_goers import Goer
    from desktop.services.day_plans import DayProposal
    from desktop.services.hubs import OpenHub

_WHY = {
    "no_place": "no place is known for the postcode",
    "nobody_may": "nobody who goes may do it",
    "too_much": "more than anybody who may go can carry",
    "no_time": "nobody who may go gets there in time",
    "full": "everybody who may go is full or out of time",
}


def share_out(
    folder: HubFolderOption,
    day: Annotated[str, typer.Option("--date", help="The day, such as 2026-11-18.", show_default=False)],
    volunteers: Annotated[
        list[str],
        typer.Option("--volunteer", help="Who goes, such as V-12; once for each. Without: all free then."),
    ] = [],  # noqa: B006 - typer reads the default and never changes it
    starts: Annotated[str, typer.Option("--from", help="When those named set out.")] = "10:00",
    ends: Annotated[str, typer.Option("--to", help="When those named are back.")] = "13:00",
    seconds: Annotated[float, typer.Option(help="The longest the search may take.", min=0.1)] = 10.0,
    accept: Annotated[
        bool, typer.Option("--accept", help="Make the rounds; without it nothing changes.")
    ] = False,
    as_json: JsonOption = False,
    user: UserOption = "",
    passphrase_file: PassphraseFileOption = None,
) -> None:
    """Propose who goes where on a day; --accept makes the rounds; exit code 1 when somebody is left out."""
    from desktop.services.day_plans import DayPlans

    options = Options(as_json, user, passphrase_file)
    with hub(folder, options, write=True) as opened:
        service, on = DayPlans(opened.tools), day_of(day)
        goers = _named(opened, volunteers, _time(starts), _time(ends)) or service.who_is_free(
            opened.actor, on
        )
        proposal = service.propose(opened.actor, on, goers, seconds)
        done = service.accept(opened.actor, proposal).message if accept else ""
    data = _data(proposal) | ({"message": done} if done else {})
    emit(options, data, [*_lines(proposal), *([done] if done else [])])
    if proposal.plan.left_out:
        raise typer.Exit(Exit.FINDINGS)


def _named(opened: "OpenHub", wanted: list[str], starts: time, ends: time) -> "list[Goer]":
    from sqlalchemy import select

    from db.models import Volunteer
    from desktop.domain.references import Kind, parse
    from desktop.services.day_goers import Goer

    found = []
    with opened.store.read() as session:
        for text in wanted:
            reference = parse(text.strip().upper())
            number = reference.number if reference is not None and reference.kind is Kind.VOLUNTEER else -1
            key = session.scalars(
                select(Volunteer.id).where(Volunteer.number == number, Volunteer.voided_at.is_(None))
            ).first()
            if key is None:
                raise DomainError(f"There is no volunteer {text}. Write it like V-12.", field="volunteer")
            found.append(Goer(key, starts, ends))
    return found


def _data(proposal: "DayProposal") -> dict[str, Any]:
    return {
        "date": proposal.day.isoformat(),
        "metres": proposal.plan.metres,
        "routes": [
            {
                "volunteer": proposal.names[route.volunteer],
                "stops": [proposal.homes[home].address for home in route.stops],
                "arrivals": [_clock(at) for at in route.arrivals],
                "back": _clock(route.back),
                "metres": route.metres,
            }
            for route in proposal.plan.routes
        ],
        "left_out": [
            {"stop": proposal.homes[home].address, "why": _why(proposal, home, why)}
            for home, why in proposal.plan.left_out
        ],
    }


def _lines(proposal: "DayProposal") -> list[str]:
    lines = []
    for route in proposal.plan.routes:
        head = f"{proposal.names[route.volunteer]}: {len(route.stops)} stops, {route.metres / 1_000:.1f} km"
        lines.append(f"{head}, back {_clock(route.back)}")
        lines += [
            f"  {_clock(at)}  {proposal.homes[home].address}"
            for home, at in zip(route.stops, route.arrivals, strict=True)
        ]
    lines += [
        f"Left out: {proposal.homes[home].address}, {_why(proposal, home, why)}"
        for home, why in proposal.plan.left_out
    ]
    return lines or ["No deliveries to share out that day."]


def _why(proposal: "DayProposal", home: str, why: str) -> str:
    return proposal.reasons.get(home, _WHY[why]) if why == "nobody_may" else _WHY[why]


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _time(text: str) -> time:
    try:
        return time.fromisoformat(text)
    except ValueError as problem:
        raise DomainError(f"{text} is not a time. Write it like 10:00.", field="from") from problem
