"""Pictures of every screen in every look, and a page that lays each beside its design.

python3 -m tests.screens.shoot [--out FOLDER] [--only today,requests] [--looks light-100] [--pictures FOLDER]
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from desktop.services.demo import DemoSize
from desktop.ui.base.theme import Scheme
from tests.screens.hub import make_hub, open_tour
from tests.screens.paper import PAPERS, draw_paper
from tests.screens.screens import SCREENS, Screen
from tests.screens.side_by_side import write_index
from tests.screens.tour import tour

ROOT = Path(__file__).resolve().parents[2]
WIDTH, HEIGHT = 1366, 768
"""The window of the pictures, and of most laptops."""


@dataclass(frozen=True, slots=True)
class Look:
    """One way to see a screen.

    Attributes:
        scheme: the colours.
        scale: of the text, per cent.
        longer: every text as long as Welsh may be.
    """

    scheme: Scheme
    scale: int
    longer: bool = False

    @property
    def key(self) -> str:
        """Its name on the command line and of its files."""
        return f"{self.scheme}-{self.scale}" + ("-longer" if self.longer else "")


LOOKS = (
    *(
        Look(scheme, scale)
        for scheme in (Scheme.LIGHT, Scheme.DARK, Scheme.CONTRAST)
        for scale in (100, 150, 200)
    ),
    Look(Scheme.LIGHT, 150, longer=True),
)


def shoot(folder: Path, out: Path, look: Look, screens: Sequence[Screen]) -> list[str]:
    """Take pictures of screens in one look.

    Args:
        folder: of a demonstration hub.
        out: where the pictures go.
        look: how they are seen.
        screens: which.

    Returns:
        The names of the files.
    """
    made = []
    with tour(folder, look.scheme, look.scale, WIDTH, HEIGHT, longer=look.longer) as walk:
        for key in walk.screens(screens):
            made.append(f"{key}-{look.key}.png")
            walk.window.grab().save(str(out / made[-1]))
    return made


def shoot_papers(folder: Path, out: Path, wanted: Sequence[str]) -> list[str]:
    """Draw the first page of the papers wanted; the names of the files."""
    papers = [one for one in PAPERS if one.key in wanted]
    hub = open_tour(folder)
    try:
        for paper in papers:
            drawn = draw_paper(hub, paper)
            shape = drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGB32
            QImage(drawn.pixels, *shape).save(str(out / f"{paper.key}.png"))
    finally:
        hub.close()
    return [f"{one.key}.png" for one in papers]


def find_pictures(root: Path = ROOT) -> Path | None:
    """The folder of the design's pictures, where one lies beside the repository."""
    return next(iter(sorted(root.parent.glob("*/design/ux"))), None)


def main(words: Sequence[str]) -> int:
    """Take the pictures and write the page; the exit code."""
    asked = _asked(words)
    keys = [one.key for one in (*SCREENS, *PAPERS)]
    only = asked.only.split(",") if asked.only else keys
    looks = [one for one in LOOKS if not asked.looks or one.key in asked.looks.split(",")]
    if not looks or any(key not in keys for key in only):
        print("There are these screens: " + " ".join(keys))
        print("and these looks: " + " ".join(one.key for one in LOOKS))
        return 2
    asked.out.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication([])
    screens = [one for one in SCREENS if one.key in only]
    with tempfile.TemporaryDirectory() as place:
        os.environ["HUBKEEPER_DATA"] = place
        folder = make_hub(Path(place) / "hub", DemoSize())
        for look in looks if screens else ():
            print(f"{look.key}: {len(shoot(folder, asked.out, look, screens))} screens", flush=True)
        shoot_papers(folder, asked.out, only)
    write_index(asked.out, [one.key for one in LOOKS], asked.pictures)
    print(f"Open {asked.out / 'index.html'}")
    del app
    return 0


def _asked(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python3 -m tests.screens.shoot", description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "screens", help="where they go")
    parser.add_argument("--only", default="", help="some screens, by name")
    parser.add_argument("--looks", default="", help="some looks, by name")
    parser.add_argument("--pictures", type=Path, default=find_pictures(), help="the design's pictures")
    return parser.parse_args(words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
