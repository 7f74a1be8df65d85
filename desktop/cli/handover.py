"""``hubkeeper handover``: make a package for one recipient, and check one."""

from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from db.enums import LawfulBasis
from desktop.cli.common import (
    Exit,
    HubFolderOption,
    JsonOption,
    Options,
    PassphraseFileOption,
    UserOption,
    emit,
    first_line,
    hub,
    said_plainly,
    stop,
)
from desktop.cli.second import Second, SecondFileOption, SecondOption, SignedByOption, in_twos
from desktop.domain.errors import DomainError

if TYPE_CHECKING:
    from desktop.exports.make_handover import HandoverPlan, Made
    from desktop.services.hubs import OpenHub

PasswordFileOption = Annotated[
    Path | None,
    typer.Option("--password-file", help="A file whose first line is the password.", show_default=False),
]


def create(
    folder: HubFolderOption,
    recipient: Annotated[str, typer.Option(help="Who receives: the organisation's name, or a part of it.")],
    purpose: Annotated[str, typer.Option(help="Why, without names: it is printed on the cover.")],
    basis: Annotated[LawfulBasis, typer.Option(help="The reason in law: UK GDPR Article 6(1).")],
    out: Annotated[Path, typer.Option(help="The folder the package goes into.", show_default=False)],
    preset: Annotated[
        str,
        typer.Option(
            help="plan (the least; the default), delivery, referral, wellbeing_calls or full_canonical."
        ),
    ] = "",
    fields: Annotated[
        str, typer.Option(help="Details instead of a preset, such as area,postcode:sector,need.")
    ] = "",
    password_file: PasswordFileOption = None,
    only_open: Annotated[
        bool, typer.Option("--only-open", help="Leave out people without an open request.")
    ] = False,
    with_volunteers: Annotated[
        bool, typer.Option("--with-volunteers", help="Put active volunteers beside the whole tables.")
    ] = False,
    as_json: JsonOption = False,
    user: UserOption = "",
    passphrase_file: PassphraseFileOption = None,
    second: SecondOption = "",
    second_file: SecondFileOption = None,
    signed_by: SignedByOption = "",
) -> None:
    """Make a handover package and record it in the sharing log."""
    from desktop.exports.make_handover import make_handover

    options = Options(as_json, user, passphrase_file)
    password = first_line(password_file) if password_file else None
    with hub(folder, options, write=True) as opened:
        plan = _plan(opened, recipient, purpose, basis, preset, fields, only_open)
        plan = replace(plan, with_volunteers=with_volunteers)
        _make_folder(out)
        made = in_twos(
            opened,
            Second(second, second_file, signed_by),
            lambda: make_handover(opened.tools, opened.actor, plan, out, password, datetime.now(UTC)),
        )
    _say_made(options, made, is_locked=password is not None)


def verify(
    package: Annotated[Path, typer.Argument(help="The package: a zip or a folder.", show_default=False)],
    password_file: PasswordFileOption = None,
    as_json: JsonOption = False,
    user: UserOption = "",
) -> None:
    """Check a package: every hash, every row against the schema; exit code 1 when something was found."""
    from desktop.exports.verify import verify_package

    options = Options(as_json, user)
    password = first_line(password_file) if password_file else None
    if not package.exists():
        stop(Exit.MISUSE, f"There is no package at {package}.", as_json=as_json)
    with said_plainly(options):
        found = verify_package(package, password)
    lines = [_line(one.file, one.row, one.column, one.message) for one in found]
    emit(
        options,
        {"ok": not found, "findings": [asdict(one) for one in found]},
        lines or ["All is well: every hash is right and every row fits the schema."],
    )
    raise typer.Exit(Exit.FINDINGS if found else Exit.OK)


def _say_made(options: Options, made: "Made", *, is_locked: bool) -> None:
    from desktop.exports.make_handover import left_out_words

    left_out = left_out_words(made.left_out)
    emit(
        options,
        {
            "file": str(made.info.path),
            "reference": made.reference,
            "people": made.people,
            "rows": made.info.counts,
            "left_out": {why.value: count for why, count in made.left_out.items()},
            "check_code": made.info.check_code,
            "is_locked": is_locked,
            "notes": list(made.info.notes),
        },
        [
            f"Made handover {made.reference}: {made.info.path}",
            f"{made.people:,} people in it." + (f" Left out: {left_out}." if left_out else ""),
            *made.info.notes,
            "Tell them the password by phone, never by email or on paper."
            if is_locked
            else "It is not locked. Carry it by hand, or send it by a service the council calls secure.",
        ],
    )


def _plan(
    opened: "OpenHub",
    recipient: str,
    purpose: str,
    basis: LawfulBasis,
    preset: str,
    fields: str,
    only_open: bool,
) -> "HandoverPlan":
    from desktop.exports.handover_fields import Preset, choices
    from desktop.exports.make_handover import HandoverPlan
    from desktop.services.handovers import HandoverFilter, Handovers

    if preset and fields:
        raise DomainError("Give either a preset or details, not both.")
    if preset and preset not in set(Preset):
        raise DomainError(f"There is no preset called “{preset}”. The presets are: {', '.join(Preset)}.")
    chosen = choices(filter(None, (name.strip() for name in fields.split(","))))
    if fields and not chosen:
        raise DomainError("Nothing is chosen yet. Add at least one detail.", field="fields")
    return HandoverPlan(
        recipient_id=Handovers(opened.tools).recipient(opened.actor, recipient),
        purpose=purpose,
        basis=basis,
        preset=Preset(preset) if preset else Preset.PLAN,
        choices=chosen,
        wanted=HandoverFilter(with_requests=only_open),
    )


def _make_folder(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except FileExistsError as problem:
        raise DomainError(f"{out} is a file. Choose a folder.", field="out") from problem
    except OSError as problem:
        from db.errors import translate

        raise translate(problem) or DomainError(
            f"The folder {out} cannot be made. Choose another."
        ) from problem


def _line(file: str, row: int, column: str, message: str) -> str:
    where = ", ".join(filter(None, (file, f"row {row}" if row else "", column)))
    return f"{where}: {message}" if where else message


def register(app: typer.Typer) -> None:
    """Add ``hubkeeper handover``."""
    group = typer.Typer(no_args_is_help=True, help="Make a package for one recipient, and check one.")
    group.command("create")(create)
    group.command("verify")(verify)
    app.add_typer(group, name="handover")
