"""What a lead had half written when concerns hid: it waits in memory alone, for their passphrase."""

from dataclasses import dataclass, field
from typing import Any

from desktop.domain.errors import DomainError
from desktop.ui.base.dialog import FormDialog
from desktop.ui.concerns.decide import Unfinished


@dataclass(slots=True)
class HalfWritten:
    """Held as long as the page lives, which goes when somebody else takes the keyboard.

    Attributes:
        decisions: by concern.
        forms: answers of forms that were open, by concern and act.
    """

    decisions: dict[str, Unfinished] = field(default_factory=dict)
    forms: dict[str, dict[str, Any]] = field(default_factory=dict)

    def keep_form(self, dialog: FormDialog) -> None:
        """Keep what is written in a form; one that was not touched, or cannot be read, is let go."""
        key = str(dialog.property("half") or "")
        if not key or not dialog.form.dirty:
            return
        try:
            self.forms[key] = dialog.form.values()
        except DomainError:
            return
