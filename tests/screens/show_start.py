"""Windows before a hub is open, and the lock over an open one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.services.demo import DEMO_PASSPHRASE
from desktop.ui.start.card import CardWindow, ProveWindow
from desktop.ui.start.create import CreateWindow
from desktop.ui.start.ready import BeginWindow, PlaceWindow
from desktop.ui.start.recover import RecoverWindow
from desktop.ui.start.restore import RestoreWindow
from desktop.ui.start.unlock import Locked, UnlockWindow
from desktop.ui.start.welcome import WelcomeWindow

if TYPE_CHECKING:
    from tests.screens.tour import Tour

HUB = "Saltmarsh Hub"
FOLDER = Path("Hubkeeper")
WORDS = (
    "anchor basil canal drum elbow ferry garden harbour island jacket kettle ladder"
    " marble nectar orchard paddle quarry ribbon saddle tunnel umpire velvet walnut yellow"
)


def lock(tour: Tour) -> QWidget:
    """The lock of an open hub."""
    return tour.alone(UnlockWindow(FOLDER, tour.jobs, nothing, name=HUB, locked=Locked()))


def unlock(tour: Tour) -> QWidget:
    """The way into the demonstration."""
    return tour.alone(
        UnlockWindow(FOLDER, tour.jobs, nothing, name=HUB, demo_passphrase=DEMO_PASSPHRASE),
    )


def welcome(tour: Tour) -> QWidget:
    """Where to begin, where hubs were opened before."""
    return tour.alone(WelcomeWindow((Path("Saltmarsh Hub"), Path("Quayside Hub"))))


def create(tour: Tour) -> QWidget:
    """A new hub in one form."""
    return tour.alone(CreateWindow(tour.jobs, nothing, FOLDER))


def card(tour: Tour) -> QWidget:
    """The words of the recovery card."""
    return tour.alone(CardWindow(WORDS, bytes, tour.jobs))


def prove(tour: Tour) -> QWidget:
    """Three words read back from paper."""
    return tour.alone(ProveWindow(WORDS, (2, 9, 17)))


def second_place(tour: Tour) -> QWidget:
    """Where backups go besides the laptop."""
    return tour.alone(PlaceWindow(tour.jobs, nothing))


def begin(tour: Tour) -> QWidget:
    """How the new hub begins."""
    return tour.alone(BeginWindow(HUB))


def recover(tour: Tour) -> QWidget:
    """The way in with the recovery card."""
    return tour.alone(RecoverWindow(FOLDER, tour.jobs, nothing))


def restore(tour: Tour) -> QWidget:
    """A hub put back from a backup."""
    return tour.alone(RestoreWindow(tour.jobs, nothing, FOLDER))


def nothing(*_words: object) -> str:
    return ""
