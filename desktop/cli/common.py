"""What every command shares: options, opening a hub, output as text or JSON, and exit codes."""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from db.errors import KnownStoreError
from db.values import plain
from desktop.domain.errors import DomainError
from desktop.runtime.gazetteer import find_places
from desktop.runtime.paths import hub_notes_folder
from desktop.services.hubs import OpenHub, open_hub


class Exit(IntEnum):
    """What a command's exit code means; part of the command line's contract."""

    OK = 0
    FINDINGS = 1
    MISUSE = 2
    STORE = 3


HubFolderOption = Annotated[Path, typer.Option("--hub", help="The hub's folder.", show_default=False)]
HubFolderArgument = Annotated[Path, typer.Argument(help="The hub's folder.", show_default=False)]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of words.")]
UserOption = Annotated[
    str, typer.Option("--user", help="Whose account to use; the only account when not given.")
]
PassphraseFileOption = Annotated[
    Path | None,
    typer.Option("--passphrase-file", help="A file whose first line is the passphrase.", show_default=False),
]


@dataclass(frozen=True, slots=True)
class Options:
    """How a command was asked to run.

    Attributes:
        as_json: print JSON.
        user: name of the account; empty for the only one.
        passphrase_file: where the passphrase is; None to use the environment or ask.
    """

    as_json: bool = False
    user: str = ""
    passphrase_file: Path | None = None


def passphrase(options: Options, prompt: str = "Passphrase", confirm: bool = False) -> str:
    """Get the passphrase: from the file given, then ``HUBKEEPER_PASSPHRASE``, then by asking.

    Args:
        options: how the command was asked to run.
        prompt: what to ask.
        confirm: ask twice, for a new passphrase.

    Returns:
        The passphrase.
    """
    if options.passphrase_file is not None:
        return first_line(options.passphrase_file)
    from_environment = os.environ.get("HUBKEEPER_PASSPHRASE")
    if from_environment:
        return from_environment
    asked: str = typer.prompt(prompt, hide_input=True, confirmation_prompt=confirm, err=True)
    return asked


def first_line(path: Path) -> str:
    """Read the first line of a file that holds a secret, without byte order mark or line end."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        stop(Exit.MISUSE, f"{path.name} could not be read as text.")
    line = text.splitlines()[0] if text else ""
    if not line:
        stop(Exit.MISUSE, f"The first line of {path.name} is empty.")
    return line


@contextmanager
def hub(folder: Path, options: Options, *, write: bool) -> Iterator[OpenHub]:
    """Open a hub for one command and close it after.

    Args:
        folder: the hub's folder.
        options: how the command was asked to run.
        write: whether the command writes; if so it is refused while another copy holds the hub.

    Yields:
        The open hub. Problems end the command with a plain sentence and the matching exit code.
    """
    with said_plainly(options):
        opened = open_hub(
            folder,
            passphrase(options),
            user_name=options.user or None,
            read_only=not write,
            notes=hub_notes_folder(folder),
            find_places=find_places(),
        )
        try:
            yield opened
        finally:
            opened.close()


@contextmanager
def said_plainly(options: Options) -> Iterator[None]:
    """Turn problems a person can act on into one sentence and an exit code."""
    try:
        yield
    except DomainError as problem:
        stop(Exit.MISUSE, problem.user_message, as_json=options.as_json)
    except KnownStoreError as problem:
        stop(Exit.STORE, f"{problem.user_message} {problem.remedy}", as_json=options.as_json)


def stop(code: Exit, message: str, *, as_json: bool = False) -> NoReturn:
    """End the command with a message on the error stream."""
    typer.echo(json.dumps({"message": message, "exit": int(code)}) if as_json else message, err=True)
    raise typer.Exit(code)


def emit(options: Options, data: Mapping[str, Any], lines: Sequence[str]) -> None:
    """Print the result.

    Args:
        options: how the command was asked to run.
        data: printed as one JSON object with ``--json``.
        lines: printed otherwise.
    """
    if options.as_json:
        typer.echo(json.dumps(data, ensure_ascii=False, indent=2, default=_json))
        return
    for line in lines:
        typer.echo(line)


def _json(value: Any) -> Any:
    found = plain(value)
    return str(found) if found is value else found


def day_of(text: str) -> date:
    """Read a day given on the command line.

    Raises:
        DomainError: it is not written like 2026-11-18.
    """
    try:
        return date.fromisoformat(text)
    except ValueError as problem:
        raise DomainError(f"{text} is not a day. Write it like 2026-11-18.", field="date") from problem
