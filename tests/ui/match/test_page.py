"""Finding a volunteer by keyboard alone: ring, answer, and what is shown only after a yes."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from db.enums import OfferAnswer
from db.models import Household, Offer, Task
from desktop.services.hubs import OpenHub
from desktop.ui.base.accessibility import rich_texts, unnamed_widgets
from desktop.ui.base.label import Sentence
from desktop.ui.base.theme import Scheme, install_theme
from desktop.ui.match.given_pane import GivenPane
from desktop.ui.match.page import MatchPage
from desktop.ui.match.ring_pane import RingPane

Open = Callable[..., MatchPage]
Wait = Callable[[], None]
Shoot = Callable[[QWidget, str], None]


def words(page: QWidget) -> str:
    """Everything on show."""
    found = [part.text() for part in page.findChildren(QLabel) if part.isVisibleTo(page)]
    found += [part.plain() for part in page.findChildren(Sentence) if part.isVisibleTo(page)]
    found += [part.text() for part in page.findChildren(QAbstractButton) if part.isVisibleTo(page)]
    return "\n".join(found)


def test_pictures(open_page: Open, case: object, shoot: Shoot, qapp: QApplication) -> None:
    page = open_page(case.request)  # type: ignore[attr-defined]
    shoot(page, "match-light")
    assert not unnamed_widgets(page)
    assert not rich_texts(page)
