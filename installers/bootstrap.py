"""Set up what Hubkeeper needs on a machine that has only Python, then find the programs in it.

Shared by ``installers/start.py`` and ``tests/run.py``. Standard library only. The file parses on Python 3.8,
so that an old interpreter can still say in plain words which one is needed.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
MARKER = "hubkeeper-complete.json"
OLDEST = (3, 11)
NEWEST = (3, 14)
MISUSE = 2
WINDOWS = os.name == "nt"

# Shared libraries Qt opens, and the Debian or Ubuntu package of each; found by running on a bare Debian 12.
OFFSCREEN_LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libxkbcommon.so.0": "libxkbcommon0",
}
SCREEN_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
}
SCREEN_READER_PROGRAMS = {
    "Xvfb": "xvfb",
    "openbox": "openbox",
    "dbus-daemon": "dbus",
    "at-spi2-registryd": "at-spi2-core",
}
"""What the tests that read the screen as a screen reader does need beside `SCREEN_LIBRARIES`."""
PAPER_PROGRAMS = {"pdftotext": "poppler-utils", "pdftoppm": "poppler-utils", "qpdf": "qpdf"}
"""Other programs that the tests open PDFs with, each with its Debian package."""
SYSTEM_PROGRAMS = os.pathsep.join(["/usr/libexec", "/usr/lib/at-spi2-core"])
"""Where distributions keep programs that stand on no PATH."""


class SetupStopped(Exception):
    """Setting up cannot go on.

    Attributes:
        exit_code: 2 where the person has something to install or choose, 1 where a step did not work.
    """

    def __init__(self, message: str, exit_code: int = 1) -> None:
        """Keep the message and the exit code."""
        super().__init__(message)
        self.exit_code = exit_code


def say(text: str) -> None:
    """Print one line at once, so that it stands before the output of the programs started next."""
    print(text, flush=True)


def has_display(environment: dict[str, str] | None = None) -> bool:
    """Tell whether windows can be shown: on Linux where X11 or Wayland is announced, elsewhere always."""
    values = os.environ if environment is None else environment
    announced = bool(values.get("DISPLAY") or values.get("WAYLAND_DISPLAY"))
    return announced or not sys.platform.startswith("linux")


def take_option(arguments: list[str], name: str) -> tuple[str | None, list[str]]:
    """Take ``NAME VALUE`` or ``NAME=VALUE`` out of a command line.

    Args:
        arguments: the words after the program's name.
        name: the option, such as ``--wheels``.

    Returns:
        The value (None where the option is not there) and the words left. Words after ``--`` are left alone.

    Raises:
        SetupStopped: the option stands there without its value.
    """
    end = arguments.index("--") if "--" in arguments else len(arguments)
    for place, word in enumerate(arguments[:end]):
        if word.startswith(name + "="):
            return word[len(name) + 1 :], arguments[:place] + arguments[place + 1 :]
        if word == name:
            if place + 1 >= end:
                raise SetupStopped(f"{name} needs a folder after it.", MISUSE)
            return arguments[place + 1], arguments[:place] + arguments[place + 2 :]
    return None, list(arguments)


def suits(version: tuple[int, int]) -> bool:
    """Tell whether a Python (major, minor) is one Hubkeeper runs on."""
    return OLDEST <= version <= NEWEST


def python_version(python: str) -> tuple[int, int] | None:
    """Ask an interpreter its (major, minor) version; None where it does not start."""
    asked = [python, "-c", "import sys; print(*sys.version_info[:2])"]
    try:
        answer = subprocess.run(asked, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
        major, minor = answer.stdout.split()
        return int(major), int(minor)
    except (OSError, ValueError):
        return None


def find_python() -> str:
    """Find an interpreter that is new enough: the running one, else one on PATH.

    Returns:
        Path of the interpreter. Inside a virtual environment it is the one the environment was made from, so
        that `.venv` can be rebuilt by the program it holds.

    Raises:
        SetupStopped: there is none.
    """
    running = sys.version_info[:2]
    if suits(running):
        return str(getattr(sys, "_base_executable", None) or sys.executable)
    for minor in (13, 12, 11, 14):
        found = shutil.which(f"python3.{minor}")
        if found and python_version(found) == (3, minor):
            return found
    raise SetupStopped(
        "Hubkeeper needs Python 3.11, 3.12, 3.13 or 3.14. This is Python {}.{}, and no other was found.\n"
        "Install one of them, then run this command again.".format(*running),
        MISUSE,
    )


def can_make_environments(python: str) -> bool:
    """Tell whether an interpreter has the two standard parts that Debian keeps in a package apart."""
    asked = subprocess.run([python, "-c", "import ensurepip, venv"], stderr=subprocess.DEVNULL, check=False)
    return asked.returncode == 0


def venv_package(python: str) -> str:
    """Name the Debian or Ubuntu package that holds an interpreter's ``venv``."""
    name = os.path.basename(python)
    return f"{name}-venv" if name.startswith("python3.") else "python3-venv"


def missing_libraries(wanted: dict[str, str]) -> dict[str, str]:
    """Find which shared libraries the system's loader does not know.

    Args:
        wanted: library file names, each with its Debian package.

    Returns:
        Those that cannot be opened; nothing on Windows and macOS, where Qt brings its own.
    """
    if not sys.platform.startswith("linux"):
        return {}
    import ctypes

    missing = {}
    for library, package in wanted.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing[library] = package
    return missing


def find_program(name: str) -> str | None:
    """Find a program of the system, on PATH or where services are kept; None where it is not installed."""
    return shutil.which(name) or shutil.which(name, path=SYSTEM_PROGRAMS)


def missing_for_screen_reader() -> dict[str, str]:
    """List what the tests with a screen reader lack; they are for Linux.

    Returns:
        Programs and libraries, each with its Debian package.
    """
    programs = {name: package for name, package in SCREEN_READER_PROGRAMS.items() if not find_program(name)}
    return {**programs, **missing_libraries(SCREEN_LIBRARIES)}


def offer_screen_reader() -> str:
    """Install what the tests with a screen reader need where that takes no question, else leave it.

    Returns:
        Why those tests will be left out, with the command that changes it; empty where they will run.
    """
    if not sys.platform.startswith("linux"):
        return "they are for Linux"
    return _offered(missing_for_screen_reader)


def missing_for_papers() -> dict[str, str]:
    """List which other programs that open PDFs are not installed, each with its Debian package."""
    return {name: package for name, package in PAPER_PROGRAMS.items() if not find_program(name)}


def offer_papers() -> str:
    """Install what the tests open PDFs with besides; see `offer_screen_reader`."""
    return _offered(missing_for_papers)


def _offered(find: Callable[[], dict[str, str]]) -> str:
    """Install what is missing as root on Debian or Ubuntu; else say what is, and how to have it."""
    missing = find()
    packages = sorted(set(missing.values()))
    if missing and shutil.which("apt-get") and is_root():
        try:
            install_packages(packages)
        except SetupStopped as stop:
            return str(stop)
        missing = find()
    if not missing:
        return ""
    advice = "; to have them: " + install_command(packages) if shutil.which("apt-get") else ""
    return "this machine lacks " + ", ".join(missing) + advice


def install_command(packages: list[str]) -> str:
    """Write the one command that installs Debian packages for someone who is not root."""
    both = "apt-get update && {}apt-get install --yes --no-install-recommends " + " ".join(packages)
    if shutil.which("sudo"):
        return "sudo " + both.format("sudo ")
    return "su -c '" + both.format("") + "'"


def is_root() -> bool:
    """Tell whether this runs as the system's administrator (never so on Windows)."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def install_packages(packages: list[str]) -> None:
    """Install Debian packages as root without a question.

    Raises:
        SetupStopped: apt-get did not manage; its own words stand above.
    """
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    install = ["apt-get", "install", "--yes", "--no-install-recommends"]
    say("Installing system packages: " + " ".join(packages))
    for command in (["apt-get", "update"], install + packages):
        if subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, check=False).returncode:
            raise SetupStopped(
                "`{}` did not work; the reason is above. This machine needs: {}".format(
                    " ".join(command[:2]), " ".join(packages)
                )
            )


def missing_parts(python: str, libraries: dict[str, str]) -> dict[str, str]:
    """List what the system lacks.

    Returns:
        What is missing in words, each with the Debian package that holds it.
    """
    missing = {}
    if not can_make_environments(python):
        missing["Python's venv and ensurepip"] = venv_package(python)
    missing.update(missing_libraries(libraries))
    return missing


def provide_system_parts(python: str, libraries: dict[str, str]) -> None:
    """See to the parts that come from the system: install them as root on Debian or Ubuntu, else name them.

    Args:
        python: the interpreter to be used.
        libraries: shared libraries wanted, each with its Debian package.

    Raises:
        SetupStopped: something is missing that this user cannot install.
    """
    missing = missing_parts(python, libraries)
    has_apt = bool(shutil.which("apt-get"))
    if missing and has_apt and is_root():
        install_packages(sorted(set(missing.values())))
        missing = missing_parts(python, libraries)
    if not missing:
        return
    lines = ["This machine lacks:"] + [f"  {part}" for part in missing]
    advice = "Install them with your system's package manager, then run this command again."
    if has_apt:
        command = install_command(sorted(set(missing.values())))
        advice = f"Run this command, then run this one again:\n  {command}"
    raise SetupStopped("\n".join([*lines, advice]), MISUSE)


def program(name: str, venv: Path = VENV) -> str:
    """Give the path of a program in the virtual environment, such as ``python`` or ``hubkeeper``."""
    return str(venv / "Scripts" / (name + ".exe") if WINDOWS else venv / "bin" / name)


def expected_marker(version: tuple[int, int], root: Path = ROOT) -> dict[str, str]:
    """Describe a complete environment: Python version, the lock file's SHA-256, and the folder it serves."""
    digest = hashlib.sha256((root / LOCK.name).read_bytes()).hexdigest()
    return {"python": "{}.{}".format(*version), "lock_sha256": digest, "checkout": str(root)}


def is_complete(venv: Path, marker: dict[str, str]) -> bool:
    """Tell whether an environment was finished, for this Python, lock file and folder, and still starts."""
    try:
        written = json.loads((venv / MARKER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    version = python_version(program("python", venv))
    return bool(written == marker and version and "{}.{}".format(*version) == marker["python"])


def run_step(command: list[str], trouble: str) -> None:
    """Run a program whose output the person sees.

    Raises:
        SetupStopped: it ended with a code other than 0; the message is ``trouble``.
    """
    environment = dict(os.environ, PIP_DISABLE_PIP_VERSION_CHECK="1", PIP_NO_INPUT="1")
    environment.pop("PYTHONPATH", None)
    if subprocess.run(command, env=environment, check=False).returncode:
        raise SetupStopped(trouble)


def remove_environment(venv: Path) -> None:
    """Remove an environment that is stale or was never finished; of a link only the link goes."""
    if venv.is_symlink() or venv.is_file():
        venv.unlink()
    elif venv.exists():
        shutil.rmtree(str(venv))


def install_locked(venv: Path, root: Path, wheels: str | None) -> None:
    """Install the locked dependencies by hash, then the project itself in place, which needs no network."""
    pip = [program("python", venv), "-m", "pip", "install", "--quiet"]
    locked = ["--require-hashes", "--only-binary", ":all:", "--requirement", str(root / LOCK.name)]
    offline = ["--no-index", "--find-links", str(Path(wheels).resolve())] if wheels else []
    hint = "the folder given with --wheels" if wheels else "the network, or give a folder with --wheels DIR"
    trouble = f"The dependencies were not installed; the reason is above. Check {hint}."
    run_step(pip + locked + offline, trouble)
    here = ["--no-index", "--no-deps", "--no-build-isolation", "--editable", str(root)]
    run_step(pip + here, "Hubkeeper itself was not installed; the reason is above.")


def build_environment(python: str, venv: Path, wheels: str | None, marker: dict[str, str]) -> None:
    """Make the virtual environment afresh and mark it complete last, so that a broken one is known."""
    say(f"Setting up {venv.name} (once; a few minutes) ...")
    try:
        remove_environment(venv)
        run_step([python, "-m", "venv", str(venv)], f"{venv} could not be made; the reason is above.")
        install_locked(venv, ROOT, wheels)
        unfinished = venv / (MARKER + ".new")
        unfinished.write_text(json.dumps(marker, indent=1) + "\n", encoding="utf-8")
        os.replace(str(unfinished), str(venv / MARKER))
    except OSError as problem:
        raise SetupStopped(f"{venv} could not be made: {problem.strerror}.") from problem


def ensure(libraries: dict[str, str], wheels: str | None = None) -> None:
    """Make sure that `.venv` is complete; does nothing, and asks no network, where it already is.

    Args:
        libraries: shared libraries of the system wanted, each with its Debian package.
        wheels: a folder of wheels to install from with no network, or None.

    Raises:
        SetupStopped: something is missing or did not work; the message says what to do.
    """
    if wheels and not Path(wheels).is_dir():
        raise SetupStopped(f"There is no folder {wheels}.", MISUSE)
    python = find_python()
    version = python_version(python)
    if version is None:
        raise SetupStopped(f"{python} does not start.", MISUSE)
    provide_system_parts(python, libraries)
    marker = expected_marker(version)
    if not is_complete(VENV, marker):
        build_environment(python, VENV, wheels, marker)
