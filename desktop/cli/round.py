"""``hubkeeper round``: plan a day's rounds, print their sheets, send them out, key the results back."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from db.enums import TaskOutcome
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
    stop,
)
from desktop.cli.round_share_out import share_out
from desktop.cli.round_solve import solve
from desktop.domain.errors import DomainError

if TYPE_CHECKING:
    from db.queries.rounds import RoundRow
    from desktop.services.hubs import OpenHub

RoundOption = Annotated[
    str, typer.Option("--round", help="The round's reference, such as S-118, or its key.", show_default=False)
]
DateOption = Annotated[str, typer.Option("--date", help="The day, such as 2026-11-18.", show_default=False)]


def plan(
    folder: HubFolderOption,
    day: DateOption,
    area: Annotated[str, typer.Option(help="Only this area: its name or key.")] = "",
    early: Annotated[
        bool, typer.Option("--bring-forward", help="Take single deliveries due in the six days after, too.")
    ] = False,
    as_json: JsonOption = False,
    user: UserOption = "",
    passphrase_file: PassphraseFileOption = None,
) -> None:
    """Make or complete one round for each area with open deliveries on a day."""
    from desktop.services.round_plans import RoundPlans
    from desktop.services.rounds import Rounds

    options = Options(as_json, user, passphrase_file)
    with hub(folder, options, write=True) as opened:
        done = RoundPlans(opened.tools).plan_day(opened.actor, day_of(day), area, early=early)
        keys = _of_day(opened, day_of(day))
        touched = done.entities.get("stop", frozenset()) | done.entities.get("round", frozenset())
        details = [Rounds(opened.tools).get(opened.actor, key) for key in keys]
    made = [
        one for one in details if one.row.id in touched or any(stop_.id in touched for stop_ in one.stops)
    ]
    found = [_summary(one.row) | {"miles": round(one.miles, 1), "not_yet": one.not_yet} for one in made]
    emit(
        options,
        {"date": day, "message": done.message, "rounds": found},
        [done.message, *(_line(one.row) for one in made)],
    )


def print_(
    folder: HubFolderOption,
    round_id: RoundOption,
    out: Annotated[Path, typer.Option(help="The PDF to write.", show_default=False)],
    as_json: JsonOption = False,
    user: UserOption = "",
    passphrase_file: PassphraseFileOption = None,
) -> None:
    """Print a round's sheet as a PDF; exit code 1 when tasks had to stay off it."""
    from desktop.services.round_sheets import RoundSheets

    options = Options(as_json, user, passphrase_file)
    if not out.parent.is_dir():
        stop(Exit.MISUSE, f"There is no folder {out.parent}. Choose one that exists.", as_json=as_json)
    with hub(folder, options, write=True) as opened:
        data = RoundSheets(opened.tools).sheet(opened.actor, round_id)
        held = list(dict.fromkeys(one.words for one in data.held))
        if not data.stops and not held:
            raise DomainError(f"Nothing is on {data.reference} yet. Put deliveries on it first.")
        printed = _write(opened, data, out) if data.stops else {}
    count = f"{data.reference}: {_stops(len(data.stops))}"
    emit(
        options,
        {"reference": data.reference, "stops": len(data.stops), "held": held, **printed},
        [f"{count} printed to {out}." if printed else f"{count} to print.", *held],
    )
    raise typer.Exit(Exit.FINDINGS if held else Exit.OK)


def out_(
    folder: HubFolderOption,
    round_id: RoundOption,
    as_json: JsonOption = False,
    user: UserOption = "",
    passphrase_file: PassphraseFileOption = None,
) -> None:
    """Send a round out; refused while somebody is not cleared for a task on it."""
    from desktop.services.round_results import RoundResults

    options = Options(as_json, user, passphrase_file)
    with hub(folder, options, write=True) as opened:
        done = RoundResults(opened.tools).send_out(opened.actor, round_id)
    emit(options, {"message": done.message}, [done.message])


def result(
    folder: HubFolderOption,
    round_id: RoundOption,
    stop_number: Annotated[int, typer.Option("--stop", help="The stop's number.", min=1)],
    outcome: Annotated[TaskOutcome, typer.Option(help="What happened there.")],
    note: Annotated[str, typer.Option(help="A few words about it.")] = "",
    as_json: JsonOption = False,
    user: UserOption = "",
    passphrase_file: PassphraseFileOption = None,
) -> None:
    """Key what came of one stop; keying it again puts it right."""
    from desktop.services.round_results import RoundResults

    options = Options(as_json, user, passphrase_file)
    with hub(folder, options, write=True) as opened:
        results = RoundResults(opened.tools)
        done = results.results(opened.actor, round_id, {stop_number: outcome}, {stop_number: note})
        board = results.came_back(opened.actor, round_id)
    emit(
        options,
        {
            "message": done.message,
            "status": board.status,
            "stops": board.stops,
            "stops_done": board.stops_done,
            "to_ring": board.to_ring,
            "alarms": board.alarms,
        },
        [done.message, f"{board.stops_done} of {board.stops} stops are back."],
    )


def list_(
    folder: HubFolderOption,
    day: Annotated[str, typer.Option("--date", help="Only this day, such as 2026-11-18.")] = "",
    as_json: JsonOption = False,
    user: UserOption = "",
    passphrase_file: PassphraseFileOption = None,
) -> None:
    """List rounds, by date."""
    from desktop.services.rounds import Rounds

    options = Options(as_json, user, passphrase_file)
    with hub(folder, options, write=False) as opened:
        keys = _of_day(opened, day_of(day) if day else None)
        rows = Rounds(opened.tools).rows(opened.actor, keys)
    emit(
        options,
        {"rounds": [_summary(row) for row in rows]},
        [_line(row) for row in rows] or ["No rounds."],
    )


def register(app: typer.Typer) -> None:
    """Add ``hubkeeper round``."""
    group = typer.Typer(no_args_is_help=True, help="Plan, print, send out and key back rounds.")
    group.command("plan")(plan)
    group.command("print")(print_)
    group.command("out")(out_)
    group.command("result")(result)
    group.command("list")(list_)
    group.command("share-out")(share_out)
    group.command("solve")(solve)
    app.add_typer(group, name="round")


def _of_day(opened: "OpenHub", day: date | None) -> list[str]:
    from db.queries.rounds import RoundFilter
    from desktop.services.rounds import Rounds

    return Rounds(opened.tools).ids(opened.actor, RoundFilter(first_day=day, last_day=day))


def _write(opened: "OpenHub", data: Any, out: Path) -> dict[str, Any]:
    """Draw the sheet, leave its sharing record, then write the file: no print goes without its record."""
    import hashlib

    from desktop.exports.files import write_bytes
    from desktop.exports.round_print import render_round
    from desktop.runtime.gazetteer import ground_if_any
    from desktop.runtime.map_file import map_tiles
    from desktop.runtime.paths import preferences_file
    from desktop.runtime.preferences import Preferences
    from desktop.services.round_sheets import RoundSheets

    streets = map_tiles(Preferences(preferences_file()))
    content, pages = render_round(data, ground_if_any(), streets)
    digest = hashlib.sha256(content).hexdigest()
    RoundSheets(opened.tools).record_print(opened.actor, data.round_id, digest, out.name)
    write_bytes(out, content)
    return {"file": str(out), "pages": pages, "sha256": digest}


def _summary(row: "RoundRow") -> dict[str, Any]:
    return {
        "reference": f"S-{row.number}",
        "id": row.id,
        "name": row.name,
        "date": row.on_date.isoformat(),
        "area": row.area,
        "driver": row.driver,
        "stops": row.stops,
        "stops_done": row.done,
        "status": row.status,
    }


def _line(row: "RoundRow") -> str:
    when = f"S-{row.number}  {row.on_date}  {row.name}"
    stops = f"{_stops(row.stops)}, {row.done} back"
    return f"{when}  {stops}  {row.driver or 'nobody yet'}  {row.status.value}"


def _stops(count: int) -> str:
    return f"{count} {'stop' if count == 1 else 'stops'}"
