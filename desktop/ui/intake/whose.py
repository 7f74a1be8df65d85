"""Whose somebody is, said while the call is taken: the group or hub to pass them to, and its phone."""

from PySide6.QtWidgets import QWidget

from desktop.domain.phones import national
from desktop.services.routing import Whose
from desktop.ui.base.i18n import tr
from desktop.ui.base.notice import Notice
from desktop.ui.base.tokens import Tone


class WhoseNotice(Notice):
    """Hidden as long as this hub looks after the caller and no two areas claim them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it, hidden."""
        super().__init__("", "", parent)
        self.hide()

    def show_whose(self, whose: Whose) -> None:
        """Say whose they are.

        Args:
            whose: as the postcode, or somebody by hand, decided.
        """
        lead, text = _lead(whose), _text(whose)
        if lead or text:
            self.say(lead, text, tone=Tone.INFO if lead else Tone.WARN)
        self.setVisible(bool(lead or text))


def _lead(whose: Whose) -> str:
    if whose.is_ours:
        return ""
    if not whose.phone:
        return tr("Belongs to {name}.", name=whose.owner)
    return tr("Belongs to {name}, whose phone is {phone}.", name=whose.owner, phone=national(whose.phone))


def _text(whose: Whose) -> str:
    said = []
    if not whose.is_ours and whose.contact_name:
        said.append(tr("Ask for {name}.", name=whose.contact_name))
    if whose.reason:
        said.append(tr("Given to them by hand: {reason}", reason=whose.reason))
    if whose.ties:
        others = ", ".join(whose.ties)
        said.append(tr("{area} claims this postcode, and so does {others}.", area=whose.area, others=others))
    return " ".join(said)
