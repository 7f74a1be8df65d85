"""What README says: tomorrow's round of the demonstration hub on paper, in a few keys."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pypdfium2
import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from db.queries.rounds import RoundFilter
from desktop import app as composition
from desktop.app import App
from desktop.runtime import paths
from desktop.runtime.preferences import Preferences
from desktop.services.demo import DEMO_PASSPHRASE
from desktop.services.rounds import Rounds
from desktop.ui.base.dialog import FormDialog
from desktop.ui.preview.dialog import PreviewDialog
from desktop.ui.rounds.page import RoundsPage
from desktop.ui.rounds.printing import PrintDialog
from tests.screens.hub import NOW, make_hub
from tests.ui.day.desk import Desk

README = Path(__file__).resolve().parents[3] / "README.md"
TOMORROW = NOW.date() + timedelta(days=1)
KEYS = (DEMO_PASSPHRASE, "plan a day", "tomorrow", "Ctrl+Enter", "Enter", "Ctrl+P")
"""What is typed and pressed after the hub was opened; README names each."""


class TheDay(date):
    """The calendar on the day of the demonstration."""

    @classmethod
    def today(cls) -> "TheDay":
        """The day the hub was made."""
        return cls(NOW.year, NOW.month, NOW.day)


class DemoDesk(Desk):
    """The app over the demonstration hub."""

    def unlock(self) -> None:
        """The passphrase is the one that stands beside its field."""
        self.keys.type(DEMO_PASSPHRASE)
        self.keys.press("Enter")


@pytest.fixture
def desk(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[DemoDesk]:
    """The demonstration hub, opened as `start.py` opens it."""
    folder = make_hub(paths.hubs_folder() / "demonstration")
    monkeypatch.setattr("desktop.services.round_plans.SEARCH_SECONDS", 0.1)
    monkeypatch.setattr(composition, "open_hub", partial(composition.open_hub, clock=lambda: NOW))
    monkeypatch.setattr("desktop.ui.base.form_fields.date", TheDay)
    town = SimpleNamespace(folder=folder)
    made = DemoDesk(town, lambda: App(Preferences(paths.preferences_file())), qtbot.waitUntil)  # type: ignore[arg-type]
    yield made
    made.stop()
    assert not made.wrong, made.wrong


def test_tomorrows_round_is_on_paper_after_a_few_keys(desk: DemoDesk, tmp_path: Path) -> None:
    keys = desk.keys
    desk.find("plan a day")
    desk.dialog(FormDialog)
    keys.type("tomorrow")
    keys.press("Ctrl+Enter", "Enter")
    view = desk.page(RoundsPage).view
    keys.press("Ctrl+P")
    desk.dialog(PrintDialog)
    keys.press("Ctrl+Enter")
    desk.dialog(PreviewDialog)
    keys.press("Ctrl+S")
    desk.dialog(QFileDialog)
    path = tmp_path / "tomorrow.pdf"
    keys.type(str(path))
    keys.press("Enter", "Esc")
    planned = desk.service(Rounds).get(desk.actor, view.round_id)
    assert planned.row.on_date == TOMORROW
    assert planned.stops
    with pypdfium2.PdfDocument(path) as paper:
        words = "\n".join(page.get_textpage().get_text_range() for page in paper)
    assert planned.row.name in words
    assert all(stop.address.split(",")[0] in words for stop in planned.stops)


def test_the_demonstration_has_a_round_for_tomorrow_with_a_driver(desk: DemoDesk) -> None:
    rounds = desk.service(Rounds)
    keys = rounds.ids(desk.actor, RoundFilter(first_day=TOMORROW, last_day=TOMORROW))
    rows = rounds.rows(desk.actor, keys)
    assert rows
    assert all(row.stops > 1 and row.driver for row in rows)


def test_the_readme_says_how() -> None:
    text = " ".join(README.read_text(encoding="utf-8").split())
    (section,) = re.findall(r"## Print tomorrow's round(.*?)## ", text)
    assert all(key in section for key in KEYS)
    assert "start.py" in section
