"""What a page asks before it does something: a form in a dialog, or a reason."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt

from desktop.ui.base.dialog import FormDialog, ReasonDialog
from desktop.ui.base.form_fields import FormField
from desktop.ui.base.record_page import RecordPage


def ask_form(
    page: RecordPage,
    title: str,
    fields: Sequence[FormField],
    known: Mapping[str, Any],
    save: Callable[[dict[str, Any]], object],
    sentence: str = "",
    *,
    verb: str = "",
) -> FormDialog:
    """Ask something and save the answer; refusals stand beside their fields.

    Args:
        page: asks, and runs it.
        title: what it is about.
        fields: the questions.
        known: what stands in them already.
        save: the service call (worker).
        sentence: one line under the title.
        verb: the main button; "Save" when empty.
    """
    dialog = FormDialog(title, fields, save, page.jobs, page, verb=verb, sentence=sentence)
    dialog.form.set_values(dict(known))
    dialog.form.mark_clean()
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog


def ask_reason(
    page: RecordPage, title: str, sentence: str, verb: str, act: Callable[[str], object]
) -> ReasonDialog:
    """Ask for the reason of what is taken back.

    Args:
        page: asks, and runs it.
        title: the question.
        sentence: what will happen.
        verb: the button that does it.
        act: the service call; takes the reason (worker).
    """
    dialog = ReasonDialog(title, sentence, verb, act, page.jobs, page)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog
