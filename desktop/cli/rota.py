"""``hubkeeper rota``: fill the gaps of a week, print it for the wall or for each volunteer, calendars."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desktop.cli.common import (
    Exit,
    HubFolderOption,
    JsonOption,
    Options,
    PassphraseFileOption,
    UserOption,
    emit,
    hub,
    stop,
)
from desktop.domain.dates import short_day
from desktop.domain.errors import DomainError

if TYPE_CHECKING:
    from desktop.services.hubs import OpenHub
    from desktop.services.rota_filling import FillView
    from desktop.services.rota_papers import PaperData

WeekOption = Annotated[
    str, typer.Option("--week", help="Any day of the week, such as 2026-11-18.", show_default=False)
]
OutOption = Annotated[Path, typer.Option(help="The file to write.", show_default=False)]
VolunteerOption = Annotated[str, typer.Option(help="One volunteer, such as V-12.")]
WeeksOption = Annotated[int, typer.Option(help="How many weeks.", min=1, max=26)]


def fill(
    folder: HubFolderOption,
    week: WeekOption,
    accept: Annotated[bool, typer.Option("--accept", help="Put on whoever is proposed.")] = False,
    as_json: JsonOption = False,
    user: UserOption = "",
    passphrase_file: PassphraseFileOption = None,
) -> None:
    """Propose who could fill the gaps of a week; exit code 1 when somebody is still missing."""
    from desktop.services.rota_filling import RotaFilling

    options = Options(as_json, user, passphrase_file)
    with hub(folder, options, write=accept) as opened:
        service = RotaFilling(opened.tools)
        view = service.propose(opened.actor, _day(week))
        said = ""
        if accept and view.lines:
            said = service.accept(opened.actor, [line.spot for line in view.lines]).message
    data, lines = _told(view)
    emit(options, data | {"message": said}, [*lines, *([said] if said else [])])
    raise typer.Exit(Exit.FINDINGS if view.left else Exit.OK)


def print_(
    folder: HubFolderOption,
    week: WeekOption,
    out: OutOption,
    as_json: JsonOption = False,
    user: UserOption = "",
    passphrase_file: PassphraseFileOption = None,
) -> None:
    """Print a week for the wall."""
    from desktop.exports.rota_print import render_wall
    from desktop.services.rota_papers import RotaPapers

    options = Options(as_json, user, passphrase_file)
    _folder_there(out, options)
    with hub(folder, options, write=True) as opened:
        data = RotaPapers(opened.tools).week(opened.actor, _day(week))
        content, pages = render_wall(data)
        done = _write(opened, data, data.people(), content, out)
    emit(options, done | {"pages": pages}, [f"The rota is printed to {out}."])


def own(
    folder: HubFolderOption,
    week: WeekOption,
    out: OutOption,
    volunteer: VolunteerOption = "",
    weeks: WeeksOption = 4,
    large: Annotated[bool, typer.Option("--large", help="In large print.")] = False,
    as_json: JsonOption = False,
    user: UserOption = "",
    passphrase_file: PassphraseFileOption = None,
) -> None:
    """Print each volunteer's own shifts, on pages of their own."""
    from desktop.exports.rota_print import render_own

    options = Options(as_json, user, passphrase_file)
    _folder_there(out, options)
    with hub(folder, options, write=True) as opened:
        data = _weeks(opened, week, weeks)
        keys = _keys(opened, data, volunteer)
        content, pages = render_own(data, keys, large=large)
        done = _write(opened, data, keys, content, out)
    emit(options, done | {"pages": pages, "volunteers": len(keys)}, [f"Own rotas are printed to {out}."])


def ics(
    folder: HubFolderOption,
    week: WeekOption,
    out: OutOption,
    volunteer: VolunteerOption,
    weeks: WeeksOption = 4,
    as_json: JsonOption = False,
    user: UserOption = "",
    passphrase_file: PassphraseFileOption = None,
) -> None:
    """Write one volunteer's shifts as a calendar file that names nobody."""
    from desktop.exports.rota_print import calendar_of

    options = Options(as_json, user, passphrase_file)
    _folder_there(out, options)
    with hub(folder, options, write=True) as opened:
        data = _weeks(opened, week, weeks)
        [key] = _keys(opened, data, volunteer)
        done = _write(opened, data, [key], calendar_of(data, key, datetime.now(UTC)), out)
    emit(options, done, [f"The calendar is written to {out}."])


def register(app: typer.Typer) -> None:
    """Add ``hubkeeper rota``."""
    group = typer.Typer(no_args_is_help=True, help="Fill the gaps of a rota, print it, write calendars.")
    group.command("fill")(fill)
    group.command("print")(print_)
    group.command("own")(own)
    group.command("ics")(ics)
    app.add_typer(group, name="rota")


def _told(view: "FillView") -> tuple[dict[str, Any], list[str]]:
    """A proposal as data and as words."""
    filled = [
        {
            "date": line.spot.on_date.isoformat(),
            "job": line.job,
            "role": line.role.value,
            "volunteer": line.name,
        }
        for line in view.lines
    ]
    left = [
        {
            "date": gap.on_date.isoformat(),
            "job": gap.job,
            "role": gap.role.value,
            "missing": gap.missing,
            "why": gap.why,
            "next": gap.step,
        }
        for gap in view.left
    ]
    data = {"filled": filled, "open": left, "proven": view.proven}
    lines = [
        f"{short_day(line.spot.on_date)}  {line.job}, {line.role.value}: {line.name}" for line in view.lines
    ]
    lines += [
        f"{short_day(gap.on_date)}  {gap.job}: {gap.missing} still needed. {gap.why}" for gap in view.left
    ]
    return data, lines or ["There are no gaps."]


def _weeks(opened: "OpenHub", week: str, weeks: int) -> "PaperData":
    """Some whole weeks from the one a day is in."""
    from desktop.domain.match_facts import monday
    from desktop.services.rota_papers import RotaPapers

    first = monday(_day(week))
    return RotaPapers(opened.tools).days(opened.actor, first, first + timedelta(days=7 * weeks - 1))


def _write(
    opened: "OpenHub", data: "PaperData", keys: list[str], content: bytes, out: Path
) -> dict[str, Any]:
    """Write the file and its sharing record: both or neither."""
    import hashlib

    from desktop.exports.files import write_bytes
    from desktop.services.rota_papers import RotaPapers

    papers = RotaPapers(opened.tools)
    papers.leave(opened.actor, data, keys, content, out.name, lambda: write_bytes(out, content))
    return {"file": str(out), "sha256": hashlib.sha256(content).hexdigest()}


def _keys(opened: "OpenHub", data: "PaperData", reference: str) -> list[str]:
    """Keys of those with shifts: everybody, or the one named as V-12."""
    from desktop.services.rota_papers import RotaPapers

    keys = data.people()
    if reference:
        named = RotaPapers(opened.tools).volunteer_named(opened.actor, reference)
        keys = [key for key in keys if key == named]
    if not keys:
        who = f"{reference} is on no shift" if reference else "Nobody is on a shift"
        raise DomainError(f"{who} in these weeks. Choose other weeks.")
    return keys


def _folder_there(out: Path, options: Options) -> None:
    if not out.parent.is_dir():
        stop(
            Exit.MISUSE, f"There is no folder {out.parent}. Choose one that exists.", as_json=options.as_json
        )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as problem:
        raise DomainError(f"{text} is not a day. Write it like 2026-11-18.", field="week") from problem
