"""A second person's agreement on the command line, for what one person alone may not send out."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from desktop.cli.common import first_line
from desktop.domain.errors import DomainError, NeedsSecond

if TYPE_CHECKING:
    from desktop.services.approvals import Asked
    from desktop.services.hubs import OpenHub

Result = TypeVar("Result")

SecondOption = Annotated[
    str, typer.Option("--second", help="The second person's account, where so many people take two.")
]
SecondFileOption = Annotated[
    Path | None,
    typer.Option(
        "--second-passphrase-file",
        help="A file whose first line is the second person's passphrase; asked for when not given.",
        show_default=False,
    ),
]
SignedByOption = Annotated[
    str,
    typer.Option(
        "--signed-by", help="In a hub with one account: name and office of the outsider who signed for it."
    ),
]


@dataclass(frozen=True, slots=True)
class Second:
    """Who agrees beside the one at the keyboard.

    Attributes:
        name: another account; empty where none is given.
        passphrase_file: where their passphrase is; None to ask.
        signed_by: an outsider, in a hub with one account.
    """

    name: str = ""
    passphrase_file: Path | None = None
    signed_by: str = ""


def in_twos(opened: "OpenHub", second: Second, act: Callable[[], Result]) -> Result:
    """Do something; where it takes two, get the second person's agreement first.

    Args:
        opened: the hub.
        second: who agrees.
        act: does it; called once more after the agreement.

    Raises:
        DomainError: nobody is named who could agree; it says how to name somebody.
    """
    from desktop.services.approvals import Approvals

    try:
        return act()
    except NeedsSecond as needs:
        asked = Approvals(opened.tools).ask(opened.actor, needs.act, needs.subject, needs.words, needs.most)
        _agree(opened, second, asked, needs)
    return act()


def _agree(opened: "OpenHub", second: Second, asked: "Asked", needs: NeedsSecond) -> None:
    from desktop.services.approvals import Approvals

    approvals = Approvals(opened.tools)
    if second.signed_by:
        approvals.signed(opened.actor, asked.id, asked.reference, second.signed_by, approvals.today())
    elif second.name:
        approvals.agree(opened.actor, opened.folder.path, asked.id, second.name, _passphrase(second))
    else:
        how = (
            "Let an outsider sign for it, and name them with --signed-by."
            if asked.by_sheet
            else f"Name them with --second: {', '.join(asked.others)}."
        )
        raise DomainError(f"{needs.user_message} {asked.reference}. {asked.words} {how}")


def _passphrase(second: Second) -> str:
    if second.passphrase_file is not None:
        return first_line(second.passphrase_file)
    typed: str = typer.prompt(f"Passphrase of {second.name}", hide_input=True, err=True)
    return typed
