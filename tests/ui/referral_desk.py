"""Hands of a coordinator at the desk of a hub to which people are passed on, and which passes them on."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from db.enums import Layer
from db.enums_referrals import SentHow
from db.models import Referral, SharingRecord
from desktop.context import AppContext
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.ui.base.button import Button
from desktop.ui.base.dialog import FileDialog, FormDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.preview.dialog import PreviewDialog
from desktop.ui.referrals.incoming_look import LookDialog
from desktop.ui.referrals.pass_on import PassOnDialog


class Desk:
    """The window of the hub, and what its coordinator does in it."""

    def __init__(self, main: MainWindow, context: AppContext, settle: Callable[[], None]) -> None:
        self.main, self.context, self.settle = main, context, settle

    def page(self, place: str, item: object = None) -> Any:
        """Go to a place; its page."""
        found = self.main.shell.go_to(place, item)
        self.settle()
        return found

    def over(self, place: str, item: object = None) -> Any:
        """Open a page that lies over the others; it."""
        self.main._open_over(place, item)
        self.settle()
        return self.main.shell.page()

    def front(self, kind: type[Any] = FormDialog) -> Any:
        """What is open over the page."""
        return next(one for one in self.main.shell.findChildren(kind) if one.isVisible())

    def confirm(self, **answers: object) -> None:
        """Answer the form that is open and press its main button."""
        dialog = self.front()
        dialog.form.set_values(answers)
        dialog.primary.click()
        self.settle()

    def press(self, words: str) -> None:
        """Press a button on show of the page in front, by what it says."""
        buttons = self.main.shell.page().findChildren(Button)
        next(one for one in buttons if one.text() == words and one.isVisible()).click()
        self.settle()

    def choose(self, path: Path) -> None:
        """Choose a file or a folder where one is asked for."""
        picker = self.front(FileDialog)
        picker.fileSelected.emit(str(path))
        picker.close()
        self.settle()

    def look_at_file(self, path: Path, **answers: object) -> LookDialog:
        """On Coming in, choose a file of another hub's and say what is asked of it; nothing is saved yet."""
        self.press("Take in a file")
        self.choose(path)
        self.confirm(**answers)
        found: LookDialog = self.front(LookDialog)
        return found

    def pass_on_by_file(self, folder: Path, **answers: object) -> PassOnDialog:
        """Answer the dialog of passing on that is open, and have its file written to a folder."""
        passing: PassOnDialog = self.front(PassOnDialog)
        passing.form.set_values({"how": SentHow.FILE, **answers})
        passing.look()
        self.settle()
        passing.primary.click()
        self.settle()
        self.choose(folder)
        return passing

    def save_paper(self, path: Path) -> bytes:
        """Save what is being previewed, close the preview; what was saved."""
        preview = self.front(PreviewDialog)
        preview.save(str(path))
        self.settle()
        preview.close()
        return path.read_bytes()

    def body(self, name: str, layer: Layer = Layer.ANCHOR) -> str:
        """A body the hub knows; its key."""
        draft = OrganisationDraft(name, layer)
        return self.context.service(Organisations).save(self.context.actor, draft).made

    def holds(self, kind: type[Any]) -> int:
        """How many of a kind of record there are."""
        with self.context.hub.store.read() as session:
            return session.query(kind).count()

    def referral(self) -> Referral:
        """The only one there is."""
        with self.context.hub.store.read() as session:
            held = session.query(Referral).one()
            session.expunge(held)
        return held

    def recipients(self) -> list[tuple[str, str]]:
        """Name and purpose of every share, oldest first."""
        with self.context.hub.store.read() as session:
            found = session.query(SharingRecord).order_by(SharingRecord.at, SharingRecord.id)
            return [(one.recipient_name, one.purpose) for one in found]


@pytest.fixture
def desk(main: MainWindow, context: AppContext, settle: Callable[[], None]) -> Desk:
    """Hands at the desk."""
    return Desk(main, context, settle)
