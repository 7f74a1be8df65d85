"""Start Hubkeeper from a checkout: set up what it needs, then open the demonstration hub.

    python3 installers/start.py [--wheels DIR] [--data DIR] [words for hubkeeper ...]

--wheels DIR   install the dependencies from this folder, with no network
--data DIR     keep the demonstration hub and this computer's settings in this folder

With words of your own, such as `hub info DIR`, exactly those are given to `hubkeeper`. Without any, the
demonstration hub is made (once) and opened; without a display the program proves itself whole instead.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import bootstrap

DEMONSTRATION = "demonstration"
ASK_DATA_FOLDER = "from desktop.runtime.paths import data_folder; print(data_folder())"


def data_folder(environment: dict[str, str]) -> Path:
    """Ask the program where this user's data live.

    Raises:
        bootstrap.SetupStopped: the program did not answer.
    """
    asked = [bootstrap.program("python"), "-c", ASK_DATA_FOLDER]
    answer = subprocess.run(asked, env=environment, stdout=subprocess.PIPE, check=False)
    if answer.returncode:
        raise bootstrap.SetupStopped("Hubkeeper did not say where its data live; the reason is above.")
    return Path(os.fsdecode(answer.stdout).strip())


def demonstration_hub(folder: Path, environment: dict[str, str]) -> Path:
    """Make the demonstration hub, unless it is there already.

    A note beside it, removed last, tells one whose making was broken off; only such a folder is made afresh.

    Args:
        folder: where it is kept.
        environment: variables for `hubkeeper`.

    Returns:
        The hub's own folder.

    Raises:
        bootstrap.SetupStopped: it could not be made.
    """
    hub = folder / DEMONSTRATION
    making = folder / (DEMONSTRATION + ".making")
    if hub.exists() and not making.exists():
        return hub
    try:
        folder.mkdir(parents=True, exist_ok=True)
        making.write_text("The demonstration hub beside this file is not finished.\n", encoding="utf-8")
        if hub.exists():
            shutil.rmtree(str(hub))
        bootstrap.say(f"Making the demonstration hub in {hub} (once) ...")
        command = [bootstrap.program("hubkeeper"), "demo", str(hub)]
        if subprocess.run(command, env=environment, check=False).returncode:
            raise bootstrap.SetupStopped("The demonstration hub was not made; the reason is above.")
        making.unlink()
    except OSError as problem:
        raise bootstrap.SetupStopped(f"{folder} cannot be used: {problem.strerror}.") from problem
    return hub


def words_for_hubkeeper(given: list[str], display: bool, environment: dict[str, str]) -> list[str]:
    """Choose what to run: the person's own words, else the demonstration hub, else the self-test."""
    if given:
        return given
    if display:
        return ["--hub", str(demonstration_hub(data_folder(environment), environment))]
    bootstrap.say("There is no display here (DISPLAY and WAYLAND_DISPLAY are empty): no window can open.")
    bootstrap.say("Checking instead that the program is whole: hubkeeper --self-test")
    return ["--self-test"]


def start(arguments: list[str]) -> int:
    """Set up, then run `hubkeeper`.

    Args:
        arguments: the words after the program's name.

    Returns:
        The exit code of `hubkeeper`.

    Raises:
        bootstrap.SetupStopped: something is missing or did not work.
    """
    wheels, rest = bootstrap.take_option(arguments, "--wheels")
    data, rest = bootstrap.take_option(rest, "--data")
    display = bootstrap.has_display()
    libraries = dict(bootstrap.OFFSCREEN_LIBRARIES)
    environment = dict(os.environ)
    if display:
        libraries.update(bootstrap.SCREEN_LIBRARIES)
    else:
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    if data:
        environment["HUBKEEPER_DATA"] = str(Path(data).resolve())
    bootstrap.ensure(libraries, wheels)
    words = words_for_hubkeeper(rest, display, environment)
    return subprocess.run([bootstrap.program("hubkeeper"), *words], env=environment, check=False).returncode


def main() -> int:
    """Run from the command line; give the exit code."""
    if sys.argv[1:] in (["--help"], ["-h"]):
        bootstrap.say((__doc__ or "").strip())
        return 0
    try:
        return start(sys.argv[1:])
    except bootstrap.SetupStopped as stop:
        print(stop, file=sys.stderr)
        return stop.exit_code
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
