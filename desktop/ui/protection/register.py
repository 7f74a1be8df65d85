"""What every register of data protection shows alike: a name, what stands beside it, and a day."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from PySide6.QtWidgets import QWidget

from desktop.context import AppContext
from desktop.ui.base.detail import Detail
from desktop.ui.base.record_spec import FormData


class RegisterRow(NamedTuple):
    """One line.

    Attributes:
        id: the view's key and the record's, such as ``breaches:0198``.
        held: the record.
    """

    id: str
    name: str
    about: str
    day: date | None
    held: Any


class Register:
    """One view of the page; a subclass for each.

    Attributes:
        key: of the view.
        action: whoever may not take it has no such view.
        change: whoever may not take it only reads.
        can_add: whether a new one can be added here.
    """

    key = ""
    action = "protection.see"
    change = "protection.set"
    can_add = True

    def __init__(self, context: AppContext) -> None:
        """Take what is open."""
        self.context, self.actor = context, context.actor

    @property
    def title(self) -> str:
        """Of the view."""
        raise NotImplementedError

    def rows(self) -> Sequence[RegisterRow]:
        """Every line (worker)."""
        raise NotImplementedError

    def detail(self, row: RegisterRow) -> Detail:
        """What the pane shows (worker)."""
        raise NotImplementedError

    def form(self, held: Any) -> FormData:
        """The form for a record, or for a new one when None (worker)."""
        raise NotImplementedError

    def save(self, key: str, values: Mapping[str, Any]) -> object:
        """Save a form; the key is empty for a new one (worker, a write)."""
        raise NotImplementedError

    def empty_beyond(self) -> str:
        """What to say beside the count where not everything is listed (worker)."""
        return ""

    def act(self, page: QWidget, key: str, row: RegisterRow) -> None:
        """Do what a button of the pane says; those of every record list the page does itself."""

    def row(self, held: Any, name: str, about: str, day: date | None) -> RegisterRow:
        """A line of this view."""
        return RegisterRow(f"{self.key}:{held.id}", name, about, day, held)
