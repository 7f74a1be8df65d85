"""Shared by the tests of concerns: whatever is left of words that were to go."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from desktop.context import AppContext
from desktop.domain.concerns import About, Account
from desktop.services.concern_raising import RaiseConcerns
from tests.ui.role_walk import texts_of
from tests.ui.window import hands, main, records

__all__ = ["hands", "main", "records"]
SECRET = "Zebedee Quarrington"
"""A name that stands nowhere else."""
WORDS = "He keeps the card and the PIN of Zebedee Quarrington"


@pytest.fixture
def left_of(settle: Callable[[], None]) -> Callable[[str], list[str]]:
    """Every text of every widget there is, shown or not, that holds some words."""

    def look(words: str) -> list[str]:
        settle()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()
        widgets = QApplication.allWidgets()
        return [text for one in widgets for text in texts_of(one) if text and words in text]

    return look


@pytest.fixture
def raised(context: AppContext) -> str:
    """A concern that was raised; its key."""
    account = Account(about=About(name=SECRET), words=WORDS, wants="No fuss, says Quarrington")
    folder = context.hub.folder.path
    return context.service(RaiseConcerns).send(context.actor, folder, account).made
