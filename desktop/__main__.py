"""``hubkeeper``: the app when given nothing to do, the command line otherwise."""

import sys


def main() -> int:
    """Start the app or run a command.

    Returns:
        The process's exit code.
    """
    arguments = sys.argv[1:]
    if arguments and not arguments[0].startswith("--hub") and arguments[0] != "--self-test":
        from desktop.cli import run

        return run(arguments)
    if arguments == ["--self-test"]:
        from desktop.selftest import self_test

        return self_test()
    from desktop.app import run_app

    return run_app(arguments)


if __name__ == "__main__":
    sys.exit(main())
