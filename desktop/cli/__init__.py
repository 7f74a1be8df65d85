"""The command line: every batch job the app does, over the same services, without Qt.

Its form is a contract with scripts: names, options and exit codes (0 ok, 1 findings, 2 misuse, 3 store).
"""

from importlib import import_module

import typer

GROUPS = ("hub", "demo", "imports", "lists", "duplicates", "match", "round", "rota", "handover", "backup")
"""Modules of this package, each adding its commands by ``register(app)``."""


def build() -> typer.Typer:
    """Put the command line together.

    Returns:
        The Typer app with every command.
    """
    app = typer.Typer(
        name="hubkeeper",
        help="Hubkeeper: run mutual aid from one laptop, offline. Without a command, opens the app.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    for group in GROUPS:
        import_module(f"desktop.cli.{group}").register(app)
    return app


def run(arguments: list[str]) -> int:
    """Run one command.

    Args:
        arguments: the words after ``hubkeeper``.

    Returns:
        The exit code.
    """
    from desktop.cli.common import Exit

    try:
        found = build()(arguments, standalone_mode=True)
    except SystemExit as ended:
        return int(ended.code or 0)
    return int(found or Exit.OK)
