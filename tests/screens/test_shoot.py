"""The command that takes pictures of every screen, and that no screen is left out of it."""

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from desktop.context import AppContext
from desktop.ui.base.theme import Scheme
from desktop.ui.places import OVER, places
from desktop.ui.start.frame import StartFrame
from tests.screens.differences import DIFFERENCES
from tests.screens.hub import make_hub
from tests.screens.paper import PAPERS
from tests.screens.screens import SCREENS
from tests.screens.shoot import LOOKS, find_pictures, main, shoot, shoot_papers
from tests.screens.side_by_side import write_index
from tests.screens.tour import tour

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
BY_KEY = {one.key: one for one in SCREENS}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small demonstration hub."""
    return make_hub(tmp_path_factory.mktemp("shoot") / "hub")


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """A folder with a picture of Today."""
    found = tmp_path / "plans" / "design" / "ux"
    found.mkdir(parents=True)
    (found / "01-today.png").write_bytes(b"picture")
    return found


def test_two_screens_and_a_paper_beside_their_pictures(
    folder: Path, qapp: QApplication, tmp_path: Path, pictures: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    wanted = [BY_KEY["today"], BY_KEY["lock"]]
    assert shoot(folder, out, LOOKS[0], wanted) == ["today-light-100.png", "lock-light-100.png"]
    assert shoot_papers(folder, out, ["paper_sheet"]) == ["paper_sheet.png"]
    made = {name: QImage(str(out / name)) for name in ("today-light-100.png", "paper_sheet.png")}
    assert made["today-light-100.png"].size() == QSize(1366, 768)
    assert made["paper_sheet.png"].size() == QSize(1241, 1754)
    for one in made.values():
        assert len({one.pixel(x, y) for x in range(0, 900, 3) for y in range(0, 700, 3)}) > 20
    write_index(out, [look.key for look in LOOKS], pictures)
    page = (out / "index.html").read_text(encoding="utf-8")
    assert 'src="today-light-100.png"' in page
    assert 'src="../plans/design/ux/01-today.png"' in page
    assert "requests-light-100" not in page


def test_every_place_and_every_page_over_one_is_shown() -> None:
    anybody = cast(AppContext, SimpleNamespace(may=lambda _action: True))
    keys = {place.key for place in places(anybody)}
    assert (keys | set(OVER)) - set(BY_KEY) == set()
    assert len(BY_KEY) == len(SCREENS)


def test_every_window_before_a_hub_is_open_is_shown(folder: Path, qapp: QApplication) -> None:
    start = [one for one in SCREENS if one.show.__module__.endswith(("show_start", "show_keyboard"))]
    with tour(folder, Scheme.LIGHT, 100, 1366, 768) as walk:
        shown = {type(walk.window) for _key in walk.screens(start)}
    assert {kind for kind in StartFrame.__subclasses__() if kind.__module__.startswith("desktop")} <= shown


def test_what_there_is_not_is_said_with_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--only", "yesterday"]) == 2
    said = capsys.readouterr().out
    assert "today" in said
    assert "dark-150" in said


def test_pictures_are_found_beside_the_repository(tmp_path: Path, pictures: Path) -> None:
    assert find_pictures(tmp_path / "repo") == pictures
    assert find_pictures(tmp_path / "out" / "repo") is None


def test_every_picture_is_laid_beside_one_screen() -> None:
    shown = [one.picture for one in (*SCREENS, *PAPERS)]
    shown += [name for one in SCREENS for name in (one.dark_picture, one.longer_picture)]
    named = [name for name in shown if name]
    assert len(set(named)) == len(named) >= 13
    assert set(DIFFERENCES) == {one.key for one in (*SCREENS, *PAPERS) if one.picture}
