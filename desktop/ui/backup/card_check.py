"""Reading a recovery card back from paper, when it was put off on the day the hub was made."""

from PySide6.QtWidgets import QWidget

from desktop.context import AppContext
from desktop.services.cards import Cards
from desktop.services.hubs import check_card
from desktop.ui.base.dialog import FormDialog
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr


def card_dialog(context: AppContext, parent: QWidget) -> FormDialog:
    """A dialog that asks for the words and says whether they open the hub; they change nothing.

    Args:
        context: the open hub.
        parent: the window it belongs to.

    Returns:
        The dialog; its `saved` comes when the words are right.
    """
    folder, actor, cards = context.hub.folder.path, context.actor, context.service(Cards)

    def prove(words: str) -> None:
        """Whoever answers for the card records that it was proved."""
        if actor.may("card.drill"):
            cards.drill_recovery(actor, folder, words)
        else:
            check_card(folder, words)

    words = FormField("words", tr("Words"), FieldKind.MULTILINE, required=True, max_length=400, lines=3)
    dialog = FormDialog(
        tr("Check the recovery card"),
        [words],
        lambda values: prove(values["words"]),
        context.jobs,
        parent,
        verb=tr("Check"),
        sentence=tr("Take the paper and type its words in the order of their numbers. They are not kept."),
    )
    dialog.saved.connect(lambda _nothing: context.preferences.card_checked(folder))
    return dialog
