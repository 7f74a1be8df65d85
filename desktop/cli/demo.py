"""``hubkeeper demo``: a demonstration hub of any size."""

from pathlib import Path
from typing import Annotated

import typer

from desktop.cli.common import JsonOption, Options, PassphraseFileOption, emit, first_line, said_plainly


def demo(
    folder: Annotated[Path, typer.Argument(help="An empty or new folder.", show_default=False)],
    people: Annotated[int, typer.Option(min=1, help="How many people; the rest keeps in proportion.")] = 400,
    seed: Annotated[int, typer.Option(help="The same seed makes the same people.")] = 1,
    as_json: JsonOption = False,
    passphrase_file: PassphraseFileOption = None,
) -> None:
    """Make a demonstration hub: invented people at real public postcodes."""
    from desktop.runtime.gazetteer import gazetteer
    from desktop.services.demo import DEMO_PASSPHRASE, DemoSize, make_demo

    options = Options(as_json)
    secret = first_line(passphrase_file) if passphrase_file else DEMO_PASSPHRASE
    with said_plainly(options):
        words = make_demo(folder, gazetteer(), DemoSize.of(people), seed, passphrase=secret)
    shown = [] if passphrase_file else [f"Its passphrase is: {secret}"]
    emit(
        options,
        {"folder": str(folder), "people": people, "recovery_words": words.split()}
        | ({} if passphrase_file else {"passphrase": secret}),
        [f"Made a demonstration hub of {people} people in {folder}.", *shown],
    )


def register(app: typer.Typer) -> None:
    """Add ``hubkeeper demo``."""
    app.command("demo")(demo)
