"""Copy into a clean virtual environment exactly what Hubkeeper's wheel asks for, from the one running this.

    python copy_runtime.py VENV

No network is used. Only what the wheel's own requirements come to goes over, not the development tools, so
that a library the program uses but does not ask for is missing there, and the self-test shows it.
"""

from __future__ import annotations

import os
import shutil
import sys
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


def closure(name: str) -> list[str]:
    """List the distributions one needs, and those they need, on this machine.

    Args:
        name: a distribution that is installed.

    Returns:
        Their normalised names, sorted, without the first.

    Raises:
        PackageNotFoundError: one of them is not installed.
    """
    found: set[str] = set()
    waiting = [(name, "")]
    seen: set[tuple[str, str]] = set()
    while waiting:
        current, extra = waiting.pop()
        if (current, extra) in seen:
            continue
        seen.add((current, extra))
        for text in metadata.requires(current) or []:
            wanted = Requirement(text)
            if wanted.marker and not wanted.marker.evaluate({"extra": extra}):
                continue
            needed = canonicalize_name(wanted.name)
            found.add(needed)
            waiting += [(needed, ""), *((needed, canonicalize_name(each)) for each in wanted.extras)]
    return sorted(found)


def place(source: Path, target: Path) -> None:
    """Put a file in place: a second name for it where the disk allows, else a copy."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def copy_distribution(name: str, site_packages: Path) -> int:
    """Copy the files of a distribution that lie in its own site-packages folder; give how many."""
    count = 0
    distribution = metadata.distribution(name)
    for relative in distribution.files or []:
        if ".." in relative.parts or relative.suffix == ".pyc":
            continue
        place(Path(str(distribution.locate_file(relative))), site_packages / relative)
        count += 1
    return count


def main() -> int:
    """Run from the command line; give the exit code."""
    target = Path(sys.argv[1])
    folders = [*target.glob("lib/python3*/site-packages"), *target.glob("Lib/site-packages")]
    if len(folders) != 1:
        print(f"{target} is not a virtual environment.", file=sys.stderr)
        return 2
    names = closure("hubkeeper")
    count = sum(copy_distribution(name, folders[0]) for name in names)
    print(f"{len(names)} distributions, {count} files")
    return 0


if __name__ == "__main__":
    sys.exit(main())
