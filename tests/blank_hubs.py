"""New hubs for tests, each kind made once in a process and copied from then on."""

import atexit
import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from db.keys import KdfParams
from desktop.services.hubs import NewHub, make_hub

CHEAP = KdfParams(64, 1, 1)


def blank_hub(folder: Path, wanted: NewHub, passphrase: str) -> None:
    """Lay a new, empty hub in a folder that is not there yet.

    Hubs of the same wish are copies: of one identity, with one data key. A test of two hubs that meet makes
    its own by `make_hub`.

    Args:
        folder: where the hub will lie.
        wanted: its name, nation and numbers.
        passphrase: the first account's, guarded cheaply.
    """
    shutil.copytree(_made(wanted, passphrase), folder)


@cache
def _made(wanted: NewHub, passphrase: str) -> Path:
    kept = Path(mkdtemp(prefix="hubkeeper-blank-"))
    atexit.register(shutil.rmtree, kept, ignore_errors=True)
    make_hub(kept / "hub", wanted, passphrase, params=CHEAP)
    return kept / "hub"
